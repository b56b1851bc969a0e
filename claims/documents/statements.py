"""The numbered statements of a declaration, made from frozen answers.

In English: it is an instrument. In another language the same is a copy to read.

Each says on what it stands: own knowledge, or information and belief. What a person was not sure of
is said as that. Where one speaks of oneself or of somebody else, the two sentences stand side by
side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from claims.interview.wording import residence, rough_date
from claims.law.logic import CERTAIN
from claims.law.places import UNSURE
from claims.law.words import _
from claims.submission.frozen import Frozen, FrozenAnswer, FrozenSubject

Answers = dict[str, FrozenAnswer]  # by question
OWN, BELIEF = _("own knowledge"), _("information and belief")


@dataclass(frozen=True)
class Statement:
    """`basis`: OWN or BELIEF.

    `says_so`: whether the text itself says that it stands on belief.
    """

    text: str
    basis: str = OWN
    says_so: bool = False


def statements(frozen: Frozen) -> list[Statement]:
    """The paragraphs for one frozen claim."""
    name = frozen.claimant.name
    paragraphs = [Statement(_filled(_("My name is {name}. I am over the age of 18."), name=name))]
    for subject in frozen.subjects:
        paragraphs += _about(frozen, subject)
    paragraphs += _of_claim(frozen)
    places = [photo.text for photo in frozen.photos if photo.rows]
    if places:
        text = _(
            "On information and belief, these photographs are in the datasets and releases that "
            "the Schedule of Dataset Appearances names beside each: {places}."
        )
        paragraphs.append(Statement(_filled(text, places="; ".join(places)), BELIEF, says_so=True))
    return paragraphs


def _filled(text: str, **words: str) -> str:
    """A sentence in the language that is active."""
    return gettext(text).format(**words)


ROLE = {
    "child": _("I am a parent or guardian of {name} and make this declaration as next friend."),
    "ward": _("I am the guardian of {name}, an adult, and make this declaration for that person."),
    "estate": _("I make this declaration for the estate of {name}, who has died."),
}
WITHOUT_PAPER = _("I answer for {name}, an adult, and hold no court paper that lets me act.")
AUTHORITY = {
    "court": _("I hold a court paper that lets me act for {name}."),
    "will": _("A will names me to act for {name}. I hold no court paper yet."),
    "family": _("I am a relative of {name}. I hold no paper that lets me act."),
}
BORN = {True: _("I was born on or in {day}."), False: _("{name} was born on or in {day}.")}
DIED = _("{name} died on or in {day}.")
# (whether these are all places, who) -> the sentence
LIVED = {
    (True, "self"): _("I have lived in these places and no others since 2004: {places}."),
    (False, "self"): _("I have lived in these places: {places}."),
    (True, "other"): _("{name} has lived in these places and no others since 2004: {places}."),
    (False, "other"): _("{name} has lived in these places: {places}."),
    (True, "estate"): _("{name} lived in these places and no others since 2004: {places}."),
    (False, "estate"): _("{name} lived in these places: {places}."),
}


def _about(frozen: Frozen, subject: FrozenSubject) -> Iterator[Statement]:
    answers = frozen.answers_about(subject.position)
    name = subject.name
    if not subject.is_self:
        is_guardian = subject.kind != "ward" or _certain(answers, "authority") == "court"
        role = ROLE[subject.kind] if is_guardian else WITHOUT_PAPER
        yield Statement(_filled(role, name=name))
    if authority := _certain(answers, "authority"):
        yield Statement(_filled(AUTHORITY[authority], name=name), _basis(answers["authority"]))
    if born := _certain(answers, "birth_date"):
        text = _filled(BORN[subject.is_self], name=name, day=rough_date(born))
        yield Statement(text, _basis(answers["birth_date"]))
    if died := _certain(answers, "died_on"):
        text = _filled(DIED, name=name, day=rough_date(died))
        yield Statement(text, _basis(answers["died_on"]))
    yield from _lived(answers, subject)
    yield from _photos(frozen, subject)
    yield from _yes_no(answers, OF_ONESELF if subject.is_self else OF_ANOTHER, name=name)
    yield from _yes_no(answers, SEEN)


def _lived(answers: Answers, subject: FrozenSubject) -> Iterator[Statement]:
    """A place that is not known is left out, and then these are not all."""
    lived = _certain(answers, "residence")
    rows = [row for row in lived["places"] if row["state"] != UNSURE] if lived else []
    if not rows:
        return
    is_whole = lived["all"] and len(rows) == len(lived["places"])
    who = subject.kind if subject.kind in ("self", "estate") else "other"
    places = "; ".join(residence(row) for row in rows)
    text = _filled(LIVED[is_whole, who], name=subject.name, places=places)
    yield Statement(text, _basis(answers["residence"]))


def _of_claim(frozen: Frozen) -> Iterator[Statement]:
    """What is said once, of no single photo or person."""
    answers = frozen.answers_about(None)
    if learned := _certain(answers, "learned"):
        text = _("I first learned on or in {day} that photographs like these are in such datasets.")
        yield Statement(_filled(text, day=rough_date(learned)), _basis(answers["learned"]))
    yield from _yes_no(answers, REMOVAL)
    if effect := _certain(answers, "effect"):
        text = _("In my own words, this has meant for me: “{effect}”")
        yield Statement(_filled(text, effect=effect))


# (capacity, whether one photo is meant or an account) -> of oneself, of somebody else
CAPACITY = {
    ("depicted", True): (
        _("I am depicted in the photograph published at {place}."),
        _("{name} is depicted in the photograph published at {place}."),
    ),
    ("depicted", False): (
        _("I am depicted in at least one of the photographs of the Flickr account {place}."),
        _("{name} is depicted in at least one of the photographs of the Flickr account {place}."),
    ),
    ("took", True): (
        _("I took the photograph published at {place}."),
        _("{name} took the photograph published at {place}."),
    ),
    ("took", False): (
        _("I took at least one of the photographs of the Flickr account {place}."),
        _("{name} took at least one of the photographs of the Flickr account {place}."),
    ),
    ("both", True): (
        _("I took, and am depicted in, the photograph published at {place}."),
        _("{name} took, and is depicted in, the photograph published at {place}."),
    ),
    ("both", False): (
        _(
            "I took, and am depicted in, at least one of the photographs of the Flickr account "
            "{place}."
        ),
        _(
            "{name} took, and is depicted in, at least one of the photographs of the Flickr account"
            " {place}."
        ),
    ),
    ("unsure", True): (
        _("I am not sure whether I am depicted in the photograph published at {place}."),
        _("I am not sure whether {name} is depicted in the photograph published at {place}."),
    ),
    ("unsure", False): (
        _(
            "I am not sure whether I am depicted in at least one of the photographs of the Flickr "
            "account {place}."
        ),
        _(
            "I am not sure whether {name} is depicted in at least one of the photographs of the "
            "Flickr account {place}."
        ),
    ),
}


def _photos(frozen: Frozen, subject: FrozenSubject) -> Iterator[Statement]:
    """What was said of each photo; of somebody else on belief, since no basis was asked for."""
    basis = OWN if subject.is_self else BELIEF
    for place, photo in enumerate(frozen.photos):
        pair = CAPACITY.get((photo.capacity_of(subject), bool(photo.photo_id)))
        if pair:
            text = pair[0] if subject.is_self else pair[1]
            yield Statement(_filled(text, name=subject.name, place=photo.text), basis)
        who = _uploader(frozen, subject, place)
        if who:
            words = UPLOADED[who, subject.is_self]
            yield Statement(_filled(words, name=subject.name, place=photo.text), basis)


def _uploader(frozen: Frozen, subject: FrozenSubject, photo: int) -> str:
    """Who put it on Flickr, as it was told: self, other, or "" where that is not known."""
    rows = [row for row in frozen.answers if row.question == "uploaded_by" and row.photo == photo]
    own = [row for row in rows if row.subject == subject.position and row.answer.is_certain]
    return str(own[0].value) if own else ""


# (who, whether the claimant speaks of themselves) -> the sentence
UPLOADED = {
    ("self", True): _("I put the photograph {place} on Flickr."),
    ("self", False): _("{name} put the photograph {place} on Flickr."),
    ("other", True): _("Someone else put the photograph {place} on Flickr."),
    ("other", False): _("Someone other than {name} put the photograph {place} on Flickr."),
}
# What yes, no and "I'm not sure" say.
OF_ONESELF = {
    "written_release": (
        _("I agreed that my face may be scanned or measured in photographs."),
        _("I have never agreed that anyone may scan or measure my face in photographs."),
        _("I do not know whether I ever agreed that my face may be scanned or measured."),
    ),
    "disclosure_consent": (
        _("I agreed that data about my face may be passed on to others."),
        _("I have never agreed that data about my face may be passed on to others."),
        _("I do not know whether I ever agreed that data about my face may be passed on."),
    ),
    "ad_release": (
        _("I agreed that my picture may be used to advertise or sell."),
        _("I have never agreed that my picture may be used to advertise or sell."),
        _("I do not know whether I ever agreed that my picture may be used to advertise or sell."),
    ),
}
# Of somebody else it was asked whether anyone ever agreed; a no is what the claimant knows of.
OF_ANOTHER = {
    "written_release": (
        _("Someone agreed that the face of {name} may be scanned or measured in photographs."),
        _("I know of no agreement that the face of {name} may be scanned or measured."),
        _("I do not know whether anyone ever agreed that the face of {name} may be scanned."),
    ),
    "disclosure_consent": (
        _("Someone agreed that data about the face of {name} may be passed on to others."),
        _("I know of no agreement that data about the face of {name} may be passed on."),
        _("I do not know whether anyone agreed that data about the face of {name} is passed on."),
    ),
    "ad_release": (
        _("Someone agreed that the picture of {name} may be used to advertise or sell."),
        _("I know of no agreement that the picture of {name} may be used to advertise or sell."),
        _("I do not know whether anyone agreed that the picture of {name} is used to advertise."),
    ),
}
SEEN = {
    "advertising_use": (
        _("I have seen at least one of these photographs used to advertise or sell something."),
        _("I have not seen any of these photographs used to advertise or sell something."),
        _(
            "I am not sure whether I have seen one of these photographs used to advertise or sell "
            "something."
        ),
    ),
}
REMOVAL = {
    "removal_asked": (
        _("I have asked that photographs like these be taken out of a dataset."),
        _("I have not asked anyone to take photographs like these out of a dataset."),
        _(
            "I am not sure whether I have asked anyone to take photographs like these out of a "
            "dataset."
        ),
    )
}


def _yes_no(
    answers: Answers, wording: dict[str, tuple[str, str, str]], **words: str
) -> Iterator[Statement]:
    for key, (yes, no, unsure) in wording.items():
        row = answers.get(key)
        if row is None or row.certainty == "unsaid":
            continue
        text = yes if row.value == "yes" else no
        if row.certainty == "unsure":
            text = unsure
        yield Statement(_filled(text, **words), _basis(row))


def _certain(answers: Answers, key: str) -> Any:
    row = answers.get(key)
    return row.value if row and row.certainty in CERTAIN else None


def _basis(row: FrozenAnswer) -> str:
    return BELIEF if row.basis == "told" or row.certainty == "estimated" else OWN
