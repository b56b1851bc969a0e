"""Months as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from claims.intake.typed_months import past_month

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("06/2014", "2014-06"),
        ("6/2014", "2014-06"),
        ("06 / 2014", "2014-06"),
        ("06-2014", "2014-06"),
        ("06.2014", "2014-06"),
        ("2014.06", "2014-06"),
        ("2014-06-10", "2014-06"),
        ("062014", "2014-06"),
        ("62014", "2014-06"),
        ("201406", "2014-06"),
        ("122010", "2010-12"),
        ("06／2014", "2014-06"),
        ("June 2014", "2014-06"),
        ("Sept. 2014", "2014-09"),
        ("junio de 2014", "2014-06"),
        ("14 de junio de 2014", "2014-06"),
        ("June 14, 2014", "2014-06"),
        ("June 14th, 2014", "2014-06"),
        ("2014 June", "2014-06"),
        ("06/10/2014", "2014-06"),
        ("25/06/2014", "2014-06"),
        ("2014", "2014"),
        ("about 2014", "2014"),
        ("Summer 2014", "2014"),
        ("otoño de 2014", "2014"),
        ("early June 2014", "2014-06"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_what_people_type_is_understood(typed, means):
    assert past_month(typed, TODAY) == means


@pytest.mark.parametrize(
    "typed",
    ["06/14", "June 14", "13/2014", "00/2014", "Juno 2014", "12/2026", "2027", "1790", "soon", "?"],
)
def test_what_is_no_past_month_is_refused(typed):
    assert past_month(typed, TODAY) is None
