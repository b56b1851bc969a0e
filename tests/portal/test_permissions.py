"""Every address of the site, met by every kind of caller."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from claims.ownership.actions import name_account
from tests import make

pytestmark = pytest.mark.django_db

CALLERS = ("visitor", "ana", "otto", "rhea", "alma", "ada", "no_factor")
PUBLIC = dict.fromkeys(CALLERS, 200)
# Signed in and one's own; for everyone else the claim does not exist.
OWN = {
    "visitor": 302,
    "ana": 200,
    "otto": 404,
    "rhea": 404,
    "alma": 404,
    "ada": 404,
    "no_factor": 404,
}
DESK = {
    "visitor": 302,
    "ana": 404,
    "otto": 404,
    "rhea": 200,
    "alma": 200,
    "ada": 200,
    "no_factor": 302,
}
POST_ONLY = dict.fromkeys(CALLERS, 405)
SIGNED_IN = dict.fromkeys(CALLERS, 200) | {"visitor": 302}
NO_STAFF = {"rhea": 403, "alma": 403, "ada": 403, "no_factor": 403}
REDIRECT = dict.fromkeys(CALLERS, 302)

# What a GET answers. Ana's claim was sent, so the pages of the interview send her to the claim.
EXPECTED = {
    "healthz": PUBLIC,
    "readyz": PUBLIC,
    "check": PUBLIC,
    "check_again": PUBLIC,
    "privacy": PUBLIC,
    "private_check": PUBLIC,
    "picture": PUBLIC,
    "api": PUBLIC,
    "api_openapi": PUBLIC,
    "api_datasets": PUBLIC,
    "api_check": POST_ONLY,
    "api_range": dict.fromkeys(CALLERS, 404),  # no such release
    "api_nothing": dict.fromkeys(CALLERS, 404),
    "coverage": PUBLIC,
    "datasets": PUBLIC,
    "dataset": PUBLIC,
    "verify": PUBLIC,
    "states": PUBLIC,
    "words": PUBLIC,
    "help": PUBLIC,
    "help_page": PUBLIC,
    "stop_recovery": dict.fromkeys(CALLERS, 404),  # no such token
    "recover": dict.fromkeys(CALLERS, 404),  # no such token
    "desk_access": DESK | {"ada": 403, "rhea": 302, "alma": 302},  # they confirm first
    "interest": PUBLIC,
    "interested": dict.fromkeys(CALLERS, 404),  # no such token
    "desk_runs": DESK,
    "desk_run": dict.fromkeys(CALLERS, 404) | {"visitor": 302, "no_factor": 302},
    # A lawyer confirms first; the line of this address is none.
    "desk_panel": DESK,
    "desk_acts": DESK,
    "desk_act_remove": POST_ONLY | {"visitor": 302},
    "carry": POST_ONLY,
    "mail_result": POST_ONLY,
    "after_sign_in": REDIRECT,
    "step_up": SIGNED_IN,
    "flickr": SIGNED_IN | NO_STAFF,
    "flickr_download": PUBLIC,
    "flickr_sign_in": POST_ONLY | {"visitor": 302},
    "flickr_callback": dict.fromkeys(CALLERS, 403) | {"visitor": 302},  # not set up in the tests
    "flickr_account": OWN,
    "flickr_code": POST_ONLY | {"visitor": 302},
    "flickr_to_claim": POST_ONLY | {"visitor": 302},
    "desk_proofs": DESK,
    "desk_code": POST_ONLY | {"visitor": 302},
    "desk_dispute": POST_ONLY | {"visitor": 302},
    "claims": SIGNED_IN | {"rhea": 302, "alma": 302, "ada": 302, "no_factor": 302},
    "claim": OWN,
    "claim_data": OWN | {"ana": 302},  # first confirm that it is you
    "claim_start": SIGNED_IN,
    "invitation": dict.fromkeys(CALLERS, 404),  # no such token
    "reminders": dict.fromkeys(CALLERS, 404),
    "claim_invite": OWN,
    "claim_invite_take_back": POST_ONLY | {"visitor": 302},
    "claim_contact": OWN,
    "claim_phone": OWN,
    "claim_erase": OWN | {"ana": 302},
    "account_delete": dict.fromkeys(CALLERS, 302),  # first of all a fresh confirmation
    "claim_uploads": OWN,
    "claim_upload": OWN | {"ana": 404},  # no such file
    "desk_upload": dict.fromkeys(CALLERS, 404) | {"visitor": 302, "no_factor": 302},
    **{
        name: OWN | {"ana": 302}
        for name in (
            "claim_continue",
            "claim_screen",
            "claim_people",
            "claim_photos",
            "claim_capacity",
            "claim_question",
            "claim_topic",
            "claim_check",
            "claim_documents",
        )
    },
    "claim_read": OWN,
    "claim_pdf": OWN,
    "claim_packet": OWN,
    "claim_panel": OWN | {"ana": 302},  # a GET leads to the whole page
    "claim_change": POST_ONLY | {"visitor": 302},
    "claim_freeze": POST_ONLY | {"visitor": 302},
    "claim_send": POST_ONLY | {"visitor": 302},
    "desk": DESK,
    "desk_releases": DESK,
    "desk_claim": DESK,
    "desk_law_then": DESK,
    "desk_document": DESK,
    "desk_law": DESK,
    "desk_sign_off": DESK | {"rhea": 403, "alma": 302, "ada": 403},
    "desk_law_read": POST_ONLY | {"visitor": 302},
    "desk_people": DESK | {"rhea": 403, "alma": 403, "ada": 302},  # she confirms first
    "desk_people_take": POST_ONLY | {"visitor": 302},
    "desk_people_sign_out": POST_ONLY | {"visitor": 302},
    "desk_matters": DESK | {"rhea": 403},
    "desk_matter": DESK | {"rhea": 403, "alma": 302, "ada": 302},
    "desk_jobs": DESK,
    "desk_restart": POST_ONLY | {"visitor": 302},
}


def own_patterns() -> list[URLPattern]:
    """Our own addresses; allauth's are visited by the browser tests."""
    found = []
    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLPattern):
            found += [] if entry.name.startswith(("account_", "mfa_")) else [entry]
        elif str(entry.urlconf_name.__name__).startswith("claims."):
            found += entry.url_patterns
    return found


VALUES = {
    "page": "real",
    "reference": "",
    "position": 0,
    "key": "residence",
    "topic": "person",
    "kind": "fact_sheet",
    "job": "00000000-0000-4000-8000-000000000000",
    "name": "megaface",
    "dataset": "none",
    "release": "none",
    "prefix": "all",
    "rest": "none",
    "proof": "00000000-0000-4000-8000-000000000000",
    "dispute": "00000000-0000-4000-8000-000000000000",
    "run": "00000000-0000-4000-8000-000000000000",
    "membership": "00000000-0000-4000-8000-000000000000",
    "matter": "00000000-0000-4000-8000-000000000000",
    "upload": "00000000-0000-4000-8000-000000000000",
    "invitation": "00000000-0000-4000-8000-000000000000",
    "token": "none",
    "act": "00000000-0000-4000-8000-000000000000",
}


def address(pattern: URLPattern, reference: str, account: object) -> str:
    values = VALUES | {"reference": reference, "account": account}
    if pattern.name in ("desk_panel", "claim_panel"):
        values["key"] = "messages"
    return reverse(pattern.name, kwargs={name: values[name] for name in pattern.pattern.converters})


@pytest.fixture
def callers(ana, otto, rhea, alma, ada, at):
    bare = make.staff("bare@example.org", "Bare", "paralegal", at=at, second_factor=False)
    people = {"ana": ana, "otto": otto, "rhea": rhea, "alma": alma, "ada": ada, "no_factor": bare}
    return {"visitor": Client()} | {name: make.signed_in(user) for name, user in people.items()}


def test_every_address_is_in_the_table():
    assert {pattern.name for pattern in own_patterns()} == set(EXPECTED)


def test_every_caller_gets_what_the_table_says(callers, ana, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    account = name_account(ana, make.OWNER, at=at).pk
    got = {
        pattern.name: {
            name: client.get(address(pattern, claim.reference, account)).status_code
            for name, client in callers.items()
        }
        for pattern in own_patterns()
    }
    assert got == EXPECTED


@pytest.mark.parametrize("name", ["claim_freeze", "claim_change", "claim_send"])
def test_nobody_but_the_claimant_writes_in_a_claim(name, callers, ana, matter, at):
    claim, _submission = make.confirmed(ana, matter, at=at)
    expected = {"visitor": 302, "otto": 404, "rhea": 404, "alma": 404, "ada": 404, "no_factor": 404}
    got = {
        who: callers[who].post(reverse(name, args=[claim.reference])).status_code
        for who in expected
    }
    assert got == expected
    claim.refresh_from_db()
    assert claim.status == "draft"
    assert claim.submissions.filter(set_aside_at=None).count() == 1
