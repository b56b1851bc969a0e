"""The gate: what stops a draft, what only stands noted, what an attorney decides, and that the
claimant reads the same whatever the reason.
"""

from __future__ import annotations

import re

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from claims.audit.models import Event
from claims.conflicts import actions
from claims.conflicts.actions import PartyRow, import_parties
from claims.conflicts.models import KnownParty, Search
from claims.conflicts.names import fold, is_near, split
from claims.correspondence.actions.invitations import invite
from claims.evidence.actions import add_upload
from claims.intake.models import StatusMove
from claims.jobs import actions as jobs
from claims.jobs.models import Job
from claims.jobs.names import JobKind
from claims.refusals import Refusal
from claims.staff.queries import Filter, worklist
from tests import make
from tests.evidence.bombs import picture

pytestmark = pytest.mark.django_db
LIST = (
    PartyRow("Zoë O’Neil", "client", ("Zoe Neil-Brown",)),
    PartyRow("Made-up Vision Inc.", "adverse", ("Made-up Labs",)),
)
SCREEN = {
    "roles": "in_photo",
    "legal_name": "Ana Alder",
    "former_names": "",
    "household": "",
    "other_counsel": "no",
    "adverse_ties": "no",
}


@pytest.fixture
def listed(at):
    return import_parties(LIST, by="operator:test", at=at)


def screened(user, matter, at, **changed):
    """A claim of which the first page was sent. Returns (claim, client, response)."""
    from claims.interview.actions.people import begin

    claim = begin(account=user, matter=matter, carried=[], at=at)
    client = make.signed_in(user)
    page = client.get(reverse("claim_screen", args=[claim.reference]))
    seen = re.search(r'name="seen" value="([^"]*)"', page.content.decode())[1]
    address = reverse("claim_screen", args=[claim.reference])
    response = client.post(address, SCREEN | {"seen": seen} | changed, follow=True)
    claim.refresh_from_db()
    return claim, client, response


STOPS = {
    "the same name": {"legal_name": "Zoe O'Neil"},
    "another order, case and accents": {"legal_name": "O'NEIL, ZOÉ"},
    "an alias": {"legal_name": "Zoe Neil Brown"},
    "an earlier name": {"former_names": "Una Ulm, zoe oneil"},
    "an earlier name, the last name first": {"former_names": "O’Neil, Zoë"},
    "somebody at home": {"household": "Zoë O’Neil"},
    "a party of the matter": {"legal_name": "Made Up Vision, Inc"},
    "a lawyer of their own": {"other_counsel": "yes"},
}
PASSES = {
    "nothing": {},
    "a near name": {"legal_name": "Zoe O'Neill"},
    "a part of a name": {"legal_name": "Zoe Neil-Brown-Smith"},
    "ties to technology": {"adverse_ties": "yes"},
}


@pytest.mark.parametrize("changed", STOPS.values(), ids=STOPS)
def test_an_exact_name_or_a_lawyer_of_ones_own_holds_the_draft(changed, listed, ana, matter, at):
    claim, client, _response = screened(ana, matter, at, **changed)
    assert claim.status == "held"
    search = Search.objects.get()
    assert (search.stops, search.outcome, search.listed) == (True, "", 2)
    # Nothing more is asked, and nothing is taken.
    for name in ("claim_photos", "claim_screen", "claim_continue"):
        response = client.get(reverse(name, args=[claim.reference]))
        assert response.headers["Location"] == reverse("claim", args=[claim.reference])
    before = claim.answers.count()
    client.post(reverse("claim_screen", args=[claim.reference]), SCREEN)
    assert claim.answers.count() == before


@pytest.mark.parametrize("changed", PASSES.values(), ids=PASSES)
def test_what_is_only_near_stops_nobody_and_stands_noted(changed, listed, ana, matter, at):
    claim, _client, response = screened(ana, matter, at, **changed)
    assert claim.status == "draft"
    assert response.request["PATH_INFO"] != reverse("claim", args=[claim.reference])
    search = Search.objects.select_related("claim__data_key").get()
    assert not search.stops
    is_near_one = changed.get("legal_name", "").startswith("Zoe")
    assert [hit.is_exact for hit in search.stored.hits] == ([False] if is_near_one else [])


def test_page_and_mail_are_the_same_for_every_reason(listed, matter, at):
    pages, mails = set(), set()
    for number, changed in enumerate(STOPS.values()):
        user = make.claimant(f"a{number}@example.org", "Ana Alder", at=at)
        claim, _client, response = screened(user, matter, at, **changed)
        page = response.content.decode()
        page = page[page.index("<main") : page.index("</main>")].replace(claim.reference, "")
        page = re.sub(r"(?s)<time.*?</li>", "", page)
        page = re.sub(r'value="[^"]*"|\d\d:\d\d|/claims/[^"]*', "", page)
        pages.add(page)
        job = Job.objects.get(kind=JobKind.TELL_MOVE, subject=StatusMove.objects.latest("at").pk)
        jobs.run(job.pk)
        mail = next(mail for mail in make.outbox() if mail.to == [user.email])
        mails.add((mail.subject + mail.body).replace(claim.reference, ""))
    assert len(pages) == len(mails) == 1
    text = (pages.pop() + mails.pop()).lower()
    for word in ("conflict", "o’neil", "made-up vision", "searched", "another lawyer"):
        assert word not in text


def test_the_attorneys_are_told_and_no_name_is_in_the_mail(listed, alma, rhea, ana, matter, at):
    claim, _client, _response = screened(ana, matter, at, legal_name="Zoe O'Neil")
    jobs.run(Job.objects.get(kind=JobKind.TELL_HELD).pk)
    mails = [mail for mail in make.outbox() if "held" in mail.subject]
    assert [mail.to for mail in mails] == [["alma@example.org"]]
    assert claim.reference in mails[0].subject
    assert "Neil" not in mails[0].subject + mails[0].body


def test_the_desk_finds_held_drafts_and_what_was_searched(listed, alma, rhea, ana, matter, at):
    claim, _client, _response = screened(ana, matter, at, legal_name="Zoe O'Neil")
    assert list(worklist(rhea, Filter(), on=at.date()).claims) == []
    assert list(worklist(rhea, Filter(status="held"), on=at.date()).claims) == [claim]
    page = make.signed_in(rhea).get(reverse("desk_claim", args=[claim.reference])).content.decode()
    assert "the same name" in page and "Zoë O’Neil" in page and "against 2 parties" in page
    assert 'name="outcome"' not in page  # a paralegal sees, and does not decide
    desk = make.signed_in(alma)
    assert (
        'name="outcome"' in desk.get(reverse("desk_claim", args=[claim.reference])).content.decode()
    )


def test_another_matters_desk_sees_no_held_draft(listed, ana, matter, at):
    other = make.matter(at=at, name="Another matter")
    stranger = make.staff("stan@example.org", "Stan", "attorney", at=at, matter=other.pk)
    claim, _client, _response = screened(ana, matter, at, legal_name="Zoe O'Neil")
    assert list(worklist(stranger, Filter(status="held"), on=at.date()).claims) == []
    address = reverse("desk_claim", args=[claim.reference])
    assert make.signed_in(stranger).get(address).status_code == 404


@pytest.mark.parametrize(("outcome", "status"), [("released", "draft"), ("closed", "declined")])
def test_only_an_attorney_releases_or_closes_it_with_a_reason(
    outcome, status, listed, alma, rhea, ana, matter, at
):
    claim, client, _response = screened(ana, matter, at, legal_name="Zoe O'Neil")
    address = reverse("desk_panel", args=[claim.reference, "stop"])
    decision = {"outcome": outcome, "reason": "Another person of that name."}
    assert make.signed_in(rhea).post(address, decision).status_code == 403
    desk = make.signed_in(alma)
    assert desk.post(address, {"outcome": outcome}).status_code == 400
    assert not Search.objects.exclude(outcome="").exists()
    assert desk.post(address, decision).status_code == 302
    claim.refresh_from_db()
    assert claim.status == status
    assert Event.objects.filter(verb="claim.stop_decided").count() == 1
    with pytest.raises(Refusal, match="Nothing holds"):
        actions.decide(claim, outcome, "Again.", by=alma, at=at)
    if outcome == "released":
        page = client.get(reverse("claim_continue", args=[claim.reference]))
        assert page.headers["Location"] == reverse("claim_photos", args=[claim.reference])


def test_nothing_is_decided_by_a_slip(listed, alma, ana, matter, at):
    claim, _client, _response = screened(ana, matter, at, legal_name="Zoe O’Neil")
    url = reverse("desk_panel", args=[claim.reference, "stop"])
    response = make.signed_in(alma).post(url, {"outcome": "", "reason": "Looked at it."})
    claim.refresh_from_db()
    assert (response.status_code, claim.status) == (400, "held")
    page = response.content.decode()
    assert "Zoë O’Neil (client)" in page


def test_what_was_released_does_not_stop_again_and_another_name_does(listed, alma, ana, matter, at):
    claim, client, _response = screened(ana, matter, at, legal_name="Zoe O'Neil")
    actions.decide(claim, "released", "Another person.", by=alma, at=at)
    address = reverse("claim_screen", args=[claim.reference])
    for name, status in (("Zoe O'Neil", "draft"), ("Made-up Labs", "held")):
        page = client.get(address).content.decode()
        seen = re.search(r'name="seen" value="([^"]*)"', page)[1]
        client.post(address, SCREEN | {"legal_name": name, "seen": seen})
        claim.refresh_from_db()
        assert claim.status == status


def test_nobody_lets_themselves_out_of_the_gate(listed, ana, matter, at):
    from claims.intake.actions import move

    claim, _client, _response = screened(ana, matter, at, other_counsel="yes")
    for name in ("release", "close_held", "submit", "hold"):
        with pytest.raises(Refusal):
            move(claim, name, by=ana, at=at)
    claim.refresh_from_db()
    assert claim.status == "held"


def test_a_held_claim_takes_no_file_and_invites_nobody(listed, ana, matter, at):
    claim, _client, response = screened(ana, matter, at, other_counsel="yes")
    names = ("claim_uploads", "claim_invite")
    for name in names:
        assert reverse(name, args=[claim.reference]) not in response.content.decode()
    with pytest.raises(Refusal, match="looking at your first answers"):
        add_upload(claim, picture("JPEG", (60, 40)), "a.jpg", by=ana, at=at)
    told = {"name": "Bo", "email": "bo@example.org", "person": None, "photos": []}
    with pytest.raises(Refusal, match="looking at your first answers"):
        invite(claim, "relative", **told, by=ana, at=at)
    assert (claim.uploads.count(), claim.invitations.count()) == (0, 0)


def test_a_held_claim_can_be_withdrawn(listed, ana, matter, at):
    claim, client, _response = screened(ana, matter, at, other_counsel="yes")
    client.post(reverse("claim_panel", args=[claim.reference, "withdraw"]))
    claim.refresh_from_db()
    assert claim.status == "withdrawn"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O'Connor, José", "jose oconnor"),
        ("Ångström", "ANGSTROM"),
        ("Mary-Jane  Smith", "smith mary jane"),
        ("José", "José"),
    ],
)
def test_names_are_the_same_without_case_accents_order_and_punctuation(one, other):
    assert fold(one) == fold(other)


def test_near_is_not_the_same_and_far_is_not_near():
    assert is_near(fold("Catherine Miller"), fold("Katherine Miller"))
    assert is_near(fold("Ana Maria Alder"), fold("Ana Alder"))
    assert not is_near(fold("Ana Alder"), fold("Otto Ash"))
    assert not is_near(fold("Ana"), fold("Ana Alder"))
    assert split("Una Ulm, Otto; \n Zoe") == ["Una Ulm", "Otto", "Zoe"]
    assert split("Neil, Zoe\nUna") == ["Neil", "Zoe", "Una", "Neil, Zoe"]
    assert split("Ulm; Neil, Zoe; Ash, Bo, Cy")[3:] == ["Ash", "Bo", "Cy", "Neil, Zoe"]


def test_a_list_is_imported_whole_or_not_at_all(tmp_path, capsys):
    file = tmp_path / "parties.csv"
    file.write_text("name,kind,aliases\nZoe O'Neil,client,Zoe Brown; Z. Brown\nAcme,adverse,\n")
    call_command("import_parties", file, "--dry-run")
    assert "2 of them new" in capsys.readouterr().out
    assert not KnownParty.objects.exists()
    call_command("import_parties", file)
    assert "2 new, 0 changed" in capsys.readouterr().out
    assert KnownParty.objects.get(name="Zoe O'Neil").aliases == ["Zoe Brown", "Z. Brown"]
    file.write_text("name,kind,aliases\nAcme,affiliate,\nNew One,client,\n,client,\nX,enemy,\n")
    with pytest.raises(CommandError, match=r"(?s)line 4: it has no name.*line 5: kind must be"):
        call_command("import_parties", file)
    assert KnownParty.objects.get(name="Acme").kind == "adverse"
    file.write_text("wrong\n")
    with pytest.raises(CommandError, match="must be: name,kind,aliases"):
        call_command("import_parties", file)
