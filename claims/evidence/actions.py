"""Keep what a claimant gives as evidence; take it back; open it."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from claims.accounts.models import User
from claims.audit import actions as audit
from claims.evidence import safe_copies
from claims.evidence.models import Upload
from claims.intake.actions import give_turn
from claims.intake.locks import lock
from claims.intake.models import Claim
from claims.intake.plain_text import visible
from claims.intake.queries import with_claim
from claims.intake.status import CLOSED, WAITS, Status, Turn
from claims.refusals import Refusal
from claims.vault import actions as vault
from claims.vault import scanner
from claims.vault.models import StoredFile

MAX_FILES = 100
MAX_TOTAL = 500 * 2**20  # bytes, of one claim


def add_upload(claim: Claim, content: bytes, name: str, *, by: User, at: datetime) -> Upload:
    """Keep one file with a copy to look at. The same file twice is kept once.

    Raises Refusal (past a limit, closed, found by the scanner, or no scanner answers).
    """
    paper = safe_copies.read(content)
    _scan(claim, content, by, at)
    with transaction.atomic():
        _lock(claim)
        sha256 = hashlib.sha256(content).hexdigest()
        standing = claim.uploads.filter(removed_at=None)
        if same := standing.filter(sha256=sha256).first():
            return with_claim(claim, [same])[0]
        total = standing.aggregate(total=Sum("size"))["total"] or 0
        if standing.count() >= MAX_FILES or total + len(content) > MAX_TOTAL:
            raise Refusal(
                _("A claim can have up to 100 files and 500 MB. To send more, write to the firm.")
            )
        area = StoredFile.Area.CLAIMANT
        original = vault.store_file(
            content, key=claim.data_key, area=area, content_type=paper.content_type, at=at
        )
        copy = vault.store_file(
            paper.copy, key=claim.data_key, area=area, content_type=paper.copy_type, at=at
        )
        upload = Upload(
            claim=claim,
            name=_shown(name),
            remarks=paper.remarks,
            original=original,
            copy=copy,
            sha256=sha256,
            size=len(content),
            added_by=by,
            added_at=at,
        )
        upload.save(force_insert=True)
        audit.record("claim.upload_added", by=by, at=at, subject=claim, sha256=sha256)
        if not claim.is_draft:
            give_turn(claim, Turn.FIRM, at=at)
    return upload


def _shown(name: str) -> str:
    """The file's name without folders and without signs that nobody sees."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(sign for sign in visible(last) if sign.isprintable())
    return plain.strip()[:200] or _("unnamed file")


def _scan(claim: Claim, content: bytes, by: User, at: datetime) -> None:
    try:
        virus = scanner.found_in(content)
    except scanner.Unavailable as error:
        raise Refusal(
            _("We can’t check this file for viruses right now. Nothing was kept. Try again later.")
        ) from error
    if virus:
        audit.record("claim.upload_refused", by=by, at=at, subject=claim, found=virus[:100])
        raise Refusal(
            _("Our virus scanner stopped this file. Nothing was kept. Send another copy.")
        )


def _lock(claim: Claim) -> None:
    """Hold the claim's row where it takes files.

    A draft takes them until its documents are made; a claim that was sent takes more until it is
    closed.

    Raises Refusal.
    """
    status = Claim.objects.select_for_update().get(pk=claim.pk).status
    if status in CLOSED:
        raise Refusal(_("This claim is closed, so you can’t add files to it."))
    if status == Status.HELD:
        raise Refusal(WAITS)
    if status == Status.DRAFT:
        lock(claim)


@transaction.atomic
def remove_upload(upload: Upload, *, by: User, at: datetime) -> None:
    """Take a file back before the claim is sent.

    What was given after that stays.

    Raises Refusal.
    """
    lock(upload.claim)
    locked = (
        Upload.objects.select_for_update(of=("self",))
        .select_related("original", "copy")
        .get(pk=upload.pk)
    )
    if locked.removed_at:
        return
    files = [locked.file("original"), locked.file("copy")]
    Upload.objects.filter(pk=upload.pk).update(removed_at=at, original=None, copy=None)
    for file in files:
        vault.remove_file(file)
    audit.record("claim.upload_removed", by=by, at=at, subject=upload.claim)


def open_upload(upload: Upload, part: str, *, by: User, at: datetime) -> bytes:
    """The "copy" or the "original" in clear, and the record that it was opened."""
    audit.record("claim.upload_opened", by=by, at=at, subject=upload.claim, part=part)
    return vault.read_file(upload.file(part))
