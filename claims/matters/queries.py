"""Which matters are open, and which of their theories counsel has signed off."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Prefetch

from claims.law import texts
from claims.law import theory as law
from claims.law.authority import Authority
from claims.law.logic import Answer
from claims.law.theory import Jurisdiction, Theory
from claims.matters.models import (
    Act,
    Defendant,
    Interest,
    LawRun,
    LawText,
    Matter,
    Reading,
    SignOff,
)


def open_matter() -> Matter | None:
    """The matter that new claims go to: the oldest open one."""
    return Matter.objects.filter(is_open=True).order_by("opened_at").first()


def fingerprint(matter: Matter) -> str:
    """SHA-256 over what can be edited of it."""
    parts = [matter.name, matter.court, str(matter.is_open), *matter.theories, "", *matter.datasets]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class TheoryStatus:
    """A theory of a matter and its sign-off, if there is one over its present text."""

    theory: Theory
    authorities: list[Authority]
    fingerprint: str
    sign_off: SignOff | None

    @property
    def unread(self) -> list[Authority]:
        """What nobody has read in its own words."""
        return [authority for authority in self.authorities if not authority.is_read]

    @property
    def is_draft(self) -> bool:
        return self.sign_off is None


def readings() -> dict[str, Authority]:
    """By citation, what counsel read at the desk."""
    return {
        row.citation: Authority(
            citation=row.citation,
            kind="official" if row.is_official else "copy",
            quote=row.quote,
            address=row.address,
            pin=row.pin,
            read_on=row.read_on,
            read_by=row.read_by,
        )
        for row in Reading.objects.all()
    }


def all_theories(on: date) -> list[TheoryStatus]:
    """Every theory as the law of a day has it, by jurisdiction."""
    signed = {(row.theory, row.fingerprint): row for row in SignOff.objects.all()}
    added = readings()
    return [_status(theory, added, signed) for theory in law.law_of(on).values()]


def _status(
    theory: Theory,
    added: dict[str, Authority],
    signed: dict[tuple[str, str], SignOff],
) -> TheoryStatus:
    fingerprint = _fingerprint_of(theory, frozenset(added.items()))
    return TheoryStatus(
        theory,
        theory.authorities(added),
        fingerprint,
        signed.get((theory.key, fingerprint)),
    )


def cited(theories: list[TheoryStatus]) -> list[Authority]:
    """What these rest on, each once."""
    rows: dict[str, Authority] = {}
    for status in theories:
        rows |= {row.citation: row for row in status.authorities}
    return list(rows.values())


def status_of(key: str, on: date) -> TheoryStatus:
    """Raises KeyError for a theory that is not in force that day."""
    return {status.theory.key: status for status in all_theories(on)}[key]


@lru_cache(maxsize=512)
def _fingerprint_of(theory: Theory, added: frozenset[tuple[str, Authority]]) -> str:
    """The same for every request until counsel adds a reading."""
    return theory.fingerprint(dict(added))


def theories(matter: Matter, on: date) -> list[TheoryStatus]:
    """All theories of the matter as the law of a day has them, drafts included: for staff."""
    return [status for status in all_theories(on) if status.theory.key in matter.theories]


def signed_theories(matter: Matter, on: date) -> list[Theory]:
    """The theories whose questions claimants may be asked."""
    return [status.theory for status in theories(matter, on) if not status.is_draft]


def signed_law(on: date) -> list[tuple[Jurisdiction, list[Theory]]]:
    """What visitors may read: by jurisdiction, the theories that counsel has signed off."""
    signed = [status.theory for status in all_theories(on) if not status.is_draft]
    rows = []
    for jurisdiction in sorted(law.all_jurisdictions(), key=lambda place: place.name):
        theories = [theory for theory in jurisdiction.theories if theory in signed]
        if theories:
            rows.append((jurisdiction, theories))
    return rows


def defendants(matter: Matter, at: datetime | None = None) -> list[Defendant]:
    """Those that counsel looks at in this matter, with their acts, ready to be read.

    `at`: as they were on record at that moment, None for now.
    """
    if at is None:
        standing = Act.objects.filter(removed_at=None)
        return list(matter.defendants.prefetch_related(Prefetch("acts", standing)))
    acts = Act.objects.filter(recorded_at__lte=at).exclude(removed_at__lte=at)
    rows = matter.defendants.filter(recorded_at__lte=at)
    return list(rows.prefetch_related(Prefetch("acts", acts)))


def last_run(matter: Matter, *, since: datetime, until: datetime) -> LawRun | None:
    """The newest run that began between two moments: its texts are what the law then said.

    One of before runs kept their texts says nothing of it.
    """
    runs = matter.runs.filter(begun_at__gt=since, begun_at__lte=until).exclude(texts={})
    return runs.order_by("-begun_at").first()


def kept_theories(fingerprints: Mapping[str, str]) -> list[TheoryStatus]:
    """Theories in the very texts that were kept, without their authorities.

    Raises UnknownText where a text was not kept or this program cannot read it.
    """
    kept = LawText.objects.in_bulk(list(fingerprints.values()))
    rows = []
    for key, fingerprint in sorted(fingerprints.items()):
        if fingerprint not in kept:
            raise texts.UnknownText(f"the text of {key} was not kept")
        theory = texts.read(kept[fingerprint].content)
        rows.append(TheoryStatus(theory, [], fingerprint, None))
    return rows


def facts_about(defendant: Defendant) -> dict[str, Answer]:
    """What staff recorded of a defendant, as facts for the law.

    Kind and company are unknown until somebody has said them.
    """
    kind = defendant.kind.replace("unsure", "")
    facts = {
        "defendant.kind": _known(kind),
        "defendant.company": _known(defendant.company),
    }
    acts = [_row(act) for act in defendant.acts.all()]
    if acts:
        facts["defendant.acts"] = Answer(acts)
    return facts


def _row(act: Act) -> dict[str, Any]:
    """An act as the law reads it: days in ISO 8601, "" for what is not known."""
    days = {
        "earliest": act.earliest.isoformat() if act.earliest else "",
        "latest": act.latest.isoformat() if act.latest else "",
    }
    return days | {
        "kind": act.kind,
        "dataset": act.dataset,
        "place": act.place,
        "throughout": act.throughout,
        "policy": act.policy,
        "source": act.source,
    }


def _known(value: str) -> Answer:
    return Answer(value) if value else Answer(None, "unsure")


def text_of_law(matter: Matter, on: date) -> str:
    """SHA-256 over the texts of the matter's theories on a day: another one, and the law of the
    matter has changed.
    """
    parts = sorted(f"{row.theory.key}:{row.fingerprint}" for row in theories(matter, on))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def interest(token: str) -> Interest | None:
    """Whoever the e-mail with this token was sent to."""
    return Interest.objects.select_related("matter").filter(token=token).first()


def interested(matters: Iterable[Matter]) -> int:
    """How many people are on the lists of these matters."""
    return Interest.objects.filter(matter__in=matters, confirmed_at__isnull=False).count()


def runs(matters: Iterable[Matter]) -> list[LawRun]:
    """The newest times at which these matters' claims were held against the law."""
    rows = LawRun.objects.filter(matter__in=matters).select_related("matter")
    return list(rows.order_by("-asked_at", "pk")[:50])
