"""The licences that Flickr offers, by Flickr's own numbers (flickr.photos.licenses.getInfo), and
the ways in which account exports and datasets write them: a name, or the address of the licence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """`short` is how people write it; `bars_commercial`: whether its words forbid commercial
    use.
    """

    number: int
    short: str
    bars_commercial: bool


_CREATIVE = {1: "BY-NC-SA", 2: "BY-NC", 3: "BY-NC-ND", 4: "BY", 5: "BY-SA", 6: "BY-ND"}
LICENCES: dict[int, Licence] = {
    0: Licence(0, "All rights reserved", True),
    **{
        number: Licence(number, f"CC {short}", "NC" in short) for number, short in _CREATIVE.items()
    },
    7: Licence(7, "No known copyright restrictions", False),
    8: Licence(8, "United States government work", False),
    9: Licence(9, "CC0", False),
    10: Licence(10, "Public Domain Mark", False),
}
BY_TERMS = {short.lower(): number for number, short in _CREATIVE.items()}
ADDRESS = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/[0-9.]+/?.*", re.I
)
WORDS = {
    "attribution": "by",
    "noncommercial": "nc",
    "sharealike": "sa",
    "noderivs": "nd",
    "noderivatives": "nd",
}
NAMES = {
    "all rights reserved": 0,
    "no known copyright restrictions": 7,
    "united states government work": 8,
    "u.s. government works": 8,
    "public domain dedication (cc0)": 9,
    "cc0": 9,
    "public domain mark": 10,
    "public domain mark 1.0": 10,
}


def parse(text: str | None) -> int | None:
    """Flickr's number of a licence by its name or address, whatever its version; None where it is
    not known.
    """
    text = (text or "").strip()
    if match := ADDRESS.fullmatch(text):
        if match[1].lower() == "publicdomain":
            return {"zero": 9, "mark": 10}.get(match[2].lower())
        return BY_TERMS.get(match[2].lower())
    name = text.casefold()
    if name in NAMES:
        return NAMES[name]
    words = re.split(r"[^a-z]+", name.replace("non-commercial", "noncommercial"))
    return BY_TERMS.get("-".join(WORDS[word] for word in words if word in WORDS))
