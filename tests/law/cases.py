"""Reads counsel's stories and holds the law against them.

Unless a story says otherwise: an adult born on 5 May 1985 who has lived in Illinois all along is in
a photo that was taken there, and somebody else put it on Flickr there; the face is clear, the name
stands in the caption; the photo is in MegaFace; the party is a company of no settlement; nobody
agreed to anything; nothing special in that life; learned of it in October 2026. No act is recorded.
Asked on 25 November 2026.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from claims.law import interview
from claims.law.findings import Finding, find_of
from claims.law.logic import Answer, Facts, Truth
from claims.law.theory import Theory, all_theories, law_of

FOLDER = Path(__file__).parent / "stories"
ON = date(2026, 11, 25)
UNLESS_SAID = {
    "subject": "self",
    "capacity": "depicted",
    "birth_date": "1985-05-05",
    "residence": ["IL"],
    "taken_in": "IL",
    "uploaded_in": "IL",
    "uploaded_by": "other",
    "face_visible": "clear",
    "name_links": ["caption"],
    "portal.datasets": ["megaface some"],
    "defendant.kind": "company",
    "defendant.company": "other",
    "written_release": "no",
    "disclosure_consent": "no",
    "ad_release": "no",
    "earlier_settlement": ["none"],
    "dealings": ["none"],
    "special_status": ["none"],
    "learned": "2026-10",
}


@cache
def all_cases() -> tuple[dict[str, Any], ...]:
    return tuple(
        case | {"file": path.stem}
        for path in sorted(FOLDER.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    )


def facts_of(case: Mapping[str, Any]) -> Facts:
    told = UNLESS_SAID | case.get("differs", {})
    photos = case.get("photos", [{}])
    if "photos" in case:
        told = {key: value for key, value in told.items() if not any(key in p for p in photos)}
    answers = {key: answer_of(key, value) for key, value in told.items() if value != "not asked"}
    return Facts(answers, tuple(_photo(photo) for photo in photos))


def _photo(photo: Mapping[str, Any]) -> dict[str, Answer]:
    return {key: answer_of(key, value) for key, value in photo.items()}


def answer_of(key: str, value: Any) -> Answer:
    """The answer that a story writes as `unsure` (I'm not sure), `unsaid` (rather not say), `~x`
    (about right), `told x` (someone told me) or plainly (certain and first hand).
    """
    if value in ("unsure", "unsaid"):
        return Answer(None, value)
    if key == "residence":
        return residences(value)
    if key == "defendant.acts":
        return Answer([act(row) for row in value])
    if key == "portal.datasets":
        return Answer([dataset(row) for row in value])
    if isinstance(value, str) and value.startswith("~"):
        return Answer(value[1:], "estimated")
    if isinstance(value, str) and value.startswith("told "):
        return Answer(value[5:], basis="told")
    return Answer(str(value) if isinstance(value, date | int) else value)


def residences(rows: list[str]) -> Answer:
    """ "IL": since 2004, the first until today and others until 2015; "IL 2010..2012": between two
    dates; "some" at the end: there may be others; "~" at the beginning: about right.
    """
    is_rough = rows[0].startswith("~")
    places = []
    for at, row in enumerate(rows):
        state, _, span = row.removeprefix("~").partition(" ")
        begin, _, end = (span or ("2004..2015" if at else "2004..")).partition("..")
        if state != "some":
            places.append({"state": state, "from": begin, "until": end})
    value = {"places": places, "all": "some" not in rows}
    return Answer(value, "estimated" if is_rough else "known")


def dataset(row: str) -> dict[str, Any]:
    """ "megaface some": it holds the photo, with some evidence of geometry; "megaface some
    derived": a set made from it does; "ibm-dif strong unknown": nobody can tell.
    """
    name, geometry, *holds = row.split()
    return {
        "dataset": name,
        "geometry": geometry,
        "holds": holds[0] if holds else "yes",
        "of_faces": name != "yfcc100m",
    }


def act(row: str) -> dict[str, Any]:
    """ "obtain megaface 2016-06-01..2016-12-31 IL"; "unknown" for what is not; "throughout" and a
    policy at the end.
    """
    kind, name, days, place, *more = row.split()
    earliest, dots, latest = days.partition("..")
    told = {
        "kind": kind,
        "dataset": name,
        "earliest": earliest,
        "latest": latest if dots else earliest,
        "place": place,
    }
    told = {key: value.replace("unknown", "") for key, value in told.items()}
    policies = [word for word in more if word != "throughout"]
    return told | {
        "throughout": "throughout" in more,
        "policy": policies[0] if policies else "",
        "source": "a paper",
    }


def notices(case: Mapping[str, Any], theory: Theory) -> bool:
    """Whether the story says otherwise than this changed theory."""
    finding = find_of(theory, facts_of(case), on=case.get("today", ON))
    return any(True for _line in _differences(case["expect"][theory.key], finding))


def wrong(case: Mapping[str, Any]) -> list[str]:
    """What the law says otherwise than counsel. Empty: they agree."""
    on = case.get("today", ON)
    law = law_of(case.get("law_as_of", on))
    facts = facts_of(case)
    differences: list[str] = []
    for key, expected in case.get("expect", {}).items():
        if key not in law:
            differences.append(f"{key}: not in force")
            continue
        found_one = find_of(law[key], facts, on=on)
        differences += [f"{key}: {line}" for line in _differences(expected, found_one)]
    return differences + list(_asked(case, facts))


def _asked(case: Mapping[str, Any], facts: Facts) -> Iterator[str]:
    if "asked" not in case and "not_asked" not in case:
        return
    theories = [all_theories()[key] for key in case.get("theories", all_theories())]
    keys = interview.needed(theories, facts)
    yield from (f"{key} is not asked" for key in case.get("asked", []) if key not in keys)
    yield from (f"{key} is asked" for key in case.get("not_asked", []) if key in keys)


STRENGTHS = ("strong", "some", "against", "missing", "unknown")
TRUTHS_OF = {Truth.YES: "holds", Truth.NO: "fails", Truth.UNKNOWN: "open"}
TRUTHS = TRUTHS_OF.values()


def _differences(expected: Mapping[str, Any], finding: Finding) -> Iterator[str]:
    """expected: {live, queue; a strength with the elements that have it; holds, fails and open
    with elements; time, day, days, arguments}, each optional.
    """
    told = {"live": finding.is_live, "queue": finding.suggested_queue}
    result = finding.limitation
    if result:
        told |= {
            "time": result.status,
            "day": finding.last_day,
            "days": [[str(day.day), day.rule] for day in finding.days],
            "arguments": list(result.arguments),
        }
    by_element = {item.element.key: item for item in finding.elements}
    for what, value in expected.items():
        if what in STRENGTHS:
            for key in value:
                got = by_element[key].strength if key in by_element else "left out"
                if got != what:
                    yield f"{key} is {got}, not {what}"
        elif what in TRUTHS:
            for key in value:
                got = TRUTHS_OF[by_element[key].truth] if key in by_element else "left out"
                if got != what:
                    yield f"{key} is {got}, not {what}"
        elif told.get(what) != value:
            yield f"{what} is {told.get(what)}, not {value}"
