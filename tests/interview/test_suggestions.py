"""What records say is offered to the person on the sheet; it is an answer only by their own
word.
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from claims.documents import render
from claims.documents.kinds import BY_KEY
from claims.intake.queries import photos
from claims.interview.actions.answers import answer
from claims.interview.models import Answer, Capacity
from claims.interview.queries import Interview
from claims.interview.suggestions import suggested
from claims.law.logic import Answer as Said
from claims.ownership.models import Dispute, Proof
from claims.submission.actions import freeze
from tests import make
from tests.datasets.test_import import yfcc_line
from tests.ownership.test_ownership import download, give

pytestmark = pytest.mark.django_db
NC = {
    "licence": "Attribution-NonCommercial License",
    "licence_url": "http://creativecommons.org/licenses/by-nc/2.0/",
}


@pytest.fixture
def claim(ana, matter, at, tmp_path):
    """Ana took the photo; the pool has it under CC BY-NC."""
    make.release(
        "yfcc100m", [yfcc_line(make.PHOTO, **NC)], tmp_path, at=at, file="yfcc100m_dataset"
    )
    found = make.draft(ana, matter, at=at)
    Capacity.objects.update(kind="took")
    return found


def offered(claim, key):
    state = Interview(claim)
    return suggested(state, key, state.photos).get(state.photos[0].pk)


def downloaded(ana, **said):
    """Ana gives her download and shows by Flickr's own word that the account is hers."""
    uploaded = {
        "date_imported": "2013-09-12 16:37:56",
        "license": "All Rights Reserved",
        "privacy": "private",
    }
    assert (
        give(make.signed_in(ana), download(numbers=[make.PHOTO], **(uploaded | said))).status_code
        == 302
    )


def test_the_licence_that_a_dataset_recorded_is_offered(claim):
    assert offered(claim, "licence_at_upload") == "by-nc"
    assert offered(claim, "uploaded_on") is None


def test_the_download_offers_month_change_of_licence_and_hiding(claim, ana):
    downloaded(ana)
    assert offered(claim, "uploaded_on") == "2013-09"
    assert offered(claim, "licence_at_upload") == "by-nc"
    assert offered(claim, "licence_changed") == "stricter"
    assert offered(claim, "privacy_history") == "once_private"


def test_what_is_public_now_says_nothing_of_its_history(claim, ana):
    downloaded(ana, privacy="public", license="Attribution-NonCommercial License")
    assert offered(claim, "privacy_history") is None
    assert offered(claim, "licence_changed") == "no"


def test_a_disputed_account_offers_nothing(claim, ana, at):
    downloaded(ana)
    account = Proof.objects.get().account
    Dispute.objects.create(index=account.index, opened_at=at)
    assert offered(claim, "uploaded_on") is None


def test_it_is_shown_on_the_sheet_and_saved_only_with_the_button(claim, ana, at):
    downloaded(ana)
    subject = claim.subjects.get()
    for key, value in {"residence": make.lived("IL"), "birth_date": Said("1990-05-17")}.items():
        answer(claim, key, value, subject=subject, by=ana, at=at)
    page = make.signed_in(ana).get(reverse("claim_topic", args=[claim.reference, 0, "photos"]))
    assert (
        "This is from your Flickr download or a dataset. Please check it." in page.content.decode()
    )
    form = {asked.key: form for asked, form in page.context["parts"]}["licence_at_upload"]
    assert form[f"photo-{page.context['shown'][0].pk}"].initial == "by-nc"
    shown = str(page.context["shown"][0].pk)
    data = {"asked": [asked.key for asked, _form in page.context["parts"]], "shown": [shown]}
    data |= {f"{asked.key}-seen": one.initial["seen"] for asked, one in page.context["parts"]}
    data |= {
        f"licence_at_upload-photo-{shown}": "by-nc",
        f"uploaded_on-photo-{shown}_text": "2013-09",
    }
    data |= {f"face_visible-photo-{shown}": "clear"}
    address = reverse("claim_topic", args=[claim.reference, 0, "photos"])
    make.signed_in(ana).post(address, data, headers={"X-Autosave": "1"})
    assert not Answer.objects.filter(question__in=["licence_at_upload", "uploaded_on"]).exists()


def test_what_was_answered_is_not_overwritten_by_a_record(claim, ana, at):
    subject, photo = claim.subjects.get(), photos(claim)[0]
    answer(claim, "licence_at_upload", Said("by"), subject=subject, photo=photo, by=ana, at=at)
    page = make.signed_in(ana).get(
        reverse("claim_question", args=[claim.reference, 0, "licence_at_upload"])
    )
    assert page.context["form"][f"photo-{photo.pk}"].initial == "by"


def test_a_visitor_gets_none_of_it(claim):
    assert (
        Client().get(reverse("claim_topic", args=[claim.reference, 0, "photos"])).status_code == 302
    )


# --- Where people lived -------------------------------------------------------


def test_a_gap_is_shown_before_signing_and_refuses_nothing(ana, rhea, matter, at):
    places = [
        {"state": "IL", "from": "2015-02", "until": ""},
        {"state": "OH", "from": "2004", "until": "2012-03"},
    ]
    said = Said({"places": places, "all": True})
    claim = make.answered(ana, matter, at=at, residence=said)
    page = make.signed_in(ana).get(reverse("claim_check", args=[claim.reference])).content.decode()
    assert "No place is listed from April 2012 to January 2015" in page
    assert "Looks right. Continue" in page
    submission = freeze(claim, by=ana, at=at)
    submission.claim = claim
    sheet = render.html(BY_KEY["fact_sheet"], submission)
    assert "Still open" in sheet
    assert "Ana Alder: No place is listed from April 2012 to January 2015" in sheet


def test_staff_see_days_in_a_row_gaps_and_overlaps(ana, rhea, matter, at):
    places = [
        {"state": "IL", "from": "2015-02", "until": ""},
        {"state": "OH", "from": "2004-01", "until": "2016-03"},
    ]
    claim, _submission = make.sent(
        ana, matter, at=at, residence=Said({"places": places, "all": True})
    )
    page = make.signed_in(rhea).get(reverse("desk_claim", args=[claim.reference])).content.decode()
    assert "4,284" in page and "4,311" in page  # since 28 or 1 February 2015
    assert "At the same time: Ohio, Illinois" in " ".join(page.split())
