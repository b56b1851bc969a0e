"""The desk: the worklist by key, the claim page, what staff write."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse

from claims.audit.models import Event
from claims.intake.models import Claim
from claims.intake.status import Status
from claims.staff.models import Note
from claims.staff.queries import Filter, worklist
from claims.vault import actions as vault
from tests import make

pytestmark = pytest.mark.django_db


def many(matter, number, at):
    """Sent claims, written straight into the table: only the list is under test."""
    users = [make.claimant(f"c{n}@example.org", f"Name {n:03d}", at=at) for n in range(number)]
    return Claim.objects.bulk_create(
        Claim(
            reference=f"CLM-T{n:03d}-X",
            account=user,
            matter=matter,
            data_key=vault.create_key(at=at),
            claimant_name=user.name,
            status=Status.SUBMITTED if n % 3 else Status.UNDER_REVIEW,
            state="IL" if n % 2 else "CA",
            created_at=at,
            submitted_at=at,
            changed_at=at + timedelta(minutes=n // 4),
        )
        for n, user in enumerate(users)
    )


@pytest.mark.parametrize(
    ("order", "columns"),
    [
        ("changed", ["-changed_at", "-id"]),
        ("", [F("first_bar").asc(nulls_last=True), "submitted_at", "id"]),
    ],
)
def test_paging_by_key_shows_every_claim_once(order, columns, rhea, matter, at):
    for number, claim in enumerate(many(matter, 120, at)):
        if number % 3:
            Claim.objects.filter(pk=claim.pk).update(
                first_bar=at.date() + timedelta(days=number % 40)
            )
    seen, after = [], ""
    while True:
        page = worklist(rhea, Filter(order=order), on=at.date(), after=after)
        seen += [claim.reference for claim in page.claims]
        if not page.older:
            break
        after = page.older
    assert len(seen) == len(set(seen)) == 120
    expected = Claim.objects.order_by(*columns).values_list("reference", flat=True)
    assert seen == list(expected)


def test_the_worklist_takes_the_same_queries_however_long_it_is(
    rhea, matter, at, django_assert_num_queries
):
    client = make.signed_in(rhea)
    client.get(reverse("desk"))
    many(matter, 60, at)
    with django_assert_num_queries(12):
        response = client.get(reverse("desk"))
    assert response.content.decode().count("/staff/claims/") == 50


def test_filter_and_search_narrow_the_list(rhea, matter, at):
    many(matter, 12, at)
    assert worklist(rhea, Filter(status="under_review"), on=at.date()).count == 4
    assert worklist(rhea, Filter(state="IL"), on=at.date()).count == 6
    assert [
        claim.claimant_name
        for claim in worklist(rhea, Filter(text="name 007"), on=at.date()).claims
    ] == ["Name 007"]
    assert [
        claim.reference for claim in worklist(rhea, Filter(text="CLM-T003-X"), on=at.date()).claims
    ] == ["CLM-T003-X"]
    assert worklist(rhea, Filter(text="c5@example.org"), on=at.date()).count == 1
    assert worklist(rhea, Filter(assignee="me"), on=at.date()).count == 0


def test_a_key_that_is_none_gives_404(rhea, matter):
    assert make.signed_in(rhea).get(reverse("desk"), {"after": "nonsense"}).status_code == 404


def test_a_draft_is_the_claimants_alone(ana, rhea, matter, at):
    claim = make.draft(ana, matter, at=at)
    client = make.signed_in(rhea)
    assert claim.reference not in client.get(reverse("desk")).content.decode()
    assert client.get(reverse("desk_claim", args=[claim.reference])).status_code == 404


def test_the_claim_page_shows_answers_findings_citations_evidence_and_documents(
    ana, rhea, matter, meglass, at
):
    claim, _submission = make.sent(ana, matter, at=at)
    page = make.signed_in(rhea).get(reverse("desk_claim", args=[claim.reference])).content.decode()
    for shown in (
        "12 Elm Street, Springfield",
        "740 ILCS 14/15(b)",
        "meglass/2026-made-up/meglass.txt#L1",
        "Confidential intake sheet",
        "Start the conflict check",
        "attorney review",
    ):
        assert shown in page
    assert "Send the engagement agreement" not in page


def test_reading_a_claim_is_an_event(ana, rhea, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    make.signed_in(rhea).get(reverse("desk_claim", args=[claim.reference]))
    opened = Event.objects.get(verb="claim.opened")
    assert (opened.actor, opened.subject) == (f"user:{rhea.pk}", f"claim:{claim.pk}")


def test_an_unsigned_theory_is_marked_a_draft(ana, rhea, at):
    claim, _submission = make.sent(ana, make.matter(at=at, signed=False), at=at)
    page = make.signed_in(rhea).get(reverse("desk_claim", args=[claim.reference])).content.decode()
    assert "draft: not signed off by counsel" in page


def test_a_note_is_never_on_a_page_of_the_claimant(ana, rhea, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    staff = make.signed_in(rhea)
    staff.post(reverse("desk_panel", args=[claim.reference, "notes"]), {"text": "Looks thin."})
    assert (
        "Looks thin." in staff.get(reverse("desk_claim", args=[claim.reference])).content.decode()
    )
    assert (
        "Looks thin."
        not in make.signed_in(ana).get(reverse("claim", args=[claim.reference])).content.decode()
    )


def test_an_empty_note_is_an_error_and_writes_nothing(ana, rhea, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    response = make.signed_in(rhea).post(
        reverse("desk_panel", args=[claim.reference, "notes"]), {"text": " "}
    )
    assert response.status_code == 400
    assert not Note.objects.exists()


def test_a_paralegal_moves_on_and_only_an_attorney_decides(ana, rhea, alma, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    move = reverse("desk_panel", args=[claim.reference, "moves"])
    for name in ("check_conflicts", "clear_conflicts", "to_attorney", "decline"):
        make.signed_in(rhea).post(move, {"move": name})
    claim.refresh_from_db()
    assert claim.status == Status.ATTORNEY_REVIEW
    make.signed_in(alma).post(move, {"move": "send_engagement"})
    claim.refresh_from_db()
    assert claim.status == Status.ENGAGEMENT_SENT
    assert make.signed_in(alma).post(move, {"move": "nonesuch"}).status_code == 400


def test_staff_of_another_matter_do_not_see_the_claim(ana, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    other = make.matter(at=at, name="Another matter", signed=False)
    stranger = make.signed_in(
        make.staff("x@staff.example", "X", "paralegal", at=at, matter=other.pk)
    )
    assert stranger.get(reverse("desk_claim", args=[claim.reference])).status_code == 404
    assert claim.reference not in stranger.get(reverse("desk")).content.decode()
