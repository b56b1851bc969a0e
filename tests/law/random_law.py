"""Random people and acts, each once exactly and once vaguely: what is vague must never be later,
and filling in what is unknown must never turn a definite result round.

`python -m tests.law.random_law 100000` runs that many.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from claims.law.findings import Finding, find_of
from claims.law.limitation import NEVER
from claims.law.logic import Answer, Facts, Truth
from claims.law.questions import BY_KEY, choices_of
from claims.law.theory import Theory, all_theories

ON = date(2026, 11, 25)
KINDS = ("capture", "obtain", "possess", "disclose", "profit")
STATES = ("IL", "CA", "NY", "WA", "VA", "TX", "OH")


def day(dice: random.Random, first: int, last: int) -> date:
    return date(first, 1, 1) + timedelta(days=dice.randrange((last - first) * 365))


def exact_facts(dice: random.Random) -> dict[str, Any]:
    kind = dice.choice(["self", "self", "child", "ward", "estate"])
    facts: dict[str, Answer] = {
        "subject": Answer(kind),
        "birth_date": Answer(day(dice, 1960, 2020).isoformat()),
        "learned": Answer(day(dice, 2014, 2026).isoformat()),
        "capacity": Answer(dice.choice(["depicted", "took", "both"])),
        "residence": Answer({"places": [_place(dice)], "all": True}),
        "defendant.acts": Answer([_act(dice) for _number in range(dice.randint(1, 3))]),
    }
    if kind == "estate":
        facts["died_on"] = Answer(day(dice, 2010, 2026).isoformat())
    if kind == "ward":
        facts["disabled_from"] = Answer(day(dice, 1990, 2026).isoformat())
    status = dice.choice(["none", "none", "military", "prison", "bankruptcy", "incapacity"])
    facts["special_status"] = Answer([status])
    if status != "none":
        begin = day(dice, 2005, 2025)
        end = min(begin + timedelta(days=dice.randrange(3_000)), ON)
        facts |= {"status_from": Answer(begin.isoformat()), "status_until": Answer(end.isoformat())}
    for key in ("face_visible", "written_release", "ad_release", "uploaded_by", "taken_in"):
        values = [value for value, _words in choices_of(BY_KEY[key])]
        values = [value for value in values if value not in ("abroad", "unsure")]
        facts[key] = Answer(dice.choice([*STATES] if key == "taken_in" else values))
    facts["defendant.kind"] = Answer(dice.choice(["company", "agency", "university"]))
    facts["portal.datasets"] = Answer([_dataset("megaface")])
    return facts


def _place(dice: random.Random) -> dict[str, str]:
    begin = day(dice, 2004, 2026)
    return {"state": dice.choice(STATES), "from": begin.isoformat()[:7], "until": ""}


def _dataset(name: str) -> dict[str, Any]:
    return {"dataset": name, "holds": "yes", "of_faces": True, "geometry": "some"}


def _act(dice: random.Random) -> dict[str, Any]:
    first = day(dice, 2012, 2026)
    return {
        "kind": dice.choice(KINDS),
        "dataset": dice.choice(["megaface", "pipa"]),
        "earliest": first.isoformat(),
        "latest": first.isoformat(),
        "throughout": False,
        "place": dice.choice([*STATES, "elsewhere"]),
        "policy": dice.choice(["none", "followed"]),
        "source": "a paper",
    }


def blurred(dice: random.Random, facts: dict[str, Any]) -> dict[str, Any]:
    """The same, less exactly: months or years for days, a range for an act, or nothing at all."""
    vague = dict(facts)
    for key, answer in facts.items():
        if dice.random() < 0.5:
            continue
        if key == "defendant.acts":
            vague[key] = Answer([_blurred_act(dice, act) for act in answer.value])
        elif isinstance(answer.value, str) and len(answer.value) == 10 and "-" in answer.value:
            vague[key] = dice.choice(
                [
                    Answer(answer.value[:7]),
                    Answer(answer.value[:4]),
                    Answer(answer.value[:4], "estimated"),
                    Answer(None, "unsure"),
                ]
            )
        elif dice.random() < 0.3:
            vague[key] = Answer(None, dice.choice(["unsure", "unsaid"]))
    return vague


def _blurred_act(dice: random.Random, act: dict[str, Any]) -> dict[str, Any]:
    exact = date.fromisoformat(act["earliest"])
    first = exact - timedelta(days=dice.randrange(400))
    last = exact + timedelta(days=dice.randrange(400))
    place = act["place"] if dice.random() < 0.7 else ""
    return act | {"earliest": first.isoformat(), "latest": last.isoformat(), "place": place}


def faults(theory: Theory, exact: dict[str, Any], vague: dict[str, Any]) -> Iterator[str]:
    known_one = find_of(theory, Facts(exact), on=ON)
    vague_one = find_of(theory, Facts(vague), on=ON)
    for before, after in zip(vague_one.elements, known_one.elements, strict=True):
        if {before.truth, after.truth} == {Truth.YES, Truth.NO}:
            yield f"{theory.key}, {before.element.key}: {before.truth} became {after.truth}"
    if not vague_one.is_live and known_one.is_live:
        yield f"{theory.key} was ruled out and is alive"
    yield from _late(theory, known_one, vague_one)


def _late(theory: Theory, exact: Finding, vague: Finding) -> Iterator[str]:
    if exact.last_day and vague.last_day and vague.last_day > exact.last_day:
        yield f"{theory.key}: {vague.last_day} is later than {exact.last_day}"
    result = exact.limitation
    if result is None:
        return
    ends = [window.earliest for window in result.windows if not window.is_settled]
    on_docket = {row.day for row in exact.days}
    for window in result.windows:
        is_ahead = ON <= window.earliest < NEVER
        if is_ahead and window.is_settled and exact.is_live and window.earliest not in on_docket:
            yield f"{theory.key}: {window.rule} on {window.earliest} is missing from the docket"
    is_argued = result.status == "open_only_if" and exact.is_live
    if exact.last_day is None and any(ON <= end < NEVER for end in ends) and is_argued:
        yield f"{theory.key}: an argument's day is missing from the docket"


def run(number: int, seed: int = 1) -> list[str]:
    """Faults of so many random people, each under one theory that has a limitation rule."""
    dice = random.Random(seed)
    timed = [theory for theory in all_theories().values() if theory.limitation]
    wrong: list[str] = []
    for _case in range(number):
        exact = exact_facts(dice)
        theory = dice.choice(timed)
        vague = blurred(dice, exact)
        lines = list(faults(theory, exact, vague))
        if lines:
            changed = [key for key in exact if exact[key] != vague[key]]
            shown_ones = [f"{key}: {exact[key].value} / {vague[key].value}" for key in changed]
            wrong.append("\n  ".join([*lines, f"for: {exact['subject'].value}", *shown_ones]))
    return wrong


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    wrong = run(count)
    print("\n".join(wrong[:20]))
    print(f"{count:,} random cases, {len(wrong)} faults")
    sys.exit(bool(wrong))
