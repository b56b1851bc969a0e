"""What a person gives as evidence: told apart by content, and a copy made that is safe to look at.

The original is kept as it came, with its hash: what a camera wrote into it may be evidence. The
copy has none of that.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from claims import sandbox
from claims.refusals import Refusal

MAX_BYTES = 25 * 2**20  # of one file

# Content type -> how the file is called, and the ending that its download gets.
KINDS = {
    "application/pdf": ("PDF", ".pdf"),
    "image/jpeg": ("JPEG", ".jpg"),
    "image/png": ("PNG", ".png"),
    "image/gif": ("GIF", ".gif"),
    "image/webp": ("WebP", ".webp"),
    "image/tiff": ("TIFF", ".tif"),
    "image/avif": ("AVIF", ".avif"),
    "image/heic": ("HEIC", ".heic"),
}
PDF = "application/pdf"
PDF_MEMORY = 256 * 2**20  # bytes that its reader may take
HEADER_WITHIN = 1_024  # bytes: mail programs and scanners put some before a PDF's header

# A place in the file, what stands there, and what it is then.
MARKS = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"II+\x00", "image/tiff"),
    (0, b"MM\x00+", "image/tiff"),
    (8, b"WEBP", "image/webp"),
)
# The brands of a file in boxes (ISO/IEC 14496-12, 4.3; ISO/IEC 23008-12; AV1 Image File Format).
# AVIF first: its files often carry the general brands as well.
BRANDS = {
    **dict.fromkeys((b"avif", b"avis"), "image/avif"),
    **dict.fromkeys(
        (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), "image/heic"
    ),
}

# What to do with files of other kinds: a place, what stands there, and the words.
VIDEO = gettext_noop("This is a video. Please send a screenshot of it, and keep the video.")
PACKED = gettext_noop(
    "This is a ZIP, Word or other Office file. Save it as a PDF, or take the files out of the ZIP, "
    "and send those."
)
OTHER = gettext_noop(
    "We can take PDFs and pictures (JPEG, PNG, HEIC, WebP, GIF, TIFF, AVIF). Save or print this "
    "one as a PDF, or take a screenshot, then send that."
)
ADVICE = (
    (0, b"PK\x03\x04", PACKED),
    (4, b"ftyp", VIDEO),
    (0, b"", OTHER),
)


@dataclass(frozen=True)
class Paper:
    """content_type: of the original. copy: a JPEG of a picture, a PDF without active parts of a
    PDF. remarks: what the copy does not show, see `claims.evidence.remarks`.
    """

    content_type: str
    copy: bytes
    copy_type: str
    remarks: list[dict[str, Any]]


def read(content: bytes) -> Paper:
    """Tell by its content what the file is and make the copy to look at.

    The name that it came with says nothing: phones and mail programs give wrong ones.

    Raises Refusal.
    """
    if not content:
        raise Refusal(_("This file is empty. Check it, then choose it again."))
    if len(content) > MAX_BYTES:
        raise Refusal(_("The file is larger than 25 MB. Send a smaller copy, or split it."))
    content_type = _type_of(content)
    if content_type is None:
        raise Refusal(_what_to_do(content))
    if content_type == PDF:
        reader, copy_type, memory = "pdf", PDF, PDF_MEMORY
    else:
        reader, copy_type, memory = "picture", "image/jpeg", sandbox.MEMORY
    answer = sandbox.run(f"claims.evidence.reading:{reader}", io.BytesIO(content), memory=memory)
    remarks, _newline, copy = answer.partition(b"\n")
    return Paper(content_type, copy, copy_type, json.loads(remarks))


def _type_of(content: bytes) -> str | None:
    """By the first bytes; whether the rest holds what they promise shows when it is opened."""
    brands = _brands(content)
    kinds = [
        *(kind for place, mark, kind in MARKS if content.startswith(mark, place)),
        *(kind for brand, kind in BRANDS.items() if brand in brands),
    ]
    if b"%PDF-" in content[:HEADER_WITHIN]:
        kinds.append(PDF)
    return next(iter(kinds), None)


def _brands(content: bytes) -> set[bytes]:
    """Those that a file in boxes names at its beginning; none of another file."""
    if content[4:8] != b"ftyp":
        return set()
    box = content[: min(int.from_bytes(content[:4]), 256)]
    return {box[place : place + 4] for place in (8, *range(16, len(box), 4))}


def _what_to_do(content: bytes) -> str:
    """How to send a file of a kind that is not taken."""
    words = (text for place, mark, text in ADVICE if content.startswith(mark, place))
    return _(next(words))
