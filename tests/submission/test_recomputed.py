"""What the law said of a claim on an earlier day, found again beside what it says today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from claims.assessment.stored import Verdict
from claims.audit.models import Event
from claims.jobs.models import Job
from claims.jobs.names import JobKind
from claims.law import theory as law
from claims.law.logic import Is
from claims.law.texts import UnknownText
from claims.matters import actions as matters
from claims.matters.models import LawRun, LawText
from claims.submission.recomputed import basis_on, compare
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def party(matter, at):
    return matters.add_defendant(
        matter, name="Made-up Vision Inc.", kind="company", by="operator:test", at=at
    )


def act(party, at, *, day=date(2022, 3, 3)):
    said = {
        "kind": "obtain",
        "dataset": "meglass",
        "earliest": day,
        "latest": day,
        "place": "IL",
        "source": "a paper",
    }
    return matters.record_act(party, **said, by="operator:test", at=at)


@pytest.fixture
def amended(monkeypatch):
    """From when it is called, the program has a second version of Illinois's act, which asks for
    something that Ana's answers deny.
    """

    def bring() -> None:
        first = law.all_theories()["il-bipa"]
        extra = replace(
            first.elements[0], key="amended", condition=Is("subject", ("estate",)), rules_out=True
        )
        second = replace(first, elements=(*first.elements, extra))
        of_then = law.law_of
        monkeypatch.setattr(law, "law_of", lambda day: {**of_then(day), "il-bipa": second})

    return bring


def line_of(rows, theory="il-bipa"):
    return next(row for row in rows if (row.then or row.now).status.theory.key == theory)


def test_a_claim_frozen_under_a_first_version_is_found_under_it_again_after_a_second_came(
    ana, matter, meglass, party, at, amended
):
    act(party, at)
    claim, submission = make.sent(ana, matter, at=at)
    amended()
    later = at + timedelta(days=30)
    rows = compare(claim, basis_on(claim, at.date()), on=later.date())
    line = line_of(rows)
    assert line.words_then.startswith("attorney review")
    assert line.words_now.startswith("unlikely on present facts")
    assert (line.is_other_text, line.has_moved) == (True, True)
    texts = submission.frozen.statutes
    assert line.then.status.fingerprint == texts["il-bipa"].fingerprint
    assert line.now.status.fingerprint != texts["il-bipa"].fingerprint
    # Every line comes out as it was written down at freezing.
    assert len(rows) >= len(submission.frozen.findings) > 20
    assert [row.title for row in rows if row.is_contradicted] == []
    assert [row for row in rows if row.recorded is None] == []


def test_an_act_that_came_later_and_one_that_was_taken_back_count_for_their_days(
    ana, matter, meglass, party, at
):
    early = act(party, at)
    claim, _submission = make.sent(ana, matter, at=at)
    later = at + timedelta(days=30)
    matters.remove_act(early, by="operator:test", at=later)
    act(party, later, day=date(2023, 4, 4))
    rows = compare(claim, basis_on(claim, at.date()), on=later.date())
    line = line_of(rows)
    assert line.then.finding.last_day == date(2027, 3, 3)
    assert line.now.finding.last_day == date(2028, 4, 4)
    assert (line.is_other_text, line.is_contradicted) == (False, False)


def test_on_a_day_between_the_texts_are_those_of_the_last_run(
    ana, matter, meglass, party, at, amended
):
    act(party, at)
    claim, _submission = make.sent(ana, matter, at=at)
    amended()
    Job.objects.filter(kind=JobKind.RERUN_LAW).delete()
    LawRun.objects.all().delete()
    week = at + timedelta(days=7)
    matters.begin_run(matters.ask_for_run(matter, LawRun.Cause.LAW, at=week), at=week)
    before = basis_on(claim, (at + timedelta(days=6)).date())
    after = basis_on(claim, week.date())
    on = (at + timedelta(days=30)).date()
    assert line_of(compare(claim, before, on=on)).words_then.startswith("attorney review")
    assert line_of(compare(claim, after, on=on)).words_then.startswith("unlikely")
    assert LawText.objects.filter(theory="il-bipa").count() == 2


def test_a_run_that_kept_no_texts_takes_none_away(ana, matter, meglass, party, at):
    act(party, at)
    claim, _submission = make.sent(ana, matter, at=at)
    LawRun.objects.all().delete()
    week = at + timedelta(days=7)
    run = matters.ask_for_run(matter, LawRun.Cause.LAW, at=week)
    LawRun.objects.filter(pk=run.pk).update(begun_at=week)  # as before texts were kept
    rows = compare(claim, basis_on(claim, week.date()), on=week.date())
    assert line_of(rows).words_then.startswith("attorney review")


def test_before_the_claim_was_frozen_there_is_nothing_to_find_again(ana, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    assert basis_on(claim, (at - timedelta(days=1)).date()) is None


def test_a_record_that_was_altered_is_told_apart_from_what_was_found(
    ana, matter, meglass, party, at
):
    act(party, at)
    claim, submission = make.sent(ana, matter, at=at)
    content = submission.content
    first = next(row for row in content["findings"] if row["theory"] == "il-bipa")
    first["queue"] = "unlikely"
    submission.content = content
    submission.save(update_fields=["content"])
    line = line_of(compare(claim, basis_on(claim, at.date()), on=at.date()))
    assert line.is_contradicted
    assert line.recorded == Verdict("unlikely", "open", date(2027, 3, 3))


def test_a_text_that_was_not_kept_is_said_and_not_guessed(ana, rhea, matter, meglass, at):
    claim, _submission = make.sent(ana, matter, at=at)
    LawText.objects.filter(theory="il-bipa").delete()
    with pytest.raises(UnknownText, match="the text of il-bipa was not kept"):
        compare(claim, basis_on(claim, at.date()), on=at.date())
    page = make.signed_in(rhea).get(reverse("desk_law_then", args=[claim.reference]))
    assert page.status_code == 200
    assert "cannot be read by this version of the program" in page.content.decode()


def test_the_page_shows_what_is_different_and_counts_what_is_not(
    ana, rhea, matter, meglass, party, at, amended
):
    act(party, at)
    claim, _submission = make.sent(ana, matter, at=at)
    amended()
    client = make.signed_in(rhea)
    page = client.get(reverse("desk_law_then", args=[claim.reference])).content.decode()
    assert "the law’s text is another" in page
    assert "unlikely on present facts" in page
    assert "lines are the same then and today" in page
    assert Event.objects.filter(verb="claim.opened", subject=f"claim:{claim.pk}").exists()


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2020-01-01", "the claim was not complete yet"),
        ("2999-01-01", "has not come yet"),
        ("March", "Enter a valid date"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(ana, rhea, matter, at, day, says):
    claim, _submission = make.sent(ana, matter, at=at)
    url = reverse("desk_law_then", args=[claim.reference])
    response = make.signed_in(rhea).get(url, {"on": day})
    assert (response.status_code, says in response.content.decode()) == (400, True)


def test_who_works_on_another_matter_does_not_find_the_page(ana, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    other = make.matter(at=at, name="Another matter")
    stranger = make.staff("olga@example.org", "Olga Oak", "paralegal", at=at, matter=other.pk)
    url = reverse("desk_law_then", args=[claim.reference])
    assert make.signed_in(stranger).get(url).status_code == 404
