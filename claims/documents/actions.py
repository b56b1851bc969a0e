"""Make documents; note who read them; take the confirmation of what was read."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from claims.accounts.models import User
from claims.audit import actions as audit
from claims.documents import queries, render
from claims.documents.kinds import KINDS, Kind
from claims.documents.models import CONFIRMED_WORDS, Confirmation, Document, Reading
from claims.documents.stored import ConfirmationRecord, Confirming
from claims.intake.models import Claim
from claims.intake.plain_text import same_name
from claims.jobs import Progress
from claims.refusals import Refusal, require_unchanged
from claims.submission.actions import bind_confirmation
from claims.submission.models import Submission
from claims.vault import actions as vault
from claims.vault.crypto import digest_of_json
from claims.vault.models import StoredFile
from claims.vault.shapes import write


def build(submission: Submission, when: str, *, at: datetime, progress: Progress) -> None:
    """Make the documents of this moment that are not there yet.

    Run again after a fault, it goes on where it was.
    """
    kinds = [kind for kind in KINDS if kind.when == when]
    have = set(submission.documents.values_list("kind", flat=True))
    for number, kind in enumerate(kinds):
        progress(number, len(kinds), kind.title)
        if kind.key not in have:
            _make(submission, kind, at)
    progress(len(kinds), len(kinds), "")


def _make(submission: Submission, kind: Kind, at: datetime) -> None:
    content = render.pdf(
        render.html(kind, submission), identifier=f"{submission.sha256}:{kind.key}"
    )
    try:
        with transaction.atomic():
            file = vault.store_file(
                content,
                key=submission.claim.data_key,
                area=StoredFile.Area.CLAIMANT,
                content_type="application/pdf",
                at=at,
            )
            Document.objects.create(
                submission=submission, kind=kind.key, file=file, sha256=file.sha256, rendered_at=at
            )
            details = {"kind": kind.key, "sha256": file.sha256}
            audit.record(
                "document.rendered", by="system", at=at, subject=submission.claim, **details
            )
    except IntegrityError:  # another worker made it first; the same content has the same digest
        Document.objects.get(submission=submission, kind=kind.key)


def open_document(document: Document, *, by: User, at: datetime) -> bytes:
    """The PDF, and the record that it was opened."""
    note_reading(document, by=by, at=at)
    return vault.read_file(document.file)


def download_packet(packet: queries.Packet, *, by: User, at: datetime) -> bytes:
    """Every document in one ZIP with their digests, and the record of it.

    To have downloaded is not to have read.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for document in packet.documents:
            archive.writestr(f"{document.kind}.pdf", vault.read_file(document.file))
        digests = "".join(
            f"{document.sha256}  {document.kind}.pdf\n" for document in packet.documents
        )
        archive.writestr("SHA256SUMS", digests)
    audit.record("packet.downloaded", by=by, at=at, subject=packet.submission.claim)
    return buffer.getvalue()


def note_reading(document: Document, *, by: User, at: datetime) -> None:
    _reading, first = Reading.objects.get_or_create(document=document, user=by, defaults={"at": at})
    if first:
        claim = document.submission.claim
        audit.record("document.read", by=by, at=at, subject=claim, kind=document.kind)


@transaction.atomic
def confirm(
    submission: Submission, confirming: Confirming, *, seen: str, by: User, at: datetime
) -> Confirmation:
    """The typed name under the digests of what was read, unsworn.

    `seen`: the digest of the version that was shown, each of its documents with it.

    Raises Refusal; Stale where the version was replaced.
    """
    require_unchanged(
        seen,
        submission.sha256,
        _("Your answers were changed in another window. Read the new version, then confirm it."),
    )
    # Pressed twice, the second waits and finds the first.
    Claim.objects.select_for_update().get(pk=submission.claim_id)
    packet = queries.packet(submission)
    if packet.confirmation:
        return packet.confirmation
    if not packet.is_ready:
        raise Refusal(
            _("Your papers aren’t ready yet. Wait a few seconds, then press the button again.")
        )
    for document in packet.documents:
        note_reading(document, by=by, at=at)
    expected = submission.frozen.claimant.name
    if not same_name(confirming.typed_name, expected):
        raise Refusal(
            _("Type your full name exactly as it appears on the fact sheet: %(name)s")
            % {"name": expected}
        )
    content = write(_record(packet, confirming, at))
    confirmation = Confirmation(
        submission=submission, content=content, sha256=digest_of_json(content), at=at
    )
    confirmation.save(force_insert=True)
    bind_confirmation(submission, confirmation.sha256, by=by, at=at)
    return confirmation


def _record(packet: queries.Packet, confirming: Confirming, at: datetime) -> ConfirmationRecord:
    return ConfirmationRecord(
        words=CONFIRMED_WORDS,
        typed_name=confirming.typed_name.strip(),
        local_date=confirming.local_date,
        zone=confirming.zone,
        method=confirming.method,
        address=confirming.address,
        browser=confirming.browser,
        digests={document.kind: document.sha256 for document in packet.documents},
        submission=packet.submission.sha256,
        confirmed_at=at,
    )


def check_digest(content: bytes) -> Document | None:
    """The document that has exactly these bytes, if we made it."""
    return queries.by_digest(hashlib.sha256(content).hexdigest())
