"""Text as a person meant it: without signs that nobody sees, and names held against each other."""

from __future__ import annotations

import re
import unicodedata

JOINERS = "\u200c\u200d"  # they shape letters in Hindi, Persian and other scripts
APOSTROPHES = re.compile("[’‘ʼ`´′]")
DASHES = re.compile("[\u2010-\u2015\u2212]")


def visible(text: str) -> str:
    """Composed, and without format characters: zero-width spaces, marks of direction and the like
    (Unicode category Cf), the joiners of letters aside.
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(sign for sign in composed if _is_visible(sign))


def _is_visible(sign: str) -> bool:
    return sign in JOINERS or unicodedata.category(sign) != "Cf"


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for case, spaces, and how apostrophes, dashes and accents
    were typed.
    """
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKC", visible(name))
    plain = DASHES.sub("-", APOSTROPHES.sub("'", plain))
    for joiner in JOINERS:
        plain = plain.replace(joiner, "")
    return " ".join(plain.split()).casefold()
