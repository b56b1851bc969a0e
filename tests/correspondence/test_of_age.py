"""A child who turns 18: from that day nobody but they answers for them; both are told before."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.correspondence.actions.invitations import accept_invitation
from claims.correspondence.actions.of_age import tell_of_age
from claims.correspondence.models import AgeNotice
from claims.correspondence.queries import linked
from claims.documents import actions as documents
from claims.intake.models import Claim
from claims.intake.queries import photos, with_claim
from claims.interview.actions.answers import answer, answer_sheet
from claims.interview.actions.people import place_photos
from claims.interview.models import Answer
from claims.interview.queries import Interview
from claims.jobs import actions as jobs
from claims.jobs.models import Job
from claims.law.ages import ages, eighteenth_birthday
from claims.law.logic import Answer as Said
from claims.refusals import Refusal
from claims.submission.actions import freeze, set_aside
from tests import make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


def turning(days: int) -> Said:
    """The date of birth of who turns 18 in so many days."""
    day = timezone.localdate() + days * DAY
    leap = (day.month, day.day) == (2, 29)
    born = date(day.year - 18, 3, 1) if leap else day.replace(year=day.year - 18)
    return Said(born.isoformat(), precision="day")


def child_of(claim):
    subject = claim.subjects.get(kind="child")
    subject.claim = claim
    return subject


@pytest.fixture
def family(ana, matter, now):
    """A whole draft of Ana's, with Cleo who turns 18 in ten days."""
    claim = make.family(ana, matter, at=now, names=["Cleo Alder"])
    claim.roles = ["took", "parent"]
    claim.save(update_fields=["roles"])
    make.answer_open(claim, by=ana, at=now, birth_date=turning(10))
    return claim


def signed_in(claim):
    """With the zone in which this test counts days."""
    client = make.signed_in(claim.account)
    client.cookies["zone"] = "UTC"
    return client


def become(claim, days):
    """As if the nights had gone by: Cleo turns 18 in so many days."""
    row = claim.answers.get(question="birth_date", subject__kind="child", superseded_at=None)
    row.claim = claim
    row.content = row.content | {"value": turning(days).value}
    row.save(update_fields=["content"])


def born(claim, days, at):
    """Put right when Cleo turns 18."""
    answer(claim, "birth_date", turning(days), subject=child_of(claim), by=claim.account, at=at)


def mailed(kind="correspondence.tell_of_age"):
    """(to, text) of what was mailed since."""
    before = len(make.outbox())
    Job.objects.filter(kind=kind).update(not_before=timezone.now())  # asked for on a later day
    for job in Job.objects.filter(kind=kind, state=Job.State.QUEUED).order_by("created_at"):
        jobs.run(job.pk)
    return [(mail.to[0], mail.body) for mail in make.outbox()[before:]]


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2008-12-07", "2026-12-07"),
        ("2008-02-29", "2026-03-01"),
        ("2008-02-28", "2026-02-28"),
        ("2008-12-31", "2026-12-31"),
    ],
)
def test_the_day_is_the_first_on_which_they_are_eighteen(told, day):
    eighteenth = eighteenth_birthday(date.fromisoformat(told))
    assert eighteenth.isoformat() == day
    assert [ages(told, eighteenth - DAY), ages(told, eighteenth)] == [(17, 17), (18, 18)]


def test_a_day_before_the_parent_answers_and_on_the_day_nothing_is_taken(family, ana, now):
    born(family, 1, now)
    child = child_of(family)
    answer(family, "learned", Said("2026-09", precision="month"), subject=child, by=ana, at=now)
    born(family, 0, now)
    count = Answer.objects.count()
    photo = photos(family)[0]
    with pytest.raises(Refusal, match="Cleo Alder is 18 now, so only Cleo Alder can answer"):
        answer(family, "learned", Said("2026-10", precision="month"), subject=child, by=ana, at=now)
    with pytest.raises(Refusal, match="18 now"):
        about = {photo: Said("clear")}
        answer_sheet(family, "face_visible", about, subject=child, seen="", by=ana, at=now)
    with pytest.raises(Refusal, match="18 now"):
        place_photos(family, {(photo.pk, child.pk): "none"}, by=ana, at=now)
    assert Answer.objects.count() == count
    assert family.capacities.get(subject=child).kind == "depicted"


def test_no_page_asks_about_them_any_more_and_what_was_told_stays(family, now):
    told = Answer.objects.filter(subject=child_of(family)).count()
    born(family, 0, now)
    state = Interview(family)
    assert [subject.name for subject in state.subjects] == ["Ana Alder"]
    assert [subject.name for subject in state.grown] == ["Cleo Alder"]
    assert state.next_page() == "check"
    client = signed_in(family)
    page = client.get(reverse("claim_check", args=[family.reference])).content.decode()
    assert "Cleo Alder is 18 now, or may be." in page
    for key, status in (("residence", 302), ("birth_date", 200)):
        address = reverse("claim_question", args=[family.reference, 1, key])
        assert client.get(address).status_code == status
    rows = Answer.objects.filter(subject=child_of(family), superseded_at=None)
    assert rows.count() == told
    assert {row.claim_id for row in rows} == {family.pk}


def test_papers_made_from_then_on_say_nothing_of_them(family, ana, now):
    born(family, 0, now)
    frozen = freeze(family, by=ana, at=now).frozen
    assert [subject.name for subject in frozen.subjects] == ["Ana Alder"]
    assert {row.subject for row in frozen.answers} <= {0, None}
    assert [row.subject for photo in frozen.photos for row in photo.capacities] == [0]
    assert {row.subject for row in frozen.findings} == {0}
    assert child_of(family).is_left_out
    set_aside(family, by=ana, at=now)
    assert not child_of(family).is_left_out


def test_a_version_frozen_the_day_before_is_not_confirmed_for_them(family, ana, now):
    born(family, 1, now)
    submission = freeze(family, by=ana, at=now)
    submission.claim = family
    documents.build(submission, "frozen", at=now, progress=lambda *_: None)
    become(family, 0)
    with pytest.raises(Refusal, match=r"Cleo Alder is 18 now\. Press “Change my answers”"):
        documents.confirm(submission, make.confirming(), seen=submission.sha256, by=ana, at=now)
    submission.refresh_from_db()
    assert submission.confirmed_at is None
    set_aside(family, by=ana, at=now)
    again = freeze(family, by=ana, at=now)
    assert [subject.name for subject in again.frozen.subjects] == ["Ana Alder"]


def test_who_was_here_for_that_child_alone_is_told_to_invite_them(family, ana, now):
    born(family, 0, now)
    family.roles = ["parent"]
    family.save(update_fields=["roles"])
    with pytest.raises(Refusal, match="Cleo Alder is 18 now and makes their own claim"):
        freeze(family, by=ana, at=now)
    assert not family.submissions.exists()


def test_a_claim_that_was_sent_keeps_the_child_for_whom_it_was_sent(family, ana, now):
    submission = freeze(family, by=ana, at=now)
    assert len(submission.frozen.subjects) == 2
    become(family, -3)
    family.submitted_at, family.status = now, "submitted"
    family.save(update_fields=["submitted_at", "status"])
    assert [subject.name for subject in Interview(family).subjects] == ["Ana Alder", "Cleo Alder"]


def test_a_rough_date_of_birth_asks_for_the_whole_one_and_for_nothing_else(family, now):
    year = timezone.localdate().year - 18
    child = child_of(family)
    rough = Said(str(year), precision="year")
    answer(family, "birth_date", rough, subject=child, by=family.account, at=now)
    state = Interview(family)
    may_be = timezone.localdate() < date(year + 18, 12, 31)
    expected = [("birth_date", "Cleo Alder")] if may_be else []
    asked = [(row.question.key, row.subject.name) for row in state.needed()]
    assert asked == expected
    client = signed_in(family)
    address = reverse("claim_question", args=[family.reference, 1, "birth_date"])
    typed = {"value_year": str(year), "certainty": "known", "basis": "own", "seen": ""}
    page = client.post(address, typed)
    assert page.status_code == 400
    assert "18" in page.content.decode()


def test_the_parent_is_told_sixty_days_before_and_on_the_day_once_each(family, now):
    born(family, 61, now)
    assert [tell_of_age(at=now + days * DAY) for days in (0, 1, 1, 30, 60, 61, 61, 90)] == [
        0,
        1,
        0,
        0,
        0,
        1,
        0,
        0,
    ]
    before, then = mailed()
    assert [before[0], then[0]] == ["ana@example.org"] * 2
    assert before[1].startswith(
        f"By the date of birth you gave us, a child in your claim {family.reference} turns 18"
    )
    assert f"{family.reference} is 18 now." in then[1]
    assert "Cleo" not in before[1] + then[1]
    assert [row.step for row in AgeNotice.objects.order_by("at")] == ["ahead", "day"]


def test_nobody_is_told_of_a_claim_that_is_over_or_a_child_without_a_date(family, ana, now):
    Claim.objects.filter(pk=family.pk).update(status="withdrawn")
    assert tell_of_age(at=now + 20 * DAY) == 0
    Claim.objects.filter(pk=family.pk).update(status="draft")
    unsure = Said(None, "unsure")
    answer(family, "birth_date", unsure, subject=child_of(family), by=ana, at=now)
    assert tell_of_age(at=now + 20 * DAY) == 0
    assert not AgeNotice.objects.exists()


def invited(family, at):
    """Invite Cleo by the page; returns where the e-mail's link leads."""
    child = child_of(family)
    form = {
        "role": "grown",
        "person": str(child.pk),
        "name": "Cleo Alder",
        "email": "cleo@example.org",
        "photos": [str(photo.pk) for photo in photos(family)],
    }
    client = signed_in(family)
    page = client.post(reverse("claim_invite", args=[family.reference]), form)
    assert page.status_code == 302, page.content.decode()
    to, body = mailed("correspondence.tell_invited")[0]
    assert to == "cleo@example.org"
    assert "From the day you turn 18, only you can answer and sign for yourself." in body
    return re.search(r"http://localhost:8000(/invitation/\S+)", body)[1]


def test_the_child_is_invited_is_told_on_the_day_and_starts_with_nothing_but_the_photos(
    family, matter, now
):
    link = invited(family, now)
    later = now + 10 * DAY
    assert tell_of_age(at=later) == 1
    mails = dict(mailed())
    assert set(mails) == {"ana@example.org", "cleo@example.org"}
    assert "You are 18 now" in mails["cleo@example.org"] and link in mails["cleo@example.org"]
    page = Client().get(link).content.decode()
    assert "answered for you while you were under 18" in page
    cleo = make.claimant("cleo@example.org", "Cleo Alder", at=now)
    own = accept_invitation(link.split("/")[2], by=cleo, at=later)
    assert [subject.kind for subject in own.subjects.all()] == ["self"]
    assert [photo.reference["text"] for photo in photos(own)] == [make.LINK]
    kept = {row.question for row in with_claim(own, own.answers.all())}
    assert kept == {"birth_date"}  # her own, of sign-up
    assert Answer.objects.filter(claim=family, subject__kind="child").exists()
    own.status, own.submitted_at = "submitted", later
    own.save(update_fields=["status", "submitted_at"])
    assert [(row.claim, row.by_invitation) for row in linked(family)] == [(own, True)]


def test_an_invitation_before_the_day_is_open_for_sixty_days_after_it(family, now):
    link = invited(family, now)
    from claims.correspondence.queries import open_invitation
    from claims.vault.crypto import digest_of

    digest = digest_of(link.split("/")[2])
    assert open_invitation(digest, at=now + 119 * DAY) is not None
    assert open_invitation(digest, at=now + 121 * DAY) is None


def test_a_child_who_is_twelve_is_not_offered_an_invitation_of_their_own(family, now):
    born(family, 6 * 365, now)
    client = signed_in(family)
    page = client.get(reverse("claim_invite", args=[family.reference])).content.decode()
    assert "who turns 18 soon" not in page
    born(family, 59, now)
    page = client.get(reverse("claim_invite", args=[family.reference])).content.decode()
    assert "who turns 18 soon" in page


def test_the_claims_page_and_the_home_say_when(family, now):
    born(family, 20, now)
    client = signed_in(family)
    day = timezone.localdate() + 20 * DAY
    assert "Cleo Alder turns 18 on" in client.get(reverse("claims")).content.decode()
    family.submitted_at, family.status = now, "submitted"
    family.save(update_fields=["submitted_at", "status"])
    page = client.get(reverse("claim", args=[family.reference])).content.decode()
    assert "Cleo Alder turns 18 on" in page
    assert str(day.year) in page
    become(family, 0)
    page = client.get(reverse("claim", args=[family.reference])).content.decode()
    assert "Cleo Alder is 18 now, by the date of birth you gave us." in page


def test_two_workers_tell_once(family, now, monkeypatch):
    born(family, 10, now)
    assert tell_of_age(at=now) == 1
    from claims.correspondence import queries

    rows = [(child_of(family), Interview(family).adulthood(child_of(family)))]
    monkeypatch.setattr(queries, "children", lambda: iter(rows))
    assert tell_of_age(at=now) == 0
    assert AgeNotice.objects.count() == 1
