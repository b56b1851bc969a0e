"""Facts and their values in words that a lawyer reads without knowing a key."""

from __future__ import annotations

from claims.law.places import PLACES
from claims.law.questions import BY_KEY, choices_of
from claims.law.words import _

# What is no question, as staff read it.
TITLES = {
    "capacity": _("Who the person is to the photo"),
    "subject": _("Whom the claim is for"),
    "portal.datasets": _("The datasets that hold the photo"),
    "portal.in_face_dataset": _("A row in a face dataset"),
    "portal.geometry": _("What the dataset shows of face geometry"),
    "defendant.kind": _("What the party is"),
    "defendant.company": _("Which company the party is"),
    "defendant.acts": _("What the party is recorded to have done"),
    "limitation": _("Time limit"),
    "counsel": _("For counsel to judge"),
}
VALUES = {
    "capacity": {
        "depicted": _("is in it"),
        "took": _("took it"),
        "both": _("took it and is in it"),
    },
    "subject": {
        "self": _("the claimant"),
        "child": _("a child"),
        "ward": _("a person under guardianship"),
        "estate": _("a person who has died"),
    },
    "portal.in_face_dataset": {"yes": _("there is one")},
    "portal.geometry": {"strong": _("strong"), "some": _("some"), "none": _("none")},
    "defendant.kind": {
        "company": _("a company"),
        "bank": _("a bank"),
        "university": _("a private university"),
        "state_university": _("a state university"),
        "contractor": _("a contractor of a government body"),
        "agency": _("a government body"),
    },
}
ACTS = {
    "capture": _("captured the face data"),
    "obtain": _("obtained a copy"),
    "possess": _("held the data"),
    "disclose": _("passed the data on"),
    "profit": _("profited from the data"),
}
POLICIES = {
    "none": _("without a public policy"),
    "broken": _("past its own policy"),
    "followed": _("by its own policy"),
}


def title_of(key: str) -> str:
    """A fact as staff read it: the question, or what else it is."""
    return BY_KEY[key].text if key in BY_KEY else TITLES.get(key, key)


def values(key: str, *keys: str) -> str:
    """Its values, with "or" between them."""
    if key in BY_KEY:
        words = dict(choices_of(BY_KEY[key]))
    else:
        words = VALUES.get(key, {})
    return " or ".join(f"“{words.get(value, value)}”" for value in keys)


def acts(*kinds: str) -> str:
    return " or ".join(ACTS[kind] for kind in kinds)


def policies(*keys: str) -> str:
    return " or ".join(POLICIES[key] for key in keys)


def place(key: str) -> str:
    return PLACES.get(key, key)
