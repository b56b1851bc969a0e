"""Who of the firm may do what: the law's sign-off, failed work, roles in one matter and not in
another.
"""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from claims.accounts.models import Membership, User
from claims.audit.models import Event
from claims.jobs.actions import enqueue, run
from claims.jobs.models import Job
from claims.jobs.names import JobKind
from claims.law.theory import all_theories
from claims.matters.actions import add_reading
from claims.matters.models import Matter, Reading, SignOff
from claims.matters.queries import status_of
from claims.staff import failed
from claims.staff.actions import report_failures
from claims.staff.models import Note
from tests import make

pytestmark = pytest.mark.django_db
BIPA = all_theories()["il-bipa"]


@pytest.fixture
def all_read(alma, at) -> None:
    """Counsel has read whatever the act's section 15(b) rests on."""
    for authority in status_of("il-bipa", at.date()).unread:
        add_reading(
            citation=authority.citation,
            quote="words that were read",
            address="a volume in the library",
            pin="",
            is_official=True,
            read_on=at.date(),
            by=alma,
            at=at,
        )


def test_what_was_not_read_at_its_source_cannot_be_signed_off(alma, at):
    make.matter(at=at, signed=False)
    status = status_of("il-bipa", at.date())
    assert "Tims, 2023 IL 127801" in [row.citation for row in status.unread]
    client = make.signed_in(alma, confirmed=True)
    page = client.post(
        reverse("desk_sign_off", args=["il-bipa"]), {"fingerprint": status.fingerprint}, follow=True
    )
    assert "Not every statement has been read" in page.content.decode()
    assert not SignOff.objects.exists()


def test_counsel_adds_what_they_read_and_what_rests_on_it_is_a_draft_again(alma, rhea, at):
    make.matter(at=at)
    before = status_of("il-bipa", at.date())
    words = {
        "citation": "Tims, 2023 IL 127801",
        "quote": "five years",
        "address": "2023 IL 127801",
        "is_official": "on",
        "read_on": at.date().isoformat(),
    }
    address = reverse("desk_law_read")
    assert make.signed_in(rhea).post(address, words).status_code == 403
    client = make.signed_in(alma)
    assert client.post(address, words | {"quote": ""}).status_code == 400
    refused = client.post(address, words | {"read_on": "2099-01-01"})
    assert "has not come yet" in refused.content.decode()
    assert not Reading.objects.exists()
    client.post(address, words)
    after = status_of("il-bipa", at.date())
    assert len(after.unread) == len(before.unread) - 1
    assert (before.is_draft, after.is_draft) == (False, True)
    assert status_of("ny-51", at.date()).is_draft is False
    assert "Alma Ash" in client.get(reverse("desk_law")).content.decode()


def test_an_attorney_signs_off_the_text_that_was_read_and_no_other(alma, all_read, at):
    make.matter(at=at, signed=False)
    text = status_of("il-bipa", at.date()).fingerprint
    address = reverse("desk_sign_off", args=["il-bipa"])
    # Not confirmed just now.
    make.signed_in(alma).post(address, {"fingerprint": text})
    client = make.signed_in(alma, confirmed=True)
    client.post(address, {"fingerprint": "of an earlier text"})
    assert not SignOff.objects.exists()
    assert text in client.get(reverse("desk_law")).content.decode()
    client.post(address, {"fingerprint": text})
    assert list(SignOff.objects.values_list("theory", "fingerprint", "signed_by", "is_demo")) == [
        ("il-bipa", text, "Alma Ash", False)
    ]
    assert Event.objects.filter(verb="law.signed_off", actor=f"user:{alma.pk}").count() == 1
    assert (
        client.post(reverse("desk_sign_off", args=["none"]), {"fingerprint": "x"}).status_code
        == 404
    )


def test_a_paralegal_reads_the_law_and_finds_no_sign_off_button(rhea, at):
    make.matter(at=at, signed=False)
    page = make.signed_in(rhea).get(reverse("desk_law")).content.decode()
    assert "draft: not signed off by counsel" in page
    assert reverse("desk_sign_off", args=["il-bipa"]) not in page


def failed_job(at, kind=JobKind.BUILD_PACKET, subject=None) -> Job:
    values = {"state": "failed", "attempts": 5, "error": "OSError", "finished_at": at}
    values |= {"created_at": at, "not_before": at}
    subject = subject or uuid4()
    return Job.objects.update_or_create(kind=kind, subject=subject, defaults=values)[0]


def test_failed_work_is_seen_and_started_again_once(ada, at):
    job = failed_job(at)
    client = make.signed_in(ada)
    assert "OSError" in client.get(reverse("desk_jobs")).content.decode()
    for _click in range(2):
        client.post(reverse("desk_restart", args=[job.pk]))
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == ("queued", 0, "")
    assert Event.objects.filter(verb="job.restarted").count() == 1


def test_failed_work_stands_under_its_matter_with_its_claim(ada, ana, matter, at):
    claim, submission = make.sent(ana, matter, at=at)
    failed_job(at, subject=submission.pk)
    failed_job(at, JobKind.SEND_MAIL)
    page = make.signed_in(ada).get(reverse("desk_jobs")).content.decode()
    own, rest = page.split("<h2>No matter</h2>")
    assert f"<h2>{matter.name}</h2>" in own and claim.reference in own
    assert "documents.build_packet" in own and "accounts.send_mail" in rest
    assert claim.reference not in rest


def test_who_works_on_one_matter_sees_and_starts_the_work_of_that_alone(ana, matter, at):
    _claim, submission = make.sent(ana, matter, at=at)
    job = failed_job(at, subject=submission.pk)
    failed_job(at, JobKind.SEND_MAIL)
    other = make.matter(at=at, name="Another matter", signed=False)
    stranger = make.staff("y@staff.example", "Yes", "administrator", at=at, matter=other.pk)
    client = make.signed_in(stranger)
    assert "Nothing has failed." in client.get(reverse("desk_jobs")).content.decode()
    client.post(reverse("desk_restart", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == "failed"
    own = make.staff("z@staff.example", "Zoe", "paralegal", at=at, matter=matter.pk)
    client = make.signed_in(own)
    page = client.get(reverse("desk_jobs")).content.decode()
    assert "build_packet" in page and "send_mail" not in page
    client.post(reverse("desk_restart", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == "queued"


def told() -> list[tuple[list[str], str]]:
    for job in Job.objects.filter(kind=JobKind.TELL_FAILED, state="queued"):
        run(job.pk)
    return [(mail.to, mail.body) for mail in make.outbox() if "gave up" in mail.subject]


def test_an_administrator_is_told_once_of_all_that_gave_up(ada, alma, at):
    for _job in range(3):
        failed_job(at, JobKind.SEND_MAIL)
    failed_job(at)
    assert report_failures(at=at).counts == {"accounts.send_mail": 3, "documents.build_packet": 1}
    assert report_failures(at=at) is None
    ((to, body),) = told()
    assert to == ["ada@example.org"]
    assert "3 × accounts.send_mail\n1 × documents.build_packet" in body
    assert "http://localhost:8000/staff/jobs/" in body


def test_work_that_gives_up_again_is_news_again_and_telling_that_fails_is_none(ada, at):
    job = failed_job(at)
    report_failures(at=at)
    enqueue(job.kind, job.subject, at=at)
    assert report_failures(at=at) is None
    Job.objects.filter(pk=job.pk).update(state="failed", finished_at=at)
    assert report_failures(at=at).counts == {"documents.build_packet": 1}
    Job.objects.filter(kind=JobKind.TELL_FAILED).update(state="failed", finished_at=at)
    assert report_failures(at=at) is None


def test_without_an_administrator_whoever_may_start_it_again_is_told(rhea, alma, at):
    failed_job(at)
    report_failures(at=at)
    assert [to for to, _body in told()] == [["alma@example.org"], ["rhea@example.org"]]


def test_every_kind_of_work_leads_to_its_matter_or_is_known_to_concern_none():
    none = {JobKind.SEND_MAIL, JobKind.TELL_RECOVERY, JobKind.TELL_CODE, JobKind.TELL_FAILED}
    assert set(failed.OF_CLAIM) | set(failed.OF_MATTER) | none == set(JobKind)


def test_a_role_in_one_matter_writes_nothing_in_another(ana, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    other = make.matter(at=at, name="Another matter", signed=False)
    user = make.staff("y@staff.example", "Yes", "paralegal", at=at, matter=other.pk)
    Membership.objects.create(user=user, role="administrator", matter=matter.pk, granted_at=at)
    client = make.signed_in(user)
    assert client.get(reverse("desk_claim", args=[claim.reference])).status_code == 200
    for name, data in (
        ("notes", {"text": "x"}),
        ("assignment", {"assignee": str(user.pk)}),
        ("hold", {}),
    ):
        url = reverse("desk_panel", args=[claim.reference, name])
        assert client.post(url, data).status_code == 403
    claim.refresh_from_db()
    assert (claim.assignee, claim.on_hold, Note.objects.count()) == (None, False, 0)


def test_a_claim_is_given_to_a_colleague_of_its_matter_alone(ana, rhea, alma, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    client, address = (
        make.signed_in(rhea),
        reverse("desk_panel", args=[claim.reference, "assignment"]),
    )
    client.post(address, {"assignee": str(alma.pk)})
    claim.refresh_from_db()
    assert claim.assignee == alma
    assert client.post(address, {"assignee": str(ana.pk)}).status_code == 400
    claim.refresh_from_db()
    assert claim.assignee == alma
    client.post(address, {"assignee": ""})
    claim.refresh_from_db()
    assert claim.assignee is None
    verbs = list(
        Event.objects.filter(verb__startswith="claim.")
        .exclude(verb="claim.opened")
        .order_by("at")
        .values_list("verb", flat=True)
    )[-2:]
    assert verbs == ["claim.assigned", "claim.put_back"]


def test_an_attorney_places_and_lifts_a_hold_and_a_paralegal_does_not(ana, rhea, alma, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    address = reverse("desk_panel", args=[claim.reference, "hold"])
    assert make.signed_in(rhea).post(address).status_code == 403
    claim.refresh_from_db()
    assert claim.on_hold is False
    client = make.signed_in(alma, confirmed=True)
    client.post(address)
    claim.refresh_from_db()
    assert claim.on_hold is True
    assert (
        "Litigation hold"
        in client.get(reverse("desk_claim", args=[claim.reference])).content.decode()
    )
    client.post(address, {"lift": "1"})
    claim.refresh_from_db()
    assert claim.on_hold is False


def test_staff_and_matters_are_made_on_the_command_line(matter, capsys):
    call_command(
        "add_staff", "New@Staff.example", "Nora Nash", "paralegal", "--matter", matter.name
    )
    user = User.objects.get(email="new@staff.example")
    assert (user.name, user.has_usable_password()) == ("Nora Nash", False)
    assert list(user.memberships.values_list("role", "matter")) == [("paralegal", matter.pk)]
    call_command(
        "open_matter",
        "In re Second",
        "--court",
        "A court",
        "--forum",
        "california",
        "--theories",
        "ca-privacy",
        "--datasets",
        "pipa",
    )
    second = Matter.objects.get(name="In re Second")
    assert (second.forum, second.theories, second.datasets) == (
        "california",
        ["ca-privacy"],
        ["pipa"],
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ana@example.org", "Ana", "paralegal"], "the account of a claimant"),
        (["no address", "N", "paralegal"], "no e-mail address"),
        (
            ["n@staff.example", "N", "paralegal", "--matter", "None such"],
            "There is no matter called",
        ),
    ],
)
def test_staff_who_cannot_be_are_refused_and_nothing_is_changed(arguments, says, ana, matter):
    before = (User.objects.count(), Membership.objects.count())
    with pytest.raises(CommandError, match=says):
        call_command("add_staff", *arguments)
    assert (User.objects.count(), Membership.objects.count()) == before


def test_a_matter_of_a_taken_name_is_refused(matter):
    with pytest.raises(CommandError, match="already"):
        call_command(
            "open_matter",
            matter.name,
            "--court",
            "C",
            "--forum",
            "federal",
            "--theories",
            "il-bipa",
            "--datasets",
            "pipa",
        )
    assert Matter.objects.count() == 1


def test_a_changed_question_makes_a_theory_a_draft_again(monkeypatch):
    from dataclasses import replace

    from claims.law import theory

    before = BIPA.fingerprint()
    changed = tuple(
        replace(question, text="Other words") if question.key == "face_visible" else question
        for question in theory.QUESTIONS
    )
    monkeypatch.setattr(theory, "QUESTIONS", changed)
    assert BIPA.fingerprint() != before


def test_the_desk_lists_current_and_earlier_releases_and_incomplete_copies(
    rhea, matter, meglass, at, tmp_path
):
    row = f"72157600000000001 {make.PHOTO} 1 2 3 4 5 1"
    make.release("pipa", [row], tmp_path, at=at, name="first")
    make.release("pipa", [row, row], tmp_path, at=at, name="second", replaces=("first",))
    page = " ".join(make.signed_in(rhea).get(reverse("desk_releases")).content.decode().split())
    current, earlier = page.split("Earlier releases")
    assert ("<td>second</td>" in current, "<td>first</td>" in current) == (True, False)
    assert "isn’t complete. It has 2 of 63,188 published rows" in current
    assert "<td>first</td>" in earlier
    assert "<td>second</td>" in earlier  # replaced by
