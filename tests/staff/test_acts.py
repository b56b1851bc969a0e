"""Parties and acts: recorded by staff with their source, and held against every claim of the
matter.
"""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from claims.law.findings import find_of
from claims.law.theory import all_theories
from claims.matters import actions, queries
from claims.matters.models import Act, Defendant
from tests import make

pytestmark = pytest.mark.django_db
ACT = {
    "kind_of_act": "obtain",
    "dataset": "megaface",
    "earliest": "2023-05-01",
    "latest": "2023-06-30",
    "place": "IL",
}


@pytest.fixture
def party(matter, at) -> Defendant:
    return actions.add_defendant(
        matter, name="Made-up Vision Inc.", kind="company", by="operator:test", at=at
    )


def record(party, at, **changed) -> Act:
    said = {
        "kind": "obtain",
        "dataset": "megaface",
        "earliest": date(2023, 5, 1),
        "latest": date(2023, 6, 30),
    }
    said |= {"place": "IL", "source": "a paper", "by": "operator:test", "at": at}
    return actions.record_act(party, **(said | changed))


def test_a_paralegal_adds_a_party_and_an_act(rhea, matter, at):
    client, url = make.signed_in(rhea), reverse("desk_acts")
    assert (
        client.post(
            url, {"matter_id": matter.pk, "name": "Made-up Inc.", "kind": "company"}
        ).status_code
        == 302
    )
    party = Defendant.objects.get()
    assert (
        client.post(url, ACT | {"defendant": party.pk, "source": "a paper of 2023"}).status_code
        == 302
    )
    act = party.acts.get()
    assert (act.kind, act.earliest, act.latest) == ("obtain", date(2023, 5, 1), date(2023, 6, 30))
    assert (act.place, act.source) == ("IL", "a paper of 2023")
    assert "a paper of 2023" in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"latest": "2023-04-30"}, "It ends before it begins"),
        ({"source": ""}, "required"),
        ({"place": "XX"}, "valid"),
        ({"dataset": "my own list"}, "valid"),
        ({"earliest": "2027-05-01", "latest": "2027-05-01"}, "has not come yet"),
        ({"earliest": "2003-05-01", "latest": "2003-05-01"}, "did not exist yet"),
        ({"earliest": "2014-05-01", "latest": "2014-05-01"}, "did not exist yet"),
        ({"earliest": "", "throughout": "on"}, "Say when it began"),
        ({"policy": "kept"}, "valid"),
    ],
)
def test_an_act_that_cannot_be_is_refused_and_nothing_is_recorded(changed, says, rhea, party):
    response = make.signed_in(rhea).post(
        reverse("desk_acts"), {"defendant": party.pk, "source": "a paper", **ACT, **changed}
    )
    assert (response.status_code, says in response.content.decode()) == (400, True)
    assert Act.objects.count() == 0


def test_the_same_name_twice_is_refused_in_words(rhea, matter, party):
    data = {"matter_id": matter.pk, "name": party.name, "kind": "agency"}
    response = make.signed_in(rhea).post(reverse("desk_acts"), data)
    assert (response.status_code, "has that name already" in response.content.decode()) == (
        400,
        True,
    )
    assert Defendant.objects.get().kind == "company"


def test_who_works_on_another_matter_sees_and_changes_nothing(matter, party, at):
    other = make.matter(at=at, name="Another matter")
    stranger = make.staff("olga@example.org", "Olga Oak", "paralegal", at=at, matter=other.pk)
    act, client = record(party, at), make.signed_in(stranger)
    assert "Made-up Vision" not in client.get(reverse("desk_acts")).content.decode()
    assert client.post(reverse("desk_act_remove", args=[act.pk])).status_code == 404
    assert (
        client.post(reverse("desk_acts"), ACT | {"defendant": party.pk, "source": "x"}).status_code
        == 400
    )
    assert list(Act.objects.all()) == [act]


def test_an_administrator_sees_and_does_not_change(ada, party, at):
    act, client = record(party, at), make.signed_in(ada)
    page = client.get(reverse("desk_acts")).content.decode()
    assert ("a paper" in page, "Record an act" in page) == (True, False)
    assert (
        client.post(reverse("desk_acts"), ACT | {"defendant": party.pk, "source": "x"}).status_code
        == 404
    )
    assert list(Act.objects.all()) == [act]


def test_an_act_in_error_is_taken_back_and_the_log_keeps_it(rhea, party, at):
    act = record(party, at)
    client = make.signed_in(rhea)
    assert client.post(reverse("desk_act_remove", args=[act.pk])).status_code == 302
    assert "a paper" not in client.get(reverse("desk_acts")).content.decode()
    assert client.post(reverse("desk_act_remove", args=[act.pk])).status_code == 404
    act.refresh_from_db()
    assert act.removed_at is not None  # what was found on it can be found again
    from claims.audit.models import Event

    assert [
        event.verb for event in Event.objects.filter(verb__startswith="matter.act").order_by("at")
    ][-1] == "matter.act_removed"


def test_the_database_refuses_days_in_the_wrong_order_and_an_act_without_a_source(party, at):
    for changed in ({"latest": date(2023, 4, 1)}, {"source": ""}, {"kind": "thought"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            record(party, at, **changed)
    assert Act.objects.count() == 0


def test_recorded_acts_are_facts_of_the_law_and_give_time_its_dates(ana, matter, party, at):
    claim = make.answered(ana, matter, at=at)
    record(party, at)
    from claims.interview.queries import Interview

    facts = Interview(claim).facts(claim.subjects.get()).with_facts(queries.facts_about(party))
    finding = find_of(all_theories()["il-bipa"], facts, on=date(2026, 11, 24))
    # Nobody has looked the photo up here: whether the act concerns it is not known.
    assert (finding.limitation.status, finding.last_day) == ("unknown_date", date(2028, 5, 1))
    assert {item.element.key: item.strength for item in finding.elements}["acted"] == "unknown"


def test_the_claims_page_shows_each_party_with_time_and_sources(ana, rhea, matter, party, at):
    claim, _submission = make.sent(ana, matter, at=at)
    record(party, at)
    page = make.signed_in(rhea).get(reverse("desk_claim", args=[claim.reference])).content.decode()
    assert "Made-up Vision Inc." in page
    assert "earliest day that could bar: 2028-05-01" in " ".join(page.split())
    assert "2023-05-01 to 2023-06-30" in page


def test_no_page_of_the_claimant_names_a_party_or_a_day(ana, matter, party, at):
    claim, _submission = make.sent(ana, matter, at=at)
    record(party, at)
    client = make.signed_in(ana)
    for url in (reverse("claims"), reverse("claim", args=[claim.reference]), reverse("states")):
        # Digests hold any four digits by chance.
        page = re.sub(r"\w{32,}", "", client.get(url).content.decode())
        assert ("Made-up Vision" in page, "2028" in page, "could bar" in page) == (
            False,
            False,
            False,
        )
