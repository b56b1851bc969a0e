"""A passkey: added with a virtual authenticator, then used to sign in."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests import make
from tests.flows.test_pages import enter

pytestmark = pytest.mark.browser
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_added_and_signs_in(page, context, site, watched, at):
    ana = make.claimant("ana@example.org", "Ana Alder", at=at)
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    enter(context, site, ana)
    page.goto(f"{site.url}/account/2fa/webauthn/add/")
    page.get_by_label("Name").fill("My phone")
    page.get_by_label("Sign in with this alone").check()
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url(lambda url: not url.endswith("/add/"))
    from allauth.mfa.models import Authenticator

    assert Authenticator.objects.filter(user=ana, type="webauthn").count() == 1
    context.clear_cookies()
    page.goto(f"{site.url}/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="My claim")).to_be_visible()
