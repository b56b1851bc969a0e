"""What a photo itself is, is asked once; what was answered about one child is offered for the next;
photos have names of one's own.
"""

from __future__ import annotations

import importlib

import pytest
from django.apps import apps
from django.urls import reverse

from claims.documents import render
from claims.documents.kinds import BY_KEY as KINDS
from claims.intake import queries as intake_queries
from claims.interview.actions.answers import answer, answer_sheet
from claims.interview.actions.people import name_photos
from claims.interview.models import Answer
from claims.interview.queries import Interview
from claims.law.logic import Answer as Said
from claims.law.questions import QUESTIONS
from claims.refusals import Stale
from claims.submission.actions import freeze
from claims.submission.recomputed import facts_then
from tests import make

pytestmark = pytest.mark.django_db
OF_PHOTO = [question.key for question in QUESTIONS if question.is_shared]


def topic(client, claim, position, page):
    return client.get(reverse("claim_topic", args=[claim.reference, position, page]))


def asked(page) -> list[str]:
    return [question.key for question, _form in page.context["parts"]]


def test_of_three_people_in_one_photo_each_fact_of_the_photo_is_asked_once(ana, matter, at):
    claim = make.answer_open(
        make.family(ana, matter, at=at), by=ana, at=at, uploaded_by=Said("self")
    )
    facts = [key for key in claim.asked if key in OF_PHOTO]
    assert {"taken_in", "taken_on", "uploaded_in", "uploaded_on"} <= set(facts)
    assert len(facts) == len(set(facts))
    assert claim.asked.count("face_visible") == 2  # of each child
    assert claim.asked.count("uploaded_by") == 1


def test_the_second_person_s_page_asks_only_what_is_about_them(ana, matter, at):
    claim = make.family(ana, matter, at=at)
    client, photo = make.signed_in(ana), intake_queries.photos(claim)[0]
    me = claim.subjects.get(kind="self")
    own = asked(topic(client, claim, 0, "photos"))
    answers = make.answers(uploaded_by=Said("self"))
    for key in own:
        answer(claim, key, answers[key], subject=me, photo=photo, by=ana, at=at)
    of_child = asked(topic(client, claim, 1, "photos"))
    assert "face_visible" in of_child
    assert not set(own) & set(of_child)


def test_a_fact_of_the_photo_given_on_one_page_is_seen_by_a_stale_page_of_another_person(
    ana, matter, at
):
    claim = make.family(ana, matter, at=at)
    me, cleo, _dion = claim.subjects.all()
    photo = intake_queries.photos(claim)[0]
    seen = Interview(claim).sheet_version("taken_in", cleo)
    answer_sheet(claim, "taken_in", {photo: Said("IL")}, subject=me, seen=seen, by=ana, at=at)
    with pytest.raises(Stale):
        answer_sheet(claim, "taken_in", {photo: Said("CA")}, subject=cleo, seen=seen, by=ana, at=at)
    row = Answer.objects.get(question="taken_in")
    assert (row.subject, Interview(claim).answer("taken_in", cleo, photo).pk) == (None, row.pk)


def test_who_put_the_photo_on_flickr_themselves_is_not_asked_whether_the_child_did(ana, matter, at):
    claim = make.family(ana, matter, at=at)
    me, cleo, _dion = claim.subjects.all()
    photo = intake_queries.photos(claim)[0]
    state = Interview(claim)
    assert state.answer_of_photo("uploaded_by", cleo, photo) is None
    answer(claim, "uploaded_by", Said("self"), subject=me, photo=photo, by=ana, at=at)
    assert Interview(claim).answer_of_photo("uploaded_by", cleo, photo) == Said("other")
    answer(claim, "uploaded_by", Said("other"), subject=me, photo=photo, by=ana, at=at)
    assert Interview(claim).answer_of_photo("uploaded_by", cleo, photo) is None


def test_what_is_frozen_says_of_each_person_what_the_law_read_and_prints_a_fact_once(
    ana, matter, at
):
    claim = make.answer_open(
        make.family(ana, matter, at=at), by=ana, at=at, uploaded_by=Said("self")
    )
    state = Interview(claim)
    submission = freeze(claim, by=ana, at=at)
    submission.claim = claim
    frozen = submission.frozen
    for subject, person in zip(state.subjects, frozen.subjects, strict=True):
        live, then = state.facts(subject), facts_then(frozen, person, [])
        keys = [*OF_PHOTO, "uploaded_by", "face_visible"]
        assert [{key: photo.get(key) for key in keys} for photo in live.photos] == [
            {key: photo.get(key) for key in keys} for photo in then.photos
        ]
    for kind in ("schedule", "fact_sheet"):
        assert render.html(KINDS[kind], submission).count("When was it taken?") == 1, kind


def test_answers_from_before_are_joined_and_the_newest_stands(ana, matter, at):
    from datetime import timedelta

    claim = make.family(ana, matter, at=at)
    me, cleo, dion = claim.subjects.all()
    photo = intake_queries.photos(claim)[0]
    for subject, value, later in ((me, "IL", 0), (dion, "CA", 2), (cleo, "TX", 1)):
        row = Answer(claim=claim, subject=subject, photo=photo, question="taken_in")
        row.content, row.given_at = (
            {"value": value, "certainty": "known"},
            at + timedelta(days=later),
        )
        row.save(force_insert=True)
    migration = importlib.import_module("claims.interview.migrations.0003_facts_of_photos")
    migration.share(apps, None)
    assert Interview(claim).answer("taken_in", me, photo).answer.value == "CA"
    assert Answer.objects.filter(question="taken_in").count() == 3
    assert Answer.objects.filter(question="taken_in", superseded_at=None).count() == 1
    assert set(migration.SHARED) == set(OF_PHOTO)


def test_a_brother_s_page_offers_the_sister_s_answers_and_says_so(ana, matter, at):
    claim = make.family(ana, matter, at=at)
    _me, cleo, _dion = claim.subjects.all()
    client = make.signed_in(ana)
    page = topic(client, claim, 2, "person")
    assert "?alike=yes" not in page.content.decode()  # nothing was answered about Cleo yet
    answer(claim, "birth_date", Said("2015-06-04", precision="day"), subject=cleo, by=ana, at=at)
    answer(claim, "disabled_from", Said("no"), subject=cleo, by=ana, at=at)
    lived = make.lived("IL", since="2015-06")
    answer(claim, "residence", lived, subject=cleo, by=ana, at=at)
    page = topic(client, claim, 2, "person")
    assert "Start with your answers about Cleo Alder" in page.content.decode()
    page = client.get(reverse("claim_topic", args=[claim.reference, 2, "person"]), {"alike": "yes"})
    text = page.content.decode()
    assert "Change what is different for Dion Alder, then save." in text
    shown = {question.key: form.initial.get("value") for question, form in page.context["parts"]}
    assert shown["residence"]["places"] == lived.value["places"]
    assert shown["birth_date"] is None
    assert not Answer.objects.filter(subject__position=2).exists()  # offered, not saved


def test_a_photo_s_name_of_one_s_own_tells_photos_apart_and_stands_in_no_paper(ana, matter, at):
    claim = make.draft(ana, matter, at=at, links=[make.LINK, make.LINK_2])
    client, photos = make.signed_in(ana), intake_queries.photos(claim)
    subject = claim.subjects.get()
    address = reverse("claim_capacity", args=[claim.reference])
    seen = client.get(address).context["form"]["seen"].value()
    data = {f"{photo.pk}_{subject.pk}": "depicted" for photo in photos} | {"seen": seen}
    data |= {f"name_{photos[0].pk}": "beach,\u200b 2009", f"name_{photos[1].pk}": ""}
    assert client.post(address, data).status_code == 302
    assert [photo.nickname for photo in intake_queries.photos(claim)] == ["beach, 2009", None]
    assert "beach, 2009" in client.get(address).content.decode()
    make.answer_open(claim, by=ana, at=at)
    submission = freeze(claim, by=ana, at=at)
    submission.claim = claim
    for kind in ("schedule", "fact_sheet", "intake_sheet"):
        assert "beach, 2009" not in render.html(KINDS[kind], submission)


def test_one_photo_is_given_no_name(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    page = make.signed_in(ana).get(reverse("claim_capacity", args=[claim.reference]))
    assert "Name it for yourself" not in page.content.decode()
    photo = intake_queries.photos(claim)[0]
    name_photos(claim, {photo: ""}, by=ana, at=at)
    assert intake_queries.photos(claim)[0].nickname is None


def test_of_many_photos_none_is_given_a_name(ana, matter, at):
    links = [f"https://www.flickr.com/photos/me/{90_000_000_100 + n}/" for n in range(26)]
    claim = make.draft(ana, matter, at=at, links=links)
    page = make.signed_in(ana).get(reverse("claim_capacity", args=[claim.reference]))
    assert "Name it for yourself" not in page.content.decode()
