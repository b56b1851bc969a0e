"""A lost mailbox: noticed when mail comes back; the way in is a second address, a passkey, or two
of the staff.
"""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from datetime import timedelta
from email import message_from_string
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.accounts import actions
from claims.accounts.bounces import failed
from claims.accounts.models import Bounce, Recovery, User
from claims.audit.models import Event
from claims.interview.actions.answers import UNSEEN, Part, change_contact
from claims.interview.models import Answer as Answered
from claims.jobs import actions as jobs
from claims.jobs.models import Job
from claims.jobs.names import JobKind
from claims.law.logic import Answer
from claims.refusals import Refusal
from claims.staff.forms import CALLED_BACK
from tests import make

pytestmark = pytest.mark.django_db
WAIT = Recovery.WAIT
CHECKED = {"how": "by video, with an identity document", "note": "Face and name fit."}

# The form of RFC 3464, appendix E.1, with made-up names.
NOTIFICATION = """From: Mail Delivery Subsystem <MAILER-DAEMON@mail.example>
To: intake@standing.example
Subject: Returned mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

Your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; Ana@Example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--B
Content-Type: message/rfc822

Subject: News about your claim

--B--
"""


# --- Mail that comes back -----------------------------------------------------


@pytest.mark.parametrize(
    ("action", "status", "expected"),
    [
        ("failed", "5.1.1", [("ana@example.org", "5.1.1")]),
        ("Failed", "4.4.7", [("ana@example.org", "4.4.7")]),  # given up after days of trying
        ("delayed", "4.4.1", []),
        ("delivered", "2.0.0", []),
    ],
)
def test_a_notification_names_who_was_not_reached(action, status, expected):
    assert (
        failed(message_from_string(NOTIFICATION.format(action=action, status=status))) == expected
    )


def test_ordinary_mail_is_no_notification():
    assert (
        failed(
            message_from_string(
                "Subject: Hello\n\nAction: failed\nFinal-Recipient: rfc822; a@example.org\n"
            )
        )
        == []
    )


def test_the_command_reads_a_maildir_once(ana, tmp_path, capsys):
    for folder in ("new", "cur", "tmp"):
        (tmp_path / folder).mkdir()
    (tmp_path / "new" / "1.made.up").write_text(
        NOTIFICATION.format(action="failed", status="5.1.1")
    )
    (tmp_path / "new" / "2.made.up").write_text("Subject: Hello\n\nNice site.\n")
    call_command("note_bounces", maildir=str(tmp_path))
    call_command("note_bounces", maildir=str(tmp_path))
    assert capsys.readouterr().out.split("\n")[:2] == ["1 noted", "0 noted"]
    bounce = Bounce.objects.get()
    assert (bounce.user, bounce.address, bounce.status) == (ana, "ana@example.org", "5.1.1")
    assert list((tmp_path / "new").iterdir()) == []
    assert Event.objects.get(verb="account.mail_bounced").details == {"status": "5.1.1"}


def test_mail_to_a_stranger_that_comes_back_concerns_nobody(ana, at):
    assert actions.note_bounce("nobody@example.org", "5.1.1", at=at) == 0
    assert Bounce.objects.count() == 0


class Refusing:
    """A mail server that knows nobody called Ana and is too busy for Bo."""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802, aiosmtpd's name
        if address.startswith("ana@"):
            return "550 5.1.1 no such user"
        if address.startswith("bo@"):
            return "450 4.2.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture
def server(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(Refusing(), hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "claims.accounts.mail.Backend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield
    controller.stop()


def test_an_address_that_the_server_refuses_for_good_is_noted_and_not_tried_again(ana, server):
    assert EmailMessage("x", "x", None, ["ana@example.org"]).send() == 0
    assert Bounce.objects.get().status == "550"


def test_a_server_that_is_busy_is_tried_again(ana, server, at):
    from smtplib import SMTPRecipientsRefused

    make.claimant("bo@example.org", "Bo", at=at)
    with pytest.raises(SMTPRecipientsRefused):
        EmailMessage("x", "x", None, ["bo@example.org"]).send()
    assert Bounce.objects.count() == 0
    assert EmailMessage("x", "x", None, ["cleo@example.org"]).send() == 1


def test_both_sides_see_that_mail_comes_back_until_a_code_arrives(ana, rhea, matter, at, client):
    claim, _submission = make.sent(ana, matter, at=at)
    actions.note_bounce("ana@example.org", "5.1.1", at=at)
    own, desk = make.signed_in(ana), make.signed_in(rhea)
    assert (
        "Our email to ana@example.org keeps coming back."
        in own.get(reverse("claim", args=[claim.reference])).content.decode()
    )
    assert "mail comes back" in desk.get(reverse("desk")).content.decode()
    assert (
        "came back on 2026-11-20 (5.1.1)"
        in desk.get(reverse("desk_claim", args=[claim.reference])).content.decode()
    )
    own.post(reverse("step_up"), {"resend": "1"})
    code = re.search(r"\b(\d{6})\b", make.outbox()[-1].body)[1]
    own.post(reverse("step_up"), {"code": code})
    assert "comes back" not in own.get(reverse("claim", args=[claim.reference])).content.decode()
    assert "mail comes back" not in desk.get(reverse("desk")).content.decode()


# --- A second address ---------------------------------------------------------


def test_a_second_confirmed_address_lets_its_owner_in(ana):
    ana.emailaddress_set.create(email="ana@second.example", verified=True, primary=False)
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": "ana@second.example"})
    assert make.outbox()[-1].to == ["ana@second.example"]
    code = re.match(r"\d{6}", make.outbox()[-1].body)[0]
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.get(reverse("claims")).status_code == 200
    assert client.session["_auth_user_id"] == str(ana.pk)


def test_a_second_address_that_was_not_confirmed_lets_nobody_in(ana):
    ana.emailaddress_set.create(email="ana@second.example", verified=False, primary=False)
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": "ana@second.example"})
    sent = [mail.body for mail in make.outbox() if "ana@second.example" in mail.to]
    assert [body for body in sent if "is your code" in body] == []
    assert "_auth_user_id" not in client.session


# --- Two of the staff ---------------------------------------------------------


@pytest.fixture
def now():
    return timezone.now()


def begun(ana, rhea, now) -> Recovery:
    return actions.begin_recovery(ana, "ana@new.example", CHECKED, by=rhea, at=now)


def approved(ana, rhea, alma, now, *, ago=WAIT) -> tuple[str, str]:
    """(the link in the e-mail, the code that is told), approved so long ago"""
    code = actions.approve_recovery(begun(ana, rhea, now - ago), uuid4(), by=alma, at=now - ago)
    for job in Job.objects.filter(kind=JobKind.TELL_RECOVERY, state=Job.State.QUEUED):
        jobs.run(job.pk)
    link = next(message for message in make.outbox() if message.to == ["ana@new.example"])
    return re.search(r"http://localhost:8000(/account/recover/\S+)", link.body)[1], code


def test_the_link_and_the_code_together_give_the_account_a_new_address(ana, rhea, alma, now):
    inside = make.signed_in(ana)  # whoever has the old mailbox may be in
    link, code = approved(ana, rhea, alma, now)
    client = Client()
    assert client.post(link, {"code": code.lower().replace("-", " ")})["Location"] == reverse(
        "account_request_login_code"
    )
    ana.refresh_from_db()
    assert ana.email == "ana@new.example"
    assert list(ana.emailaddress_set.values_list("email", "verified", "primary")) == [
        ("ana@new.example", True, True)
    ]
    assert inside.get(reverse("claims")).status_code == 302
    assert client.get(link).status_code == 404


def test_an_email_alone_opens_nothing(ana, rhea, alma, now):
    link, code = approved(ana, rhea, alma, now)
    assert code not in str([message.body for message in make.outbox()])
    client = Client()
    assert client.get(link).status_code == 200
    assert client.post(link, {"code": ""}).status_code == 400
    assert client.post(link, {"code": "ABCD-2345"}).status_code == 400
    ana.refresh_from_db()
    assert ana.email == "ana@example.org"


def test_after_five_wrong_codes_the_right_one_opens_nothing(ana, rhea, alma, now):
    link, code = approved(ana, rhea, alma, now)
    answers = [Client().post(link, {"code": "ABCD-2345"}).status_code for _try in range(5)]
    assert answers == [400] * 5
    assert Client().post(link, {"code": code}).status_code == 404
    assert User.objects.get(pk=ana.pk).email == "ana@example.org"


def test_after_seven_days_it_opens_nothing(ana, rhea, alma, now):
    link, code = approved(ana, rhea, alma, now)
    Recovery.objects.update(approved_at=now - WAIT - timedelta(days=7, minutes=1))
    assert Client().post(link, {"code": code}).status_code == 404


def stop_link() -> str:
    notice = next(message for message in make.outbox() if message.to == ["ana@example.org"])
    return re.search(r"http://localhost:8000(/account/recover/stop/\S+)", notice.body)[1]


def test_for_three_days_the_link_and_the_code_open_nothing(ana, rhea, alma, now):
    link, code = approved(ana, rhea, alma, now, ago=WAIT - timedelta(minutes=1))
    page = Client().get(link)
    assert (page.status_code, "This link starts to work on" in page.content.decode()) == (200, True)
    assert "starts to work on" in Client().post(link, {"code": code}).content.decode()
    with pytest.raises(Refusal, match="doesn’t work yet"):
        actions.use_recovery(Recovery.objects.get(), code, at=now)
    assert User.objects.get(pk=ana.pk).email == "ana@example.org"
    assert Recovery.objects.get().tries == 0


def test_until_then_whoever_has_the_old_address_stops_it(ana, rhea, alma, matter, at, now):
    claim, _submission = make.sent(ana, matter, at=at)
    link, code = approved(ana, rhea, alma, now, ago=timedelta(hours=1))
    stop = stop_link()
    assert "move your account" in Client().get(stop).content.decode()
    assert Recovery.objects.get().closed_at is None  # a mail program that follows links stops none
    assert "We stopped it." in Client().post(stop).content.decode()
    assert Recovery.objects.get().end == "stopped"
    for address in (link, stop):
        assert Client().post(address, {"code": code}).status_code == 404
    assert User.objects.get(pk=ana.pk).email == "ana@example.org"
    desk = make.signed_in(rhea, confirmed=True).get(reverse("desk_access", args=[claim.reference]))
    assert "stopped from the account’s old address" in desk.content.decode()


def test_who_signs_in_meanwhile_is_asked_whether_it_was_them(ana, rhea, alma, now):
    approved(ana, rhea, alma, now, ago=timedelta(hours=1))
    client = make.signed_in(ana)
    page = client.get(reverse("after_sign_in"), follow=True)
    assert "Was this you?" in page.content.decode()
    client.post(page.redirect_chain[-1][0])
    assert Recovery.objects.get().end == "stopped"
    assert client.get(reverse("after_sign_in"))["Location"] == reverse("claims")


@pytest.mark.parametrize("token", ["nonsense", "8a3f1c52-0d4e-4d35-9a5b-0d5a2f6f7c11:made-up"])
def test_a_made_up_link_stops_nothing(token, ana, rhea, alma, now):
    approved(ana, rhea, alma, now)
    assert Client().post(reverse("stop_recovery", args=[token])).status_code == 404
    assert Recovery.objects.get().closed_at is None


def test_once_it_has_happened_each_old_address_is_told(ana, rhea, alma, now):
    ana.emailaddress_set.create(email="ana@second.example", verified=True, primary=False)
    link, code = approved(ana, rhea, alma, now)
    Client().post(link, {"code": code})
    for job in Job.objects.filter(kind=JobKind.SEND_MAIL, state=Job.State.QUEUED):
        jobs.run(job.pk)
    told = [mail.to[0] for mail in make.outbox() if "no longer opens it" in mail.body]
    assert sorted(told) == ["ana@example.org", "ana@second.example"]


def test_one_person_alone_lets_nobody_in(ana, rhea, now):
    recovery = begun(ana, rhea, now)
    with pytest.raises(Refusal, match="colleague"):
        actions.approve_recovery(recovery, uuid4(), by=rhea, at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recovery.objects.filter(pk=recovery.pk).update(approved_by=rhea)
    assert Recovery.objects.get().approved_at is None


def test_two_paralegals_let_nobody_in(ana, rhea, matter, now, at):
    second = make.staff("remy@example.org", "Remy Reed", "paralegal", at=at)
    elsewhere = make.staff("ari@example.org", "Ari Ames", "attorney", at=at, matter=matter.pk)
    for colleague, place in ((second, matter.pk), (elsewhere, uuid4())):
        with pytest.raises(Refusal, match="must be an attorney"):
            actions.approve_recovery(begun(ana, rhea, now), place, by=colleague, at=now)
    assert not Recovery.objects.exclude(approved_at=None).exists()
    recovery = actions.begin_recovery(ana, "ana@new.example", CHECKED, by=elsewhere, at=now)
    assert actions.approve_recovery(recovery, matter.pk, by=second, at=now)


def test_only_a_number_that_was_sent_is_one_to_call_back_on(ana, otto, rhea, matter, at):
    """Whoever is in the account could enter their own."""
    claim, _submission = make.sent(ana, matter, at=at, phone=Answer("+1 217 555 0123"))
    change_contact(claim, [Part("phone", Answer("+1 900 555 0199"), UNSEEN)], by=ana, at=at)
    assert Answered.objects.filter(question="phone").count() == 2
    page = make.signed_in(rhea, confirmed=True).get(reverse("desk_access", args=[claim.reference]))
    assert "<strong>+1 217 555 0123</strong>" in page.content.decode()
    assert "900 555" not in page.content.decode()
    silent, _submission = make.sent(otto, matter, at=at)
    url = reverse("desk_access", args=[silent.reference])
    said = {"step": "begin", "address": "otto@new.example", "note": "Asked.", "how": CALLED_BACK}
    answer = make.signed_in(rhea, confirmed=True).post(url, said)
    assert (answer.status_code, Recovery.objects.count()) == (400, 0)


def test_the_address_of_another_account_is_refused(ana, otto, rhea, now):
    with pytest.raises(Refusal, match="Another account"):
        actions.begin_recovery(ana, "Otto@example.org", CHECKED, by=rhea, at=now)
    assert Recovery.objects.count() == 0


def test_the_desk_shows_the_code_once_and_keeps_it_nowhere(ana, rhea, alma, ada, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    url = reverse("desk_access", args=[claim.reference])
    first, second = make.signed_in(rhea, confirmed=True), make.signed_in(alma, confirmed=True)
    said = {
        "step": "begin",
        "address": "ana@new.example",
        "how": "in person, with an identity document",
        "note": "",
    }
    assert first.post(url, said).status_code == 400
    assert first.post(url, said | {"note": "Passport seen."}).status_code == 302
    assert "Passport seen." in second.get(url).content.decode()
    assert make.signed_in(ada).get(url).status_code == 403
    shown = str(Recovery.objects.get().pk)
    page = second.post(url, {"step": "approve", "recovery": shown}).content.decode()
    code = re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b", page.split("kept nowhere")[1])[0]
    assert code not in second.get(url).content.decode()
    assert code not in str(Recovery.objects.values().get())


def test_what_a_colleague_agrees_to_is_what_they_read(ana, rhea, alma, matter, at, now):
    claim, _submission = make.sent(ana, matter, at=at)
    read = begun(ana, rhea, now)
    actions.begin_recovery(ana, "somebody@else.example", CHECKED, by=rhea, at=now)
    url = reverse("desk_access", args=[claim.reference])
    answer = make.signed_in(alma, confirmed=True).post(
        url, {"step": "approve", "recovery": str(read.pk)}, follow=True
    )
    assert "begun anew meanwhile" in answer.content.decode()
    assert not Recovery.objects.exclude(approved_at=None).exists()


def test_passkeys_and_second_factors_of_before_let_nobody_in_any_more(ana, rhea, alma, now):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(ana, generate_totp_secret())
    link, code = approved(ana, rhea, alma, now)
    assert Client().post(link, {"code": code}).status_code == 302
    assert not Authenticator.objects.filter(user=ana).exists()


def test_an_address_that_became_anothers_meanwhile_is_refused_in_words(ana, rhea, alma, now):
    link, code = approved(ana, rhea, alma, now)
    make.claimant("ana@new.example", "Ana again", at=now)
    answer = Client().post(link, {"code": code})
    assert (
        answer.status_code,
        "Another account already uses this address" in answer.content.decode(),
    ) == (
        400,
        True,
    )
    assert User.objects.get(pk=ana.pk).email == "ana@example.org"


def test_an_account_of_staff_is_not_recovered_here(rhea, alma, now):
    with pytest.raises(Refusal, match="staff"):
        actions.begin_recovery(alma, "alma@new.example", CHECKED, by=rhea, at=now)
    assert Recovery.objects.count() == 0


def test_the_pipe_reads_one_message_from_standard_input():
    """The whole way of a mail server's pipe, but for the database: an ordinary mail concerns
    nobody.
    """
    code = (
        "import io, sys; sys.stdin = io.TextIOWrapper(io.BytesIO(b'Subject: Hello\\n\\nNice "
        "site.\\n'));import django; django.setup();from django.core.management import "
        "call_command; call_command('note_bounces')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=settings.BASE_DIR
    )
    assert (done.stdout.strip(), done.returncode) == ("0 noted", 0), done.stderr
