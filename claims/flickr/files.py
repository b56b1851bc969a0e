"""File names that carry Flickr identifiers: paths inside the published datasets, and files of an account export."""

from __future__ import annotations

import re
from typing import Any

from claims.flickr import ids

N = r"(?P<owner>[1-9][0-9]{4,11}@[Nn][0-9]{2})"
P = r"(?P<photo>[0-9]{1,19})"
EXT = r"(?:\.[A-Za-z0-9]{2,4}(?:\.json)?)?"
FACE = r"(?P<face>[0-9]{1,3})"
# In this order: the first form that fits the end of the path decides.
DATASET_PATHS = [
    ("megaface_mf1", re.compile(rf"(?:.*/)?[0-9]{{1,3}}/{N}/{P}_{FACE}{EXT}")),
    ("megaface_mf2", re.compile(rf"(?:.*/)?{N}_identity_(?P<identity>[0-9]{{1,6}})/{P}_{FACE}{EXT}")),
    ("meglass", re.compile(rf"(?:.*/)?{N}_identity_(?P<identity>[0-9]{{1,6}})@{P}_{FACE}{EXT}(?: (?P<label>[01]))?")),
    (
        "adience",
        re.compile(
            rf"(?:.*/)?{N}/(?:landmark_aligned_face|coarse_tilt_aligned_face)\.(?P<face>[0-9]{{1,5}})\.{P}"
            r"_(?P<original_secret>[0-9a-z]{6,16})_(?P<size>o)\.[a-z]{3,4}"
        ),
    ),
    ("lpff", re.compile(rf"(?:.*/)?{N}_{P}_{FACE}{EXT}")),
]
EXPORT_SECRET = re.compile(rf"{P}_(?P<secret>[0-9a-f]{{10}})_(?P<size>o)\.[A-Za-z0-9]{{2,4}}")
EXPORT_SLUG = re.compile(rf"(?P<slug>.+)_{P}_(?P<size>o)\.[A-Za-z0-9]{{2,4}}")
EXPORT_VIDEO = re.compile(rf"video_{P}\.[A-Za-z0-9]{{2,4}}")
EXPORT_RESIZED = re.compile(r".+_(?P<photo>[0-9]{8,19})\.[A-Za-z0-9]{2,4}")


def dataset_path(text: str) -> dict[str, Any] | None:
    """The parts of a path inside a published dataset, or None: photo_id, owner, original_secret, size, extra."""
    if "@" not in text:
        return None
    for dataset, form in DATASET_PATHS:
        match = form.fullmatch(text)
        photo = ids.photo_id(match["photo"]) if match else None
        if match is None or photo is None:
            continue
        parts = match.groupdict()
        extra = {"dataset": dataset, "face": parts["face"]}
        extra |= {key: parts[key] for key in ("identity", "label") if parts.get(key)}
        return {
            "photo_id": photo,
            "owner": ids.nsid(parts["owner"]),
            "original_secret": parts.get("original_secret"),
            "size": parts.get("size"),
            "extra": extra,
        }
    return None


def export_file(name: str) -> dict[str, Any]:
    """What the name of a downloaded picture tells: kind and, where it can be told, photo_id and secret.

    `<id>_<secret>_o.jpg` and `<title>_<id>_o.jpg` look alike when the secret or the title is all digits: then both
    numbers are candidates, and which of them has a `photo_<id>.json` in the account export decides.
    """
    if match := EXPORT_SECRET.fullmatch(name):
        first, second = ids.photo_id(match["photo"]), ids.photo_id(match["secret"])
        if second is None:
            return {"kind": "export_file", "photo_id": first, "original_secret": match["secret"], "size": "o"}
        return {"kind": "export_file_ambiguous", "extra": {"candidates": f"{second},{first}"}}
    for form in (EXPORT_SLUG, EXPORT_VIDEO, EXPORT_RESIZED):
        if (match := form.fullmatch(name)) and (photo := ids.photo_id(match["photo"])):
            return {"kind": "export_file", "photo_id": photo, "size": match.groupdict().get("size")}
    return {"kind": "unknown_file"}
