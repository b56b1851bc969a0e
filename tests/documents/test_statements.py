"""What a declaration says: no more than the person said."""

from __future__ import annotations

import pytest

from claims.documents.statements import Statement, statements
from claims.flickr.reference import address
from claims.law.questions import BY_KEY
from tests import make


def content(**changed):
    return {
        "claimant": {"name": "Ana Alder"},
        "subjects": [{"position": 0, "kind": "self", "name": "Ana Alder"}],
        "photos": [],
        "answers": [],
    } | changed


def photo(text, *, photo_id=None, capacity="depicted"):
    return {
        "text": text,
        "photo_id": photo_id,
        "capacities": {"0": capacity},
        "rows": [],
        "account_rows": 0,
    }


def texts(**changed) -> list[str]:
    return [statement.text for statement in statements(content(**changed))][1:]


@pytest.mark.parametrize(
    ("capacity", "says"),
    [
        (
            "depicted",
            "I am depicted in at least one of the photographs of the Flickr account 12345678@N99.",
        ),
        ("took", "I took at least one of the photographs of the Flickr account 12345678@N99."),
        (
            "unsure",
            (
                "I am not sure whether I am depicted in at least one of the photographs of the "
                "Flickr account"
            ),
        ),
    ],
)
def test_of_an_account_no_more_is_sworn_than_one_photograph(capacity, says):
    (text,) = texts(photos=[photo(make.OWNER, capacity=capacity)])
    assert text.startswith(says)


def test_a_photo_whose_owner_is_not_known_is_sworn_without_one():
    from claims.flickr import refs

    (ref,) = refs.parse(str(make.PHOTO))
    (text,) = texts(photos=[photo(address(ref), photo_id=make.PHOTO)])
    assert (
        text == "I am depicted in the photograph published at "
        f"https://www.flickr.com/photo.gne?id={make.PHOTO}."
    )
    assert refs.parse(address(ref))[0].photo_id == make.PHOTO


def residence(*, everywhere: bool, certainty="known"):
    places = [{"state": "IL", "from": "2012-03", "until": ""}]
    return {
        "question": "residence",
        "subject": 0,
        "value": {"places": places, "all": everywhere},
        "certainty": certainty,
        "basis": "own",
    }


def test_only_who_said_that_these_are_all_the_places_swears_to_no_others():
    assert texts(answers=[residence(everywhere=True)]) == [
        "I have lived in these places and no others since 2004: Illinois, March 2012 to today."
    ]
    assert texts(answers=[residence(everywhere=False)]) == [
        "I have lived in these places: Illinois, March 2012 to today."
    ]


def test_what_is_about_right_is_stated_on_belief():
    _name, lived = statements(content(answers=[residence(everywhere=True, certainty="estimated")]))
    assert lived == Statement(lived.text, "information and belief")


def test_what_was_not_said_is_not_sworn():
    unsaid = {
        "question": "written_release",
        "subject": 0,
        "value": None,
        "certainty": "unsaid",
        "basis": "own",
    }
    assert texts(answers=[unsaid]) == []
    assert texts(answers=[unsaid | {"certainty": "unsure"}]) == [
        "I do not know whether anyone ever agreed in writing that my face may be scanned or "
        "measured."
    ]
    assert BY_KEY["written_release"].kind == "yes_no"
