"""Whatever is altered behind the portal's back in the record of a claim is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from claims.assessment.actions import assess, decide
from claims.assessment.queries import MatterLaw, assessed_people, lines_of, stored_finding
from claims.documents.models import Confirmation
from claims.evidence.actions import add_upload
from claims.intake.actions import move
from claims.intake.models import Claim, StatusMove
from claims.intake.queries import with_claim
from claims.intake.registers import differences
from claims.vault import actions as vault
from claims.vault.crypto import digest_of_json
from claims.vault.shapes import write
from tests import make
from tests.evidence.test_uploads import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(ana, rhea, matter, meglass, at):
    """Sent, with an attorney, with a file, a line and every paper."""
    claim, _submission = make.sent(ana, matter, at=at)
    assess(claim, MatterLaw(matter, at.date()), at=at)
    add_upload(claim, picture(), "beach.jpg", by=ana, at=at)
    for number, name in enumerate(("check_conflicts", "clear_conflicts", "to_attorney"), 1):
        move(claim, name, by=rhea, at=at + timedelta(hours=number))
    return Claim.objects.select_related("data_key", "matter", "account").get(pk=claim.pk)


def altered(row, **changed):
    """Written past the program; what is encrypted is encrypted with the right key."""
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))


def of_claim(claim, rows):
    return with_claim(claim, rows)[0]


def frozen_content(claim):
    row = of_claim(claim, claim.submissions.all())
    altered(row, content=row.content | {"roles": ["took"]})


def frozen_content_with_its_digest(claim):
    row = of_claim(claim, claim.submissions.all())
    content = row.content | {"roles": ["took"]}
    altered(row, content=content, sha256=digest_of_json(content))


def an_answer(claim):
    row = of_claim(claim, claim.answers.filter(question="removal_asked"))
    altered(row, content=row.content | {"value": "yes"})


def an_answer_taken_out(claim):
    claim.answers.filter(question="removal_asked").delete()


def a_papers_digest(claim):
    document = claim.submissions.get().documents.get(kind="fact_sheet")
    altered(document, sha256="ab" * 32)


def a_papers_file_on_disk(claim):
    document = claim.submissions.get().documents.get(kind="schedule")
    path = vault.file_path(document.file)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def a_papers_file_that_is_gone(claim):
    vault.file_path(claim.submissions.get().documents.get(kind="receipt").file).unlink()


def another_paper_of_our_own_key(claim):
    """Whoever has the program's access puts a file of their own in its place, digest and all."""
    document = claim.submissions.get().documents.get(kind="fact_sheet")
    forged = vault.store_file(
        b"%PDF-1.7 forged",
        key=claim.data_key,
        area="claimant",
        content_type="application/pdf",
        at=claim.submitted_at,
    )
    altered(document, file=forged, sha256=forged.sha256)


def a_confirmation(claim):
    row = Confirmation.objects.get(submission__claim=claim)
    row.submission.claim = claim
    altered(row, content=row.content | {"typed_name": "Mallory"})


def a_file_that_was_given(claim):
    path = vault.file_path(claim.uploads.get().original)
    path.write_bytes(path.read_bytes()[:-20])


def the_status(claim):
    Claim.objects.filter(pk=claim.pk).update(status="engaged")


def the_time_of_sending(claim):
    Claim.objects.filter(pk=claim.pk).update(submitted_at=claim.submitted_at - timedelta(days=400))


def a_move_put_in(claim):
    row = claim.moves.get(name="to_attorney")
    StatusMove.objects.create(
        claim=claim,
        name="send_engagement",
        from_status="attorney_review",
        to_status="engagement_sent",
        by=row.by,
        at=row.at + timedelta(hours=1),
    )
    Claim.objects.filter(pk=claim.pk).update(status="engagement_sent")


def a_decision_without_a_signature(claim):
    line = next(iter(lines_of(claim).values()))
    type(line).objects.filter(pk=line.pk).update(decision="pursue")


TAMPERINGS: dict[Callable, str] = {
    frozen_content: "Version 1 was altered: its digest is not the one written down.",
    frozen_content_with_its_digest: "Version 1 is not the one that the log names.",
    an_answer: "The answer to “removal_asked” is not the one that was sent.",
    an_answer_taken_out: "The answer to “removal_asked” is not the one that was sent.",
    a_papers_digest: "Fact sheet, version 1: the stored file is not the one whose digest",
    a_papers_file_on_disk: "Schedule of dataset appearances, version 1: the stored file is not",
    a_papers_file_that_is_gone: "Receipt, version 1: the stored file is not the one whose digest",
    another_paper_of_our_own_key: "Fact sheet, version 1: the log names another digest.",
    a_confirmation: "The confirmation of version 1 was altered",
    a_file_that_was_given: "File 1: what is stored is not what was given.",
    the_status: "The status is engaged, and its moves lead to attorney_review.",
    the_time_of_sending: "The time of sending is not the move’s.",
    a_move_put_in: "The moves are not those of the log.",
    a_decision_without_a_signature: "says pursue, and the signed decision open.",
}


def test_a_claim_that_nobody_altered_is_as_it_was_written_down(claim):
    assert differences(claim) == []
    output = StringIO()
    call_command("verify_evidence", stdout=output)
    assert "1 claims: everything is as it was written down." in output.getvalue()


@pytest.mark.parametrize(
    ("tamper", "sentence"), TAMPERINGS.items(), ids=lambda part: getattr(part, "__name__", "")
)
def test_each_tampering_is_named(tamper, sentence, claim):
    tamper(claim)
    fresh = Claim.objects.select_related("data_key").get(pk=claim.pk)
    sentences = differences(fresh)
    assert any(sentence in line for line in sentences), sentences
    output = StringIO()
    with pytest.raises(CommandError, match="1 of 1 claims are not as they were written down"):
        call_command("verify_evidence", claim.reference, stdout=output)
    assert f"{claim.reference}: " in output.getvalue()


def test_a_signed_decision_is_found_in_the_log(claim, alma, at):
    law = MatterLaw(claim.matter, at.date())
    assess(claim, law, at=at)
    subject, by_theory = assessed_people(claim, law)[0]
    assessed = by_theory[0]
    line = lines_of(claim)[subject.pk, assessed[0].status.theory.key]
    line.claim = claim
    seen = digest_of_json(write(stored_finding(assessed)))
    decide(line, "pursue", "Strong.", seen=seen, by=alma, at=at)
    assert differences(claim) == []
    row = of_claim(claim, claim.decisions.all())
    altered(row, content=row.content | {"reason": "Weak."})
    assert f"The decision over {line.theory} was altered." in differences(claim)


def test_an_unknown_reference_is_said(db):
    with pytest.raises(CommandError, match="There is no claim CLM-NONE-1, or it was erased"):
        call_command("verify_evidence", "CLM-NONE-1", stdout=StringIO())


def test_a_page_of_an_altered_record_says_so(claim, ana, alma):
    a_papers_file_that_is_gone(claim)
    a_papers_file_on_disk(claim)
    receipt = reverse("claim_pdf", args=[claim.reference, "receipt"])
    page = make.signed_in(ana).get(receipt)
    assert page.status_code == 500
    assert "Please call us at" in page.content.decode()
    schedule = reverse("desk_document", args=[claim.reference, "schedule"])
    page = make.signed_in(alma, confirmed=True).get(schedule)
    assert page.status_code == 500
    assert "Don’t rely on this record." in page.content.decode()


def test_the_public_page_vouches_for_no_file_that_was_put_in(claim):
    document = claim.submissions.get().documents.get(kind="fact_sheet")
    client, true = Client(), document.sha256
    assert "<strong>Yes.</strong>" in client.post("/verify/", {"digest": true}).content.decode()
    a_papers_digest(claim)
    for digest in ("ab" * 32, true):
        page = client.post("/verify/", {"digest": digest}).content.decode()
        assert "We didn’t make a document with exactly these bytes." in page
    another_paper_of_our_own_key(claim)
    file = SimpleUploadedFile("forged.pdf", b"%PDF-1.7 forged")
    page = client.post("/verify/", {"file": file}).content.decode()
    assert "We didn’t make a document with exactly these bytes." in page


def test_the_public_page_takes_files_up_to_the_limit_it_names(db):
    client = Client()
    large = SimpleUploadedFile("large.pdf", b"%PDF" + bytes(20 * 2**20 - 4))
    page = client.post("/verify/", {"file": large})
    assert page.status_code == 200
    assert "We didn’t make a document" in page.content.decode()
    larger = SimpleUploadedFile("larger.pdf", b"%PDF" + bytes(20 * 2**20))
    page = client.post("/verify/", {"file": larger})
    assert page.status_code == 400
    assert "20 MB" in page.content.decode()
    assert "error-summary" in page.content.decode()
