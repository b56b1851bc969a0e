"""The claimant's own pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from claims.correspondence.actions.messages import ask
from claims.correspondence.models import Request
from claims.intake.actions import move
from claims.intake.models import Claim
from claims.interview.actions.answers import answer
from claims.law.logic import Answer
from tests import make

pytestmark = pytest.mark.django_db


def test_a_draft_can_be_withdrawn_and_a_new_claim_started(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    client = make.signed_in(ana)
    assert (
        client.post(reverse("claim_panel", args=[claim.reference, "withdraw"])).status_code == 302
    )
    claim.refresh_from_db()
    assert claim.status == "withdrawn"
    begun = client.post(reverse("claim_start"), make.first_page())
    assert begun.status_code == 302
    assert sorted(Claim.objects.values_list("status", flat=True)) == ["draft", "withdrawn"]


def test_an_engaged_claim_is_not_withdrawn_by_a_button(ana, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    Claim.objects.filter(pk=claim.pk).update(status="engaged")
    page = (
        make.signed_in(ana)
        .post(reverse("claim_panel", args=[claim.reference, "withdraw"]), follow=True)
        .content.decode()
    )
    assert "this step starts elsewhere" in page
    claim.refresh_from_db()
    assert claim.status == "engaged"


def test_a_request_is_answered_on_the_claims_page(ana, rhea, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    for name in ("check_conflicts", "clear_conflicts"):
        move(claim, name, by=rhea, at=at)
    request = ask(claim, "When did you move?", due_on=None, by=rhea, at=at)
    client, url = make.signed_in(ana), reverse("claim", args=[claim.reference])
    assert "When did you move?" in client.get(url).content.decode()
    panel = reverse("claim_panel", args=[claim.reference, "requests"])
    empty = client.post(panel, {"request": str(request.pk), "reply": " "})
    assert (empty.status_code, Request.objects.get().replied_at) == (400, None)
    answer = client.post(panel, {"request": str(request.pk), "reply": "In 2012."})
    assert answer.status_code == 302
    claim.refresh_from_db()
    assert claim.status == "under_review"
    assert "In 2012." in client.get(url).content.decode()


def test_no_page_of_a_claimant_says_what_must_never_be_said(ana, alma, rhea, matter, meglass, at):
    """No verdict, no money, no promise: on the claim's page, in its documents and on the check
    page.
    """
    never = (
        "you qualify",
        "eligible",
        "you have a claim",
        "$",
        "defendant",
        "time-barred",
        "attorney review",
    )
    claim, submission = make.sent(ana, matter, at=at)
    client = make.signed_in(ana)
    pages = [
        client.get(reverse("claim", args=[claim.reference])),
        client.get(reverse("claims")),
        client.get("/"),
    ]
    pages += [
        client.get(reverse("claim_read", args=[claim.reference, document.kind]))
        for document in submission.documents.all()
    ]
    for page in pages:
        text = page.content.decode().lower()
        assert [words for words in never if words in text] == [], page.request["PATH_INFO"]


def test_a_person_downloads_everything_they_told_us_and_nobody_else_does(ana, matter, at):
    bea = make.claimant("bea@example.org", "Bea Birch", at=at)
    claim = make.answered(ana, matter, at=at)
    answer(claim, "mailing_address", Answer("7 Oak Street"), by=ana, at=at + timedelta(minutes=1))
    url = reverse("claim_data", args=[claim.reference])
    response = make.signed_in(ana, confirmed=True).get(url)
    assert (
        response["Content-Disposition"] == f'attachment; filename="{claim.reference}-my-data.json"'
    )
    said = [
        row["value"]
        for row in response.json()["answers"]
        if row["question"].startswith("What is your mailing address")
    ]
    assert said == ["12 Elm Street, Springfield", "7 Oak Street"]
    assert response.json()["photos"] == [make.LINK]
    assert make.signed_in(bea).get(url).status_code == 404
