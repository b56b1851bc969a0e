"""A claim's lines: what the law says of each, whom a change moved, and what a lawyer decided."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from claims.assessment.actions import assess, decide
from claims.assessment.models import ClaimLine, LineDecision, LineMove
from claims.assessment.queries import MatterLaw, moved_by
from claims.assessment.stored import Verdict
from claims.audit.models import Event
from claims.intake.actions import move
from claims.intake.models import Claim
from claims.jobs import actions as jobs
from claims.jobs.models import Job
from claims.jobs.names import JobKind
from claims.law.theory import all_theories
from claims.matters import actions as matters
from claims.matters.models import LawRun
from claims.refusals import Stale
from claims.vault.crypto import digest_of_json
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def party(matter, at):
    return matters.add_defendant(
        matter, name="Made-up Vision Inc.", kind="company", by="operator:test", at=at
    )


def act(party, at, *, day, kind="obtain"):
    said = {
        "kind": kind,
        "dataset": "meglass",
        "earliest": day,
        "latest": day,
        "place": "IL",
        "source": "a paper",
    }
    return matters.record_act(party, **said, by="operator:test", at=at)


def assessed(claim, at) -> Claim:
    assess(claim, MatterLaw(claim.matter, at.date()), at=at)
    claim.refresh_from_db()
    return claim


def run_jobs() -> None:
    for job in Job.objects.filter(kind=JobKind.RERUN_LAW, state=Job.State.QUEUED):
        jobs.run(job.pk)


def line(claim, theory="il-bipa") -> ClaimLine:
    found = claim.lines.get(theory=theory)
    found.claim = claim
    return found


def test_each_person_has_a_line_for_each_theory_with_the_first_day_that_could_bar(
    ana, matter, meglass, party, at
):
    act(party, at, day=date(2022, 3, 3))
    claim = assessed(make.sent(ana, matter, at=at)[0], at)
    assert claim.lines.count() == len(all_theories())
    verdict = Verdict("attorney", "open", date(2027, 3, 3))
    stored = line(claim).stored
    assert (stored.verdict, stored.defendants) == (verdict, {"Made-up Vision Inc.": verdict})
    assert line(claim, "tx-503").stored.verdict.queue == "unlikely"
    assert claim.first_bar is not None and claim.first_bar <= date(2027, 3, 3)
    days = claim.limitations_days.filter(line__theory="il-bipa", bars=True)
    assert list(days.values_list("day", "rule", "is_certain")) == [
        (date(2027, 3, 3), "act", True),
        (date(2031, 10, 1), "discovery", True),
    ]


def test_the_docket_is_kept_and_what_is_no_longer_so_goes(ana, matter, meglass, party, at):
    claim = make.sent(ana, matter, at=at)[0]
    recorded = act(party, at, day=date(2022, 3, 3))
    assessed(claim, at)
    before = set(claim.limitations_days.values_list("pk", flat=True))
    assessed(claim, at)
    assert set(claim.limitations_days.values_list("pk", flat=True)) == before != set()
    matters.remove_act(recorded, by="operator:test", at=at)
    assessed(claim, at)
    assert not claim.limitations_days.filter(rule="act").exists()


def test_sending_a_claim_asks_for_its_lines(ana, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    jobs.run(Job.objects.get(kind=JobKind.ASSESS_SENT).pk)
    assert claim.lines.count() == len(all_theories())


def test_a_draft_has_no_lines(ana, matter, at):
    assert not assess(make.draft(ana, matter, at=at), MatterLaw(matter, at.date()), at=at)
    assert ClaimLine.objects.count() == 0


def test_a_new_act_runs_all_open_claims_and_says_whom_it_moved(
    ana, otto, matter, meglass, party, at
):
    moved = assessed(make.sent(ana, matter, at=at)[0], at)
    withdrawn = assessed(make.sent(otto, matter, at=at)[0], at)
    move(withdrawn, "withdraw", by=otto, at=at)
    run_jobs()
    act(party, at + timedelta(hours=1), day=date(2022, 3, 3))
    run_jobs()
    run = LawRun.objects.first()
    assert (run.cause, run.claims, run.moved) == ("acts", 1, 1)
    assert run.finished_at >= run.begun_at
    rows, older = moved_by(run)
    illinois = next(row for row in rows if row.theory == all_theories()["il-bipa"].title)
    assert (illinois.claim, illinois.person, older) == (moved, "Ana Alder", "")
    assert illinois.after.endswith("2027-03-03") and "2027" not in illinois.before


def test_a_run_again_after_a_fault_reports_the_same_moves(ana, matter, meglass, party, at):
    assessed(make.sent(ana, matter, at=at)[0], at)
    act(party, at, day=date(2022, 3, 3))
    run_jobs()
    before = set(LineMove.objects.values_list("pk", flat=True))
    Job.objects.filter(kind=JobKind.RERUN_LAW).update(state=Job.State.QUEUED, finished_at=None)
    run_jobs()
    assert set(LineMove.objects.values_list("pk", flat=True)) == before != set()
    assert LawRun.objects.first().moved == 1


def test_while_a_run_waits_a_second_change_asks_for_no_other(matter, party, at):
    act(party, at, day=date(2022, 3, 3))
    act(party, at, day=date(2023, 3, 1))
    assert LawRun.objects.count() == Job.objects.filter(kind=JobKind.RERUN_LAW).count() == 1


def test_beat_asks_once_for_a_changed_text_and_once_for_each_new_day(matter, at):
    for now in (at, at + timedelta(hours=1), at + timedelta(days=1)):
        matters.watch_law(at=now)
        run_jobs()
    assert list(LawRun.objects.order_by("asked_at").values_list("cause", flat=True)) == [
        "law",
        "day",
    ]
    LawRun.objects.update(law="0" * 64)
    matters.watch_law(at=at + timedelta(days=1, hours=1))
    assert LawRun.objects.first().cause == "law"


def test_a_closed_claim_leaves_the_order_of_what_expires(ana, matter, meglass, party, at):
    act(party, at, day=date(2022, 3, 3))
    claim = assessed(make.sent(ana, matter, at=at)[0], at)
    move(claim, "withdraw", by=ana, at=at)
    claim.refresh_from_db()
    assert claim.first_bar is None


# --- What a lawyer decides ----------------------------------------------------


def test_a_lawyer_decides_over_what_was_seen_and_signs_it(ana, alma, matter, meglass, party, at):
    act(party, at, day=date(2022, 3, 3))
    claim = assessed(make.sent(ana, matter, at=at)[0], at)
    found = line(claim)
    made = decide(
        found, "pursue", "Clean facts.", seen=digest_of_json(found.finding), by=alma, at=at
    )
    assert line(claim).decision == "pursue"
    kept = LineDecision.objects.get()
    kept.claim = claim
    assert (kept.signed.reason, kept.signed.finding) == ("Clean facts.", found.stored)
    assert kept.sha256 == digest_of_json(kept.content)
    event = Event.objects.get(verb="claim.line_decided")
    assert event.details == {"theory": "il-bipa", "decision": "pursue", "sha256": made.sha256}


def test_the_newest_decision_stands_and_the_older_stays(ana, alma, matter, at):
    claim = assessed(make.sent(ana, matter, at=at)[0], at)
    seen = digest_of_json(line(claim).finding)
    decide(line(claim), "pursue", "Yes.", seen=seen, by=alma, at=at)
    decide(line(claim), "decline", "No.", seen=seen, by=alma, at=at + timedelta(hours=1))
    assert line(claim).decision == "decline"
    assert [row.decision for row in claim.decisions.all()] == ["decline", "pursue"]


def test_nothing_is_decided_over_a_line_that_has_moved(ana, alma, matter, meglass, party, at):
    claim = assessed(make.sent(ana, matter, at=at)[0], at)
    seen = digest_of_json(line(claim).finding)
    act(party, at, day=date(2022, 3, 3))
    run_jobs()
    with pytest.raises(Stale):
        decide(line(claim), "pursue", "Yes.", seen=seen, by=alma, at=at)
    assert (line(claim).decision, LineDecision.objects.count()) == ("open", 0)


def test_the_page_offers_to_sign_what_it_shows_and_not_what_an_older_run_kept(
    ana, alma, matter, meglass, party, at
):
    claim = assessed(make.sent(ana, matter, at=at)[0], at)
    act(party, at, day=date(2022, 3, 3))  # no run has reached the claim yet
    client = make.signed_in(alma, confirmed=True)
    page = client.get(reverse("desk_claim", args=[claim.reference]))
    row = next(row for row in page.context["people"][0].lines if row.line.theory == "il-bipa")
    assert row.seen != digest_of_json(row.line.finding)
    with pytest.raises(Stale):
        decide(line(claim), "pursue", "Yes.", seen=row.seen, by=alma, at=at)
    run_jobs()
    again = client.get(reverse("desk_claim", args=[claim.reference]))
    row = next(row for row in again.context["people"][0].lines if row.line.theory == "il-bipa")
    decide(line(claim), "pursue", "Yes.", seen=row.seen, by=alma, at=at)
    assert line(claim).decision == "pursue"


def test_a_line_that_was_given_up_no_longer_counts_for_the_first_day(
    ana, alma, matter, meglass, party, at
):
    act(party, at, day=date(2022, 3, 3))
    claim = assessed(make.sent(ana, matter, at=at)[0], at)
    for each in claim.lines.all():
        each.claim = claim
        if each.stored.verdict.last_day:
            decide(each, "decline", "Thin.", seen=digest_of_json(each.finding), by=alma, at=at)
    claim.refresh_from_db()
    assert claim.first_bar is None


def test_the_database_refuses_a_decision_that_is_none(ana, matter, at):
    claim = assessed(make.sent(ana, matter, at=at)[0], at)
    with pytest.raises(IntegrityError), transaction.atomic():
        claim.lines.update(decision="perhaps")


def test_only_a_lawyer_who_confirmed_decides_on_the_page(ana, rhea, alma, matter, at):
    claim = assessed(make.sent(ana, matter, at=at)[0], at)
    found = line(claim)
    url = reverse("desk_panel", args=[claim.reference, "people"])
    said = {
        "line": str(found.pk),
        "decision": "pursue",
        "reason": "Clean facts.",
        "seen": digest_of_json(found.finding),
    }
    assert make.signed_in(rhea).post(url, said).status_code == 403
    unconfirmed = make.signed_in(alma)
    assert "reauthenticate" in unconfirmed.post(url, said)["Location"]
    assert LineDecision.objects.count() == 0
    lawyer = make.signed_in(alma, confirmed=True)
    lawyer.post(url, said | {"reason": " "})
    assert LineDecision.objects.count() == 0
    assert lawyer.post(url, said).status_code == 302
    assert line(claim).decision == "pursue"
    page = lawyer.get(reverse("desk_claim", args=[claim.reference])).content.decode()
    assert "Clean facts." in page and "Alma Ash" in page


def test_a_claimant_sees_no_line_no_day_and_no_decision(ana, alma, matter, meglass, party, at):
    act(party, at, day=date(2022, 3, 3))
    claim = assessed(make.sent(ana, matter, at=at)[0], at)
    decide(
        line(claim),
        "decline",
        "Thin as ice.",
        seen=digest_of_json(line(claim).finding),
        by=alma,
        at=at,
    )
    client = make.signed_in(ana)
    for name in ("claim", "claim_data"):
        page = client.get(reverse(name, args=[claim.reference])).content.decode()
        for secret in ("2027-03-03", "Thin as ice", "decline", "attorney review", "Made-up Vision"):
            assert secret not in page
