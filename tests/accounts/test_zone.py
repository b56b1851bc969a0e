"""Days and times are those of the place where the person is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from claims.accounts.mail import as_read_by
from tests import make

pytestmark = pytest.mark.django_db
LATE = datetime(2026, 11, 24, 3, 30, tzinfo=UTC)  # the evening before, in the United States


@pytest.fixture
def home(ana, matter, at):
    """What the page of Ana's sent claim says, read with a cookie."""
    claim, _submission = make.sent(ana, matter, at=at)
    type(claim).objects.filter(pk=claim.pk).update(submitted_at=LATE)

    def page(zone=None):
        client = make.signed_in(ana)
        if zone:
            client.cookies["zone"] = zone
        return client.get(reverse("claim", args=[claim.reference])).content.decode()

    return page


def test_a_day_is_that_of_the_zone_which_the_browser_names(home):
    assert "Sent Nov. 24, 2026" in home("Asia/Tokyo")
    assert "Sent Nov. 23, 2026" in home("America/Los_Angeles")


def test_without_one_it_is_that_of_the_firm(home):
    assert "Sent Nov. 23, 2026" in home()


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "America/Chicago\x00", " "])
def test_a_zone_that_does_not_exist_is_none_and_is_not_kept(home, ana, zone):
    assert "Sent Nov. 23, 2026" in home(zone)
    ana.refresh_from_db()
    assert ana.zone == ""


def test_the_account_remembers_it_for_another_device_and_for_mail(home, ana):
    home("Asia/Tokyo")
    ana.refresh_from_db()
    assert ana.zone == "Asia/Tokyo"
    assert "Sent Nov. 24, 2026" in home()
    with as_read_by(ana):
        from django.utils import timezone

        assert timezone.localtime(LATE).isoformat() == "2026-11-24T12:30:00+09:00"


def test_a_visitor_has_a_zone_and_nothing_is_kept(db):
    client = Client()
    client.cookies["zone"] = "Asia/Tokyo"
    assert client.get("/").status_code == 200
    assert "sessionid" not in client.cookies


def test_a_person_of_seventeen_becomes_eighteen_at_midnight_of_their_own_zone(monkeypatch):
    from django.utils import timezone

    from claims.accounts.forms import AdultForm

    monkeypatch.setattr(timezone, "now", lambda: LATE)
    born = {
        "birth_date_year": "2008",
        "birth_date_month": "11",
        "birth_date_day": "24",
        "terms": "on",
    }
    with timezone.override("America/Los_Angeles"):
        assert "birth_date" in AdultForm(born).errors
    with timezone.override("Asia/Tokyo"):
        assert "birth_date" not in AdultForm(born).errors
