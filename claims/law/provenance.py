"""How many statements of the law carry the very words of a source, by what is filed on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from claims.law.authority import Authority, authorities
from claims.law.forums import FORUMS
from claims.law.places import STATES
from claims.law.theory import Theory, law_of
from claims.law.words import _

TIMED = ("IL", "CA", "NY", "TX", "WA")
SECTIONS = _("Illinois, 740 ILCS 14/15(a) to (d)")
TIME = _("time limits")
OATHS = _("Words of a declaration, by court")
REST = _("Everything else")
ORDER = ("official", "copy")


@dataclass(frozen=True)
class Count:
    """Statements by the best source that each names.

    `place`: a state's name, "" where the title says it all.
    """

    title: str
    place: str
    official: int
    copies: int
    unread: int

    @property
    def total(self) -> int:
        return self.official + self.copies + self.unread


def counts(on: date, added: Mapping[str, Authority]) -> list[Count]:
    """Of the law of a day; a statement that several theories make counts once.

    `added`: what counsel read at the desk.
    """
    groups = _groups(list(law_of(on).values()))
    return [
        _counted(title, place, dict.fromkeys(citations), added)
        for (title, place), citations in groups.items()
    ]


def _counted(
    title: str, place: str, citations: Iterable[str], added: Mapping[str, Authority]
) -> Count:
    kinds = Counter(_best(citation, added) for citation in citations)
    return Count(
        title=title,
        place=place,
        official=kinds["official"],
        copies=kinds["copy"],
        unread=kinds["unread"],
    )


def _best(citation: str, added: Mapping[str, Authority]) -> str:
    """The best of the sources that a statement names: official, copy or unread."""
    kinds = {row.kind for row in authorities([citation], added) if row.is_read}
    return min(kinds, key=ORDER.index, default="unread")


def _groups(theories: list[Theory]) -> dict[tuple[str, str], list[str]]:
    """The citations of statements by (title, place)."""
    sections = [theory for theory in theories if theory.key.startswith("il-bipa")]
    rest = [theory for theory in theories if theory not in sections]
    rows = {(SECTIONS, ""): _of_elements(sections)}
    for state in TIMED:
        rows[TIME, STATES[state]] = _of_time(theories, state)
    rows[OATHS, ""] = [forum.citation for forum in FORUMS.values()]
    rows[REST, ""] = _of_elements(rest)
    return rows


def _of_time(theories: list[Theory], state: str) -> list[str]:
    rows: list[str] = []
    for theory in theories:
        if theory.jurisdiction == state and theory.limitation:
            rows += filter(None, theory.limitation.citations())
    return rows


def _of_elements(theories: list[Theory]) -> list[str]:
    rows: list[str] = []
    for theory in theories:
        rows += [theory.citation, *(element.citation for element in theory.elements)]
    return rows
