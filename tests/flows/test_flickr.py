"""Showing that a Flickr account is one's own, in a browser: signing in with Flickr, and giving the
download.
"""

from __future__ import annotations

import zipfile

import pytest

from claims.ownership.actions import begin_code, code_is_placed, name_account, prove
from claims.ownership.models import Dispute, FlickrAccount, Proof
from tests import flickr_server, make
from tests.flows.test_pages import check, enter, press, visit
from tests.ownership.test_ownership import download

pytestmark = pytest.mark.browser


@pytest.fixture
def flickr(settings):
    with flickr_server.running() as server:
        app = {"client_id": flickr_server.KEY, "secret": flickr_server.SECRET}
        settings.SOCIALACCOUNT_PROVIDERS = {"flickr": {"APP": app}}
        settings.FLICKR_URL, settings.FLICKR_API_URL = server.url, f"{server.url}/services/rest"
        yield server


@pytest.fixture
def ana(site, at):
    return make.claimant("ana@example.org", "Ana Alder", at=at)


def test_signing_in_with_flickr_shows_the_account(page, context, site, watched, flickr, ana):
    enter(context, site, ana)
    page.goto(f"{site.url}/flickr/")
    assert check(page, "the ways") == []
    press(page, "Sign in with Flickr")
    page.get_by_role("heading", name="Your Flickr account in the datasets").wait_for()
    assert check(page, "the sheet of an account") == []
    assert "90000000077" in page.content()
    (proof,) = Proof.objects.all()
    assert (proof.way, proof.account.nsid, bool(proof.proved_at)) == ("sign_in", make.OWNER, True)
    steps = ["request_token", "authorize", "access_token"]
    assert flickr.asked == [
        *(f"/services/oauth/{step}" for step in steps),
        "/services/rest",
        "/services/rest",
    ]


def test_nothing_of_flickrs_is_kept_and_nobody_signs_in_with_it(
    page, context, site, watched, flickr, ana
):
    from allauth.socialaccount.models import SocialAccount, SocialToken
    from django.contrib.sessions.models import Session

    enter(context, site, ana)
    page.goto(f"{site.url}/flickr/")
    press(page, "Sign in with Flickr")
    assert not SocialAccount.objects.exists()
    assert not SocialToken.objects.exists()
    assert not any("oauth" in str(session.get_decoded()) for session in Session.objects.all())
    page.goto(f"{site.url}/account/logout/")
    page.locator("#main").get_by_role("button", name="Sign out").click()
    page.goto(f"{site.url}/account/login/")
    assert "flickr.com" not in page.content()
    assert page.goto(f"{site.url}/flickr/sign-in/back/?oauth_token=x").url.startswith(
        f"{site.url}/account/login/"
    )


@pytest.mark.parametrize(
    ("trouble", "says"),
    [
        (
            {"agrees": False},
            "You didn’t give permission on Flickr. Nothing was changed. You can try "
            "again, or use another way below.",
        ),
        ({"mood": "down"}, "Flickr didn’t confirm who you are. Nothing was changed."),
        ({"mood": "nonsense"}, "Flickr isn’t answering right now. Nothing was changed."),
    ],
)
def test_flickr_in_trouble_is_an_ordinary_state(page, context, site, flickr, ana, trouble, says):
    for name, value in trouble.items():
        setattr(flickr, name, value)
    enter(context, site, ana)
    page.goto(f"{site.url}/flickr/")
    press(page, "Sign in with Flickr")
    page.get_by_text(says).wait_for()
    assert page.url == f"{site.url}/flickr/"
    assert not FlickrAccount.objects.exists()


def test_flickr_that_cannot_be_reached_is_one_too(page, context, site, flickr, ana, settings):
    settings.FLICKR_URL = "http://localhost:9"
    enter(context, site, ana)
    page.goto(f"{site.url}/flickr/")
    press(page, "Sign in with Flickr")
    page.get_by_text("Flickr isn’t answering right now.").wait_for()


def test_a_signature_that_is_wrong_is_refused_by_the_stand_in_too(
    page, context, site, flickr, ana, settings
):
    settings.SOCIALACCOUNT_PROVIDERS = {
        "flickr": {"APP": {"client_id": flickr_server.KEY, "secret": "another"}}
    }
    enter(context, site, ana)
    page.goto(f"{site.url}/flickr/")
    press(page, "Sign in with Flickr")
    page.get_by_text("Flickr didn’t confirm who you are.").wait_for()
    assert not FlickrAccount.objects.exists()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_download_is_sent_and_its_sheet_shown(browser, site, ana, tmp_path, scripts):
    context = browser.new_context(java_script_enabled=scripts)
    enter(context, site, ana)
    page = context.new_page()
    page.goto(f"{site.url}/flickr/download/")
    parts = []
    for number, photos in enumerate(
        [[make.PHOTO, 90_000_000_050], range(90_000_000_600, 90_000_000_900)], 1
    ):
        parts.append(tmp_path / f"123_ab_part{number}.zip")
        parts[-1].write_bytes(download(numbers=photos).getvalue())
    page.get_by_label("Your Flickr account data").set_input_files(parts)
    press(page, "Look up my photos")
    page.get_by_role("heading", name="Your Flickr account in the datasets").wait_for()
    assert page.get_by_text("302", exact=True).first.is_visible()
    if scripts:
        assert check(page, "the sheet of a download") == []
    (account,) = FlickrAccount.objects.all()
    assert page.url == f"{site.url}/flickr/{account.pk}/"


def test_a_visitor_gets_the_sheet_on_the_spot_and_errors_in_the_form(page, site, watched, tmp_path):
    page.goto(f"{site.url}/flickr/download/")
    assert check(page, "the download") == []
    wrong = tmp_path / "pictures.zip"
    with zipfile.ZipFile(wrong, "w") as pictures:
        pictures.writestr("a.jpg", b"x")
    page.get_by_label("Your Flickr account data").set_input_files(wrong)
    page.get_by_role("button", name="Look up my photos").click()
    page.get_by_text("This ZIP has your pictures in it.").first.wait_for()
    right = tmp_path / "1_a_part1.zip"
    right.write_bytes(download().getvalue())
    page.goto(f"{site.url}/flickr/download/")
    page.get_by_label("Your Flickr account data").set_input_files(right)
    page.get_by_role("button", name="Look up my photos").click()
    page.get_by_text("We keep nothing from this download.").wait_for()
    assert check(page, "the sheet of a visitor") == []


def test_the_other_states_of_an_account_and_the_desk(
    page, context, browser, site, watched, ana, at
):
    otto = make.claimant("otto@example.org", "Otto Oak", at=at)
    rhea = make.staff("rhea@example.org", "Rhea Rowan", "paralegal", at=at)
    proof = begin_code(name_account(ana, make.OTHER_OWNER, at=at), by=ana, at=at)
    enter(context, site, ana)
    visit(page, site, ["/flickr/", f"/flickr/{proof.account.pk}/"])
    code_is_placed(proof, by=ana, at=at)
    for user in (ana, otto):
        account = prove(user, make.OWNER, Proof.Way.DOWNLOAD, at=at)
    assert Dispute.objects.count() == 1
    visit(page, site, ["/flickr/", f"/flickr/{ana.flickr_accounts.get(index=account.index).pk}/"])
    desk = browser.new_context()
    enter(desk, site, rhea)
    visit(desk.new_page(), site, ["/staff/accounts/"])
