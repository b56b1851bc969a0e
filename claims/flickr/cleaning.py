"""One cleaning of text where it enters: what looks alike is made alike, before anything is looked
for in it.

People paste from phones, mail programs, spreadsheets and social sites. Those put in zero-width
marks, full-width letters, other scripts' digits, entities and percent signs. After cleaning, a link
is plain ASCII.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

ROUNDS = 3  # a link that was wrapped by one site and then by another is escaped twice
ENTITIES = {
    "amp": "&",
    "quot": '"',
    "apos": "'",
    "lt": "<",
    "gt": ">",
    "nbsp": " ",
    "sol": "/",
    "commat": "@",
    "shy": "",
    "zwnj": "",
    "zwj": "",
}
ENTITY = re.compile(
    r"&(?:#(?P<decimal>[0-9]{1,7})|#[xX](?P<hex>[0-9A-Fa-f]{1,6})|(?P<name>[A-Za-z]{2,6}));"
)
# Printable ASCII; %20 and %0A stay.
PERCENT = re.compile(r"%(2[1-9A-Fa-f]|[3-6][0-9A-Fa-f]|7[0-9A-Ea-e])")
# Zero-width marks among them.
PERCENT_UTF8 = re.compile(r"(?:%[C-Fc-f][0-9A-Fa-f](?:%[89ABab][0-9A-Fa-f])+)+")
WORD_BREAK = re.compile(r"<wbr ?/?>", re.IGNORECASE)
JSON_ESCAPE = re.compile(r"\\u00([2-7][0-9A-Fa-f])")
DEFENSE = re.compile(r"urldefense\.proofpoint\.com/v2/url\?u=([^&\s]+)")
DEFENSE_ESCAPE = re.compile(r"-([0-9A-Fa-f]{2})")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
QUOTED_PRINTABLE = re.compile(r"=(?:40(?=N[0-9]{2})|\r?\n(?=\S))")


def clean(text: str) -> str:
    """The text for looking up: one spelling of each character, no invisible ones, links unescaped.

    Line ends become newlines. Backslashes become slashes, so that `https:\\\\` and Windows paths
    are read too.
    """
    if not text.isascii():
        text = "".join(map(_plain, text))
    else:
        text = CONTROL.sub(lambda match: _plain(match[0]), text)
    if "=" in text:
        text = QUOTED_PRINTABLE.sub(_quoted_printable, text)
    for _round in range(ROUNDS):
        before = text
        text = _unescaped(text)
        if text == before:
            break
    return text.replace("\\", "/")


def name(text: str) -> str:
    """A person's name as it is looked up: NFC, without invisible characters, single spaces."""
    visible = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return " ".join(unicodedata.normalize("NFC", visible).split())


@cache
def _plain(char: str) -> str:
    """What one character is replaced by. Cached: a text has few different ones.

    Superscripts, fractions and numbers in circles stay as they are: a footnote's mark is no digit
    of an id.
    """
    category = unicodedata.category(char)
    if char in "\n\t" or category == "No":
        return char
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category in ("Zl", "Zp") or char in "\r\v\f\x85":
        return "\n"
    if category == "Cf":
        return ""
    if category in ("Zs", "Cc"):
        return " "
    return unicodedata.normalize("NFKC", char)


def _unescaped(text: str) -> str:
    if "&" in text:
        text = ENTITY.sub(_entity, text)
    if "\\u00" in text:
        text = JSON_ESCAPE.sub(_from_hex, text)
    if "urldefense" in text:
        text = DEFENSE.sub(_undefended, text)
    if "<wbr" in text:
        text = WORD_BREAK.sub("", text)
    if "%" in text:
        text = PERCENT.sub(_from_hex, PERCENT_UTF8.sub(_from_utf8, text))
    return text


def _entity(match: re.Match[str]) -> str:
    if match["name"]:
        return ENTITIES.get(match["name"].lower(), match[0])
    code = int(match["decimal"]) if match["decimal"] else int(match["hex"], 16)
    return _plain(chr(code)) if code < 0x110000 else match[0]


def _from_hex(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def _from_utf8(match: re.Match[str]) -> str:
    text = bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "ignore")
    return "".join(map(_plain, text))


def _undefended(match: re.Match[str]) -> str:
    """A mail filter's link writes `_` for a slash and `-3A` for a colon."""
    return " " + DEFENSE_ESCAPE.sub(_from_hex, match[1].replace("_", "/"))


def _quoted_printable(match: re.Match[str]) -> str:
    return "@" if match[0] == "=40" else ""
