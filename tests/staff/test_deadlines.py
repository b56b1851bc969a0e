"""Days that could bar: first on the worklist, counted at its top, and told by e-mail at 180, 90 and
30 days.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from claims.accounts.models import User
from claims.assessment.actions import assess
from claims.assessment.models import LimitationsDay
from claims.assessment.queries import MatterLaw
from claims.intake.actions import move
from claims.intake.models import Claim
from claims.jobs import actions as jobs
from claims.jobs.models import Job
from claims.jobs.names import JobKind
from claims.staff import actions
from claims.staff.models import DeadlineAlert
from claims.staff.queries import Filter, expiring, worklist
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(ana, matter, at) -> Claim:
    return make.sent(ana, matter, at=at)[0]


def expires(claim, at, days, *, is_certain=True) -> None:
    day = at.date() + timedelta(days=days)
    if not claim.lines.exists():
        assess(claim, MatterLaw(claim.matter, at.date()), at=at)
    Claim.objects.filter(pk=claim.pk).update(first_bar=day)
    LimitationsDay.objects.create(
        claim=claim, line=claim.lines.first(), day=day, rule="act", bars=True, is_certain=is_certain
    )


def test_each_day_of_the_docket_is_told_of(claim, alma, at):
    expires(claim, at, 12)
    expires(claim, at, 80)
    assert actions.raise_alerts(at=at) == 2
    assert sorted(DeadlineAlert.objects.values_list("days", flat=True)) == [30, 90]


def test_that_dates_are_missing_is_told_once(claim, alma, at):
    expires(claim, at, 0, is_certain=False)
    assert actions.raise_alerts(at=at) == 1
    LimitationsDay.objects.update(day=at.date() + timedelta(days=1))
    assert actions.raise_alerts(at=at + timedelta(days=1)) == 0
    assert told() == [["alma@example.org"]]
    assert "any day" in make.outbox()[0].body


def test_a_line_that_was_given_up_is_not_told_of(claim, alma, at):
    expires(claim, at, 12)
    claim.lines.update(decision="decline")
    assert actions.raise_alerts(at=at) == 0


def told() -> list[list[str]]:
    for job in Job.objects.filter(kind=JobKind.TELL_DEADLINE, state=Job.State.QUEUED):
        jobs.run(job.pk)
    return [message.to for message in make.outbox()]


def test_what_expires_first_comes_first_and_is_counted(claim, otto, rhea, matter, at):
    later = make.sent(otto, matter, at=at)[0]
    never = make.sent(make.claimant("una@example.org", "Una Ulm", at=at), matter, at=at)[0]
    expires(claim, at, 100)
    expires(later, at, 20)
    assert [row.pk for row in worklist(rhea, Filter(), on=at.date()).claims] == [
        later.pk,
        claim.pk,
        never.pk,
    ]
    assert [row.pk for row in worklist(rhea, Filter(within="30"), on=at.date()).claims] == [
        later.pk
    ]
    rows = expiring(rhea, on=at.date())
    assert [(row.days, row.count) for row in rows] == [(30, 1), (90, 1), (180, 2)]


def test_the_page_shows_the_days_that_are_left(claim, rhea, at):
    from django.utils import timezone

    Claim.objects.filter(pk=claim.pk).update(first_bar=timezone.localdate() + timedelta(days=17))
    page = make.signed_in(rhea).get(reverse("desk")).content.decode()
    assert '<span class="tag bad">17</span>' in page
    assert "<strong>1</strong> claim could expire within 30 days" in page


@pytest.mark.parametrize(
    ("days", "threshold"), [(181, None), (180, 180), (91, 180), (90, 90), (30, 30), (0, 30)]
)
def test_the_firm_is_told_at_180_90_and_30_days_and_once(days, threshold, claim, alma, rhea, at):
    expires(claim, at, days)
    assert actions.raise_alerts(at=at) == (threshold is not None)
    assert actions.raise_alerts(at=at + timedelta(minutes=5)) == 0
    assert list(DeadlineAlert.objects.values_list("days", flat=True)) == (
        [threshold] if threshold else []
    )
    assert told() == ([["alma@example.org"]] if threshold else [])


def test_the_mail_goes_to_whoever_has_the_claim_and_names_nobody(claim, alma, rhea, at):
    actions.assign(claim, rhea, by=rhea, at=at)
    expires(claim, at, 12)
    actions.raise_alerts(at=at)
    assert told() == [["rhea@example.org"]]
    message = make.outbox()[0]
    assert claim.reference in message.subject and "2026-12-02" in message.body
    assert "Alder" not in message.subject + message.body


def test_who_no_longer_works_on_the_matter_is_not_told(claim, alma, rhea, at):
    actions.assign(claim, rhea, by=rhea, at=at)
    rhea.memberships.all().delete()
    expires(claim, at, 12)
    actions.raise_alerts(at=at)
    assert told() == [["alma@example.org"]]


def test_an_alert_for_nobody_is_tried_again_and_not_lost(claim, at):
    expires(claim, at, 12)
    actions.raise_alerts(at=at)
    assert told() == []
    job = Job.objects.get(kind=JobKind.TELL_DEADLINE)
    assert (job.state, job.attempts, job.error) == ("queued", 1, "LookupError")


def test_nobody_is_told_of_a_closed_claim_or_of_a_day_that_is_past(claim, otto, matter, alma, at):
    past = make.sent(otto, matter, at=at)[0]
    expires(past, at, -1)
    expires(claim, at, 10)
    move(claim, "withdraw", by=User.objects.get(email="ana@example.org"), at=at)
    assert actions.raise_alerts(at=at) == 0
    assert DeadlineAlert.objects.count() == 0
