"""Which matters are open, and which of their theories counsel has signed off."""

from __future__ import annotations

from dataclasses import dataclass

from claims.law.theory import Theory, all_theories
from claims.matters.models import Matter, SignOff


def open_matter() -> Matter | None:
    """The matter that new claims go to: the oldest open one."""
    return Matter.objects.filter(is_open=True).order_by("opened_at").first()


@dataclass(frozen=True)
class TheoryStatus:
    """A theory of a matter and its sign-off, if there is one over its present text."""

    theory: Theory
    sign_off: SignOff | None

    @property
    def is_draft(self) -> bool:
        return self.sign_off is None


def theories(matter: Matter) -> list[TheoryStatus]:
    """All theories of the matter, drafts included: for staff."""
    signed = {(row.theory, row.fingerprint): row for row in SignOff.objects.filter(theory__in=matter.theories)}
    known = all_theories()
    return [
        TheoryStatus(known[key], signed.get((key, known[key].fingerprint()))) for key in matter.theories if key in known
    ]


def signed_theories(matter: Matter) -> list[Theory]:
    """The theories whose questions claimants may be asked."""
    return [status.theory for status in theories(matter) if not status.is_draft]
