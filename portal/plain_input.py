"""What no page can read is refused in words, before or after a view: never a server error. So is
what nobody can read any more, because its key is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from claims.vault.ciphers import KeyErased

log = structlog.get_logger("standing.input")
NUL = "\0"


class PlainInput:
    """Refuses the character NUL, which PostgreSQL stores nowhere, and numbers and texts that are
    longer than anything a person types (Python reads 4,300 digits).

    Stands after the CSRF check, which has read the form by then.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Raises Http404 for an address with NUL in it."""
        if NUL in request.path:
            raise Http404
        texts = [*request.GET.items()]
        if request.method == "POST":
            texts += request.POST.items()
        if any(NUL in name or NUL in text for name, text in texts):
            return _refused(request)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, KeyErased):
            log.error("no key", subject=str(error), path=request.path)
            return render(request, "410.html", status=410)
        too_long = isinstance(error, ValueError) and "integer string conversion" in str(error)
        if too_long or isinstance(error, DataError):
            log.warning("unreadable input", error=type(error).__name__, path=request.path)
            return _refused(request)
        return None


def _refused(request: HttpRequest) -> HttpResponse:
    return render(request, "400_unreadable.html", status=400)
