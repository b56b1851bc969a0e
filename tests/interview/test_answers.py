"""Answers: nothing is erased, nothing is lost between two windows, what is not known is never
no.
"""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.intake import queries as intake_queries
from claims.interview.actions.answers import (
    Part,
    answer,
    answer_page,
    answer_sheet,
    screen,
)
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
from claims.law import logic
from claims.law.questions import BY_KEY
from claims.refusals import Refusal, Stale
from tests import make

pytestmark = pytest.mark.django_db


def test_a_new_answer_supersedes_and_the_old_one_stays(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    for value in ("no", "yes", "yes"):
        answer(claim, "removal_asked", logic.Answer(value), by=ana, at=at)
    rows = Answer.objects.filter(question="removal_asked").order_by("superseded_at")
    assert [(row.content["value"], row.superseded_at is None) for row in rows] == [
        ("no", False),
        ("yes", True),
    ]


def url(claim, key, position=0):
    return reverse("claim_question", args=[claim.reference, position, key])


def test_a_blank_never_erases_an_answer(ana, matter, at):
    claim = make.answered(ana, matter, at=at)
    client = make.signed_in(ana)
    for key, data in (
        ("learned", {"value_year": ""}),
        ("residence", {}),
    ):
        before = Answer.objects.get(question=key, superseded_at=None)
        response = client.post(url(claim, key), data | {"seen": str(before.pk)})
        assert response.status_code == 302
        assert Answer.objects.get(question=key, superseded_at=None).pk == before.pk


def test_a_blank_first_answer_is_an_error_that_offers_not_sure(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    response = make.signed_in(ana).post(url(claim, "learned"), {"value_year": ""})
    assert response.status_code == 400
    assert "Not sure" in response.content.decode()
    assert not Answer.objects.filter(question="learned").exists()


def test_two_windows_do_not_overwrite_each_other_unseen(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    client = make.signed_in(ana)
    client.post(url(claim, "removal_asked"), {"value": "yes", "seen": ""})
    saved = Answer.objects.get(question="removal_asked")
    response = client.post(url(claim, "removal_asked"), {"value": "no", "seen": ""})
    assert response.status_code == 400
    assert "In the other window: “Yes”" in response.content.decode()
    assert Answer.objects.get(question="removal_asked", superseded_at=None).pk == saved.pk
    response = client.post(url(claim, "removal_asked"), {"value": "no", "seen": str(saved.pk)})
    assert response.status_code == 302
    assert Answer.objects.get(question="removal_asked", superseded_at=None).content["value"] == "no"


@pytest.mark.parametrize(
    ("parts", "stored", "precision"),
    [
        (("", "", "2009"), "2009", "year"),
        (("", "6", "2009"), "2009-06", "month"),
        (("4", "6", "2009"), "2009-06-04", "day"),
    ],
)
def test_a_date_is_kept_as_precisely_as_it_was_given(parts, stored, precision, ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    data = dict(zip(("value_day", "value_month", "value_year"), parts, strict=True))
    assert (
        make.signed_in(ana).post(url(claim, "learned"), data | {"certainty": "known"}).status_code
        == 302
    )
    content = Answer.objects.select_related("claim__data_key").get(question="learned").content
    assert (content["value"], content["precision"]) == (stored, precision)


@pytest.mark.parametrize(
    "parts",
    [("31", "2", "2009"), ("4", "", "2009"), ("", "", "99"), ("1", "1", "2999"), ("", "", "1700")],
)
def test_a_date_that_cannot_be_is_refused(parts, ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    data = dict(zip(("value_day", "value_month", "value_year"), parts, strict=True))
    assert make.signed_in(ana).post(url(claim, "learned"), data).status_code == 400
    assert not Answer.objects.filter(question="learned").exists()


def test_not_sure_is_stored_as_that_and_never_as_no(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    make.signed_in(ana).post(url(claim, "written_release"), {"value": "unsure"})
    content = (
        Answer.objects.select_related("claim__data_key").get(question="written_release").content
    )
    assert content == {"value": None, "certainty": "unsure", "precision": "", "basis": "own"}


def test_a_residence_that_ends_before_it_begins_is_refused(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    data = {"value-1-state": "IL", "value-1-from": "06/2014", "value-1-until": "2013"}
    response = make.signed_in(ana).post(url(claim, "residence"), data)
    assert response.status_code == 400
    assert "the end date is before the start date" in response.content.decode()
    assert not Answer.objects.filter(question="residence").exists()


def test_only_the_first_row_is_where_a_person_lives_now(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    client = make.signed_in(ana)
    client.post(
        url(claim, "residence"),
        {"value-0-state": "", "value-1-state": "IL", "value-1-from": "2010"},
    )
    saved = Answer.objects.select_related("claim__data_key").get(question="residence")
    earlier = {"places": [{"state": "IL", "from": "2010", "until": "unknown"}], "all": False}
    assert saved.content["value"] == earlier
    claim.refresh_from_db()
    assert claim.state == ""
    page = client.get(url(claim, "residence")).content.decode()
    assert page.index("Before that") < page.index('value="IL" selected')


def test_all_the_places_are_not_all_without_the_present_one(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    response = make.signed_in(ana).post(
        url(claim, "residence"), {"value-1-state": "IL", "value-all": "on"}
    )
    assert (response.status_code, "Choose where you live now too" in response.content.decode()) == (
        400,
        True,
    )
    assert not Answer.objects.filter(question="residence").exists()


@pytest.mark.parametrize(
    ("key", "typed"), [("residence", {"value-0-state": "IL"}), ("learned", {"value_year": "2009"})]
)
def test_not_sure_can_be_changed_later_and_a_typed_answer_is_not_thrown_away(
    key, typed, ana, matter, at
):
    claim = make.draft(ana, matter, at=at)
    subject = claim.subjects.get() if BY_KEY[key].scope == "subject" else None
    answer(claim, key, logic.Answer(None, "unsure"), subject=subject, by=ana, at=at)
    client = make.signed_in(ana)
    assert client.get(url(claim, key)).status_code == 200
    saved = Answer.objects.get(question=key, superseded_at=None)
    both = client.post(url(claim, key), typed | {"certainty": "unsure", "seen": str(saved.pk)})
    assert (both.status_code, "Choose how sure you are" in both.content.decode()) == (400, True)
    assert Answer.objects.get(question=key, superseded_at=None).pk == saved.pk
    client.post(url(claim, key), typed | {"certainty": "known", "seen": str(saved.pk)})
    assert (
        Answer.objects.select_related("claim__data_key")
        .get(question=key, superseded_at=None)
        .content["value"]
    )


def test_an_optional_answer_is_taken_back_by_a_tick_and_never_by_a_blank(ana, matter, at):
    claim = make.answered(ana, matter, at=at)
    client, address = make.signed_in(ana), url(claim, "phone")
    client.post(address, {"value": "+1 312 555 0100", "seen": current(claim, "phone").pk})
    saved = current(claim, "phone")
    blank = client.post(address, {"value": "", "seen": str(saved.pk)})
    assert (blank.status_code, "Take this answer back" in blank.content.decode()) == (400, True)
    both = client.post(
        address, {"value": "+1 312 555 0199", "take_back": "on", "seen": str(saved.pk)}
    )
    assert (both.status_code, "You entered a new" in both.content.decode()) == (400, True)
    assert current(claim, "phone").pk == saved.pk
    client.post(address, {"value": "+1 312 555 0100", "take_back": "on", "seen": str(saved.pk)})
    assert current(claim, "phone").content["value"] is None


def current(claim, key, photo=None) -> Answer:
    found = Answer.objects.select_related("claim__data_key").filter(
        claim=claim, question=key, photo=photo
    )
    return found.get(superseded_at=None)


def test_a_stale_window_does_not_erase_the_other_names_of_the_conflict_screen(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    client, address = make.signed_in(ana), reverse("claim_screen", args=[claim.reference])
    stale = client.get(address).context["form"]["seen"].value()
    screen(claim, make.screen(other_names="Anna Elder"), by=ana, at=at)
    typed = {
        "legal_name": "Ana Alder",
        "former_names": "",
        "other_counsel": "no",
        "adverse_ties": "yes",
    }
    typed |= {"roles": ["in_photo"]}
    first = client.post(address, typed | {"seen": stale})
    assert (first.status_code, "Take this answer back" in first.content.decode()) == (400, True)
    response = client.post(address, typed | {"former_names": "A. Elder", "seen": stale})
    assert response.status_code == 400
    assert "In the other window: “Anna Elder”" in response.content.decode()
    claim.refresh_from_db()
    assert claim.other_names == "Anna Elder"
    seen = response.context["form"]["seen"].value()
    assert (
        client.post(address, typed | {"former_names": "A. Elder", "seen": seen}).status_code == 302
    )
    claim.refresh_from_db()
    assert claim.other_names == "A. Elder"


def test_a_stale_window_overwrites_no_sheet_of_photos(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    subject, photo = claim.subjects.get(), intake_queries.photos(claim)[0]
    client, address = make.signed_in(ana), url(claim, "face_visible")
    stale = client.get(address).context["form"]["seen"].value()
    answer(
        claim, "face_visible", logic.Answer("clear"), subject=subject, photo=photo, by=ana, at=at
    )
    response = client.post(address, {f"photo-{photo.pk}": "back", "seen": stale})
    assert (
        response.status_code,
        "In the other window: “The face is clear”" in response.content.decode(),
    ) == (
        400,
        True,
    )
    assert current(claim, "face_visible", photo).content["value"] == "clear"
    seen = response.context["form"]["seen"].value()
    assert client.post(address, {f"photo-{photo.pk}": "back", "seen": seen}).status_code == 302
    assert current(claim, "face_visible", photo).content["value"] == "back"


def test_a_sheet_about_one_person_leaves_what_was_said_about_another(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    child = add_person(claim, "child", "Cleo Alder", by=ana, at=at)
    me, photo = claim.subjects.get(kind="self"), intake_queries.photos(claim)[0]
    for subject, value in ((me, "clear"), (child, "partly"), (child, "back")):
        seen = Interview(claim).sheet_version("face_visible", subject)
        said = {photo: logic.Answer(value)}
        answer_sheet(claim, "face_visible", said, subject=subject, seen=seen, by=ana, at=at)
    state = Interview(claim)
    assert [
        state.answer("face_visible", subject, photo).content["value"] for subject in (me, child)
    ] == [
        "clear",
        "back",
    ]


def test_a_stale_window_overwrites_no_capacity(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    subject, photo = claim.subjects.get(), intake_queries.photos(claim)[0]
    client, address = make.signed_in(ana), reverse("claim_capacity", args=[claim.reference])
    stale = client.get(address).context["form"]["seen"].value()
    place_photos(claim, {(photo.pk, subject.pk): "both"}, by=ana, at=at)
    response = client.post(address, {f"{photo.pk}_{subject.pk}": "took", "seen": stale})
    assert (
        response.status_code,
        "In the other window: “is in the photo and took the photo”" in response.content.decode(),
    ) == (
        400,
        True,
    )
    assert claim.capacities.get().kind == "both"
    seen = response.context["form"]["seen"].value()
    assert (
        client.post(address, {f"{photo.pk}_{subject.pk}": "took", "seen": seen}).status_code == 302
    )
    assert claim.capacities.get().kind == "took"


def test_a_sheet_of_many_photos_takes_as_many_queries_as_a_sheet_of_few(
    ana, matter, at, django_assert_max_num_queries
):
    links = [f"https://www.flickr.com/photos/me/{90_000_000_100 + n}/" for n in range(40)]
    claim = make.draft(ana, matter, at=at, links=links)
    subject, photos = claim.subjects.get(), intake_queries.photos(claim)
    seen = Interview(claim).sheet_version("face_visible", subject)
    said = dict.fromkeys(photos, logic.Answer("clear"))
    with django_assert_max_num_queries(20):
        answer_sheet(claim, "face_visible", said, subject=subject, seen=seen, by=ana, at=at)
    assert claim.answers.filter(question="face_visible", superseded_at=None).count() == 40


def test_while_the_documents_are_made_nothing_of_the_claim_is_changed(ana, matter, at):
    claim, _submission = make.frozen(ana, matter, at=at)
    photo, subject = intake_queries.photos(claim)[0], claim.subjects.get()
    attempts = [
        lambda: answer(claim, "removal_asked", logic.Answer("no"), by=ana, at=at),
        lambda: screen(claim, make.screen("Other Name"), by=ana, at=at),
        lambda: set_roles(claim, ["took"], by=ana, at=at),
        lambda: add_person(claim, "child", "Cleo Alder", by=ana, at=at),
        lambda: add_photos(claim, make.LINK_2, by=ana, at=at),
        lambda: remove_photo(claim, photo.pk, by=ana, at=at),
        lambda: place_photos(claim, {(photo.pk, subject.pk): "took"}, by=ana, at=at),
        lambda: begin(account=ana, matter=matter, carried=[make.LINK_2], at=at),
    ]
    before = state_of(claim)
    for attempt in attempts:
        with pytest.raises(Refusal, match="“Change my answers”"):
            attempt()
    assert state_of(claim) == before


def state_of(claim) -> tuple:
    claim.refresh_from_db()
    return (
        sorted(claim.answers.values_list("pk", "superseded_at")),
        (claim.claimant_name, claim.roles, claim.subjects.count()),
        sorted(claim.photos.values_list("pk", "removed_at")),
        sorted(claim.capacities.values_list("photo", "kind")),
    )


def test_a_claimant_is_an_adult_and_a_child_is_none(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    child = add_person(claim, "child", "Cleo Alder", by=ana, at=at)
    client, year = make.signed_in(ana), timezone.localdate().year
    for position, born, says in (
        (0, year - 10, "You must be 18 or older to have your own claim"),
        (child.position, year - 40, "they make their own claim"),
    ):
        response = client.post(url(claim, "birth_date", position), {"value_year": str(born)})
        assert (response.status_code, says in response.content.decode()) == (400, True)
    assert not claim.answers.filter(question="birth_date", subject=child).exists()
    assert current(claim, "birth_date").content["value"] == "1990-05-17"
    address, said = url(claim, "birth_date", child.position), {"value_year": str(year - 10)}
    silent = client.post(address, said)  # how the person knows is theirs to say
    assert (silent.status_code, "Say how you know this." in silent.content.decode()) == (400, True)
    assert not claim.answers.filter(question="birth_date", subject=child).exists()
    assert client.post(address, said | {"basis": "own"}).status_code == 302


def page(claim, topic, position=0):
    return reverse("claim_topic", args=[claim.reference, position, topic])


LAST = {
    "learned-value_year": "2026",
    "removal_asked-value": "no",
    "evidence_held-value": "none",
    "class_rep-value": "no",
    "mailing_address-value": "12 Elm Street",
    "mailing_address-certainty": "known",
    "language-value": "es",
}


def test_a_page_of_questions_is_saved_together_and_leads_on(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    response = make.signed_in(ana).post(page(claim, "last"), LAST)
    assert response["Location"] == reverse("claim_continue", args=[claim.reference])
    said = {
        key: current(claim, key).content["value"]
        for key in ("mailing_address", "language", "phone")
    }
    assert said == {
        "mailing_address": "12 Elm Street",
        "language": "es",
        "phone": None,
    }


def test_a_page_with_one_question_left_open_saves_nothing_and_keeps_what_was_typed(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    before = claim.answers.count()
    response = make.signed_in(ana).post(page(claim, "last"), LAST | {"language-value": ""})
    text = response.content.decode()
    assert response.status_code == 400
    assert "12 Elm Street" in text
    assert "What language should we use with you? Choose an answer." in " ".join(text.split())
    assert claim.answers.count() == before


def test_of_two_windows_on_one_page_the_later_is_told_and_nothing_of_it_is_saved(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    client, address = make.signed_in(ana), page(claim, "last")
    client.get(address)
    answer(claim, "removal_asked", logic.Answer("no"), by=ana, at=at)
    client.post(address, LAST)  # the question is gone from the page; what is left is saved
    assert current(claim, "removal_asked").content["value"] == "no"
    parts = [
        Part("language", logic.Answer("en"), ""),
        Part("phone", logic.Answer("1"), ""),
    ]
    before = {key: current(claim, key).pk for key in ("language", "phone")}
    with pytest.raises(Stale) as conflict:
        answer_page(claim, parts, subject=None, by=ana, at=at)
    assert conflict.value.key == "language"
    assert {key: current(claim, key).pk for key in ("language", "phone")} == before


def test_one_answer_for_all_photos_fills_those_that_are_left_open(ana, matter, at):
    claim = make.draft(ana, matter, at=at, links=[make.LINK, make.LINK_2])
    answer(claim, "residence", make.lived("IL"), subject=claim.subjects.get(), by=ana, at=at)
    first, second = intake_queries.photos(claim)
    client, address = make.signed_in(ana), page(claim, "photos")
    asked = [question.key for question, _form in client.get(address).context["parts"]]
    assert asked == ["face_visible", "taken_in", "uploaded_in", "taken_on"]
    seen = Interview(claim).sheet_version("face_visible", claim.subjects.get())
    data = {f"{key}-seen": seen for key in asked}
    data |= {
        "face_visible-all": "clear",
        f"face_visible-photo-{second.pk}": "back",
        "taken_in-all": "IL",
    }
    data |= {
        "uploaded_in-all": "unsure",
        "taken_on-all_text": "06/2011",
        f"taken_on-photo-{second.pk}_how": "unsure",
    }
    assert client.post(address, data).status_code == 302
    said = {
        (key, photo): current(claim, key, photo).content
        for key in asked
        for photo in (first, second)
    }
    assert [said["face_visible", photo]["value"] for photo in (first, second)] == ["clear", "back"]
    assert [said["taken_in", photo]["value"] for photo in (first, second)] == ["IL", "IL"]
    assert [said["uploaded_in", photo]["certainty"] for photo in (first, second)] == [
        "unsure",
        "unsure",
    ]
    assert said["taken_on", first] == {
        "value": "2011-06",
        "certainty": "known",
        "precision": "month",
        "basis": "own",
    }
    assert said["taken_on", second]["certainty"] == "unsure"


def test_where_a_child_lived_is_offered_as_the_parent_lived_and_not_saved_unasked(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    child = add_person(claim, "child", "Cleo Alder", by=ana, at=at)
    answer(
        claim, "residence", make.lived("IL"), subject=claim.subjects.get(kind="self"), by=ana, at=at
    )
    text = make.signed_in(ana).get(url(claim, "residence", child.position)).content.decode()
    assert 'value="IL" selected' in text
    assert not claim.answers.filter(question="residence", subject=child).exists()


def test_a_person_who_has_died_has_an_estate_and_other_questions(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    set_roles(claim, ["executor"], by=ana, at=at)
    assert Interview(claim).next_page() == "people"
    estate = add_person(claim, "estate", "Old Alder", by=ana, at=at)
    photo = intake_queries.photos(claim)[0]
    place_photos(claim, {(photo.pk, estate.pk): "depicted"}, by=ana, at=at)
    asked = {row.question.key for row in Interview(claim).needed() if row.subject == estate}
    assert {"birth_date", "died_on", "authority", "residence"} <= asked
    assert "other_parent" not in asked
