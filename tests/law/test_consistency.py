"""What cannot all be so is shown, and what may be right is not called wrong."""

from __future__ import annotations

from datetime import date

import pytest

from claims.law import consistency
from claims.law.consistency import open_points
from claims.law.logic import Answer

TODAY = date(2026, 11, 27)


def lived(*places, every=True, certainty="known"):
    rows = [dict(zip(("state", "from", "until"), place, strict=True)) for place in places]
    return {"residence": Answer({"places": rows, "all": every}, certainty)}


def texts(answers, *photos) -> list[str]:
    return [note.text for note in open_points(answers, photos, TODAY)]


def test_a_time_without_a_place_is_shown_where_all_places_were_given():
    (note,) = open_points(lived(("IL", "2012", "")), (), TODAY)
    assert (note.text, note.question) == (consistency.GAP, "residence")
    assert note.values == {"first": date(2004, 1, 1), "last": date(2011, 12, 31)}
    assert texts(lived(("IL", "2012", ""), every=False)) == []


def test_a_child_is_asked_from_birth():
    born = {"birth_date": Answer("2015-06-04")}
    assert texts(born | lived(("IL", "2015", ""))) == []
    assert texts(born | lived(("IL", "2015-09", ""))) == [consistency.GAP]
    early = born | lived(("OH", "2012", "2014"), ("IL", "2015", ""))
    assert texts(early) == [consistency.BEFORE_BIRTH]


def test_two_places_at_once_are_shown_and_a_move_within_a_month_is_not():
    assert texts(lived(("IL", "2004", "2012"), ("OH", "2010", ""))) == [consistency.OVERLAP]
    assert texts(lived(("IL", "2004", "2012-03"), ("OH", "2012-03", ""))) == []


def photo(**said):
    return {key: Answer(value) for key, value in said.items()}


@pytest.mark.parametrize(
    ("answers", "about", "expected"),
    [
        ({}, {"taken_on": "2012", "uploaded_on": "2011"}, [consistency.TAKEN_AFTER_UPLOAD]),
        ({}, {"taken_on": "2012", "uploaded_on": "2012-03"}, []),
        (
            {"birth_date": "2014-02-01"},
            {"taken_on": "2013", "capacity": "depicted"},
            [consistency.TAKEN_BEFORE_BIRTH],
        ),
        ({"birth_date": "2014-02-01"}, {"taken_on": "2013", "capacity": "took"}, []),
        ({"birth_date": "2014-02-01"}, {"taken_on": "2014", "capacity": "both"}, []),
        (
            {"died_on": "2010-05-01"},
            {"taken_on": "2011", "capacity": "depicted"},
            [consistency.TAKEN_AFTER_DEATH],
        ),
        (
            {"account_opened": "2009"},
            {"uploaded_on": "2008-12", "uploaded_by": "self"},
            [consistency.UPLOADED_BEFORE_ACCOUNT],
        ),
        ({"account_opened": "2009"}, {"uploaded_on": "2008-12", "uploaded_by": "other"}, []),
    ],
)
def test_dates_of_a_photo_are_held_against_each_other_and_a_life(answers, about, expected):
    said = {key: Answer(value) for key, value in answers.items()}
    assert texts(said, photo(**about)) == expected


def test_what_is_only_about_right_is_given_a_year_either_way():
    rough = {"taken_on": Answer("2012", "estimated"), "uploaded_on": Answer("2011")}
    assert texts({}, rough) == []
    unknown = {"taken_on": Answer(None, "unsure"), "uploaded_on": Answer("2011")}
    assert texts({}, unknown) == []


def test_a_death_before_the_birth_is_shown():
    said = photo(birth_date="1990", died_on="1980")
    assert texts(said) == [consistency.DIED_BEFORE_BIRTH]
