"""The perceptual hash of a foreign picture. Runs in the sandbox, not in the site."""

from __future__ import annotations

import warnings
from typing import IO

import numpy as np
import pdqhash
import pillow_heif
from PIL import Image, UnidentifiedImageError

from claims.datasets.thumbnails import MAX_PIXELS, small
from claims.law.words import _
from claims.sandbox import Unreadable

pillow_heif.register_heif_opener(thumbnails=False)

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF", "HEIF")
SIDE = 512  # pixels, of what is hashed


def turns(file: IO[bytes]) -> bytes:
    """The hash in each of eight orientations, 32 bytes each, and one byte: its quality, 0 to 100.

    The picture is turned as its EXIF says and scaled to SIDE. Raises Unreadable.
    """
    hashes, quality = pdqhash.compute_dihedral(np.asarray(_upright(file)))
    return np.packbits(np.array(hashes, np.uint8), axis=1).tobytes() + bytes([int(quality)])


def _upright(file: IO[bytes]) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise Unreadable(
                        _("This picture has more than 50 million pixels. Choose a smaller copy.")
                    )
                return small(picture, SIDE)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombWarning,
    ) as error:
        raise Unreadable(
            _(
                "We can’t read this as a picture. Choose a JPEG, PNG, HEIC, WebP, GIF, "
                "TIFF, or AVIF file."
            )
        ) from error
    except Image.DecompressionBombError as error:
        raise Unreadable(_("This picture is far too large. Choose a smaller copy.")) from error
