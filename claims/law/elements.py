"""The elements that several jurisdictions share, each with the citation of the law that asks for
it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from claims.law.logic import (
    Acted,
    Condition,
    Counsel,
    Either,
    Includes,
    InTime,
    Is,
    Lived,
    NotBound,
    Shows,
    Weighed,
)
from claims.law.theory import Element, Theory
from claims.law.words import _

NAMES = ("profile", "caption", "tags", "elsewhere")
DEPICTED = Is("capacity", "depicted", "both")
TOOK = Is("capacity", "took", "both")
AUTHORITY = Either(Is("subject", "self", "child"), Is("authority", "court", weak=("will",)))


def depicted(citation: str) -> Element:
    return Element(
        "depicted",
        _("The person is in the photo"),
        DEPICTED,
        citation,
        _("Uploader only: the right is that of the person in the photo."),
        rules_out=True,
    )


def authority(citation: str) -> Element:
    return Element(
        "authority",
        _("The person acts for themselves or has the authority to act"),
        AUTHORITY,
        citation,
        _("Next of kin without a court’s paper; two parents who disagree."),
    )


def _photo_in(state: str) -> Condition:
    return Either(Is("taken_in", state), Is("uploaded_in", state), at_once=True)


def tie(
    state: str,
    title: str,
    citation: str,
    gap: str,
    *acts: str,
    now: bool = False,
    places: bool = False,
) -> Element:
    """A tie to the state, without which its law is not looked at.

    `acts`: of the party; who moved in after the last of them has no tie by that. `places`: where a
    photo was taken or put on line counts too, and so does where the party acted.
    """
    lived: Condition = Lived(state, now=now, acts=acts)
    if places:
        lived = Either(lived, _photo_in(state), Acted(acts, state))
    return Element("tie", title, lived, citation, gap, rules_out=True)


def in_dataset(citation: str) -> Element:
    return Element(
        "in_dataset",
        _("The photo is in a face dataset"),
        Shows(Is("portal.in_face_dataset", "yes")),
        citation,
        _("Account match only, or a dataset that cannot be checked."),
    )


def face(citation: str) -> Element:
    return Element(
        "face",
        _("The person’s face can be seen"),
        Is("face_visible", "clear", weak=("partly",)),
        citation,
        _("Crowd, baby, back of the head."),
        rules_out=True,
    )


def geometry(citation: str) -> Element:
    return Element(
        "geometry",
        _("Face geometry was scanned"),
        Is("portal.geometry", "strong", weak=("some",)),
        citation,
        _("Photos are no biometric identifiers; the scan is."),
    )


def identifying(citation: str) -> Element:
    return Element(
        "identifying",
        _("The scan can identify the person"),
        Shows(Includes("name_links", *NAMES)),
        citation,
        _("Anonymous account, no name near the photo."),
    )


def private_entity(citation: str) -> Element:
    """A university, and who works for an agency, may be shut out: that is not settled."""
    return Element(
        "private_entity",
        _("By a private entity that the law does not leave out"),
        Is("defendant.kind", "company", open=("university", "contractor")),
        citation,
        _(
            "A bank; a university that counts as one; a government body, a state university, or "
            "who works for them."
        ),
    )


def acted(
    title: str,
    citation: str,
    *kinds: str,
    since: date | None = None,
    policies: tuple[str, ...] = (),
) -> Element:
    return Element(
        "acted",
        title,
        Acted(kinds, since=since, policies=policies),
        citation,
        _("Only reported by the press, or with another dataset, or the day is not known."),
    )


def conduct_in(state: str, title: str, citation: str, gap: str, *kinds: str) -> Element:
    """Evidence of two sides: what ties the person and the photo to the state, and where the
    defendant acted.
    """
    person = (Is("taken_in", state), Is("uploaded_in", state), Lived(state))
    evidence = Weighed(person, (Acted(kinds, state),))
    return Element("conduct_place", title, evidence, citation, gap)


def no_release(citation: str) -> Element:
    """For scanning a face, which says nothing of any other use."""
    return Element(
        "no_release",
        _("No written release for scanning the face"),
        Is("written_release", "no"),
        citation,
        _("A release, on paper or by a click; someone who may act for the person gave it."),
    )


def no_disclosure_consent(citation: str) -> Element:
    """For passing data about a face on; consent in any form."""
    return Element(
        "no_disclosure_consent",
        _("No consent to passing the data on"),
        Is("disclosure_consent", "no"),
        citation,
        _("Consent need not be written; the other cases in which the law allows it."),
    )


def no_ad_release(citation: str) -> Element:
    """For using a picture to advertise or sell."""
    return Element(
        "no_ad_release",
        _("No consent to use in advertising or trade"),
        Is("ad_release", "no"),
        citation,
        _("A model release; consent of a parent for a child."),
    )


def for_counsel(key: str, title: str, what: str, citation: str, gap: str, *inputs: str) -> Element:
    """What no fact on record settles."""
    return Element(key, title, Counsel(what, inputs), citation, gap)


def in_time(citation: str, *statuses: str) -> Element:
    """`statuses`: of "special_status", whose dates count besides those that count everywhere."""
    condition = InTime(statuses=(*InTime.statuses, *statuses))
    gap = _("Acts long past, or whose day is not known.")
    return Element("in_time", _("In time"), condition, citation, gap)


def not_bound() -> Element:
    return Element(
        "not_bound",
        _("Not released in an earlier settlement, and not bound to arbitrate"),
        NotBound(),
        "Fed. R. Civ. P. 8(c)(1)",
        _("A release or a clause covers one company’s acts, not another’s."),
    )


def advertising(citation: str) -> Element:
    return Element(
        "commercial",
        _("Use on products, or to advertise or sell"),
        Shows(Is("advertising_use", "yes")),
        citation,
        _("Training data is hard to fit under this."),
    )


ASKS_ALL = _(
    "You may write to a company and ask whether it has data about you, and what it is. If it does "
    "not answer, you may send a complaint to the attorney general of your state."
)
ASKS_KINDS = _(
    "You may write to a company and ask which kinds of data it has about you. If it does not "
    "answer, you may send a complaint to the attorney general of your state."
)
ERASES_ALL = _(
    "Later you may ask it to erase what it has. Ask first and erase later: what is erased can no "
    "longer be shown to a court."
)
ERASES_GIVEN = _("It must erase only what you gave it yourself.")


@dataclass(frozen=True)
class Act:
    """The sections of a general privacy act: what a resident may ask for, whom it covers, what
    biometric data is, within how many days to answer, and who enforces it.
    """

    rights: str
    applies: str
    biometric: str
    time: str
    enforcer: str


def _covered_business(act: Act) -> Element:
    return Element(
        "business",
        _("The recipient is a business that the act covers"),
        Is("defendant.kind", "company"),
        act.applies,
        _("University, public body, bank, small business."),
    )


def letters(
    state: str,
    name: str,
    act: Act,
    *,
    key: str,
    title: str,
    effective_from: date,
    effective_to: date | None = None,
    period: str,
    asks: str = ASKS_ALL,
    erases: str,
    unverified: tuple[str, ...] = (),
) -> Theory:
    """A general privacy act that only a state authority enforces, and the letters it allows.

    `asks`: what may be asked. `erases`: what may be asked to be erased, in the act's own limits; ""
    where that was not established.
    """
    return Theory(
        key=key,
        title=title,
        jurisdiction=state,
        citation=f"{act.rights}; {act.time}; {act.enforcer}",
        effective_from=effective_from,
        effective_to=effective_to,
        enforcer="letter",
        remedy=_("Letters only: to know first. A state authority enforces the act."),
        period=period,
        who=_("A person who lives in the state now."),
        elements=(
            tie(state, name, act.rights, _("Moved away."), now=True),
            _covered_business(act),
            for_counsel(
                "covered_data",
                _("The act reaches data made from photos"),
                "whether the act’s biometric data takes in what is made from a photo, and whether "
                "it leaves out what was public",
                act.biometric,
                _("Most acts leave out photos, and some what is made from them."),
            ),
        ),
        instead=f"{asks} {erases}".strip(),
        unverified=unverified,
    )
