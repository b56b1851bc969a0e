"""When two names are the same, and when they are only near. Standard library only."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

NEAR = 0.85  # of the letters, as difflib counts them
# A line of one word, a comma and more words: "Neil, Zoe".
_LAST_NAME_FIRST = re.compile(r"(?m)(?:^|;)[ \t]*([^\s,;]+,[^,;\n]+)[ \t]*(?=;|$)")
_NO_LETTER = re.compile(r"[^\w]+")


def fold(name: str) -> str:
    """Without case, accents, order and punctuation: "Ångström, José" is "angstrom jose"."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    # An apostrophe belongs to its word (O'Connor), a dash or a comma stands between two.
    words = _NO_LETTER.sub(" ", re.sub(r"['’ʼ`´]", "", letters)).split()
    return " ".join(sorted(words))


def is_near(one: str, other: str) -> bool:
    """Of two folded names: alike in most letters, or the one with a word more than the other."""
    if _has_the_words(one, other):
        return True
    matcher = SequenceMatcher(None, one, other)
    return matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR


def _has_the_words(one: str, other: str) -> bool:
    """Whether two words or more of the shorter name all stand in the longer one."""
    words, more = sorted((set(one.split()), set(other.split())), key=len)
    return len(words) > 1 and words <= more


def split(text: str) -> list[str]:
    """The names in what was typed, one after another with commas, semicolons or lines between.

    "Neil, Zoe" may be one name or two: it is searched as both.
    """
    parts = re.split(r"[,;\n]", text)
    turned = _LAST_NAME_FIRST.findall(text)
    names = map(str.strip, [*parts, *turned])
    return list(filter(None, names))
