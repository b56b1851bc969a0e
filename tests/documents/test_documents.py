"""The documents: made from the frozen claim, right for the forum, tagged, complete, checkable."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile

import page
import pikepdf
import pypdf
import pytest
from django.urls import reverse

from claims.audit.models import Event
from claims.documents import actions, queries, render
from claims.documents.kinds import BY_KEY
from claims.documents.models import Document, Signature
from claims.intake.actions import move
from claims.refusals import Refusal
from claims.submission.actions import freeze, set_aside
from claims.submission.models import Submission
from claims.vault import actions as vault
from tests import make


def text_of(content: bytes) -> str:
    """The PDF's words with single spaces."""
    return re.sub(
        r"\s+",
        " ",
        " ".join(part.extract_text() for part in pypdf.PdfReader(io.BytesIO(content)).pages),
    )


def pdf_of(submission: Submission, kind: str) -> bytes:
    document = Document.objects.select_related("file__data_key").get(
        submission=submission, kind=kind
    )
    return vault.read_file(document.file)


WORDS = {
    "federal": "I declare under penalty of perjury that the foregoing is true and correct.",
    "illinois": (
        "Under penalties as provided by law pursuant to Section 1-109 of the Code of Civil "
        "Procedure"
    ),
    "california": (
        "I declare under penalty of perjury under the laws of the State of California that the "
        "foregoing"
    ),
}


@pytest.mark.parametrize("forum", WORDS)
def test_a_declaration_has_the_words_of_its_forum(forum, ana, at):
    _claim, submission = make.frozen(ana, make.matter(at=at, forum=forum), at=at)
    text = text_of(pdf_of(submission, "declaration"))
    assert WORDS[forum] in text
    assert all(words not in text for other, words in WORDS.items() if other != forum)
    assert ("(information and belief)" in text or "(own knowledge)" in text) == (
        forum == "illinois"
    )


def test_a_declaration_signed_abroad_names_the_laws_of_the_united_states(ana, matter, at):
    from claims.law.logic import Answer

    _claim, submission = make.frozen(ana, matter, at=at, signs_in_us=Answer("no"))
    assert "under the laws of the United States of America" in text_of(
        pdf_of(submission, "declaration")
    )


def test_the_schedule_prints_every_locator_and_the_digest_of_its_file(ana, matter, meglass, at):
    _claim, submission = make.frozen(ana, matter, at=at)
    text = text_of(pdf_of(submission, "schedule")).replace(" ", "")
    rows = [row for photo in submission.frozen.photos for row in photo.rows]
    assert [row.locator for row in rows] == ["meglass/2026-made-up/meglass.txt#L1"]
    assert "Otherrowsofthisaccountinthereleasessearched:1." in text
    assert "90000000077" not in text  # another photo of the account: whose it is has not been shown
    assert all(row.locator in text and row.sha256 in text for row in rows)


@pytest.mark.parametrize(
    "kind", ["information_sheet", "declaration", "schedule", "signed_declaration", "receipt"]
)
def test_every_pdf_is_tagged_and_clean_under_pdf_ua_1(kind, ana, matter, meglass, at):
    _claim, submission = make.sent(ana, matter, at=at)
    content = pdf_of(submission, kind)
    report = page.validate_pdf_bytes(content, profile="ua1")
    assert [str(failure) for failure in report.failures] == []
    assert report.is_compliant
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert "/StructTreeRoot" in pdf.Root


def test_the_same_submission_gives_the_same_bytes(ana, matter, at):
    _claim, submission = make.frozen(ana, matter, at=at)
    again = render.pdf(
        render.html(BY_KEY["declaration"], submission),
        identifier=f"{submission.sha256}:declaration",
    )
    assert again == pdf_of(submission, "declaration")


def test_making_a_packet_twice_makes_it_once(ana, matter, at):
    _claim, submission = make.frozen(ana, matter, at=at)
    before = set(Document.objects.values_list("pk", flat=True))
    actions.build(submission, "frozen", at=at, progress=lambda *_: None)
    assert set(Document.objects.values_list("pk", flat=True)) == before
    assert len(before) == 3


def test_nothing_is_fetched_while_a_document_is_made():
    for source in (
        "https://evil.example/x.png",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
    ):
        with pytest.raises(render.BlockedResource):
            render.pdf(
                f'<html lang="en"><title>x</title><img alt="" src="{source}">', identifier="x"
            )


def test_a_file_on_disk_does_not_show_what_it_says(ana, matter, at):
    _claim, submission = make.frozen(ana, matter, at=at)
    document = Document.objects.get(submission=submission, kind="declaration")
    on_disk = vault.file_path(document.file).read_bytes()
    assert b"%PDF" not in on_disk
    assert vault.read_file(document.file).startswith(b"%PDF")


def test_only_the_unchanged_file_is_known(ana, matter, at):
    _claim, submission = make.frozen(ana, matter, at=at)
    content = pdf_of(submission, "schedule")
    assert actions.check_digest(content).kind == "schedule"
    assert actions.check_digest(content + b" ") is None
    assert queries.by_digest("zz") is None


def test_nobody_signs_before_reading_everything(ana, matter, at):
    _claim, submission = make.frozen(ana, matter, at=at)
    said = {"typed_name": "Ana Alder", "place": "Springfield", "zone": "UTC"}
    with pytest.raises(Refusal):
        actions.sign(submission, said, by=ana, at=at)
    assert not Signature.objects.exists()
    assert queries.packet(submission, ana).step == "read"


def test_the_code_for_consent_is_the_one_in_the_pdf(ana, matter, at):
    _claim, submission = make.frozen(ana, matter, at=at)
    code = render.reading_code(submission)
    assert code in text_of(pdf_of(submission, "information_sheet"))
    with pytest.raises(Refusal):
        actions.consent(
            submission, "XXXX" if code != "XXXX" else "YYYY", circumstances={}, by=ana, at=at
        )
    assert queries.packet(submission, ana).consent is None


def test_a_signature_binds_the_digests_that_were_read(ana, matter, at):
    _claim, submission = make.signed(ana, matter, at=at)
    signature = Signature.objects.select_related("submission__claim__data_key").get()
    documents = {document.kind: document.sha256 for document in Document.objects.all()}
    assert signature.record.digests == documents
    submission.refresh_from_db()
    assert submission.signature_sha256 == signature.sha256


def test_another_name_is_no_signature(ana, matter, at):
    claim, submission = make.frozen(ana, matter, at=at)
    for document in queries.packet(submission, ana).documents:
        document.submission = submission
        actions.note_reading(document, by=ana, at=at)
    where = {"address": "192.0.2.7", "browser": "test"}
    code = render.reading_code(submission)
    actions.consent(submission, code, circumstances=where, by=ana, at=at)
    with pytest.raises(Refusal, match="exactly as it stands"):
        actions.sign(submission, make.signing(typed_name="Anna Alder"), by=ana, at=at)
    assert not Signature.objects.exists()
    assert not claim.submissions.exclude(signed_at=None).exists()


def test_going_back_sets_the_frozen_version_aside_and_the_next_has_a_new_number(ana, matter, at):
    claim, submission = make.frozen(ana, matter, at=at)
    set_aside(claim, by=ana, at=at)
    again = freeze(claim, by=ana, at=at)
    assert (submission.number, again.number) == (1, 2)


def test_the_signed_copy_carries_name_date_and_the_digest_of_what_was_read(ana, matter, at):
    _claim, submission = make.sent(ana, matter, at=at)
    text = text_of(pdf_of(submission, "signed_declaration")).replace(" ", "")
    assert "/s/AnaAlder" in text
    assert "2026-11-23(America/Chicago)" in text
    assert Document.objects.get(kind="declaration").sha256 in text


def test_a_signed_version_that_is_set_aside_is_not_sent(ana, matter, at):
    claim, first = make.signed(ana, matter, at=at)
    set_aside(claim, by=ana, at=at)
    with pytest.raises(Refusal, match="sign"):
        move(claim, "submit", by=ana, at=at)
    second = freeze(claim, by=ana, at=at)
    with pytest.raises(Refusal, match="sign"):
        move(claim, "submit", by=ana, at=at)
    assert (first.number, second.number, second.signed_at) == (1, 2, None)
    assert Signature.objects.count() == 1


def test_what_is_typed_after_freezing_is_not_lost_in_silence(ana, matter, at):
    claim, _submission = make.frozen(ana, matter, at=at)
    client = make.signed_in(ana)
    url = reverse("claim_question", args=[claim.reference, 0, "mailing_address"])
    page = client.post(url, {"value": "Somewhere else"}, follow=True).content.decode()
    assert "This was not saved" in page


def test_a_pdf_comes_as_a_file_in_a_sandbox(ana, matter, at):
    claim, _submission = make.frozen(ana, matter, at=at)
    response = make.signed_in(ana).get(reverse("claim_pdf", args=[claim.reference, "declaration"]))
    assert (
        response["Content-Disposition"]
        == f'attachment; filename="{claim.reference}-declaration.pdf"'
    )
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert response["Cache-Control"] == "no-store"


def test_the_packet_holds_every_document_with_its_digest_and_downloading_is_not_reading(
    ana, matter, at
):
    claim, submission = make.frozen(ana, matter, at=at)
    response = make.signed_in(ana).get(reverse("claim_packet", args=[claim.reference]))
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        sums = dict(
            reversed(line.split("  ")) for line in archive.read("SHA256SUMS").decode().splitlines()
        )
        found = {
            name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()[:-1]
        }
    assert (
        found
        == sums
        == {f"{row.kind}.pdf": row.sha256 for row in Document.objects.filter(submission=submission)}
    )
    assert Event.objects.filter(verb="packet.downloaded", actor=f"user:{ana.pk}").count() == 1
    assert queries.packet(submission, ana).step == "read"
