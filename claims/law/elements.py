"""The elements that several jurisdictions share, each with the citation of the law that asks for
it.
"""

from __future__ import annotations

from datetime import date

from claims.law.logic import Acted, All, Condition, Either, Includes, InTime, Is, Lived, Shows
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
    state: str, title: str, citation: str, gap: str, *, now: bool = False, places: bool = False
) -> Element:
    """A tie to the state, without which its law is not looked at.

    `places`: where a photo was taken or put on line counts too.
    """
    lived: Condition = Lived(state, now=now)
    if places:
        lived = Either(lived, _photo_in(state))
    return Element("tie", title, lived, citation, gap, rules_out=True)


def in_dataset(citation: str) -> Element:
    return Element(
        "in_dataset",
        _("The photo is in a face dataset"),
        Is("portal.in_face_dataset", "yes"),
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
    return Element(
        "private_entity",
        _("By a private entity"),
        Is("defendant.kind", "company", weak=("university",)),
        citation,
        _("Government body, state university, foreign body, bank."),
    )


def acted(title: str, citation: str, *kinds: str, since: date | None = None) -> Element:
    return Element(
        "acted",
        title,
        Acted(kinds, since=since),
        citation,
        _("Only reported by the press, or the day is not known."),
    )


def conduct_in(state: str, title: str, citation: str, gap: str, *kinds: str) -> Element:
    """Evidence from two sides: what ties the photo to the state, and where the defendant acted."""
    return Element(
        "conduct_place", title, All(_photo_in(state), Acted(kinds, state)), citation, gap
    )


def no_release(citation: str) -> Element:
    return Element(
        "no_release",
        _("No written release"),
        Is("written_release", "no"),
        citation,
        _("A release, or the licence that a self-portrait’s uploader chose, argued as a waiver."),
    )


def in_time(citation: str) -> Element:
    return Element(
        "in_time", _("In time"), InTime(), citation, _("Acts long past, or whose day is not known.")
    )


def not_bound() -> Element:
    return Element(
        "not_bound",
        _("Not released in an earlier settlement, and not bound to arbitrate"),
        All(Includes("earlier_settlement", "none"), Includes("dealings", "none", "customer")),
        "terms of the settlement or of the contract",
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


def letters(
    state: str,
    name: str,
    *,
    key: str,
    title: str,
    citation: str,
    source: str,
    effective_from: date,
    unverified: tuple[str, ...],
) -> Theory:
    """A general privacy act that only a state authority enforces: a resident may ask and may have
    data erased.
    """
    return Theory(
        key=key,
        title=title,
        jurisdiction=state,
        citation=citation,
        source=source,
        effective_from=effective_from,
        enforcer="letter",
        remedy=_(
            "Letters only: to know first, to delete later. A state authority enforces the act."
        ),
        period=_("None for a letter; the recipient’s time to answer is in the act."),
        who=_("A person who lives in the state now."),
        elements=(
            tie(state, name, citation, _("Moved away."), now=True),
            Element(
                "business",
                _("The recipient is a business that the act covers"),
                Is("defendant.kind", "company"),
                citation,
                _("University, public body, small business."),
            ),
        ),
        instead=_(
            "You may write to a company and ask what it holds about you. Later you may ask it to "
            "erase that. Ask first and erase later: what is erased can no longer be shown to a "
            "court. If the company does not answer, you may send a complaint to the attorney "
            "general of your state."
        ),
        unverified=unverified,
    )
