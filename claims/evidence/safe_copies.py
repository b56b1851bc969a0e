"""What a person gives as evidence: told apart by content, and a copy made that is safe to look at.

The original is kept as it came, with its hash: what a camera wrote into it may be evidence. The
copy has none of that.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from django.utils.translation import gettext as _

from claims import sandbox
from claims.refusals import Refusal

MAX_BYTES = 25 * 2**20  # of one file

# Content type -> how the file is called, and the endings that it may have.
KINDS = {
    "application/pdf": ("PDF", (".pdf",)),
    "image/jpeg": ("JPEG", (".jpg", ".jpeg", ".jpe")),
    "image/png": ("PNG", (".png",)),
    "image/heic": ("HEIC", (".heic", ".heif")),
}


# Content type -> the function of claims.evidence.reading, the type of the copy that it makes, and
# the bytes of memory that it may take.
READERS = {
    "application/pdf": ("pdf", "application/pdf", 256 * 2**20),
    "image/jpeg": ("picture", "image/jpeg", sandbox.MEMORY),
    "image/png": ("picture", "image/jpeg", sandbox.MEMORY),
    "image/heic": ("picture", "image/jpeg", sandbox.MEMORY),
}

HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


@dataclass(frozen=True)
class Paper:
    """content_type: of the original. copy: a JPEG of a picture, a PDF without active parts of a
    PDF.
    """

    content_type: str
    copy: bytes
    copy_type: str


def read(content: bytes, name: str) -> Paper:
    """Tell what the file is and make the copy to look at.

    Raises Refusal.
    """
    if not content:
        raise Refusal(_("The file is empty. Choose it again."))
    if len(content) > MAX_BYTES:
        raise Refusal(_("The file is larger than 25 MB. Send a smaller copy, or split it."))
    content_type = _type_of(content)
    if content_type is None:
        raise Refusal(
            _("This is no PDF, JPEG, PNG or HEIC file. Save it as one of these, then send it.")
        )
    title, endings = KINDS[content_type]
    if not name.lower().endswith(endings):
        raise Refusal(
            _(
                "Its name says something else than what it is: it is a %(kind)s file. Rename it to "
                "end in %(ending)s."
            )
            % {"kind": title, "ending": endings[0]}
        )
    reader, copy_type, memory = READERS[content_type]
    copy = sandbox.run(f"claims.evidence.reading:{reader}", io.BytesIO(content), memory=memory)
    return Paper(content_type, copy, copy_type)


def _type_of(content: bytes) -> str | None:
    """By the first bytes; whether the rest holds what they promise shows when it is opened."""
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return "image/heic"
    return None
