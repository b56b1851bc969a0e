"""Where each statement of the law comes from: the quoted words, their address, who read them when.

A statement names its authorities in its citation, one after another with semicolons between them;
an authority is looked up by that text. `authorities/*.toml` holds what was read while this was
written; counsel adds to it at the desk.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from claims.law.words import _

FOLDER = Path(__file__).parent / "authorities"
KINDS = {
    "official": _("read at the official source"),
    "copy": _("read in a copy of its text"),
    "secondary": _("described by somebody else"),
    "none": _("not read"),
}


@dataclass(frozen=True)
class Authority:
    """`quote`: its very words, or of a secondary source the words that describe it. `pin`: the
    place in it. `sought`: where it was looked for, of one that could not be opened.
    """

    citation: str
    kind: str
    quote: str = ""
    address: str = ""
    pin: str = ""
    read_on: date | None = None
    read_by: str = ""
    sought: str = ""
    note: str = ""

    @property
    def is_read(self) -> bool:
        """Whether its own words were read, be it in a copy."""
        return self.kind in ("official", "copy") and bool(self.quote)

    @property
    def kind_in_words(self) -> str:
        return KINDS[self.kind]


@cache
def built_in() -> Mapping[str, Authority]:
    """By citation, what the folder holds.

    Raises ValueError for a citation that stands in it twice, or without either words or where they
    were sought.
    """
    rows: dict[str, Authority] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for citation, fields in tomllib.loads(path.read_text(encoding="utf-8")).items():
            row = Authority(citation=citation, **fields)
            if citation in rows:
                raise ValueError(f"{citation} stands twice in claims/law/authorities")
            if not (row.quote and row.address) and not row.sought:
                raise ValueError(f"{citation} says neither its words nor where they were sought")
            rows[citation] = row
    return rows


def parts(citations: Iterable[str]) -> list[str]:
    """The single authorities that citations name, each once."""
    names = (part.strip() for text in citations for part in text.split(";"))
    return list(dict.fromkeys(name for name in names if name))


def authorities(citations: Iterable[str], added: Mapping[str, Authority]) -> list[Authority]:
    """What these citations name, as it was read; `added`: at the desk, before what is built in."""
    known_ones = {**built_in(), **added}
    return [
        known_ones.get(name, Authority(name, "none", sought="not looked for yet"))
        for name in parts(citations)
    ]
