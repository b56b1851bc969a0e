"""The interest list: an address alone, a yes in the e-mail, and one click from there to a claim."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.accounts.models import User
from claims.jobs import actions as jobs
from claims.jobs.models import Job
from claims.jobs.names import JobKind
from claims.matters import actions
from claims.matters.models import Interest
from tests import make

pytestmark = pytest.mark.django_db
ADDRESS = "una@example.org"


def ask(client, email=ADDRESS, **more):
    return client.post(reverse("interest"), {"email": email, **more})


def plain(response) -> str:
    """The page without the token against forged forms, which is another each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def link() -> str:
    """The link in the e-mail that is sent now."""
    for job in Job.objects.filter(kind=JobKind.TELL_INTERESTED, state=Job.State.QUEUED):
        jobs.run(job.pk)
    return re.search(r"http://localhost:8000(/interest/\S+)", make.outbox()[-1].body)[1]


def test_an_address_is_on_the_list_only_after_a_yes_in_its_mailbox(matter):
    client = Client()
    assert "Check your email" in ask(client, "Una@Example.org").content.decode()
    assert (Interest.objects.get().email, Interest.objects.get().confirmed_at) == (ADDRESS, None)
    found = link()
    assert make.outbox()[-1].to == [ADDRESS]
    assert "Is this you?" in client.get(found).content.decode()
    assert Interest.objects.get().confirmed_at is None  # a program that opens links says no yes
    client.post(found)
    assert Interest.objects.get().confirmed_at is not None
    assert "You are on the list" in client.get(found).content.decode()


def test_who_is_on_the_list_already_is_told_to_nobody_and_written_to_once(matter):
    client = Client()
    first = plain(ask(client))
    client.post(link())
    assert plain(ask(client)) == first
    assert not Job.objects.filter(kind=JobKind.TELL_INTERESTED, state=Job.State.QUEUED).exists()
    assert (Interest.objects.count(), len(make.outbox())) == (1, 1)


def test_an_address_is_asked_again_after_an_hour_only(matter):
    now = timezone.now()
    for minutes, mails in ((0, 1), (59, 1), (61, 2)):
        actions.note_interest(
            matter, ADDRESS, language="en", at=now - timedelta(minutes=61 - minutes)
        )
        link()
        assert len(make.outbox()) == mails


def test_one_click_leads_to_a_claim_without_another_code(matter):
    client = Client()
    ask(client)
    answer = client.post(link(), {"start": "1"})
    assert answer["Location"] == "/account/signup/?next=%2Fclaims%2Fstart%2F"
    page = client.get(answer["Location"])
    assert page.context["form"].fields["email"].initial == ADDRESS
    born = {"birth_date_year": "1990", "birth_date_month": "5", "birth_date_day": "17"}
    sent = client.post(
        reverse("account_signup"), {"email": ADDRESS, "next": "/claims/start/", **born}
    )
    assert sent["Location"] == "/claims/start/"
    assert User.objects.get(email=ADDRESS).emailaddress_set.get().verified
    assert client.get("/claims/start/").status_code == 200


def test_an_old_mail_that_was_passed_on_proves_no_mailbox(matter):
    client = Client()
    ask(client)
    found = link()
    Interest.objects.update(written_at=timezone.now() - timedelta(hours=2))
    answer = client.post(found, {"start": "1"})
    assert client.get(answer["Location"]).context["form"].fields["email"].initial != ADDRESS
    born = {"birth_date_year": "1990", "birth_date_month": "5", "birth_date_day": "17"}
    client.post(reverse("account_signup"), {"email": ADDRESS, "next": "/claims/start/", **born})
    assert not User.objects.get(email=ADDRESS).emailaddress_set.get().verified


def test_another_address_than_the_one_that_was_shown_still_needs_its_code(matter):
    client = Client()
    ask(client)
    client.post(link(), {"start": "1"})
    born = {"birth_date_year": "1990", "birth_date_month": "5", "birth_date_day": "17"}
    client.post(reverse("account_signup"), {"email": "other@example.org", **born})
    assert not User.objects.filter(
        emailaddress__email="other@example.org", emailaddress__verified=True
    ).exists()


def test_leaving_forgets_the_address(matter):
    client = Client()
    ask(client)
    found = link()
    client.post(found, {"leave": "1"})
    assert Interest.objects.count() == 0
    assert client.get(found).status_code == 404


def test_who_never_said_yes_is_forgotten_after_a_week(matter, at):
    actions.note_interest(matter, ADDRESS, language="en", at=at)
    actions.note_interest(matter, "yes@example.org", language="en", at=at)
    actions.confirm_interest(Interest.objects.get(email="yes@example.org"), at=at)
    assert actions.forget_unconfirmed(at=at + timedelta(days=7)) == 0
    assert actions.forget_unconfirmed(at=at + timedelta(days=8)) == 1
    assert Interest.objects.get().email == "yes@example.org"


@pytest.mark.parametrize(
    ("email", "says"), [("", "Enter your email address."), ("una", "Check the address")]
)
def test_a_bad_address_is_named_and_nothing_is_kept(email, says, matter):
    answer = ask(Client(), email)
    assert (answer.status_code, says in answer.content.decode()) == (400, True)
    assert Interest.objects.count() == 0


def test_the_mail_comes_in_the_language_of_the_page(matter):
    client = Client()
    client.cookies["django_language"] = "es"
    ask(client)
    link()
    assert make.outbox()[-1].subject == "Confirme, por favor: noticias sobre fotos de Flickr"


def test_requests_from_one_address_are_counted(matter, settings):
    settings.RATES = settings.RATES | {"interest": 2}
    client = Client(REMOTE_ADDR="192.0.2.201")
    assert [ask(client, f"u{n}@example.org").status_code for n in range(3)] == [200, 200, 429]
    assert Interest.objects.count() == 2


def test_staff_see_how_many_are_on_the_list_and_no_address(rhea, matter, at):
    actions.note_interest(matter, ADDRESS, language="en", at=at)
    actions.confirm_interest(Interest.objects.get(), at=at)
    page = make.signed_in(rhea).get(reverse("desk")).content.decode()
    assert "<strong>1</strong> person on the interest list" in page and ADDRESS not in page
