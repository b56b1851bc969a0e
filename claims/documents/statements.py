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
    found += _of_claim(content)
    if any(photo["rows"] or photo["account_rows"] for photo in content["photos"]):
        found.append(
            Statement(
                "On information and belief, the photographs listed in the Schedule of Dataset Appearances stand in the "
                "datasets and releases that it names.",
                BELIEF,
            )
        )
    return found


ROLE = {
    "child": "I am a parent or guardian of {name} and make this declaration as next friend.",
    "ward": "I am the guardian of {name}, an adult, and make this declaration for that person.",
    "estate": "I make this declaration for the estate of {name}, who has died.",
}
AUTHORITY = {
    "court": "I hold a court paper that lets me act for {name}.",
    "will": "A will names me to act for {name}. I hold no court paper yet.",
    "family": "I am a relative of {name}. I hold no paper that lets me act.",
}


def _about(content: dict[str, Any], subject: dict[str, Any]) -> Iterator[Statement]:
    answers = {row["question"]: row for row in content["answers"] if row["subject"] == subject["position"]}
    is_self, name = subject["kind"] == "self", subject["name"]
    who, has = ("I", "have") if is_self else (name, "has")
    if not is_self:
        yield Statement(ROLE[subject["kind"]].format(name=name))
    if held := _certain(answers, "authority"):
        yield Statement(AUTHORITY[held].format(name=name), _basis(answers["authority"]))
    if born := _certain(answers, "birth_date"):
        yield Statement(f"{who} was born on or in {rough_date(born)}.", _basis(answers["birth_date"]))
    if died := _certain(answers, "died_on"):
        yield Statement(f"{name} died on or in {rough_date(died)}.", _basis(answers["died_on"]))
    if said := _certain(answers, "residence"):
        lived = "; ".join(residence(row) for row in said["places"])
        where = "in these places and no others since 2004" if said["all"] else "in these places"
        verb = "lived" if subject["kind"] == "estate" else f"{has} lived"
        yield Statement(f"{who} {verb} {where}: {lived}.", _basis(answers["residence"]))
    yield from _photos(content, subject, who)
    yield from _yes_no(answers, RELEASE, who=who, face="my face" if is_self else f"the face of {name}")


def _of_claim(content: dict[str, Any]) -> Iterator[Statement]:
    answers = {row["question"]: row for row in content["answers"] if row["subject"] is None}
    if learned := _certain(answers, "learned"):
        text = f"I first learned on or in {rough_date(learned)} that photographs like these stand in such datasets."
        yield Statement(text, _basis(answers["learned"]))
    yield from _yes_no(answers, REMOVAL)
    if effect := _certain(answers, "effect"):
        yield Statement(f"In my own words, this has meant for me: “{effect}”")


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


# What yes, no and "I'm not sure" say.
RELEASE = {
    "written_release": (
        "There was an agreement in writing that {face} may be scanned or measured in photographs.",
        "I have never agreed in writing that anyone may scan or measure {face} in photographs.",
        "I do not know whether anyone ever agreed in writing that {face} may be scanned or measured.",
    ),
    "advertising_use": (
        "I have seen at least one of these photographs used to advertise or sell something.",
        "I have not seen any of these photographs used to advertise or sell something.",
        "I am not sure whether I have seen one of these photographs used to advertise or sell something.",
    ),
}
REMOVAL = {
    "removal_asked": (
        "I have asked that photographs like these be taken out of a dataset.",
        "I have not asked anyone to take photographs like these out of a dataset.",
        "I am not sure whether I have asked anyone to take photographs like these out of a dataset.",
    )
}


def _yes_no(answers: dict[str, Any], wording: dict[str, tuple[str, str, str]], **words: str) -> Iterator[Statement]:
    for key, (yes, no, unsure) in wording.items():
        row = answers.get(key)
        if row is None or row["certainty"] == "unsaid":
            continue
        text = unsure if row["certainty"] == "unsure" else yes if row["value"] == "yes" else no
        yield Statement(text.format(**words), _basis(row))


def _certain(answers: dict[str, Any], key: str) -> Any:
    row = answers.get(key)
    return row["value"] if row and row["certainty"] in CERTAIN else None


def _basis(row: dict[str, Any]) -> str:
    return BELIEF if row["basis"] == "told" or row["certainty"] == "estimated" else OWN
