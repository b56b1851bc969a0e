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
from claims.documents.models import Confirmation, Document, Reading
from claims.intake.actions import move
from claims.refusals import Refusal, Stale
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
    "federal": (
        "I declare under penalty of perjury under the laws of the United States of America that "
        "the foregoing is true and correct."
    ),
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
def test_a_draft_declaration_has_the_words_of_its_forum_and_no_signature(forum, ana, at):
    _claim, submission = make.sent(ana, make.matter(at=at, forum=forum), at=at)
    text = text_of(pdf_of(submission, "declaration"))
    assert WORDS[forum] in text
    assert all(words not in text for other, words in WORDS.items() if other != forum)
    assert ("(information and belief)" in text or "(own knowledge)" in text) == (
        forum == "illinois"
    )
    assert "Draft for counsel" in text and "/s/" not in text


def test_the_claimant_does_not_get_the_draft_of_counsel(ana, rhea, matter, at):
    claim, submission = make.sent(ana, matter, at=at)
    client = make.signed_in(ana)
    for name in ("claim_read", "claim_pdf"):
        assert client.get(reverse(name, args=[claim.reference, "declaration"])).status_code == 404
    kinds = [document.kind for document in queries.packet(submission).documents]
    assert kinds == ["fact_sheet", "schedule", "intake_sheet", "receipt"]
    desk = make.signed_in(rhea).get(reverse("desk_document", args=[claim.reference, "declaration"]))
    assert desk.status_code == 200


def test_what_is_between_the_person_and_the_firm_stands_on_the_confidential_sheet_alone(
    ana, matter, at
):
    from claims.law.logic import Answer

    _claim, submission = make.sent(ana, matter, at=at, effect=Answer("I sleep badly."))
    facts, private = (text_of(pdf_of(submission, kind)) for kind in ("fact_sheet", "intake_sheet"))
    for words in ("I sleep badly.", "12 Elm Street", "ana@example.org", "class action"):
        assert words in private and words not in facts
    assert "Where have you lived since 2004?" in facts
    assert "Where have you lived since 2004?" not in private
    assert "not sworn" in facts and "Confidential" in private


def test_no_page_or_mail_of_the_way_to_the_receipt_speaks_of_signing(ana, matter, at):
    claim, submission = make.confirmed(ana, matter, at=at)
    client = make.signed_in(ana)
    pages = [client.get(reverse("claim_documents", args=[claim.reference])).content.decode()]
    layout = "documents/body.html"
    pages += [
        render.html(BY_KEY[kind], submission, layout=layout) for kind in ("fact_sheet", "schedule")
    ]
    move(claim, "submit", by=ana, at=at)
    actions.build(submission, "sent", at=at, progress=lambda *_: None)
    pages += [
        render.html(BY_KEY[kind], submission, layout=layout) for kind in ("intake_sheet", "receipt")
    ]
    pages += [client.get(reverse("claim", args=[claim.reference])).content.decode()]
    for shown in pages:
        words = re.sub(r"(?i)sign (in|out|up)|signed (in|out|up)|sign-(in|out)", "", shown)
        # An agreement with the firm is no paper of the way there.
        words = re.sub(r"you and the firm\s+both\s+sign\s+an\s+agreement", "", words)
        assert re.findall(r"(?i)\bsign(?:ed|ature|ing)?\b", words) == []


def test_the_schedule_prints_every_locator_and_the_digest_of_its_file(ana, matter, meglass, at):
    _claim, submission = make.frozen(ana, matter, at=at)
    text = text_of(pdf_of(submission, "schedule")).replace(" ", "")
    rows = [row for photo in submission.frozen.photos for row in photo.rows]
    assert [row.locator for row in rows] == ["meglass/2026-made-up/meglass.txt#L1"]
    assert "Otherrowsforthisaccountinthereleasessearched:1." in text
    assert "90000000077" not in text  # another photo of the account: whose it is has not been shown
    assert all(row.locator in text and row.sha256 in text for row in rows)


@pytest.mark.parametrize(
    "kind", ["fact_sheet", "schedule", "intake_sheet", "declaration", "receipt"]
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
        render.html(BY_KEY["fact_sheet"], submission),
        identifier=f"{submission.sha256}:fact_sheet",
    )
    assert again == pdf_of(submission, "fact_sheet")


def test_making_a_packet_twice_makes_it_once(ana, matter, at):
    _claim, submission = make.frozen(ana, matter, at=at)
    before = set(Document.objects.values_list("pk", flat=True))
    actions.build(submission, "frozen", at=at, progress=lambda *_: None)
    assert set(Document.objects.values_list("pk", flat=True)) == before
    assert len(before) == 2


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
    document = Document.objects.get(submission=submission, kind="fact_sheet")
    on_disk = vault.file_path(document.file).read_bytes()
    assert b"%PDF" not in on_disk
    assert vault.read_file(document.file).startswith(b"%PDF")


def test_only_the_unchanged_file_is_known(ana, matter, at):
    _claim, submission = make.frozen(ana, matter, at=at)
    content = pdf_of(submission, "schedule")
    assert actions.check_digest(content).kind == "schedule"
    assert actions.check_digest(content + b" ") is None
    assert queries.by_digest("zz") is None


def test_nobody_confirms_before_the_documents_are_made(ana, matter, at):
    claim = make.answered(ana, matter, at=at)
    submission = freeze(claim, by=ana, at=at)
    submission.claim = claim
    with pytest.raises(Refusal, match="a few seconds, then"):
        actions.confirm(submission, make.confirming(), seen=submission.sha256, by=ana, at=at)
    assert not Confirmation.objects.exists()
    page = make.signed_in(ana, confirmed=True).get(
        reverse("claim_documents", args=[claim.reference])
    )
    assert "12 Elm Street" not in page.content.decode()  # it stands on the confidential sheet
    assert "Where have you lived since 2004?" in page.content.decode()
    assert "Keep reading." in page.content.decode()


def test_what_was_shown_is_what_is_confirmed(ana, matter, at):
    _claim, submission = make.frozen(ana, matter, at=at)
    with pytest.raises(Stale, match="another window"):
        actions.confirm(submission, make.confirming(), seen="0" * 64, by=ana, at=at)
    assert not Confirmation.objects.exists()


def test_what_the_page_shows_is_noted_as_read(ana, matter, at):
    claim, _submission = make.frozen(ana, matter, at=at)
    assert not Reading.objects.exists()
    make.signed_in(ana).get(reverse("claim_documents", args=[claim.reference]))
    read = Reading.objects.values_list("document__kind", flat=True)
    assert sorted(read) == ["fact_sheet", "schedule"]


def test_a_confirmation_binds_the_digests_that_were_read(ana, matter, at):
    _claim, submission = make.confirmed(ana, matter, at=at)
    confirmation = Confirmation.objects.select_related("submission__claim__data_key").get()
    documents = {document.kind: document.sha256 for document in Document.objects.all()}
    assert confirmation.record.digests == documents
    assert confirmation.record.words.startswith("I have read the fact sheet")
    submission.refresh_from_db()
    assert submission.confirmation_sha256 == confirmation.sha256


def test_another_name_is_no_confirmation(ana, matter, at):
    claim, submission = make.frozen(ana, matter, at=at)
    other = make.confirming(typed_name="Anna Alder")
    with pytest.raises(Refusal, match="exactly as it appears"):
        actions.confirm(submission, other, seen=submission.sha256, by=ana, at=at)
    assert not Confirmation.objects.exists()
    assert not claim.submissions.exclude(confirmed_at=None).exists()


def test_going_back_sets_the_frozen_version_aside_and_the_next_has_a_new_number(ana, matter, at):
    claim, submission = make.frozen(ana, matter, at=at)
    set_aside(claim, by=ana, at=at)
    again = freeze(claim, by=ana, at=at)
    assert (submission.number, again.number) == (1, 2)


def test_the_receipt_says_what_was_confirmed_when_and_of_which_digests(ana, matter, at):
    _claim, submission = make.sent(ana, matter, at=at)
    text = text_of(pdf_of(submission, "receipt")).replace(" ", "")
    assert "Tothebestofwhatiknow" in text.replace("I", "i")
    assert "2026-11-23(America/Chicago)" in text
    assert Document.objects.get(kind="fact_sheet").sha256 in text
    assert "Thisisnotsworn" in text


def test_a_confirmed_version_that_is_set_aside_is_not_sent(ana, matter, at):
    claim, first = make.confirmed(ana, matter, at=at)
    set_aside(claim, by=ana, at=at)
    with pytest.raises(Refusal, match="confirm"):
        move(claim, "submit", by=ana, at=at)
    second = freeze(claim, by=ana, at=at)
    with pytest.raises(Refusal, match="confirm"):
        move(claim, "submit", by=ana, at=at)
    assert (first.number, second.number, second.confirmed_at) == (1, 2, None)
    assert Confirmation.objects.count() == 1


def test_a_confirmation_sends_the_claim_and_a_second_one_nothing(ana, matter, at):
    claim, submission = make.frozen(ana, matter, at=at)
    client = make.signed_in(ana, confirmed=True)
    address = reverse("claim_documents", args=[claim.reference])
    seen = {"seen": submission.sha256}
    assert client.post(address, seen | {"typed_name": "Ana Alder"}).status_code == 400
    assert not Confirmation.objects.exists()
    for _time in range(2):
        client.post(address, seen | {"typed_name": "ana  alder", "right": "on"})
    claim.refresh_from_db()
    assert (claim.status, Confirmation.objects.count()) == ("submitted", 1)


def test_where_no_code_was_entered_lately_one_is_asked_on_the_same_page(ana, matter, at):
    claim, submission = make.frozen(ana, matter, at=at)
    client = make.signed_in(ana)
    address = reverse("claim_documents", args=[claim.reference])
    typed = {"seen": submission.sha256, "typed_name": "Ana Alder", "right": "on", "code": ""}
    page = client.post(address, typed | {"resend": "1"}).content.decode()
    code = re.search(r"\d{6}", make.outbox()[-1].body)[0]
    assert 'value="Ana Alder"' in page  # what was typed stands there still
    wrong = "000000" if code != "000000" else "111111"
    for entered in ("", wrong):
        assert client.post(address, typed | {"code": entered}).status_code == 400
    claim.refresh_from_db()
    assert (claim.status, Confirmation.objects.count()) == ("draft", 0)
    assert client.post(address, typed | {"code": code}).status_code == 302
    claim.refresh_from_db()
    assert (claim.status, Confirmation.objects.count()) == ("submitted", 1)


def test_what_is_typed_after_freezing_is_not_lost_in_silence(ana, matter, at):
    claim, _submission = make.frozen(ana, matter, at=at)
    client = make.signed_in(ana)
    url = reverse("claim_question", args=[claim.reference, 0, "mailing_address"])
    page = client.post(url, {"value": "Somewhere else"}, follow=True).content.decode()
    assert "We didn’t save this, because" in page


def test_a_pdf_comes_as_a_file_in_a_sandbox(ana, matter, at):
    claim, _submission = make.frozen(ana, matter, at=at)
    response = make.signed_in(ana).get(reverse("claim_pdf", args=[claim.reference, "fact_sheet"]))
    assert (
        response["Content-Disposition"]
        == f'attachment; filename="{claim.reference}-fact_sheet.pdf"'
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
    assert not Reading.objects.exists()
