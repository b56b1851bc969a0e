"""Which matters are open, and which of their theories counsel has signed off."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from claims.law import theory as law
from claims.law.logic import Answer
from claims.law.theory import Jurisdiction, Theory
from claims.matters.models import Defendant, Interest, LawRun, Matter, SignOff


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
    sign_off: SignOff | None

    @property
    def is_draft(self) -> bool:
        return self.sign_off is None


def all_theories() -> list[TheoryStatus]:
    """Every theory that the portal knows, by jurisdiction."""
    signed = {(row.theory, row.fingerprint): row for row in SignOff.objects.all()}
    return [
        TheoryStatus(theory, signed.get((key, theory.fingerprint())))
        for key, theory in law.all_theories().items()
    ]


def theories(matter: Matter) -> list[TheoryStatus]:
    """All theories of the matter, drafts included: for staff."""
    return [status for status in all_theories() if status.theory.key in matter.theories]


def signed_theories(matter: Matter) -> list[Theory]:
    """The theories whose questions claimants may be asked."""
    return [status.theory for status in theories(matter) if not status.is_draft]


def signed_law() -> list[tuple[Jurisdiction, list[Theory]]]:
    """What visitors may read: by jurisdiction, the theories that counsel has signed off."""
    signed = {status.theory.key for status in all_theories() if not status.is_draft}
    rows = []
    for jurisdiction in sorted(law.all_jurisdictions(), key=lambda place: place.name):
        theories = [theory for theory in jurisdiction.theories if theory.key in signed]
        if theories:
            rows.append((jurisdiction, theories))
    return rows


def defendants(matter: Matter) -> list[Defendant]:
    """Those that counsel looks at in this matter, with their acts, ready to be read."""
    return list(matter.defendants.prefetch_related("acts"))


def facts_about(defendant: Defendant) -> dict[str, Answer]:
    """What staff recorded of a defendant, as facts for the law."""
    acts = [
        {
            "kind": act.kind,
            "dataset": act.dataset,
            "earliest": act.earliest.isoformat() if act.earliest else "",
            "latest": act.latest.isoformat() if act.latest else "",
            "place": act.place,
            "source": act.source,
        }
        for act in defendant.acts.all()
    ]
    facts = {
        "defendant.kind": (
            Answer(defendant.kind) if defendant.kind != "unsure" else Answer(None, "unsure")
        )
    }
    return facts | ({"defendant.acts": Answer(acts)} if acts else {})


def text_of_law(matter: Matter) -> str:
    """SHA-256 over the texts of the matter's theories: another one, and the law of the matter has
    changed.
    """
    texts = sorted(f"{key}:{law.all_theories()[key].fingerprint()}" for key in matter.theories)
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


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
