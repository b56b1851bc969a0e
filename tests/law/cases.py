"""Reads counsel's cases and holds the law against them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from claims.law import interview
from claims.law.findings import Finding, find
from claims.law.logic import Answer, Facts
from claims.law.theory import Theory, all_theories

FOLDER = Path(__file__).parent
ON = date(2026, 11, 24)


@cache
def all_cases() -> tuple[dict[str, Any], ...]:
    """Every case of every file; `theories` of a case are those it names anything of."""
    return tuple(
        case | {"file": path.stem}
        for path in sorted(FOLDER.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    )


def facts_of(case: Mapping[str, Any]) -> Facts:
    photos = tuple(
        {key: answer_of(key, value) for key, value in photo.items()}
        for photo in case.get("photos", [])
    )
    return Facts({key: answer_of(key, value) for key, value in case["facts"].items()}, photos)


def answer_of(key: str, value: Any) -> Answer:
    """The answer that a case writes as `unsure` (I'm not sure), `~x` (about right), `told x`
    (someone told me) or plainly (certain and first hand).
    """
    if value in ("unsure", "unsaid"):
        return Answer(None, value)
    if isinstance(value, str) and value.startswith("~"):
        return Answer(value[1:], "estimated")
    if isinstance(value, str) and value.startswith("told "):
        return Answer(value[5:], basis="told")
    if key == "residence":
        return residences(value)
    if key == "defendant.acts":
        return Answer([act(row) for row in value])
    return Answer(str(value) if isinstance(value, date | int) else value)


def residences(states: list[str]) -> Answer:
    """The first is the present one; "some" at the end says that there may be others."""
    rows = [
        {"state": state, "until": "2015" if at else ""}
        for at, state in enumerate(states)
        if state != "some"
    ]
    return Answer({"places": rows, "all": "some" not in states})


def act(row: str) -> dict[str, str]:
    """ "obtain megaface 2016-06-01..2016-12-31 IL"; "unknown" for what is not."""
    kind, dataset, days, place = row.split()
    earliest, _, latest = days.partition("..")
    said = {
        "kind": kind,
        "dataset": dataset,
        "earliest": earliest,
        "latest": latest or earliest,
        "place": place,
    }
    return {key: value.replace("unknown", "") for key, value in said.items()} | {
        "source": "a paper"
    }


def wrong(
    case: Mapping[str, Any],
    theories: Mapping[str, Theory] | None = None,
    *,
    with_questions: bool = True,
) -> list[str]:
    """What the law says otherwise than counsel. Empty: they agree."""
    theories, facts = theories or all_theories(), facts_of(case)
    on = case.get("day", ON)
    found = {key: find(theories[key], facts, on=on) for key in named(case)}
    said = [*_findings(case, found)]
    if with_questions and ("asked" in case or "not_asked" in case):
        asked = interview.needed([theories[key] for key in case.get("theories", theories)], facts)
        said += [f"{key} is not asked" for key in case.get("asked", []) if key not in asked]
        said += [f"{key} is asked" for key in case.get("not_asked", []) if key in asked]
    return said


def named(case: Mapping[str, Any]) -> set[str]:
    parts = ("live", "elements", "strengths", "time", "queue")
    return {key for part in parts for key in case.get(part, {})}


def _findings(case: Mapping[str, Any], found: Mapping[str, Finding]) -> Any:
    for key, expected in case.get("live", {}).items():
        if found[key].is_live is not expected:
            yield f"{key}: live is {found[key].is_live}"
    for key, expected in case.get("queue", {}).items():
        if found[key].suggested_queue != expected:
            yield f"{key}: {found[key].suggested_queue}"
    for part, read in {
        "elements": lambda item: item.truth.name.lower(),
        "strengths": lambda i: i.strength,
    }.items():
        for key, elements in case.get(part, {}).items():
            said = {item.element.key: read(item) for item in found[key].elements}
            yield from (
                f"{key}.{e}: {said.get(e)}"
                for e, expected in elements.items()
                if said.get(e) != expected
            )
    for key, expected in case.get("time", {}).items():
        yield from _time(key, expected, found[key])


def _time(key: str, expected: Mapping[str, Any], finding: Finding) -> Any:
    """expected: {status, last_day, arguments}, each optional."""
    result = finding.limitation
    if result is None:
        yield f"{key}: no limitation"
        return
    if "status" in expected and result.status != expected["status"]:
        yield f"{key}: {result.status}"
    if "last_day" in expected and result.last_day != expected["last_day"]:
        yield f"{key}: last day {result.last_day}"
    if "arguments" in expected and list(result.arguments) != expected["arguments"]:
        yield f"{key}: arguments {result.arguments}"
