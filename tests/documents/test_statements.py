"""What a declaration says: no more than the person said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claims.documents.statements import Statement, statements
from claims.flickr.reference import address
from claims.law.questions import BY_KEY
from tests import make


def texts(**changed) -> list[str]:
    return [statement.text for statement in statements(make.frozen_value(**changed))][1:]


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
    (text,) = texts(photos=(make.frozen_photo(make.OWNER, capacity=capacity),))
    assert text.startswith(says)


def test_a_photo_whose_owner_is_not_known_is_sworn_without_one():
    from claims.flickr import refs

    (ref,) = refs.parse(str(make.PHOTO))
    (text,) = texts(photos=(make.frozen_photo(address(ref), photo_id=make.PHOTO),))
    assert (
        text == "I am depicted in the photograph published at "
        f"https://www.flickr.com/photo.gne?id={make.PHOTO}."
    )
    assert refs.parse(address(ref))[0].photo_id == make.PHOTO


def residence(*, everywhere: bool, certainty="known"):
    places = [{"state": "IL", "from": "2012-03", "until": ""}]
    return make.frozen_answer("residence", {"places": places, "all": everywhere}, certainty)


def test_only_who_said_that_these_are_all_the_places_swears_to_no_others():
    assert texts(answers=(residence(everywhere=True),)) == [
        "I have lived in these places and no others since 2004: Illinois, March 2012 to today."
    ]
    assert texts(answers=(residence(everywhere=False),)) == [
        "I have lived in these places: Illinois, March 2012 to today."
    ]


def test_what_is_about_right_is_stated_on_belief():
    answer = residence(everywhere=True, certainty="estimated")
    _name, lived = statements(make.frozen_value(answers=(answer,)))
    assert lived == Statement(lived.text, "information and belief")


def test_what_was_not_said_is_not_sworn():
    unsaid = make.frozen_answer("written_release", None, "unsaid")
    assert texts(answers=(unsaid,)) == []
    assert texts(answers=(replace(unsaid, certainty="unsure"),)) == [
        "I do not know whether I ever agreed that my face may be scanned or measured."
    ]
    assert BY_KEY["written_release"].kind == "yes_no"
