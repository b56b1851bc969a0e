"""A large picture made small, with as few copies in memory as can be. Runs in the sandbox."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageCms, ImageOps, ImageStat

MAX_PIXELS = 50_000_000  # of a picture that is taken; unpacked it is 200 MB
LIGHT = 160  # of 255: drawn lighter than this on nothing, a picture would vanish on white paper
WHITE, GRAY = 255, 85


def small(picture: Image.Image, side: int) -> Image.Image:
    """The picture as a screen shows it: upright, at most `side` pixels long and wide, in sRGB
    without alpha channel, and with eight bits a color.
    """
    picture.draft("RGB", (side, side))  # a JPEG is decoded no larger than it is needed
    plain = _opaque(_with_eight_bits(picture, side), side)
    if plain.mode == "P":
        plain = plain.convert("RGB")  # colors in a list cannot be mixed
    plain.thumbnail((side, side))
    return _in_srgb(ImageOps.exif_transpose(plain)).convert("RGB")


def _with_eight_bits(picture: Image.Image, side: int) -> Image.Image:
    """Gray of 16 or 32 bits, as scanners write it, scaled to 8; converted it would be cut off at
    white.
    """
    if not picture.mode.startswith(("I", "F")):
        return picture
    factor = max(1, max(picture.size) // side)
    gray = np.asarray(picture)[::factor, ::factor].astype(np.float32)
    brightest = 65_535.0 if picture.mode.startswith("I;16") else float(gray.max())
    scaled = gray * (255 / max(brightest, 1.0))
    plain = Image.fromarray(scaled.clip(0, 255).astype(np.uint8))
    plain.info = {key: value for key, value in picture.info.items() if key != "transparency"}
    return plain


def _opaque(picture: Image.Image, side: int) -> Image.Image:
    """Laid on white, or on gray where it is drawn in white.

    Each channel is made smaller by itself, since all of them together would be copied whole.
    """
    if not picture.has_transparency_data:
        return picture
    if picture.mode not in ("RGBA", "LA"):
        picture.thumbnail((side, side), Image.Resampling.NEAREST)
        picture = picture.convert("RGBA")
    factor = max(1, max(picture.size) // side)
    *colors, alpha = [picture.getchannel(band).reduce(factor) for band in picture.getbands()]
    mode = "RGB" if len(colors) == 3 else "L"
    drawn = Image.merge(mode, colors)
    ground = GRAY if _is_light(drawn, alpha) else WHITE
    plain = Image.composite(drawn, Image.new(mode, alpha.size, (ground,) * len(colors)), alpha)
    plain.info = picture.info  # the EXIF data say which way is up
    return plain


def _is_light(drawn: Image.Image, alpha: Image.Image) -> bool:
    is_empty = alpha.getbbox() is None
    return not is_empty and ImageStat.Stat(drawn.convert("L"), alpha).mean[0] > LIGHT


def _in_srgb(picture: Image.Image) -> Image.Image:
    """By the color profile that the picture carries; as it is where that cannot be used."""
    profile = picture.info.get("icc_profile")
    if not profile:
        return picture
    try:
        in_srgb = ImageCms.profileToProfile(
            picture,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return in_srgb or picture
