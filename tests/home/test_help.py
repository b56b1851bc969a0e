"""Pages that answer what people ask before they trust the firm, and after it has answered."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from claims.home.views.public import HELP
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", HELP)
def test_each_help_page_can_be_reached_from_the_foot_of_every_page(key):
    client = Client()
    assert reverse("help") in client.get("/").content.decode()
    index = client.get(reverse("help")).content.decode()
    address = reverse("help_page", args=[key])
    assert f'href="{address}"' in index
    assert client.get(address).status_code == 200


def test_a_page_that_is_none_does_not_exist():
    assert Client().get("/help/base/").status_code == 404
    assert Client().get("/help/index/").status_code == 404


def test_whoever_doubts_can_look_the_lawyer_up(settings):
    settings.FIRM_BAR_URL = "https://bar.example/look-up"
    page = Client().get(reverse("help_page", args=["real"])).content.decode()
    assert settings.FIRM_LAWYER in page
    assert 'href="https://bar.example/look-up"' in page


def test_the_hours_and_the_license_are_said_in_the_readers_language(settings):
    page = Client().get(reverse("help_page", args=["contact"]), headers={"accept-language": "es"})
    assert settings.FIRM_HOURS_ES in page.content.decode()
    assert settings.FIRM_HOURS not in page.content.decode()
    page = Client().get("/", headers={"accept-language": "es"})
    assert settings.FIRM_LICENSE_ES in page.content.decode()


def test_who_is_turned_away_finds_other_lawyers_by_setting(ana, matter, at, settings):
    settings.FIRM_REFERRALS = [["A referral service", "https://refer.example/"]]
    claim, _submission = make.sent(ana, matter, at=at)
    claim.status = "declined"
    claim.save(update_fields=["status"])
    home = make.signed_in(ana).get(reverse("claim", args=[claim.reference])).content.decode()
    address = reverse("help_page", args=["declined"])
    assert address in home
    page = Client().get(address).content.decode()
    assert (
        '<a href="https://refer.example/" rel="noopener noreferrer">A referral service</a>' in page
    )


def test_the_road_shows_where_a_claim_is(ana, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    client = make.signed_in(ana)

    def now():
        page = client.get(reverse("claim", args=[claim.reference])).content.decode()
        return page.split('aria-current="step">')[1].split("<strong>")[1].split("</strong>")[0]

    assert now() == "Our staff read your answers."
    claim.status = "attorney_review"
    claim.save(update_fields=["status"])
    assert now() == "A lawyer looks at them."


def test_a_square_leads_a_phone_to_the_claim_and_says_nothing_else(ana, otto, matter, at):
    claim = make.draft(ana, matter, at=at)
    address = reverse("claim_phone", args=[claim.reference])
    page = make.signed_in(ana).get(address).content.decode()
    assert "<svg" in page and "ana@example.org" in page
    assert f"http://localhost:8000/claims/{claim.reference}/continue/" in page
    assert make.signed_in(otto).get(address).status_code == 404


def test_every_page_of_the_interview_names_a_human_to_call(ana, matter, at, settings):
    claim = make.draft(ana, matter, at=at)
    page = make.signed_in(ana).get(reverse("claim_continue", args=[claim.reference]), follow=True)
    assert settings.FIRM_PHONE in page.content.decode().split("Stuck, or rather talk?")[1]
