"""The copy of a foreign file that is safe to look at. Runs in the sandbox, not in the site."""

from __future__ import annotations

import io
import warnings
from typing import BinaryIO

import pikepdf
import pillow_heif
from PIL import Image, UnidentifiedImageError

from claims.datasets.thumbnails import MAX_PIXELS, small
from claims.evidence import plain_pdf
from claims.law.words import _
from claims.sandbox import Unreadable

pillow_heif.register_heif_opener(thumbnails=False)

LONGEST_SIDE = 2400  # pixels, of the copy
QUALITY = 85  # of its JPEG


def picture(file: BinaryIO) -> bytes:
    """A JPEG, upright, at most LONGEST_SIDE, with nothing in it but the picture.

    Raises Unreadable.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=("JPEG", "PNG", "HEIF")) as opened:
                return _upright(opened)
    except (UnidentifiedImageError, Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Unreadable(
            _("The picture cannot be opened, or is far too large. Send another copy.")
        ) from None
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        IndexError,
        TypeError,
        RuntimeError,
    ) as error:
        raise Unreadable(_("The picture is damaged. Send it again, or take a new copy.")) from error


def _upright(opened: Image.Image) -> bytes:
    if opened.width * opened.height > MAX_PIXELS:
        raise Unreadable(_("The picture has more than 50 million points. Send a smaller copy."))
    upright = small(opened, LONGEST_SIDE)
    upright.info.clear()  # comments would be written again
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def pdf(file: BinaryIO) -> bytes:
    """The same pages, and of them only what is drawn.

    Raises Unreadable.
    """
    try:
        with pikepdf.open(file) as document:
            return plain_pdf.copy_of(document)
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
