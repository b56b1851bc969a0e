"""A large picture made small, with as few copies in memory as can be. Runs in the sandbox."""

from __future__ import annotations

from PIL import Image, ImageOps

MAX_PIXELS = 50_000_000  # of a picture that is taken; unpacked it is 200 MB


def small(picture: Image.Image, side: int) -> Image.Image:
    """The picture upright, in RGB without alpha channel, at most `side` pixels long and wide."""
    picture.draft("RGB", (side, side))  # a JPEG is decoded no larger than it is needed
    plain = _opaque(picture, side)
    plain.thumbnail((side, side))
    return ImageOps.exif_transpose(plain).convert("RGB")


def _opaque(picture: Image.Image, side: int) -> Image.Image:
    """Without its alpha channel; each other channel is made smaller by itself, since all of them
    together would be copied whole.
    """
    bands = picture.getbands()
    if "A" not in bands:
        return picture
    factor = max(1, max(picture.size) // side)
    channels = [picture.getchannel(band).reduce(factor) for band in bands if band != "A"]
    plain = Image.merge("RGB" if len(channels) == 3 else "L", channels)
    plain.info = picture.info  # the EXIF data say which way is up
    return plain
