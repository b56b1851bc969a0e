"""The copy of a foreign file that is safe to look at. Runs in the sandbox, not in the site."""

from __future__ import annotations

import io
import json
import warnings
from typing import Any, BinaryIO

import pikepdf
import pillow_heif
from PIL import Image, ImageFile, UnidentifiedImageError

from claims.datasets.thumbnails import MAX_PIXELS, small
from claims.evidence import plain_pdf
from claims.law.words import _
from claims.sandbox import Unreadable

pillow_heif.register_heif_opener(thumbnails=False)

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "AVIF", "HEIF")
OF_SEVERAL = ("GIF", "WEBP", "TIFF", "AVIF", "HEIF")  # which may hold more pictures than one
LONGEST_SIDE = 2400  # pixels, of the copy
QUALITY = 85  # of its JPEG
LISTED = 50  # names of files inside a PDF
END_WITHIN = 2_048  # bytes: a PDF's end mark stands in its last ones

# What Pillow raises for a picture that is cut off, and for one that is damaged in any way.
CUT_OFF = (OSError, SyntaxError, EOFError)
DAMAGED = (*CUT_OFF, ValueError, IndexError, TypeError, RuntimeError)


def _answer(copy: bytes, remarks: list[dict[str, Any]]) -> bytes:
    """One line of JSON, what there is to say of the copy (see evidence.remarks), then the copy."""
    return json.dumps(remarks).encode() + b"\n" + copy


def picture(file: BinaryIO) -> bytes:
    """A JPEG, upright, at most LONGEST_SIDE, with nothing in it but the picture; of one that is cut
    off, what is there.

    Raises Unreadable.
    """
    content = file.read()
    try:
        try:
            return _picture(content, [])
        except CUT_OFF:
            ImageFile.LOAD_TRUNCATED_IMAGES = True
            return _picture(content, [{"key": "cut_off"}])
    except DAMAGED as error:
        raise Unreadable(_("The picture is damaged. Send it again, or take a new copy.")) from error


def _picture(content: bytes, remarks: list[dict[str, Any]]) -> bytes:
    """`remarks`: what there is to say already; what the copy does not show is added to it.

    Raises Unreadable, and what Pillow raises.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
                copy = _upright(opened)
                pictures = getattr(opened, "n_frames", 1)
                if opened.format in OF_SEVERAL and pictures > 1:
                    remarks.append({"key": "first_of", "count": pictures})
                return _answer(copy, remarks)
    except (UnidentifiedImageError, Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Unreadable(
            _("We can’t open this picture, or it is far too large. Send another copy.")
        ) from None


def _upright(opened: Image.Image) -> bytes:
    if opened.width * opened.height > MAX_PIXELS:
        raise Unreadable(_("The picture has more than 50 megapixels. Send a smaller copy."))
    upright = small(opened, LONGEST_SIDE)
    upright.info.clear()  # comments would be written again
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def pdf(file: BinaryIO) -> bytes:
    """The same pages, and of them only what is drawn.

    Raises Unreadable.
    """
    content = file.read()
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            remarks = _remarks(document, content)
            return _answer(plain_pdf.copy_of(document), remarks)
    except pikepdf.PasswordError:
        raise Unreadable(
            _("The PDF has a password. Save a copy without one, then send that.")
        ) from None
    except (
        pikepdf.PdfError,
        pikepdf.ForeignObjectError,
        RuntimeError,
        TypeError,
        ValueError,
        AttributeError,
        KeyError,
        IndexError,
    ) as error:
        raise Unreadable(_("The PDF is damaged. Save it again, then send that copy.")) from error


def _remarks(document: pikepdf.Pdf, content: bytes) -> list[dict[str, Any]]:
    """What of the PDF its copy does not show. Portfolios: ISO 32000-1, 12.3.5; forms that are drawn
    by Adobe's program alone: 12.7.8.
    """
    remarks: list[dict[str, Any]] = []
    if b"%%EOF" not in content[-END_WITHIN:]:
        remarks.append({"key": "cut_off"})
    inside = sorted(map(str, document.attachments))
    if inside:
        remarks.append({"key": "attachments", "count": len(inside), "names": inside[:LISTED]})
    if inside and "/Collection" in document.Root:
        remarks[-1]["key"] = "portfolio"
    if document.Root.get("/NeedsRendering", False):
        remarks.append({"key": "adobe_form"})
    return remarks
