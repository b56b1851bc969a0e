"""The check page: honest outcomes, clear errors, nothing kept."""

from __future__ import annotations

import base64
import json

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from claims.audit.models import Event
from claims.datasets import queries
from claims.flickr import refs
from claims.vault import actions as vault
from tests import make

pytestmark = pytest.mark.django_db


def ask(text: str, client: Client | None = None):
    return (client or Client()).post(reverse("check_again"), {"text": text})


def test_a_photo_in_a_release_is_found_with_its_locator(meglass):
    page = ask(make.LINK).content.decode()
    assert "Yes. This photo is on a list used for face recognition." in page
    assert "We found it in 1 of the 1 list we have: MeGlass." in " ".join(page.split())
    assert "meglass/2026-made-up/meglass.txt#L1" in page


def test_rows_of_an_account_are_counted_but_not_listed_before_proof(meglass):
    page = ask(make.OWNER).content.decode()
    assert "2 photos from this Flickr account are listed." in page
    assert "It’s my account: show that" in page
    assert "I’m in these photos, but it’s not my account" in page
    assert "#L1" not in page
    assert "90000000077" not in page


def test_what_is_not_found_is_not_called_absent(meglass):
    page = words(ask(str(make.ABSENT)))
    assert "We didn’t find this in the 1 list we have." in page
    assert "It could still be on a list we don’t have" in page
    assert "Ask a lawyer to review it" in page


def words(response) -> str:
    """The page's text on one line."""
    return " ".join(response.content.decode().split())


def test_with_many_lists_hits_come_first_and_the_rest_is_one_line(meglass, at, tmp_path):
    lists = [
        ("flickr-links", "one", "Babies of a city"),
        ("flickr-links", "two", ""),
        ("coco", "c", ""),
    ]
    for source, name, title in lists:
        line = (
            json.dumps({"images": [{"flickr_url": make.LINK_2}]})
            if source == "coco"
            else f"{make.LINK_2} {name}"
        )
        make.release(source, [line], tmp_path, at=at, name=name, file=f"{name}.txt", title=title)
    page = words(ask(str(make.PHOTO)))
    assert page.index("Listed in MeGlass") < page.index("Not found in 3 other lists we have")
    assert "<li> Babies of a city, one </li>" in page
    assert "<li> two, two </li>" in page
    assert "A list of Flickr links" not in page.partition("The lists we check")[0]


def test_a_photo_that_is_found_stands_before_its_account(meglass, at, tmp_path):
    make.release("flickr-links", [make.LINK_2], tmp_path, at=at, name="first")
    page = words(ask(make.LINK))
    assert (
        page.index("Listed in MeGlass")
        < page.index("Account listed in first")
        < page.index("Account listed in MeGlass")
    )


def test_what_can_be_read_in_two_ways_is_possible_and_never_found(meglass, at, tmp_path):
    make.release(
        "flickr-links",
        ["name,id", "x,2016", "y,90000000005"],
        tmp_path,
        at=at,
        column="2",
        file="c.csv",
    )
    page = words(ask("2016"))
    assert "A photo with this number is listed. We can’t tell if it’s yours." in page
    assert "A number this short could be many things." in page
    assert "Read as photo 2016" in page
    assert "Maybe in 2026-made-up" in page
    assert "Yes." not in page
    assert "Ask a lawyer" not in page


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("IMG_20140512_183402.jpg", "the name a camera or a phone gave the picture"),
        ("(555) 123-4567", "looks like a phone number"),
        ("9.02110E+10", "A spreadsheet cut this number"),
        ("Call 5551234567 please", "There is a number in this text, but we don’t guess"),
        ("someone@example.com", "This is an email address"),
        ("99999999999999999999", "Those have up to 11 digits"),
    ],
)
def test_what_cannot_be_read_is_shown_back_with_why_and_not_as_looked_up(text, says, meglass):
    page = words(ask(f"{text}\n{make.LINK}"))
    unread = page.partition("What we couldn’t read")[2]
    assert escape(text) in unread
    assert says in unread
    assert page.count("Not found in") == 0
    alone = words(ask(text))
    assert "We couldn’t look that up." in alone
    assert "find this in" not in alone


def test_not_found_in_an_incomplete_copy_says_so(at, tmp_path):
    """PIPA's published list has 63,188 rows."""
    make.release("pipa", [f"72157600000000001 {make.PHOTO} 1 2 3 4 5 1"], tmp_path, at=at)
    page = words(ask(str(make.ABSENT)))
    assert "isn’t complete. It has 1 of 63,188 published rows" in page


def test_several_incomplete_copies_are_one_line_that_opens(at, tmp_path):
    make.release("pipa", [f"72157600000000001 {make.PHOTO} 1 2 3 4 5 1"], tmp_path, at=at)
    make.release("meglass", make.MEGLASS_LINES, tmp_path, at=at)
    make.release(
        "diveface",
        [f"{make.OWNER}_identity_4/{make.PHOTO}_0.jpg"],
        tmp_path,
        at=at,
        file="Group1_Female.txt",
    )
    page = words(ask(str(make.ABSENT)))
    assert (
        page.count("For 3 of these lists, we only have a part. Your photo may be in the rest") == 1
    )
    assert page.count("isn’t complete. It has") == 6  # beside the answer, and in its details


def test_an_album_is_not_called_missing_where_only_its_account_was_looked_up(meglass):
    (result,) = queries.find(
        refs.parse("https://www.flickr.com/photos/87654321@N88/albums/72157600000000001")
    )
    assert [(match.outcome, match.rows) for match in result.matches] == [("not_checkable", 0)]


def test_an_account_is_not_called_missing_in_a_list_that_records_none(at, tmp_path):
    make.release(
        "flickr-links", [f"https://www.flickr.com/photos/made_up/{make.PHOTO}"], tmp_path, at=at
    )
    (result,) = queries.find(refs.parse(make.OWNER))
    assert [(match.outcome, match.rows) for match in result.matches] == [("not_checkable", 0)]


def test_an_album_is_looked_up_as_an_album(meglass, at, tmp_path):
    rows = [f"72157600000000001 {make.PHOTO + number} 1 2 3 4 5 1" for number in range(3)]
    make.release("pipa", [*rows, f"72157600000000002 {make.PHOTO_2} 1 2 3 4 5 1"], tmp_path, at=at)
    page = words(ask("https://www.flickr.com/photos/made_up/albums/72157600000000001"))
    assert "3 photos from this album are listed." in page
    assert "3 photos from this album are on this list." in page
    assert "1 list needs a photo link" in page
    assert str(make.PHOTO) not in page


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("made_up_name", "We can’t look up a name by itself. Let’s find a link instead."),
        ("https://www.flickr.com/gp/made_up/S3cr3t", "guest pass"),
        ("https://example.org/photo.html", "isn’t a Flickr link"),
        ("https://www.flickr.com/account/email", "couldn’t find a photo or an account"),
        ("12345678N99", "looks like a Flickr id with a typo"),
        ("https://flickr.com/photos/tags/cats", "other people’s photos"),
    ],
)
def test_what_cannot_be_checked_says_what_to_give_instead(text, says, meglass):
    page = ask(text).content.decode()
    assert says in page
    assert "S3cr3t" not in page


def test_an_empty_box_and_too_much_text_are_errors_that_say_what_to_do(db):
    empty = ask("")
    assert (empty.status_code, "Paste a Flickr link first" in empty.content.decode()) == (400, True)
    much = ask("x" * 300_000)
    assert (much.status_code, "200,000" in much.content.decode()) == (400, True)


def test_fifty_megabytes_are_refused_with_the_limit(db):
    response = ask("x" * 50_000_000)
    assert (response.status_code, "up to 2 MB" in response.content.decode()) == (413, True)


def test_a_check_stores_nothing_and_is_not_cached(meglass, django_assert_num_queries):
    client = Client()
    with django_assert_num_queries(0):
        response = ask(make.LINK, client)
    assert "no-store" in response["Cache-Control"]
    assert not Session.objects.exists()
    assert not Event.objects.exclude(verb="dataset.imported").exists()
    assert not [cookie for cookie in client.cookies if cookie != "csrftoken"]


def test_without_a_dataset_the_page_says_that_nothing_can_be_found(db):
    page = Client().get("/").content.decode()
    assert "We have no list on this site right now" in page


def test_every_page_names_the_firm_its_advertising_label_and_that_no_deadline_stops(db, settings):
    page = Client().get("/").content.decode()
    assert escape(settings.FIRM_NAME) in page
    assert "Attorney advertising" in page
    assert "Nothing here files a lawsuit or stops a legal deadline." in page
    assert "Using this site doesn’t make us your lawyers." in page


def test_start_a_claim_carries_the_photo_but_never_a_guest_pass(meglass):
    client = Client()
    response = client.post(
        reverse("carry"), {"text": f"{make.LINK}\nhttps://www.flickr.com/gp/x/S3cr3t"}
    )
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_signup"))
    sealed = client.session["carried"]
    assert str(make.PHOTO) not in base64.b64decode(sealed).decode("latin-1")
    assert vault.open_text(sealed, "session:carried") == make.LINK


def test_too_many_checks_from_one_address_are_slowed_down(db, settings):
    settings.RATES = settings.RATES | {"check": 2}
    cache.clear()
    client = Client(REMOTE_ADDR="192.0.2.99")
    assert [ask("x", client).status_code for _ in range(3)] == [200, 200, 429]


def test_without_counters_a_check_is_answered_all_the_same(meglass, settings):
    settings.REDIS_URL = "unix:///nowhere"
    assert "Listed in MeGlass" in ask(make.LINK).content.decode()


def test_behind_our_proxy_each_visitor_has_a_limit_of_their_own(db, settings):
    settings.RATES = settings.RATES | {"check": 1}
    cache.clear()
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def answer(address: str) -> int:
        data = {"text": make.LINK}
        return (
            Client()
            .post(reverse("check_again"), data, headers={"X-Forwarded-For": address})
            .status_code
        )

    forged = "203.0.113.9, 198.51.100.1"  # what a visitor sends stands before what our proxy adds
    assert [
        answer("198.51.100.1"),
        answer("198.51.100.2"),
        answer("198.51.100.1"),
        answer(forged),
    ] == [
        200,
        200,
        429,
        429,
    ]


def test_a_result_is_mailed_once_and_nothing_of_it_is_kept(meglass):
    from claims.accounts.models import OutgoingMail

    page = Client().post("/check/", {"text": make.LINK}).content.decode()
    assert "Email me this result" in page
    answer = Client().post("/check/email/", {"text": make.LINK, "email": "Pat@Example.org"})
    assert "Look for an email to Pat@Example.org" in answer.content.decode()
    (mail,) = make.outbox()
    assert (mail.to, mail.subject) == (["Pat@Example.org"], "The result you asked for")
    assert f"{make.LINK}\nListed: " in mail.body.replace("\r", "")
    assert "We keep nothing, and won’t write to you again." in mail.body
    assert not OutgoingMail.objects.exists()


def test_a_mailed_result_carries_no_word_of_who_asked_for_it(meglass):
    text = f"BUY NOW http://spam.example {make.LINK} cheap"
    Client().post("/check/email/", {"text": text, "email": "pat@example.org"})
    (mail,) = make.outbox()
    assert make.LINK in mail.body
    assert "spam" not in mail.body and "BUY" not in mail.body and "cheap" not in mail.body


@pytest.mark.parametrize("email", ["", "pat", "pat@example.org\nBcc: x@example.org"])
def test_a_result_is_not_mailed_to_what_is_no_address(meglass, email):
    answer = Client().post("/check/email/", {"text": make.LINK, "email": email})
    assert answer.status_code == 400
    assert make.outbox() == []


def test_one_address_gets_five_results_a_day_at_most(meglass):
    client = Client()
    answers = []
    for number in range(7):
        form = {"text": f"{make.PHOTO + number}", "email": "flooded@example.org"}
        answers.append(client.post("/check/email/", form).status_code)
    assert answers == [200] * 5 + [429] * 2
    assert len(make.outbox()) == 5


def test_a_photo_that_is_not_found_is_said_so_where_others_of_its_account_are_listed(meglass):
    link = f"https://www.flickr.com/photos/{make.OWNER}/{make.ABSENT}/"
    page = Client().post("/check/", {"text": link}).content.decode()
    assert "We didn’t find this in the 1 list we have." in page
    assert "2 other photos from this Flickr account are listed." in page
    assert "We found it in" not in page
    assert "Not found in 1 other list we have" in page


def test_of_a_photo_the_lists_of_its_account_alone_are_negatives_too(meglass):
    link = f"https://www.flickr.com/photos/{make.OWNER}/{make.ABSENT}/"
    (result,) = queries.find(refs.parse(link))
    said = [(match.dataset, match.outcome, match.rows) for match in result.matches]
    assert said == [("meglass", "account_found", 2), ("meglass", "not_found", 0)]
    assert [match.outcome for match in result.of_itself] == ["not_found"]


def test_rows_of_an_account_in_the_pool_do_not_put_its_other_photos_there(at, tmp_path):
    from claims.datasets.evidence import facts_of
    from tests.datasets.test_import import yfcc_line

    make.release("yfcc100m", [yfcc_line()], tmp_path, at=at)
    (release,) = queries.held()
    assert release.owners == 1
    link = f"https://www.flickr.com/photos/{make.OWNER}/{make.ABSENT}/"
    (result,) = queries.find(refs.parse(link))
    assert [match.outcome for match in result.hits] == ["upstream_only"]
    outcomes = [(match.dataset, match.outcome) for match in result.of_itself]
    assert facts_of(outcomes, ["yfcc100m"])["portal.datasets"].value == []
