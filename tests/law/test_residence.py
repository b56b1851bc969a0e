"""Gaps, overlaps and days in a row, with rough dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.law.logic import Answer
from claims.law.residence import (
    SINCE,
    Life,
    by_state,
    days_in_a_row,
    gaps,
    life_of,
    overlaps,
    stays,
)

TODAY = date(2026, 11, 20)


def lived(*rows):
    return stays(
        {"places": [dict(zip(("state", "from", "until"), row, strict=True)) for row in rows]}, TODAY
    )


def test_a_life_without_holes_has_no_gap_and_no_overlap():
    places = lived(("IL", "2012-03", ""), ("OH", "2004", "2012-03"))
    assert (gaps(places, TODAY), overlaps(places)) == ([], [])


def test_months_of_which_no_place_is_given_are_named_with_their_days():
    places = lived(("IL", "2015-02", ""), ("OH", "2004", "2012-03"))
    assert gaps(places, TODAY) == [(date(2012, 4, 1), date(2015, 1, 31))]


def test_a_gap_at_the_beginning_and_one_at_the_end():
    places = lived(
        ("OH", "2006-01", "2012-03"),
    )
    assert gaps(places, TODAY) == [(SINCE, date(2005, 12, 31)), (date(2012, 4, 1), TODAY)]


@pytest.mark.parametrize("until", ["2012", "unknown"])
def test_a_rough_or_unknown_end_that_may_reach_on_is_no_gap(until):
    assert gaps(lived(("IL", "2013-01", ""), ("OH", "2004", until)), TODAY) == []


def test_before_somebody_was_born_there_is_no_gap():
    places = lived(("IL", "2012-05", ""))
    assert gaps(places, TODAY, date(2012, 5, 3)) == []
    assert gaps(places, TODAY, date(2011, 1, 1)) == [(date(2011, 1, 1), date(2012, 4, 30))]


def test_nobody_lives_anywhere_before_birth_or_after_death():
    said = {"places": [{"state": "IL", "from": "", "until": ""}], "all": True}
    life = life_of(
        {"birth_date": Answer("2015-05", precision="month"), "died_on": Answer("2016-03-01")}
    )
    assert life == Life(date(2015, 5, 1), date(2016, 3, 1))
    places = stays(said, TODAY, life=life)
    assert days_in_a_row(places, "IL") == (0, 306)
    assert gaps(places, date(2016, 3, 1), life.born) == []
    before = {"places": [{"state": "OH", "from": "2004", "until": "2009"}], "all": False}
    assert stays(before, TODAY, life=life) == []


def test_about_right_may_be_a_year_off():
    said = {"places": [{"state": "IL", "from": "2012-01", "until": "2012-05"}], "all": False}
    assert [row.reached for row in by_state(stays(said, TODAY))] == ["no"]
    longer = {"places": [{"state": "IL", "from": "2012-01", "until": "2012-08"}], "all": False}
    assert [row.reached for row in by_state(stays(longer, TODAY))] == ["yes"]
    assert [row.reached for row in by_state(stays(longer, TODAY, is_rough=True))] == ["perhaps"]


def test_an_unknown_beginning_is_no_gap():
    assert gaps(lived(("IL", "", "")), TODAY) == []


def test_a_move_within_a_month_is_no_gap():
    assert gaps(lived(("IL", "2012-05", ""), ("OH", "2004", "2012-04")), TODAY) == []


def test_two_places_at_once_are_named_only_where_it_is_certain():
    certain = lived(("IL", "2012-03", ""), ("OH", "2010-01", "2014-06"))
    assert [(one.state, other.state) for one, other in overlaps(certain)] == [("OH", "IL")]
    assert overlaps(lived(("IL", "2012", ""), ("OH", "2010-01", "2012"))) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("IL", "2026-05", "")], (174, 204)),  # since the end, or the beginning, of May
        ([("IL", "2026-04", "")], (205, 234)),
        ([("IL", "2026", "")], (0, 324)),
        ([("IL", "2020-01", "2020-06"), ("IL", "2020-06", "2020-12")], (155, 366)),
        ([("IL", "2012", "2012"), ("OH", "2013", "")], (0, 366)),
        ([("IL", "", "unknown")], (0, (TODAY - SINCE).days + 1)),
    ],
)
def test_days_in_a_row_are_a_least_and_a_most(rows, expected):
    assert days_in_a_row(lived(*rows), "IL") == expected


def test_183_days_are_reached_perhaps_or_not():
    rows = lived(("IL", "2026-04", ""), ("OH", "2025", "2026-04"), ("TX", "2004-01", "2004-03"))
    assert {row.state: row.reached for row in by_state(rows)} == {
        "IL": "yes",
        "OH": "perhaps",
        "TX": "no",
    }


MONTHS = st.builds(
    lambda year, month: f"{year}-{month:02d}", st.integers(2004, 2026), st.integers(1, 10)
)


@given(st.lists(st.tuples(st.sampled_from(["IL", "TX"]), MONTHS, MONTHS), min_size=1, max_size=6))
def test_the_least_is_never_more_than_the_most_and_no_gap_lies_in_a_place(rows):
    places = lived(*[(state, min(a, b), max(a, b)) for state, a, b in rows])
    for state in ("IL", "TX"):
        least, most = days_in_a_row(places, state)
        assert 0 <= least <= most
    for first, last in gaps(places, TODAY):
        assert not any(stay.widest[0] <= last and first <= stay.widest[1] for stay in places)
