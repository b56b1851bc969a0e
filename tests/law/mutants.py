"""Each rule of the law changed by itself: counsel must notice.

`python -m tests.law.mutants` prints the unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any

from claims.law.limitation import Disability, Limitation
from claims.law.logic import Condition, Facts, Truth
from claims.law.theory import Theory, all_theories
from tests.law import cases


@dataclass(frozen=True)
class Not:
    """A rule turned round."""

    part: Condition

    def truth(self, facts: Facts) -> Truth:
        return Truth(2 - self.part.truth(facts).value)

    def is_firm(self, facts: Facts) -> bool:
        return self.part.is_firm(facts)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.part, name)


NEVER_FAIL = {"Counsel", "Shows"}  # whether they rule anything out makes no difference


def mutants(theory: Theory) -> Iterator[tuple[str, Theory]]:
    """(what was changed, the changed theory)"""
    for place, element in enumerate(theory.elements):
        for what, condition in _conditions(element.condition):
            yield (
                f"{element.key}: {what}",
                _with(theory, place, replace(element, condition=condition)),
            )
        if type(element.condition).__name__ not in NEVER_FAIL:
            turned = replace(element, rules_out=not element.rules_out)
            yield f"{element.key}: rules_out is {turned.rules_out}", _with(theory, place, turned)
        rest = theory.elements[:place] + theory.elements[place + 1 :]
        yield f"{element.key}: left out", replace(theory, elements=rest)
    if theory.limitation:
        for what, limitation in _limitations(theory.limitation):
            yield f"limitation: {what}", replace(theory, limitation=limitation)


def _with(theory: Theory, place: int, element: Any) -> Theory:
    return replace(
        theory, elements=(*theory.elements[:place], element, *theory.elements[place + 1 :])
    )


def _conditions(condition: Any) -> Iterator[tuple[str, Any]]:
    """The condition negated, and with each of its parts changed."""
    if type(condition).__name__ == "Counsel":
        return  # always open, negated or not
    yield "negated", Not(condition)
    if type(condition).__name__ in ("InTime", "NotBound"):
        return
    for field in fields(condition):
        value = getattr(condition, field.name)
        if field.name in ("parts", "part", "person", "party") and not isinstance(value, str):
            parts = value if isinstance(value, tuple) else (value,)
            for place, part in enumerate(parts):
                for what, changed in _conditions(part):
                    yield (
                        f"{field.name}[{place}] {what}",
                        _rebuilt(condition, field.name, value, place, changed),
                    )
        elif isinstance(value, tuple):
            for place, item in enumerate(value):
                yield (
                    f"without {item}",
                    _set(condition, field.name, value[:place] + value[place + 1 :]),
                )
        elif isinstance(value, bool) and field.name == "now":
            yield f"now is {not value}", _set(condition, field.name, not value)
        elif isinstance(value, date):
            for days in (-1, 1):
                yield (
                    f"{value} by {days} day",
                    _set(condition, field.name, value + timedelta(days=days)),
                )
        elif field.name == "state" and value:
            yield f"{value} is Nevada", _set(condition, field.name, "NV")


def _rebuilt(condition: Any, name: str, value: Any, place: int, changed: Any) -> Any:
    return _set(
        condition,
        name,
        (*value[:place], changed, *value[place + 1 :]) if isinstance(value, tuple) else changed,
    )


def _set(condition: Any, name: str, value: Any) -> Any:
    """A copy with one field changed, past constructors that take parts one by one."""
    assert is_dataclass(condition)
    copy = object.__new__(type(condition))
    for field in fields(condition):
        object.__setattr__(
            copy, field.name, value if field.name == name else getattr(condition, field.name)
        )
    return copy


def _limitations(rule: Limitation) -> Iterator[tuple[str, Limitation]]:
    for place, period in enumerate(rule.periods):
        for years in (-1, 1):
            changed = replace(period, years=period.years + years)
            yield f"{period.years} years by {years}", _with_period(rule, place, changed)
        if period.effective_from:
            for days in (-1, 1):
                changed = replace(
                    period, effective_from=period.effective_from + timedelta(days=days)
                )
                yield f"in force by {days} day", _with_period(rule, place, changed)
    for kind in rule.acts:
        yield f"without {kind}", replace(rule, acts=tuple(act for act in rule.acts if act != kind))
    for name in ("minority", "incapacity", "stay", "death", "discovery", "first_act"):
        if getattr(rule, name):
            yield (
                f"without {name}",
                replace(
                    rule,
                    **{
                        name: type(getattr(rule, name))()
                        if isinstance(getattr(rule, name), str)
                        else None
                    },
                ),
            )
    if rule.single_publication:
        yield "each publication anew", replace(rule, single_publication="")
    for name in ("minority", "incapacity"):
        for what, changed in _disabilities(getattr(rule, name)):
            yield f"{name} {what}", replace(rule, **{name: changed})
    if rule.death:
        for months in (-1, 1):
            changed = replace(rule.death, months=rule.death.months + months)
            yield f"death by {months} months", replace(rule, death=changed)
    for place, interruption in enumerate(rule.interruptions):
        rest = rule.interruptions[:place] + rule.interruptions[place + 1 :]
        yield f"without {interruption.status}", replace(rule, interruptions=rest)
    for place, case in enumerate(rule.pending):
        rest = rule.pending[:place] + rule.pending[place + 1 :]
        yield f"without {case.case}", replace(rule, pending=rest)


def _disabilities(rule: Disability | None) -> Iterator[tuple[str, Disability]]:
    if rule is None:
        return
    for years in (-1, 1):
        if rule.years:
            yield f"by {years}", replace(rule, years=rule.years + years)
        if rule.cap:
            yield f"capped by {years}", replace(rule, cap=rule.cap + years)
    yield "argued or not", replace(rule, is_settled=not rule.is_settled)


def _with_period(rule: Limitation, place: int, period: Any) -> Limitation:
    return replace(rule, periods=(*rule.periods[:place], period, *rule.periods[place + 1 :]))


def survivors() -> tuple[int, list[str]]:
    """(how many mutants there were, those that no case noticed)"""
    total, alive = 0, []
    by_theory: dict[str, list[Any]] = {}
    for case in cases.all_cases():
        if "law_as_of" in case:
            continue  # of another text than the newest, which is changed here
        for key in case.get("expect", {}):
            by_theory.setdefault(key, []).append(case)
    for key, theory in all_theories().items():
        for what, mutant in mutants(theory):
            total += 1
            if not any(cases.notices(case, mutant) for case in by_theory.get(key, [])):
                alive.append(f"{key}: {what}")
    return total, alive


if __name__ == "__main__":
    number, left = survivors()
    print("\n".join(left))
    print(f"{number - len(left)} of {number} mutants noticed ({(number - len(left)) / number:.1%})")
