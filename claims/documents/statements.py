"""The numbered statements of a declaration, made from frozen answers. In English: it is an instrument.

Each says on what it stands: own knowledge, or information and belief. What a person was not sure of is said as that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from claims.intake.words import residence, rough_date
from claims.law.logic import CERTAIN

OWN, BELIEF = "own knowledge", "information and belief"


@dataclass(frozen=True)
class Statement:
    text: str
    basis: str = OWN


def statements(content: dict[str, Any]) -> list[Statement]:
    """The paragraphs for one frozen claim (its content as `intake.actions.freeze` writes it)."""
    found = [Statement(f"My name is {content['claimant']['name']}. I am over the age of 18.")]
    for subject in content["subjects"]:
        found += _about(content, subject)
    if any(photo["rows"] or photo["account_rows"] for photo in content["photos"]):
        found.append(
            Statement(
                "On information and belief, the photographs listed in the Schedule of Dataset Appearances stand in the "
                "datasets and releases that it names.",
                BELIEF,
            )
        )
    return found


def _about(content: dict[str, Any], subject: dict[str, Any]) -> Iterator[Statement]:
    answers = {row["question"]: row for row in content["answers"] if row["subject"] == subject["position"]}
    is_child = subject["kind"] == "child"
    who, has = ("I", "have") if not is_child else (subject["name"], "has")
    if is_child:
        yield Statement(f"I am a parent or guardian of {subject['name']} and make this declaration as next friend.")
    if born := _certain(answers, "birth_date"):
        yield Statement(f"{who} was born on or in {rough_date(born)}.")
    if said := _certain(answers, "residence"):
        lived = "; ".join(residence(row) for row in said["places"])
        where = "in these places and no others since 2004" if said["all"] else "in these places"
        yield Statement(f"{who} {has} lived {where}: {lived}.", _basis(answers["residence"]))
    yield from _photos(content, subject, who)
    yield from _yes_no(answers, who, has, is_child)
    if learned := _certain(answers, "learned"):
        whose = "photographs like mine" if not is_child else "photographs like this child’s"
        yield Statement(f"I first learned on or in {rough_date(learned)} that {whose} stand in such datasets.")


def _photos(content: dict[str, Any], subject: dict[str, Any], who: str) -> Iterator[Statement]:
    verbs = {
        "depicted": f"{who} {'am' if who == 'I' else 'is'} depicted in the photograph",
        "took": f"{who} took the photograph",
        "both": f"{who} took, and {'am' if who == 'I' else 'is'} depicted in, the photograph",
        "unsure": f"I am not sure whether {who} {'am' if who == 'I' else 'is'} depicted in the photograph",
    }
    for photo in content["photos"]:
        capacity = photo["capacities"].get(str(subject["position"]))
        if capacity in verbs:
            of_account = "at least one of the photographs of the Flickr account"
            what = "the photograph published at" if photo["photo_id"] else of_account
            text = verbs[capacity].replace("the photograph", what, 1)
            yield Statement(f"{text} {photo['text']}.")


def _yes_no(answers: dict[str, Any], who: str, has: str, is_child: bool) -> Iterator[Statement]:
    face = "my face" if not is_child else "this child’s face"
    wording = {
        "illinois_contact": (
            "At least one of these photographs was taken in Illinois or put on Flickr from there.",
            "None of these photographs was, to my knowledge, taken in Illinois or put on Flickr from there.",
            "I do not know whether any of these photographs was taken in Illinois or put on Flickr from there.",
        ),
        "written_release": (
            f"There was an agreement in writing that {face} may be scanned or measured in photographs.",
            f"{who} {has} never agreed in writing that anyone may scan or measure {face} in photographs."
            if not is_child
            else f"I have never agreed in writing that anyone may scan or measure {face} in photographs.",
            f"I do not know whether anyone ever agreed in writing that {face} may be scanned or measured.",
        ),
        "advertising_use": (
            "I have seen at least one of these photographs used to advertise or sell something.",
            "I have not seen any of these photographs used to advertise or sell something.",
            "I am not sure whether I have seen one of these photographs used to advertise or sell something.",
        ),
    }
    for key, (yes, no, unsure) in wording.items():
        row = answers.get(key)
        if row is None or row["certainty"] == "unsaid":
            continue
        text = unsure if row["certainty"] == "unsure" else yes if row["value"] == "yes" else no
        yield Statement(text, _basis(row))


def _certain(answers: dict[str, Any], key: str) -> Any:
    row = answers.get(key)
    return row["value"] if row and row["certainty"] in CERTAIN else None


def _basis(row: dict[str, Any]) -> str:
    return BELIEF if row["basis"] == "told" or row["certainty"] == "estimated" else OWN
