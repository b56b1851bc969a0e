"""A file of evidence as a response."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils import timezone

from claims.accounts.requests import SignedInRequest
from claims.evidence import actions, safe_copies
from claims.evidence.models import Upload


def file_response(request: SignedInRequest, wanted: Upload) -> HttpResponse:
    """`?part=original` gives the bytes as they came, to be saved; else a picture's copy is shown, a
    PDF's saved.
    """
    part = request.GET.get("part", "copy")
    if part not in ("copy", "original"):
        raise Http404
    content = actions.open_upload(wanted, part, by=request.user, at=timezone.now())
    file = wanted.file(part)
    is_shown = part == "copy" and file.content_type == "image/jpeg"
    response = HttpResponse(content, content_type=file.content_type)
    ending = safe_copies.KINDS[file.content_type][1]
    name = f"{wanted.claim.reference}-{wanted.sha256[:8]}{ending}"
    response["Content-Disposition"] = f'{"inline" if is_shown else "attachment"}; filename="{name}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store"
    return response
