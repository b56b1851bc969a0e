"""What a claimant does after sending: write to the firm, change how they are reached, ask for
erasure.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from claims.assessment.actions import assess
from claims.audit.models import Event
from claims.correspondence.actions.erasure import ask_erasure, confirm_erasure, grant_erasure
from claims.correspondence.actions.invitations import invite
from claims.correspondence.actions.messages import write
from claims.correspondence.models import ErasureRequest, Message
from claims.evidence.actions import add_upload
from claims.intake.actions import move, set_hold
from claims.intake.models import Claim
from claims.intake.queries import with_claim
from claims.interview.actions.answers import Part, change_contact
from claims.interview.models import Answer
from claims.interview.queries import current_answers
from claims.jobs import actions as jobs
from claims.jobs.models import Job
from claims.jobs.names import JobKind
from claims.refusals import Refusal
from claims.staff.queries import Filter, worklist
from claims.vault.ciphers import KeyErased
from tests import make

pytestmark = pytest.mark.django_db


def page_of(user, name, claim) -> str:
    client = make.signed_in(user, confirmed=True)
    return client.get(reverse(name, args=[claim.reference])).content.decode()


def run_jobs(*kinds) -> None:
    for job in Job.objects.filter(kind__in=kinds, state=Job.State.QUEUED):
        jobs.run(job.pk)


# --- Messages -----------------------------------------------------------------


def test_both_sides_write_and_each_sees_what_is_new(ana, rhea, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    make.signed_in(ana).post(
        reverse("claim_panel", args=[claim.reference, "messages"]), {"message": "I moved house."}
    )
    assert [row.pk for row in worklist(rhea, Filter(waiting="message"), on=at.date()).claims] == [
        claim.pk
    ]
    assert "I moved house." in page_of(rhea, "desk_claim", claim)
    assert worklist(rhea, Filter(waiting="message"), on=at.date()).count == 0
    make.signed_in(rhea).post(
        reverse("desk_panel", args=[claim.reference, "messages"]), {"message": "Thank you."}
    )
    assert "not read yet" in page_of(rhea, "desk_claim", claim)
    assert "Thank you." in page_of(ana, "claim", claim)
    assert "not read yet" not in page_of(rhea, "desk_claim", claim)


def test_the_mail_about_a_message_says_nothing_of_it(ana, rhea, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    write(claim, "About the year 2009.", from_firm=True, by=rhea, at=at)
    run_jobs(JobKind.TELL_MESSAGE)
    message = make.outbox()[-1]
    assert message.to == ["ana@example.org"]
    assert claim.reference in message.body and "2009" not in message.body


def test_an_empty_message_is_an_error_and_nothing_is_written(ana, rhea, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    desk = reverse("desk_panel", args=[claim.reference, "messages"])
    home = reverse("claim_panel", args=[claim.reference, "messages"])
    for user, url in ((ana, home), (rhea, desk)):
        answer = make.signed_in(user).post(url, {"message": " "})
        assert answer.status_code == 400
    assert Message.objects.count() == 0


def test_a_draft_takes_no_message(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    with pytest.raises(Refusal):
        write(claim, "Hello?", from_firm=False, by=ana, at=at)
    assert Message.objects.count() == 0


# --- Contact ------------------------------------------------------------------


def contact(client, claim, **said):
    page = client.get(reverse("claim_contact", args=[claim.reference])).context["parts"]
    data = {f"{asked.key}-seen": form.initial["seen"] for asked, form in page} | {
        "csrfmiddlewaretoken": "x"
    }
    said = {f"{key}-value": value for key, value in said.items()}
    return client.post(reverse("claim_contact", args=[claim.reference]), data | said)


def test_a_new_address_is_a_supplement_and_what_was_signed_stays(ana, rhea, matter, at):
    claim, submission = make.sent(ana, matter, at=at)
    before = submission.sha256
    assert (
        contact(make.signed_in(ana), claim, mailing_address="9 Oak Road, Peoria").status_code == 302
    )
    assert "9 Oak Road, Peoria" in page_of(rhea, "desk_claim", claim)
    submission.refresh_from_db()
    assert submission.sha256 == before
    frozen = submission.frozen.answers_about(None)
    assert frozen["mailing_address"].value == "12 Elm Street, Springfield"
    assert Event.objects.get(verb="claim.contact_changed").details == {
        "questions": "mailing_address"
    }


def test_a_blank_erases_no_address(ana, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    contact(make.signed_in(ana), claim, mailing_address="", phone="")
    row = Answer.objects.get(claim=claim, question="mailing_address", superseded_at=None)
    assert with_claim(claim, [row])[0].content["value"] == "12 Elm Street, Springfield"


def test_nothing_but_the_contact_is_changed_after_sending(ana, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    part = Part("learned", current_answers(claim)[0].answer, "")
    with pytest.raises(KeyError):
        change_contact(claim, [part], by=ana, at=at)
    move(claim, "withdraw", by=ana, at=at)
    assert contact(make.signed_in(ana), claim, mailing_address="9 Oak Road").status_code == 302
    assert not Event.objects.filter(verb="claim.contact_changed").exists()


# --- Erasure ------------------------------------------------------------------


def test_a_claim_that_was_never_sent_is_erased_at_once(
    ana, matter, at, settings, django_capture_on_commit_callbacks
):
    claim = make.answered(ana, matter, at=at)
    client = make.signed_in(ana, confirmed=True)
    url = reverse("claim_erase", args=[claim.reference])
    assert client.post(url).status_code == 400  # not sure
    assert Claim.objects.get().erased_at is None
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url, {"sure": "on"})["Location"] == reverse("claims")
    claim = Claim.objects.select_related("data_key").get()
    assert (claim.claimant_name, claim.state, claim.status) == ("", "", "withdrawn")
    with pytest.raises(KeyErased):
        current_answers(claim)[0].content  # noqa: B018, reading is the test
    assert client.get(reverse("claim", args=[claim.reference])).status_code == 404
    assert claim.reference not in client.get(reverse("claims")).content.decode()


def test_under_a_hold_erasure_is_refused_with_the_reason_and_everything_stays(
    ana, alma, matter, at
):
    claim, _submission = make.sent(ana, matter, at=at)
    set_hold(claim, True, by=alma, at=at)
    page = make.signed_in(ana, confirmed=True).post(
        reverse("claim_erase", args=[claim.reference]), {"sure": "on"}, follow=True
    )
    assert "By law, we must keep this claim for now. It is needed for" in page.content.decode()
    assert ErasureRequest.objects.get().state == "refused"
    assert Claim.objects.get().claimant_name == "Ana Alder"
    assert current_answers(claim)[0].content


def test_of_a_sent_claim_a_lawyer_grants_and_a_second_person_confirms(
    ana, rhea, alma, matter, at, settings, django_capture_on_commit_callbacks
):
    claim, _submission = make.sent(ana, matter, at=at)
    asked = ask_erasure(claim, by=ana, at=at)
    url, last = (reverse("desk_panel", args=[claim.reference, key]) for key in ("erasure", "erase"))
    assert make.signed_in(rhea, confirmed=True).post(url, {"step": "grant"}).status_code == 403
    make.signed_in(rhea, confirmed=True).post(last)
    assert ErasureRequest.objects.get().state == "waiting"
    make.signed_in(alma, confirmed=True).post(url, {"step": "grant"})
    make.signed_in(alma, confirmed=True).post(last)  # the same person
    asked.refresh_from_db()
    assert (asked.state, Claim.objects.get().erased_at) == ("granted", None)
    assert [path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()]
    with django_capture_on_commit_callbacks(execute=True):
        assert make.signed_in(rhea, confirmed=True).post(last)["Location"] == reverse("desk")
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by, asked.confirmed_by) == ("done", alma, rhea)
    assert not [path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()]
    assert (
        make.signed_in(rhea, confirmed=True)
        .get(reverse("desk_claim", args=[claim.reference]))
        .status_code
        == 404
    )
    run_jobs(JobKind.TELL_ERASURE)
    assert "We erased everything in your claim" in make.outbox()[-1].body


def test_nothing_of_an_erased_claim_can_be_found_again(ana, rhea, alma, matter, meglass, at):
    from claims.assessment.models import ClaimLine
    from claims.assessment.queries import MatterLaw
    from claims.correspondence.models import Invitation
    from claims.evidence.models import Upload
    from claims.intake.models import ClaimPhoto
    from claims.staff.models import DeadlineAlert
    from claims.vault.crypto import blind_index
    from tests.evidence.test_uploads import picture

    claim, _submission = make.sent(ana, matter, at=at)
    assess(claim, MatterLaw(matter, at.date()), at=at)
    upload = add_upload(claim, picture(), "a.jpg", by=ana, at=at)
    said = {"name": "Bo", "email": "bo@example.org", "person": None, "photos": [make.LINK]}
    invite(claim, "relative", **said, by=ana, at=at)
    DeadlineAlert.objects.create(claim=claim, day=at.date(), days=30, raised_at=at)
    grant_erasure(ask_erasure(claim, by=ana, at=at), by=alma, at=at)
    confirm_erasure(ErasureRequest.objects.get(), by=rhea, at=at)
    assert not ClaimPhoto.objects.filter(index=blind_index("photo", f"{make.PHOTO}|")).exists()
    assert not Upload.objects.filter(sha256=upload.sha256).exists()
    assert not claim.data_key.files.exclude(sha256="").exists()
    for gone in (ClaimLine, Invitation, DeadlineAlert):
        assert gone.objects.count() == 0


def test_a_hold_that_comes_between_stops_the_second_person(ana, rhea, alma, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    asked = ask_erasure(claim, by=ana, at=at)
    grant_erasure(asked, by=alma, at=at)
    set_hold(claim, True, by=alma, at=at)
    with pytest.raises(Refusal, match="hold"):
        confirm_erasure(asked, by=rhea, at=at)
    assert Claim.objects.get().erased_at is None


def test_a_lawyer_refuses_in_words_that_the_claimant_reads(ana, alma, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    ask_erasure(claim, by=ana, at=at)
    client, url = (
        make.signed_in(alma, confirmed=True),
        reverse("desk_panel", args=[claim.reference, "erasure"]),
    )
    client.post(url, {"step": "refuse", "reason": " "})
    assert ErasureRequest.objects.get().state == "waiting"
    client.post(url, {"step": "refuse", "reason": "We must keep it until spring."})
    assert "We must keep it until spring." in page_of(ana, "claim_erase", claim)
    again = ask_erasure(claim, by=ana, at=at + timedelta(days=90))
    assert (again.state, ErasureRequest.objects.count()) == ("waiting", 2)


def test_with_a_signed_agreement_nothing_is_erased(ana, rhea, alma, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    for name in ("check_conflicts", "clear_conflicts", "to_attorney", "send_engagement", "engage"):
        move(claim, name, by=alma, at=at)
    asked = ask_erasure(claim, by=ana, at=at)
    with pytest.raises(Refusal, match="agreement"):
        grant_erasure(asked, by=alma, at=at)
    assert ErasureRequest.objects.get().state == "waiting"


def test_the_database_refuses_an_erasure_by_one_person(ana, alma, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    asked = ask_erasure(claim, by=ana, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        ErasureRequest.objects.filter(pk=asked.pk).update(decided_by=alma, confirmed_by=alma)


def test_pages_of_staff_that_knew_an_erased_claim_still_open(ana, rhea, alma, matter, meglass, at):
    from datetime import date

    from claims.assessment.queries import MatterLaw
    from claims.matters import actions as matters
    from claims.matters.models import LawRun

    claim, _submission = make.sent(ana, matter, at=at)
    assess(claim, MatterLaw(matter, at.date()), at=at)
    party = matters.add_defendant(
        matter, name="Made-up Inc.", kind="company", by="operator:test", at=at
    )
    said = {
        "kind": "obtain",
        "dataset": "meglass",
        "earliest": date(2023, 1, 1),
        "latest": date(2023, 1, 1),
    }
    matters.record_act(party, **said, place="IL", source="a paper", by="operator:test", at=at)
    run_jobs(JobKind.RERUN_LAW)
    run = LawRun.objects.get()
    page = (
        make.signed_in(rhea, confirmed=True)
        .get(reverse("desk_run", args=[run.pk]))
        .content.decode()
    )
    assert claim.reference in page
    grant_erasure(ask_erasure(claim, by=ana, at=at), by=alma, at=at)
    confirm_erasure(ErasureRequest.objects.get(), by=rhea, at=at)
    for name, args in (("desk_run", [run.pk]), ("desk_runs", []), ("desk", [])):
        answer = make.signed_in(rhea, confirmed=True).get(reverse(name, args=args))
        assert answer.status_code == 200 and claim.reference not in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "panel", "data"),
    [
        ("alma", "hold", {}),
        ("alma", "erasure", {"step": "grant"}),
        ("rhea", "erase", {}),
        ("ana", "", {"sure": "on"}),
    ],
)
def test_who_did_not_just_confirm_who_they_are_changes_nothing(
    name, panel, data, request, ana, alma, matter, at
):
    claim, _submission = make.sent(ana, matter, at=at)
    if panel == "erase":
        grant_erasure(ask_erasure(claim, by=ana, at=at), by=alma, at=at)
    url = reverse("claim_erase", args=[claim.reference])
    if panel:
        url = reverse("desk_panel", args=[claim.reference, panel])
    before = list(ErasureRequest.objects.values("state"))
    answer = make.signed_in(request.getfixturevalue(name)).post(url, data)
    assert (answer.status_code, url in unquote(answer["Location"])) == (302, True)
    assert list(ErasureRequest.objects.values("state")) == before
    claim.refresh_from_db()
    assert (claim.on_hold, claim.erased_at) == (False, None)


def test_the_desk_shows_the_way_to_confirm_in_place_of_the_buttons(ana, alma, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    address = reverse("desk_claim", args=[claim.reference])
    assert "Place a litigation hold" not in make.signed_in(alma).get(address).content.decode()
    page = make.signed_in(alma, confirmed=True).get(address).content.decode()
    assert "Place a litigation hold" in page


def test_an_erased_claim_is_neither_held_nor_erased_again(ana, alma, matter, at):
    claim = make.answered(ana, matter, at=at)
    ask_erasure(claim, by=ana, at=at)
    for attempt in (
        lambda: set_hold(claim, True, by=alma, at=at),
        lambda: ask_erasure(claim, by=ana, at=at),
    ):
        with pytest.raises(Refusal, match="erased"):
            attempt()
    assert (Claim.objects.get().on_hold, ErasureRequest.objects.count()) == (False, 1)
