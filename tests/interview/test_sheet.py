"""Many photos on sheets, and what is saved while a page is still being filled in."""

from __future__ import annotations

import pytest
from django.urls import reverse

from claims.audit.models import Event
from claims.intake import queries as intake_queries
from claims.interview.models import Answer, Capacity
from tests import make

pytestmark = pytest.mark.django_db


def links(number) -> list[str]:
    return [f"https://www.flickr.com/photos/{make.OWNER}/{make.PHOTO + n}/" for n in range(number)]


def sheet(client, claim):
    return client.get(reverse("claim_topic", args=[claim.reference, 0, "photos"]))


def fields(page, **said) -> dict:
    """What the form of this page sends, with the same cell filled in for every photo or for all."""
    parts, shown = page.context["parts"], page.context.get("shown") or []
    data = {
        "asked": [asked.key for asked, _form in parts],
        "shown": [str(photo.pk) for photo in shown],
    }
    for asked, form in parts:
        data[f"{asked.key}-seen"] = form.initial["seen"]
        if asked.key in said:
            data |= {f"{asked.key}-{name}": value for name, value in said[asked.key].items()}
    return data


def post(client, claim, data, topic="photos", **headers):
    return client.post(
        reverse("claim_topic", args=[claim.reference, 0, topic]), data, headers=headers
    )


def test_a_sheet_holds_25_photos_and_one_answer_for_all_reaches_the_others_too(ana, matter, at):
    claim = make.draft(ana, matter, at=at, links=links(60))
    client = make.signed_in(ana)
    page = sheet(client, claim)
    assert len(page.context["rows"]) == 25
    assert "This page shows 25 of your 60 photos." in page.content.decode()
    said = {
        asked.key: {"all": "clear"}
        for asked, _form in page.context["parts"]
        if asked.key == "face_visible"
    }
    others = [asked.key for asked, _form in page.context["parts"] if asked.key != "face_visible"]
    kinds = {"taken_in": "IL", "uploaded_in": "IL", "privacy_history": "always_public"}
    said |= {key: {"all": kinds[key]} for key in others if key in kinds}
    said |= {key: {"all_text": "06/2011"} for key in others if key not in kinds}
    assert post(client, claim, fields(page, **said)).status_code == 302
    assert Answer.objects.filter(question="face_visible", superseded_at=None).count() == 60


def test_each_sheet_goes_on_where_the_last_one_ended(ana, matter, at):
    claim = make.draft(ana, matter, at=at, links=links(30))
    client = make.signed_in(ana)
    page = sheet(client, claim)
    first = [photo.pk for photo in page.context["shown"]]
    cells = {f"photo-{pk}": "clear" for pk in first}
    data = fields(page, face_visible=cells)
    for asked, _form in page.context["parts"]:
        if asked.key != "face_visible":
            cell = "_text" if asked.kind == "month" else ""
            value = {"month": "2011", "place": "IL"}.get(asked.kind, "always_public")
            data |= {f"{asked.key}-photo-{pk}{cell}": value for pk in first}
    assert post(client, claim, data).status_code == 302
    second = sheet(client, claim)
    assert len(second.context["shown"]) == 5
    assert not set(first) & {photo.pk for photo in second.context["shown"]}


def test_a_cell_left_open_is_named_and_nothing_is_saved(ana, matter, at):
    claim = make.draft(ana, matter, at=at, links=links(5))
    client = make.signed_in(ana)
    page = sheet(client, claim)
    first = page.context["shown"][0]
    answer = post(client, claim, fields(page, face_visible={f"photo-{first.pk}": "clear"}))
    assert (answer.status_code, "There is a problem" in answer.content.decode()) == (400, True)
    assert Answer.objects.filter(question="face_visible").count() == 0


def test_the_sheet_costs_no_more_queries_with_more_photos(ana, otto, matter, at):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for user, number in ((ana, 5), (otto, 60)):
        claim = make.draft(user, matter, at=at, links=links(number))
        client = make.signed_in(user)
        sheet(client, claim)
        with CaptureQueriesContext(connection) as queries_made:
            sheet(client, claim)
        counts.append(len(queries_made))
    assert counts[0] == counts[1]


def test_who_is_who_is_said_for_many_photos_at_once(ana, matter, at):
    claim = make.draft(ana, matter, at=at, links=links(40))
    Capacity.objects.all().delete()
    me, photos = claim.subjects.get(), intake_queries.photos(claim)
    client, url = make.signed_in(ana), reverse("claim_capacity", args=[claim.reference])
    seen = client.get(url).context["form"].initial["seen"]
    assert client.post(url, {"seen": seen, f"{photos[3].pk}_{me.pk}": "took"}).status_code == 400
    assert Capacity.objects.count() == 0
    said = {"seen": seen, f"{photos[3].pk}_{me.pk}": "took", f"all_{me.pk}": "depicted"}
    assert client.post(url, said).status_code == 302
    assert Capacity.objects.filter(kind="depicted").count() == 39
    assert Capacity.objects.get(kind="took").photo == photos[3]


# --- Saved while it is filled in ----------------------------------------------


def test_what_is_whole_is_saved_and_what_is_not_is_left(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    client = make.signed_in(ana)
    page = client.get(reverse("claim_topic", args=[claim.reference, 0, "person"]))
    data = fields(page, residence={"value-0-state": "IL", "value-0-from": "3000"})
    answer = post(client, claim, data, "person", **{"X-Autosave": "1"})
    assert (answer.status_code, answer.json()["saved"]) == (200, 0)
    data |= {"residence-value-0-from": "2012", "residence-certainty": "known"}
    answer = post(client, claim, data, "person", **{"X-Autosave": "1"})
    assert answer.json()["saved"] == 1
    kept = Answer.objects.get(question="residence", superseded_at=None)
    assert answer.json()["seen"]["residence-seen"] == str(kept.pk)


def test_what_was_saved_meanwhile_can_still_be_changed_by_the_same_page(ana, matter, at):
    """The question is no longer needed, but the page that shows it is still open."""
    claim = make.draft(ana, matter, at=at)
    client = make.signed_in(ana)
    page = client.get(reverse("claim_topic", args=[claim.reference, 0, "person"]))
    data = fields(page, residence={"value-0-state": "IL", "certainty": "known"})
    seen = post(client, claim, data, "person", **{"X-Autosave": "1"}).json()["seen"]
    data |= seen | {"residence-value-0-state": "TX"}
    assert post(client, claim, data, "person").status_code == 302
    row = Answer.objects.get(question="residence", superseded_at=None)
    row.claim = claim
    assert row.content["value"]["places"][0]["state"] == "TX"


def test_a_blank_is_not_saved_as_none_given_before_the_button(ana, matter, at):
    client, claim = make.signed_in(ana), make.answered(ana, matter, at=at)
    Answer.objects.filter(question__in=["phone", "mailing_address"]).delete()
    page = client.get(reverse("claim_topic", args=[claim.reference, 0, "last"]))
    data = fields(page, phone={"value": ""}, mailing_address={"value": "1 Elm"})
    assert post(client, claim, data, "last", **{"X-Autosave": "1"}).json()["saved"] == 1
    assert not Answer.objects.filter(question="phone").exists()


def test_of_two_windows_the_later_saving_is_left_to_its_button(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    client = make.signed_in(ana)
    page = client.get(reverse("claim_topic", args=[claim.reference, 0, "person"]))
    data = fields(page, residence={"value-0-state": "IL", "certainty": "known"})
    post(client, claim, data, "person", **{"X-Autosave": "1"})
    other = data | {"residence-value-0-state": "TX"}  # a window that never saw the first answer
    for _typed in range(2):  # as the browser does: what comes back is written into the form
        answer = post(client, claim, other, "person", **{"X-Autosave": "1"}).json()
        assert answer == {"saved": 0, "seen": {}}
        other |= answer["seen"]
    row = Answer.objects.get(question="residence", superseded_at=None)
    row.claim = claim
    assert row.content["value"]["places"][0]["state"] == "IL"
    page = post(client, claim, other, "person")
    assert (page.status_code, "answered in another window" in page.content.decode()) == (400, True)


def test_one_photo_after_the_other_is_saved_and_nothing_for_all(ana, matter, at):
    claim = make.draft(ana, matter, at=at, links=links(4))
    client = make.signed_in(ana)
    page = sheet(client, claim)
    first = page.context["shown"][0]
    cells = {f"photo-{first.pk}": "clear", "all": "hidden"}
    month = {f"photo-{first.pk}_text": "06/2011"}
    answer = post(
        client, claim, fields(page, face_visible=cells, taken_on=month), **{"X-Autosave": "1"}
    )
    assert answer.json()["saved"] == 2
    for key in ("face_visible", "taken_on"):
        assert [row.photo for row in Answer.objects.filter(question=key)] == [first]


def test_the_same_sent_again_is_no_second_event(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    client = make.signed_in(ana)
    page = client.get(reverse("claim_topic", args=[claim.reference, 0, "person"]))
    data = fields(page, residence={"value-0-state": "IL", "certainty": "known"})
    for _time in range(3):
        data |= post(client, claim, data, "person", **{"X-Autosave": "1"}).json()["seen"]
    told = Event.objects.filter(verb="claim.answered", details__questions="residence")
    assert told.count() == 1


def test_a_sent_claim_takes_no_more_of_it(ana, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    before = Answer.objects.count()
    said = {"asked": ["learned"], "learned-value": "x"}
    answer = post(make.signed_in(ana), claim, said, "last", **{"X-Autosave": "1"})
    assert answer.status_code == 302
    assert Answer.objects.count() == before


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("known", {"value": "2011-06", "certainty": "known", "precision": "month", "basis": "own"}),
        (
            "estimated",
            {"value": "2011-06", "certainty": "estimated", "precision": "month", "basis": "own"},
        ),
        ("told", {"value": "2011-06", "certainty": "known", "precision": "month", "basis": "told"}),
    ],
)
def test_a_photos_month_says_how_it_is_known(how, expected, ana, matter, at):
    claim = make.answered(ana, matter, at=at)
    photo = intake_queries.photos(claim)[0]
    url, client = (
        reverse("claim_question", args=[claim.reference, 0, "taken_on"]),
        make.signed_in(ana),
    )
    seen = client.get(url).context["form"].initial["seen"]
    said = {"seen": seen, f"photo-{photo.pk}_text": "06/2011", f"photo-{photo.pk}_how": how}
    assert client.post(url, said).status_code == 302
    row = Answer.objects.get(question="taken_on", superseded_at=None)
    row.claim = claim
    assert row.content == expected
    widget = client.get(url).context["form"][f"photo-{photo.pk}"].initial
    assert (widget.text, widget.how) == ("2011-06", how)


def test_a_month_that_one_is_not_sure_of_has_no_date(ana, matter, at):
    claim = make.answered(ana, matter, at=at)
    photo = intake_queries.photos(claim)[0]
    url, client = (
        reverse("claim_question", args=[claim.reference, 0, "taken_on"]),
        make.signed_in(ana),
    )
    seen = client.get(url).context["form"].initial["seen"]
    said = {"seen": seen, f"photo-{photo.pk}_text": "06/2011", f"photo-{photo.pk}_how": "unsure"}
    answer = client.post(url, said)
    assert (answer.status_code, "You entered a date." in answer.content.decode()) == (400, True)
    assert client.post(url, said | {f"photo-{photo.pk}_text": ""}).status_code == 302
    row = Answer.objects.get(question="taken_on", superseded_at=None)
    row.claim = claim
    assert row.content == {"value": None, "certainty": "unsure", "precision": "", "basis": "own"}


def test_what_is_offered_is_not_saved_before_the_button(ana, matter, at):
    """A child's residence is offered as the parent's; typing elsewhere on the page does not make it
    an answer.
    """
    from claims.interview.actions import answers
    from claims.interview.actions.people import add_person, place_photos

    claim = make.draft(ana, matter, at=at)
    answers.answer(
        claim,
        "residence",
        make.lived("IL", since="2012-03"),
        subject=claim.subjects.get(),
        by=ana,
        at=at,
    )
    child = add_person(claim, "child", "Cleo Alder", by=ana, at=at)
    place_photos(claim, {(intake_queries.photos(claim)[0].pk, child.pk): "depicted"}, by=ana, at=at)
    url, client = (
        reverse("claim_topic", args=[claim.reference, child.position, "person"]),
        make.signed_in(ana),
    )
    page = client.get(url)
    form = {asked.key: form for asked, form in page.context["parts"]}["residence"]
    assert form["value"].initial["places"][0]["state"] == "IL"
    data = fields(page, birth_date={"value_year": "2015", "certainty": "known"})
    data |= {
        "residence-value-0-state": "IL",
        "residence-value-0-from": "2012-03",
    }
    data |= {"residence-certainty": "known", "residence-basis": "own", "birth_date-basis": "own"}
    # That these are all places is never offered: it is for the person to say.
    assert form["value"].initial["all"] is False
    answer = client.post(url, data, headers={"X-Autosave": "1"}).json()
    assert (answer["saved"], list(answer["seen"])) == (1, ["birth_date-seen"])
    assert not Answer.objects.filter(question="residence", subject=child).exists()
    data |= {"residence-value-0-state": "TX"}
    assert client.post(url, data | answer["seen"], headers={"X-Autosave": "1"}).json()["saved"] == 1
    assert Answer.objects.filter(question="residence", subject=child).count() == 1
