"""Somebody gets a desk, moves to another matter, leaves; and a matter is changed and closed."""

from __future__ import annotations

import io

import pytest
from allauth.usersessions.models import UserSession
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from claims.accounts import actions as accounts
from claims.accounts.models import Membership, User
from claims.audit.models import Event
from claims.jobs.models import Job
from claims.matters import queries as matters
from claims.matters.models import Matter
from claims.refusals import Refusal, Stale
from claims.staff import actions
from tests import make

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    return list(Event.objects.values_list("verb", flat=True))


@pytest.fixture
def desk(ada):
    """The administrator's browser, freshly confirmed."""
    return make.signed_in(ada, confirmed=True)


def test_an_administrator_gives_a_desk_and_takes_it_back(desk, matter):
    page = desk.get(reverse("desk_people")).content.decode()
    assert "ada@example.org" in page and "nia@example.org" not in page
    said = {"email": "Nia@example.org", "name": "Nia Nutt", "role": "paralegal", "matter": ""}
    answer = desk.post(reverse("desk_people"), said | {"matter": str(matter.pk)}, follow=True)
    assert "They sign in with a code" in answer.content.decode()
    nia = User.objects.get(email="nia@example.org")
    row = nia.memberships.get()
    assert (row.role, row.matter, nia.has_usable_password()) == ("paralegal", matter.pk, False)
    inside = make.signed_in(nia)
    assert inside.get(reverse("claims")).status_code == 302  # to her desk
    answer = desk.post(reverse("desk_people_take", args=[row.pk]), follow=True)
    assert "nia@example.org" not in answer.content.decode()
    nia.refresh_from_db()
    assert (nia.is_active, nia.memberships.count()) == (False, 0)
    assert inside.get(reverse("desk"))["Location"].startswith(reverse("account_request_login_code"))
    assert {"role.revoked", "account.sessions_ended", "account.closed"} <= set(verbs())


def test_who_left_cannot_sign_in_again_and_their_claims_can_be_taken(desk, rhea, ana, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    actions.assign(claim, rhea, by=rhea, at=at)
    row = rhea.memberships.get()
    answer = desk.post(reverse("desk_people_take", args=[row.pk]), follow=True)
    assert "1 claim is there for anybody to take" in answer.content.decode()
    claim.refresh_from_db()
    assert claim.assignee is None
    said = {"login": rhea.email, "email": rhea.email, "password": "a long demo password"}
    client = Client()
    client.post(reverse("account_login"), said)
    client.post(reverse("account_request_login_code"), {"email": rhea.email})
    assert "_auth_user_id" not in client.session
    assert not any(rhea.email in mail.to and "code" in mail.body for mail in make.outbox())


def test_who_moves_keeps_the_claims_of_the_new_matter_and_the_account(ada, rhea, ana, otto, at):
    first = make.matter(at=at)
    second = make.matter(at=at, name="In re Another")
    kept, _submission = make.sent(ana, second, at=at)
    left, _submission = make.sent(otto, first, at=at)
    for claim in (kept, left):
        actions.assign(claim, rhea, by=rhea, at=at)
    everywhere = rhea.memberships.get()
    accounts.grant(rhea, "paralegal", by=ada, at=at, matter=second.pk)
    assert actions.take_desk(everywhere, by=ada, at=at) == 1
    for claim in (kept, left):
        claim.refresh_from_db()
    assert (kept.assignee, left.assignee) == (rhea, None)
    rhea.refresh_from_db()
    assert rhea.is_active is True


def test_nobody_takes_back_their_own_role_or_that_of_the_last_administrator(ada, at):
    row = ada.memberships.get()
    for by, says in ((ada, "your own role"), ("operator:root", "last administrator")):
        with pytest.raises(Refusal, match=says):
            actions.take_desk(row, by=by, at=at)
    assert Membership.objects.filter(pk=row.pk).exists()
    other = make.staff("abe@example.org", "Abe Aspen", "administrator", at=at)
    actions.take_desk(row, by=other, at=at)
    assert not Membership.objects.filter(pk=row.pk).exists()


def test_a_claimants_account_gets_no_desk(desk, ana):
    said = {"email": ana.email, "name": "Ana", "role": "attorney", "matter": ""}
    answer = desk.post(reverse("desk_people"), said)
    assert (answer.status_code, "account of a claimant" in answer.content.decode()) == (400, True)
    assert list(ana.memberships.values_list("role", flat=True)) == ["claimant"]


def test_a_lost_laptop_is_signed_out(desk, rhea):
    laptop = Client()
    laptop.force_login(rhea, backend="allauth.account.auth_backends.AuthenticationBackend")
    UserSession.objects.create(
        user=rhea, ip="192.0.2.1", session_key=laptop.session.session_key, user_agent=""
    )
    desk.post(reverse("desk_people_sign_out", args=[rhea.memberships.get().pk]))
    assert laptop.get(reverse("after_sign_in"))["Location"].startswith(
        reverse("account_request_login_code")
    )
    assert UserSession.objects.filter(user=rhea).count() == 0


def test_a_shell_does_the_same(ada, rhea, matter, at):
    out = io.StringIO()
    with pytest.raises(CommandError, match="no such role"):
        call_command("remove_staff", "nobody@example.org", stdout=out)
    with pytest.raises(CommandError, match="There is no matter"):
        call_command("remove_staff", rhea.email, "--matter", "Nothing", stdout=out)
    with pytest.raises(CommandError, match="last administrator"):
        call_command("remove_staff", ada.email, stdout=out)
    call_command("remove_staff", rhea.email, stdout=out)
    rhea.refresh_from_db()
    assert rhea.is_active is False
    call_command("add_staff", rhea.email, "Rhea Rowan", "attorney", stdout=out)
    rhea.refresh_from_db()
    assert (rhea.is_active, rhea.memberships.get().role) == (True, "attorney")


# --- Where somebody is signed in ----------------------------------------------


def test_a_person_sees_where_they_are_signed_in_and_ends_the_others(ana):
    agents = {
        "Android": "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
        "iPhone": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604",
    }
    phones = {}
    for name, agent in agents.items():
        phones[name] = Client(headers={"user-agent": agent})
        code = _code_for(ana, phones[name])
        phones[name].post(reverse("account_confirm_login_code"), {"code": code})
    url = reverse("usersessions_list")
    page = phones["iPhone"].get(url).content.decode()
    assert "Chrome on Android" in page and "Safari on iPhone" in page
    phones["iPhone"].post(url)
    assert phones["Android"].get(reverse("claims")).status_code == 302
    page = phones["iPhone"].get(url).content.decode()
    assert "Chrome on Android" not in page and "You aren’t signed in anywhere else" in page


def _code_for(user, client) -> str:
    import re

    client.post(reverse("account_request_login_code"), {"email": user.email})
    body = make.outbox()[-1].body
    return re.match(r"\d{6}", body)[0]


# --- Matters ------------------------------------------------------------------


def edited(matter, **changed):
    said = {
        "name": matter.name,
        "court": matter.court,
        "theories": matter.theories,
        "datasets": matter.datasets,
        "is_open": "on",
        "seen": matters.fingerprint(matter),
    }
    return {key: value for key, value in (said | changed).items() if value is not None}


def test_an_attorney_changes_a_matter_and_closes_it_to_new_claims(alma, ana, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    client = make.signed_in(alma, confirmed=True)
    url = reverse("desk_matter", args=[matter.pk])
    assert client.post(url, edited(matter, court="N.D. Ill.", is_open=None)).status_code == 302
    row = Matter.objects.get()
    assert (row.court, row.is_open, row.forum) == ("N.D. Ill.", False, matter.forum)
    assert matters.open_matter() is None
    claim.refresh_from_db()
    assert claim.status == "submitted"
    assert "closed to new claims" in client.get(reverse("desk_matters")).content.decode()
    assert verbs().count("matter.edited") == 1


def test_other_theories_have_every_open_claim_looked_at_anew(alma, matter, at):
    Job.objects.all().delete()
    client = make.signed_in(alma, confirmed=True)
    url = reverse("desk_matter", args=[matter.pk])
    client.post(url, edited(matter, name="Another name"))
    assert Job.objects.filter(kind="assessment.rerun_law").count() == 0
    row = Matter.objects.get()
    client.post(url, edited(row, theories=row.theories[:1]))
    assert Matter.objects.get().theories == row.theories[:1]
    assert Job.objects.filter(kind="assessment.rerun_law").count() == 1


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": ""}, "Fill in “Name.”"),
        ({"theories": []}, "Choose at least one theory."),
        ({"theories": ["made-up"]}, "Select a valid choice"),
        ({"seen": "what was there before"}, "Somebody changed this matter meanwhile"),
        ({"name": "In re Taken"}, "Another matter has this name"),
    ],
)
def test_what_does_not_fit_changes_nothing(changed, says, alma, matter, at):
    make.matter(at=at, name="In re Taken")
    before = Matter.objects.filter(pk=matter.pk).values().get()
    client = make.signed_in(alma, confirmed=True)
    url = reverse("desk_matter", args=[matter.pk])
    answer = client.post(url, edited(matter, court="Elsewhere", **changed))
    assert (answer.status_code, says in answer.content.decode()) == (400, True)
    assert Matter.objects.filter(pk=matter.pk).values().get() == before


def test_an_attorney_of_one_matter_does_not_reach_another(matter, at):
    other = make.matter(at=at, name="In re Another")
    ari = make.staff("ari@example.org", "Ari Ames", "attorney", at=at, matter=other.pk)
    client = make.signed_in(ari, confirmed=True)
    assert client.get(reverse("desk_matter", args=[matter.pk])).status_code == 404
    assert matter.name not in client.get(reverse("desk_matters")).content.decode()


def test_a_shell_changes_what_is_named_and_nothing_else(matter):
    out = io.StringIO()
    before = Matter.objects.values("court", "theories", "datasets").get()
    call_command("edit_matter", matter.name, "--close", stdout=out)
    row = Matter.objects.get()
    assert (row.is_open, Matter.objects.values("court", "theories", "datasets").get()) == (
        False,
        before,
    )
    call_command("edit_matter", matter.name, "--rename", "In re New", "--reopen", stdout=out)
    assert Matter.objects.values_list("name", "is_open").get() == ("In re New", True)
    assert "“In re New” is saved; it is open." in out.getvalue()


def test_two_windows_do_not_undo_each_other(matter, at):
    from claims.matters.actions import edit_matter

    seen = matters.fingerprint(matter)
    said = {"theories": matter.theories, "datasets": matter.datasets, "is_open": True}
    edit_matter(matter, name="First", court="A", seen=seen, by="operator:x", at=at, **said)
    with pytest.raises(Stale):
        edit_matter(matter, name="Second", court="B", seen=seen, by="operator:y", at=at, **said)
    assert Matter.objects.get().name == "First"
