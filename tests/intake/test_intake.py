"""The claim: only what is still needed is asked, nothing is lost, and the status table is kept."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from claims.accounts.models import Membership
from claims.correspondence.actions.messages import ask, reply
from claims.correspondence.tasks import tell_move
from claims.intake import actions as intake_actions
from claims.intake.actions import LETTERS
from claims.intake.models import Claim, ClaimPhoto, StatusMove
from claims.intake.queries import photos, role_allows
from claims.intake.status import BY_NAME, MOVES, Status
from claims.interview.actions import answers
from claims.interview.actions.answers import screen
from claims.interview.actions.people import (
    add_person,
    add_photos,
    begin,
    place_photos,
    remove_photo,
    set_roles,
)
from claims.interview.models import Answer
from claims.interview.queries import Interview
from claims.jobs.models import Job
from claims.jobs.names import JobKind
from claims.law import logic
from claims.law.questions import BY_KEY
from claims.refusals import Refusal
from claims.submission.actions import freeze, set_aside
from claims.submission.models import Submission
from tests import make

pytestmark = pytest.mark.django_db


PERSON_OF_THE_CLAIM = [
    "learned",
    "removal_asked",
    "evidence_held",
    "effect",
    "class_rep",
    "mailing_address",
    "phone",
    "language",
    "contact_note",
]


def test_an_illinois_adult_is_asked_only_what_is_still_needed(ana, matter, at):
    asked = make.answered(ana, matter, at=at).asked
    assert asked[:4] == ["residence", "face_visible", "taken_in", "uploaded_in"]
    assert asked[-len(PERSON_OF_THE_CLAIM) :] == PERSON_OF_THE_CLAIM
    assert not {
        "birth_date",
        "privacy_history",
        "licence_at_upload",
        "authority",
        "died_on",
        "flickr_names",
    } & {*asked}


def test_an_illinois_adult_answers_on_four_pages(ana, matter, at):
    claim = make.answered(ana, matter, at=at)
    assert {BY_KEY[key].page for key in claim.asked} == {"person", "photos", "use", "last"}


def test_who_takes_part_in_one_photo_alone_is_told_once(ana, matter, at):
    client = make.signed_in(ana)
    for roles, kind in (("in_photo", "depicted"), ("took", "took")):
        client.post(reverse("carry"), {"text": make.LINK})
        client.post(reverse("claim_start"), make.first_page(roles=roles))
        claim = ana.claims.exclude(status="withdrawn").get()
        assert [row.kind for row in claim.capacities.all()] == [kind]
        assert Interview(claim).next_page() == "question"
        intake_actions.move(claim, "withdraw", by=ana, at=at)


def test_who_is_who_is_asked_where_one_answer_does_not_tell_it(ana, matter, at):
    client = make.signed_in(ana)
    client.post(reverse("carry"), {"text": f"{make.LINK}\n{make.LINK_2}"})
    client.post(reverse("claim_start"), make.first_page())
    claim = ana.claims.get()
    assert not claim.capacities.exists()
    assert Interview(claim).next_page() == "capacity"


def test_a_first_page_with_something_missing_opens_no_claim(ana, matter, at):
    client = make.signed_in(ana)
    client.post(reverse("carry"), {"text": make.LINK})
    response = client.post(reverse("claim_start"), make.first_page(other_counsel=""))
    assert response.status_code == 400
    assert 'value="Ana Alder"' in response.content.decode()
    assert not ana.claims.exists()
    assert "carried" in client.session


def test_a_californian_is_asked_what_california_needs(ana, matter, at):
    claim = make.answered(
        ana,
        matter,
        at=at,
        residence=make.lived("CA"),
        taken_in=logic.Answer("CA"),
        uploaded_in=logic.Answer("CA"),
    )
    assert {"privacy_history", "advertising_use", "ad_release"} <= {*claim.asked}
    # What a company did may have been done in Illinois: its act may hold for anyone.
    assert "name_links" in claim.asked


def test_a_law_that_counsel_has_not_signed_off_asks_nothing(ana, at):
    drafts = make.matter(at=at, signed=False)
    assert make.answered(ana, drafts, at=at).asked == [
        "residence",
        "taken_on",
        *PERSON_OF_THE_CLAIM,
    ]


def test_what_was_told_at_sign_up_is_not_asked_again(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    (answer,) = claim.answers.filter(question="birth_date")
    answer.claim = claim
    assert answer.content == {
        "value": "1990-05-17",
        "certainty": "known",
        "precision": "day",
        "basis": "own",
    }


def test_a_second_start_returns_the_open_claim(ana, matter, at):
    first, second = (begin(account=ana, matter=matter, at=at) for _ in range(2))
    assert first.pk == second.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=first.pk).update(status=Status.SUBMITTED)


def test_what_was_checked_is_added_to_the_claim_that_is_open(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    client = make.signed_in(ana)
    client.post(reverse("carry"), {"text": f"{make.LINK_2}\n{make.LINK}"})
    response = client.post(reverse("claim_start"))
    assert response["Location"] == reverse("claim_continue", args=[claim.reference])
    assert [photo.reference["text"] for photo in photos(claim)] == [make.LINK, make.LINK_2]
    assert "carried" not in client.session


def test_what_was_checked_is_not_lost_when_the_documents_are_made_already(ana, matter, at):
    claim, _submission = make.frozen(ana, matter, at=at)
    client = make.signed_in(ana)
    client.post(reverse("carry"), {"text": make.LINK_2})
    page = client.post(reverse("claim_start"), follow=True).content.decode()
    assert "We didn’t add the photos you checked." in page
    assert "carried" in client.session
    assert claim.photos.count() == 1


def test_a_reference_catches_a_slip():
    from claims.intake.actions import check_letter, new_reference

    prefix, code, check = new_reference().split("-")
    assert (prefix, len(code), check) == ("CLM", 6, check_letter(code))
    assert set(code) <= set(LETTERS)
    for place, right in enumerate(code):
        slips = [code[:place] + wrong + code[place + 1 :] for wrong in LETTERS if wrong != right]
        assert check not in {check_letter(slip) for slip in slips}


def test_ten_million_claims_leave_references_enough():
    """One in 73 is taken by then; a claim is refused when twenty in a row are."""
    from claims.intake.actions import LETTERS, WEIGHTS

    taken = 10_000_000 / len(LETTERS) ** len(WEIGHTS)
    assert taken < 0.014
    assert taken**20 < 1e-37


def test_the_same_photo_by_another_link_is_added_once(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    other_form = f"https://live.staticflickr.com/1/{make.PHOTO}_0123456789.jpg"
    assert add_photos(claim, other_form, by=ana, at=at) == []
    assert ClaimPhoto.objects.count() == 1


def test_lines_that_cannot_be_used_are_returned_and_nothing_of_them_is_kept(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    unusable = add_photos(claim, "made_up\nhttps://www.flickr.com/gp/x/S3cr3t", by=ana, at=at)
    assert [ref.kind for ref in unusable] == ["alias", "guest_pass"]
    assert ClaimPhoto.objects.count() == 1


def test_more_than_500_photos_are_refused_and_none_is_added(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    many = "\n".join(str(90_000_000_000 + number) for number in range(600))
    with pytest.raises(Refusal, match="500"):
        add_photos(claim, many, by=ana, at=at)
    assert ClaimPhoto.objects.count() == 1


def test_nothing_is_frozen_while_a_question_is_open(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    with pytest.raises(Refusal):
        freeze(claim, by=ana, at=at)
    assert not Submission.objects.exists()
    assert not Job.objects.exists()


def test_freezing_twice_freezes_once_and_asks_for_the_documents(ana, matter, at):
    claim = make.answered(ana, matter, at=at)
    first, second = (freeze(claim, by=ana, at=at) for _ in range(2))
    assert first.pk == second.pk
    assert list(Job.objects.values_list("kind", "subject")) == [(JobKind.BUILD_PACKET, first.pk)]


def test_a_claim_that_was_sent_takes_no_change(ana, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    before = Answer.objects.count()
    with pytest.raises(Refusal):
        answers.answer(claim, "removal_asked", logic.Answer("no"), by=ana, at=at)
    with pytest.raises(Refusal):
        add_photos(claim, make.LINK_2, by=ana, at=at)
    with pytest.raises(Refusal):
        set_aside(claim, by=ana, at=at)
    assert Answer.objects.count() == before


def test_sending_twice_sends_once(ana, matter, at):
    claim, _submission = make.confirmed(ana, matter, at=at)
    intake_actions.move(claim, "submit", by=ana, at=at)
    with pytest.raises(Refusal):
        intake_actions.move(claim, "submit", by=ana, at=at)
    assert StatusMove.objects.filter(name="submit").count() == 1
    assert Job.objects.filter(kind=JobKind.DELIVER_RECEIPT).count() == 1


def test_nothing_unsigned_is_sent(ana, matter, at):
    claim, _submission = make.frozen(ana, matter, at=at)
    with pytest.raises(Refusal, match="confirm"):
        intake_actions.move(claim, "submit", by=ana, at=at)
    claim.refresh_from_db()
    assert claim.status == Status.DRAFT


PATH = {
    Status.SUBMITTED: [],
    Status.CONFLICT_CHECK: ["check_conflicts"],
    Status.UNDER_REVIEW: ["check_conflicts", "clear_conflicts"],
    Status.ATTORNEY_REVIEW: ["check_conflicts", "clear_conflicts", "to_attorney"],
}


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
def test_each_move_is_for_its_roles_alone(move, ana, otto, rhea, alma, ada, matter, at):
    """Every move from its first source, tried by everyone: who may not is refused and nothing
    changes.
    """
    claim, _submission = make.sent(ana, matter, at=at)
    Claim.objects.filter(pk=claim.pk).update(status=move.sources[-1])
    people = {"ana": ana, "otto": otto, "rhea": rhea, "alma": alma, "ada": ada}
    roles = {
        "ana": Membership.Role.CLAIMANT,
        "rhea": Membership.Role.PARALEGAL,
        "alma": Membership.Role.ATTORNEY,
    }
    for name, person in people.items():
        claim.refresh_from_db()
        assert role_allows(move, claim, person) == (roles.get(name) in move.roles)
        if roles.get(name) not in move.roles:
            with pytest.raises(Refusal):
                intake_actions.move(claim, move.name, by=person, at=at)
            claim.refresh_from_db()
            assert claim.status == move.sources[-1]


def test_a_request_and_its_reply_move_the_claim_there_and_back(ana, rhea, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    for name in PATH[Status.UNDER_REVIEW]:
        intake_actions.move(claim, name, by=rhea, at=at)
    request = ask(claim, "When did you move?", due_on=None, by=rhea, at=at)
    assert claim.status == Status.NEEDS_INFORMATION
    reply(claim, request, "In 2012.", by=ana, at=at)
    assert claim.status == Status.UNDER_REVIEW
    with pytest.raises(Refusal):
        reply(claim, request, "In 2013.", by=ana, at=at)
    request.refresh_from_db()
    assert request.reply == "In 2012."


def test_a_parent_claims_for_a_child_and_is_asked_about_the_child(ana, matter, at):
    claim = begin(account=ana, matter=matter, carried=[make.LINK], at=at)
    set_roles(claim, ["parent"], by=ana, at=at)
    screen(claim, make.screen(), by=ana, at=at)
    assert Interview(claim).next_page() == "people"
    child = add_person(claim, "child", "Bea Alder", by=ana, at=at)
    state = Interview(claim)
    assert state.next_page() == "capacity"
    self_ = claim.subjects.get(kind="self")
    (photo,) = state.photos
    place_photos(
        claim, {(photo.pk, self_.pk): "took", (photo.pk, child.pk): "depicted"}, by=ana, at=at
    )
    needed = Interview(claim).needed()
    assert ("birth_date", child.pk) in [
        (row.question.key, row.subject.pk) for row in needed if row.subject
    ]
    assert ("face_visible", self_.pk) not in [
        (row.question.key, row.subject.pk) for row in needed if row.subject
    ]


def test_the_start_up_check_is_clean():
    call_command("check")


def test_answers_about_a_removed_photo_are_not_frozen_and_the_others_keep_their_photo(
    ana, rhea, matter, at
):
    claim = make.answered(ana, matter, at=at)
    first = photos(claim)[0]
    add_photos(claim, make.LINK_2, by=ana, at=at)
    second = next(photo for photo in photos(claim) if photo.pk != first.pk)
    self_ = claim.subjects.get()
    place_photos(claim, {(second.pk, self_.pk): "depicted"}, by=ana, at=at)
    about = {"subject": self_, "photo": second, "by": ana, "at": at}
    answers.answer(claim, "face_visible", logic.Answer("partly"), **about)
    for key in ("taken_in", "uploaded_in", "taken_on"):
        answers.answer(claim, key, logic.Answer(None, "unsure"), **about)
    remove_photo(claim, first.pk, by=ana, at=at)
    submission = freeze(claim, by=ana, at=at)
    faces = [row for row in submission.content["answers"] if row["question"] == "face_visible"]
    assert [(row["photo"], row["value"]) for row in faces] == [(0, "partly")]
    assert submission.content["photos"][0]["text"] == make.LINK_2


def test_only_a_move_with_words_for_the_claimant_sends_an_e_mail():
    told = [move.name for move in MOVES if JobKind.TELL_MOVE in move.jobs]
    assert told == [
        "hold",
        "release",
        "close_held",
        "ask",
        "send_engagement",
        "engage",
        "decline",
        "refer",
    ]
    assert all(str(BY_NAME[name].told).count("%(reference)s") == 1 for name in told)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        (
            "engage",
            "We have your signed agreement for claim CLM-TEST-2 on file. Your claim is here:",
        ),
        ("refer", "We suggest another lawyer for your claim CLM-TEST-2. Time limits keep running"),
    ],
)
def test_the_e_mail_begins_with_the_words_of_the_move(name, first, ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    Claim.objects.filter(pk=claim.pk).update(reference="CLM-TEST-2")
    move = StatusMove.objects.create(
        claim=claim, name=name, from_status="draft", to_status="draft", by=ana, at=at
    )
    tell_move(move.pk, lambda *_: None)
    assert make.outbox()[0].body.startswith(first)
