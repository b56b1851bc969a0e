"""Opening an account, signing in, roles, the second factor, the step before signing."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.accounts import queries
from claims.accounts.models import Membership, OutgoingMail, User
from claims.accounts.permissions import Permission
from claims.jobs.models import Job
from tests import make

pytestmark = pytest.mark.django_db


def sign_up(client, email="new@example.org", year="1990"):
    data = {
        "email": email,
        "birth_date_year": year,
        "birth_date_month": "5",
        "birth_date_day": "17",
    }
    return client.post(reverse("account_signup"), data)


def code_in(message) -> str:
    return re.match(r"\d{6}", message.body)[0]


def test_an_account_is_opened_with_a_code_and_no_password():
    client = Client()
    assert sign_up(client, "New@Example.org").status_code == 302
    assert [message.to for message in make.outbox()] == [["new@example.org"]]
    response = client.post(
        reverse("account_email_verification_sent"), {"code": code_in(make.outbox()[0])}
    )
    assert response.status_code == 302
    user = User.objects.get()
    assert (user.email, user.birth_date, user.has_usable_password()) == (
        "new@example.org",
        "1990-05-17",
        False,
    )
    assert queries.roles(user) == {Membership.Role.CLAIMANT}
    assert client.get(reverse("claims")).status_code == 200


def test_nobody_under_18_opens_an_account():
    today = timezone.localdate()
    response = sign_up(Client(), year=str(today.year - 17))
    assert response.status_code == 200
    assert "18 or older" in response.content.decode()
    assert not User.objects.exists()
    assert make.outbox() == []


def test_sign_in_by_code(ana):
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": "ana@example.org"})
    assert (
        client.post(
            reverse("account_confirm_login_code"), {"code": code_in(make.outbox()[0])}
        ).status_code
        == 302
    )
    assert client.get(reverse("claims")).status_code == 200


def test_an_unknown_address_gets_no_mail_and_the_same_page():
    responses = [
        Client().post(reverse("account_request_login_code"), {"email": email})
        for email in ("stranger@example.org", "other@example.org")
    ]
    assert {response.status_code for response in responses} == {302}
    assert make.outbox() == []


def test_two_accounts_never_differ_by_case_alone(ana):
    with pytest.raises(IntegrityError):
        User.objects.filter(pk=ana.pk).update(email="Ana@example.org")


def test_staff_without_a_second_factor_are_sent_to_set_one_up(at, matter):
    user = make.staff("new@staff.example", "New Staff", "paralegal", at=at, second_factor=False)
    response = make.signed_in(user).get(reverse("desk"))
    assert (response.status_code, response["Location"]) == (302, reverse("mfa_index"))


def test_staff_who_did_not_use_their_second_factor_are_asked_for_it(rhea):
    client = Client()
    client.force_login(rhea)
    response = client.get(reverse("desk"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("mfa_reauthenticate"))


def test_a_role_in_one_matter_gives_nothing_in_another(at, matter):
    other = make.matter(at=at, name="Another matter", signed=False)
    user = make.staff("one@staff.example", "One", "paralegal", at=at, matter=other.pk)
    assert queries.may(user, Permission.CLAIM_WORK, other.pk)
    assert not queries.may(user, Permission.CLAIM_WORK, matter.pk)


def test_erasing_needs_a_fresh_code_that_works_once(ana, matter, at):
    claim, _submission = make.frozen(ana, matter, at=at)
    client = make.signed_in(ana)
    erase = reverse("claim_erase", args=[claim.reference])
    assert client.get(erase)["Location"].startswith(reverse("step_up"))
    client.post(reverse("step_up"), {"resend": "1", "next": erase})
    code = re.search(r"\d{6}", make.outbox()[0].body)[0]
    wrong = client.post(
        reverse("step_up"), {"code": "000000" if code != "000000" else "111111", "next": erase}
    )
    assert wrong.status_code == 200
    assert "wrong" in wrong.content.decode()
    assert client.post(reverse("step_up"), {"code": code, "next": erase})["Location"] == erase
    assert client.get(erase).status_code == 200
    again = client.post(reverse("step_up"), {"code": code, "next": erase})
    assert again.status_code == 200


@pytest.mark.parametrize(("minutes", "counts"), [(29, True), (31, False)])
def test_the_code_of_sign_up_counts_for_half_an_hour(minutes, counts, ana, matter, at):
    client = Client()
    born = {"birth_date_month": "5", "birth_date_day": "17", "birth_date_year": "1990"}
    client.post(reverse("account_signup"), {"email": "new@example.org"} | born)
    code = re.match(r"\d{6}", make.outbox()[-1].body)[0]
    client.post(reverse("account_email_verification_sent"), {"code": code})
    assert client.get(reverse("claims")).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        asked = client.get(reverse("account_delete"))
    assert (asked.status_code == 200) is counts


def test_a_code_is_dead_after_three_tries(ana):
    client = make.signed_in(ana)
    client.post(reverse("step_up"), {"resend": "1"})
    code = re.search(r"\d{6}", make.outbox()[0].body)[0]
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(3):
        client.post(reverse("step_up"), {"code": wrong})
    assert client.post(reverse("step_up"), {"code": code}).status_code == 200
    assert "code_entered_at" not in client.session


def test_the_way_on_after_a_code_never_leaves_the_site(ana):
    client = make.signed_in(ana)
    client.post(reverse("step_up"), {"resend": "1"})
    code = re.search(r"\d{6}", make.outbox()[0].body)[0]
    response = client.post(reverse("step_up"), {"code": code, "next": "https://evil.example/"})
    assert response["Location"] == reverse("claims")


def test_a_session_ends_twelve_hours_after_sign_in(ana):
    client = make.signed_in(ana)
    assert client.get(reverse("claims")).status_code == 200
    session = client.session
    session["began_at"] = (timezone.now() - timedelta(hours=13)).timestamp()
    session.save()
    assert client.get(reverse("claims")).status_code == 302


def test_pages_of_signed_in_people_are_not_cached(ana):
    assert "no-store" in make.signed_in(ana).get(reverse("claims"))["Cache-Control"]


def test_a_stranger_cannot_set_a_password_for_an_address_in_advance():
    data = {"email": "victim@example.org", "password1": "a long password 2026"}
    birth = {"birth_date_year": "1990", "birth_date_month": "5", "birth_date_day": "17"}
    Client().post(reverse("account_signup"), data | birth)
    assert not User.objects.get().has_usable_password()


@pytest.mark.parametrize(
    "name", ["account_set_password", "account_email", "mfa_activate_totp", "mfa_add_webauthn"]
)
def test_a_new_means_of_signing_in_needs_a_fresh_confirmation(name, ana):
    response = make.signed_in(ana).get(reverse(name))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("step_up"))


def test_a_form_with_an_address_answers_after_a_whole_number_of_moments(settings):
    settings.EVEN_SECONDS = 0.2
    for email in ("nobody@example.org", "wrong"):
        began = time.monotonic()
        Client().post(reverse("account_request_login_code"), {"email": email})
        spent = time.monotonic() - began
        assert spent % 0.2 < 0.1
        assert spent > 0.15


def test_an_unknown_address_costs_the_same_rows_and_no_mail(ana):
    for email, sent in (("ana@example.org", True), ("nobody@example.org", False)):
        Client().post(reverse("account_request_login_code"), {"email": email})
        (row,) = OutgoingMail.objects.all()
        assert row.is_sent is sent
        assert Job.objects.filter(kind="accounts.send_mail", subject=row.pk).count() == 1
        assert "example.org" not in row.sealed
        assert len(make.outbox()) == 1
        assert not OutgoingMail.objects.exists()
