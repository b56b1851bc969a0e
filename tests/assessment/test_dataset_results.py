"""What the index says of a claim's photos, held against the law."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from claims.assessment.queries import MatterLaw, assessed_people, dataset_results
from claims.datasets import queries as datasets
from claims.intake.queries import photos
from claims.interview.actions.people import add_person, place_photos
from claims.interview.queries import Interview
from claims.submission.queries import frozen_claim
from tests import make

pytestmark = pytest.mark.django_db


def elements(claim, subject) -> dict[str, str]:
    """The Illinois theory's elements as found for one subject, by key."""
    for found_for, by_theory in assessed_people(claim, MatterLaw(claim.matter, date(2026, 11, 20))):
        if found_for.pk == subject.pk:
            held = next(held for held in by_theory if held[0].status.theory.key == "il-bipa")
            return {item.element.key: item.truth.name.lower() for item in held[0].finding.elements}
    raise AssertionError("no such subject")


def in_dataset(claim, subject) -> tuple[str, str]:
    found = elements(claim, subject)
    return found["in_dataset"], found["geometry"]


def test_a_photo_of_the_parent_alone_proves_nothing_for_the_child(ana, matter, meglass, at):
    claim = make.draft(ana, matter, at=at)
    child = add_person(claim, "child", "Cleo Alder", by=ana, at=at)
    photo = photos(claim)[0]
    place_photos(claim, {(photo.pk, child.pk): "none"}, by=ana, at=at)
    assert in_dataset(claim, claim.subjects.get(kind="self")) == ("yes", "yes")
    assert elements(claim, child)["depicted"] == "no"
    place_photos(claim, {(photo.pk, child.pk): "depicted"}, by=ana, at=at)
    assert in_dataset(claim, child) == ("yes", "yes")


def test_a_list_of_which_nobody_said_what_it_is_is_no_face_dataset(ana, matter, tmp_path, at):
    make.release("flickr-links", [make.LINK], tmp_path, at=at)
    matter.datasets.append("flickr-links")
    matter.save()
    claim = make.draft(ana, matter, at=at)
    assert [match.outcome for match in dataset_results(photos(claim))[0].matches] == ["found"]
    assert in_dataset(claim, claim.subjects.get()) == ("unknown", "unknown")


def test_a_dataset_that_the_matter_does_not_pursue_fills_no_element(ana, matter, meglass, at):
    matter.datasets = ["megaface"]
    matter.save()
    claim = make.draft(ana, matter, at=at)
    assert in_dataset(claim, claim.subjects.get()) == ("unknown", "unknown")


def test_what_is_shown_of_one_photo_is_not_joined_with_what_is_shown_of_another(
    ana, matter, meglass, at
):
    claim = make.draft(
        ana, matter, at=at, links=[make.LINK, "https://www.flickr.com/photos/me/9000000001/"]
    )
    subject = claim.subjects.get()
    listed, unlisted = photos(claim)
    place_photos(
        claim,
        {(listed.pk, subject.pk): "took", (unlisted.pk, subject.pk): "depicted"},
        by=ana,
        at=at,
    )
    found = elements(claim, subject)
    assert (found["depicted"], found["in_dataset"]) == ("yes", "unknown")


@pytest.mark.parametrize("outcome", ["possible_photo", "possible_account"])
def test_a_possible_hit_is_in_no_frozen_paper(outcome, ana, matter, meglass, at, monkeypatch):
    """Even if a look-up gave one for a photo of a claim."""
    real = datasets.find

    def find(*asked, **options):
        return [
            replace(
                result,
                hits=tuple(replace(hit, outcome=datasets.Outcome(outcome)) for hit in result.hits),
            )
            for result in real(*asked, **options)
        ]

    claim, certain = make.frozen(ana, matter, at=at)
    assert [len(photo.rows) for photo in certain.frozen.photos] == [1]
    monkeypatch.setattr(datasets, "find", find)
    photos_now = frozen_claim(Interview(claim), at=at).photos
    assert [(photo.rows, photo.account_rows) for photo in photos_now] == [((), 0)]


def test_what_is_only_possible_enters_no_claim_and_is_told_with_why(ana, matter, enter, at):
    """A date, a number that is too short, the name of a camera: no photo of the claim, and so in no
    paper.
    """
    claim = make.draft(ana, matter, at=at)
    before = [photo.reference for photo in photos(claim)]
    client = enter(ana)
    text = f"20140512\n2016\nIMG_20140512_183402.jpg\n{make.PHOTO}_9000000002_o.jpg\n"
    page = client.post(
        reverse("claim_photos", args=[claim.reference]), {"text": text}, follow=True
    ).content.decode()
    assert [photo.reference for photo in photos(claim)] == before
    assert "We couldn’t use 4 lines" in page
    assert "“20140512” (This could be a date. It could also be a photo’s number.)" in page
    assert "the name a camera or a phone gave the picture" in page
