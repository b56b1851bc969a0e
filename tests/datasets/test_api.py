"""The public interface: as described, exact, and a clear refusal for everything else."""

from __future__ import annotations

import json
import re

import jsonschema
import numpy as np
import pytest
from django.test import Client
from openapi_spec_validator import validate

from claims.datasets import api, queries
from claims.datasets.openapi import document
from claims.flickr import refs
from tests import make

pytestmark = pytest.mark.django_db
SPECIFICATION = document("https://standing.example")


def described(response, path: str, method: str) -> None:
    """The answer is one that the description names for this status, and has its shape."""
    said = SPECIFICATION["paths"][path][method]["responses"][str(response.status_code)]["content"]
    kind = response["Content-Type"].partition(";")[0]
    schema = said[kind]["schema"]
    if kind != "text/plain":
        whole = {"components": SPECIFICATION["components"], **schema}
        jsonschema.validate(
            json.loads(response.content), whole, cls=jsonschema.Draft202012Validator
        )


def ask(content, **headers):
    body = content if isinstance(content, bytes) else json.dumps(content)
    response = Client().post(
        "/api/v1/check", body, content_type=headers.pop("type", "application/json"), **headers
    )
    described(response, "/check", "post")
    return response


def test_the_description_is_valid_openapi_and_is_published():
    validate(SPECIFICATION)
    published = Client().get("/api/v1/openapi.json").json()
    assert published["paths"].keys() == SPECIFICATION["paths"].keys()
    assert published["servers"] == [{"url": "http://localhost:8000/api/v1"}]


def test_photo_ids_are_answered_in_columns(meglass):
    answer = ask({"photo_ids": [make.ABSENT, make.PHOTO, 90_000_000_500]}).json()
    (release,) = answer["releases"]
    assert answer["asked"] == 3
    assert (release["dataset"], release["release"], release["outcome"]) == (
        "meglass",
        "2026-made-up",
        "found",
    )
    assert release["files"] == [
        {"name": "meglass.txt", "unit": "line", "sha256": release["files"][0]["sha256"]}
    ]
    assert release["rows"] == {
        "photo_id": [make.PHOTO, 90_000_000_500],
        "file": [0, 0],
        "place": [1, 3],
    }


def test_the_pool_is_upstream_only_here_too(tmp_path, at):
    from tests.datasets.test_import import yfcc_line

    make.release("yfcc100m", [yfcc_line()], tmp_path, at=at)
    (release,) = ask({"photo_ids": [make.PHOTO]}).json()["releases"]
    assert release["outcome"] == "upstream_only"


def test_references_are_answered_like_the_command_find(meglass):
    texts = [make.LINK, make.OWNER, "made_up_name", "https://flic.kr/p/4Azxcv"]
    answer = ask({"references": texts}).json()["results"]
    found = [
        result.as_dict()
        for result in queries.find([ref for text in texts for ref in refs.parse(text)])
    ]
    assert answer == json.loads(json.dumps(found))
    assert [[match["outcome"] for match in result["matches"]] for result in answer] == [
        ["found", "account_found"],
        ["account_found"],
        ["name_not_checkable"],
        ["not_found"],
    ]
    # Counted, not listed.
    assert (answer[1]["matches"][0]["rows"], answer[1]["matches"][0]["locator"]) == (
        2,
        "",
    )


@pytest.mark.parametrize(
    ("content", "status", "says"),
    [
        (b"{", 400, "This is not JSON"),
        ([], 400, 'one member, "photo_ids" or "references"'),
        ({}, 400, 'one member, "photo_ids" or "references"'),
        ({"photo_ids": [1], "references": ["x"]}, 400, 'one member, "photo_ids" or "references"'),
        ({"photo_ids": []}, 400, "a list of 1 to 100,000 numbers"),
        ({"photo_ids": [1] * 100_001}, 400, "a list of 1 to 100,000 numbers"),
        ({"photo_ids": [0]}, 400, "a whole number from 1 to 9223372036854775807"),
        ({"photo_ids": [2**63]}, 400, "a whole number from 1 to 9223372036854775807"),
        ({"photo_ids": [True]}, 400, "a whole number from 1 to 9223372036854775807"),
        ({"photo_ids": ["90000000001"]}, 400, "a whole number from 1 to 9223372036854775807"),
        ({"photo_ids": [1.5]}, 400, "a whole number from 1 to 9223372036854775807"),
        ({"references": []}, 400, "a list of 1 to 10,000 texts"),
        ({"references": ["x"] * 10_001}, 400, "a list of 1 to 10,000 texts"),
        ({"references": ["x" * 1001]}, 400, "a text of at most 1,000 characters"),
        (
            {"references": ["\n".join(map(str, range(10**6, 10**6 + 120)))] * 90},
            400,
            "name more than 10,000 references",
        ),
        ({"references": [7]}, 400, "a text of at most 1,000 characters"),
        (b" " * (2 * 1024 * 1024 + 1), 413, "larger than 2,097,152 bytes. Send it in parts."),
    ],
)
def test_what_cannot_be_answered_is_a_problem_that_says_what_to_do(content, status, says, meglass):
    response = ask(content)
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert says in response.json()["detail"]


def test_the_largest_request_of_either_kind_is_answered(meglass):
    ids = np.arange(90_000_000_001, 90_000_100_001).tolist()
    (release,) = ask({"photo_ids": ids}).json()["releases"]
    assert release["rows"]["photo_id"] == [90_000_000_001, 90_000_000_077, 90_000_000_500]
    assert (
        len(ask({"references": [str(number) for number in ids[:10_000]]}).json()["results"])
        == 10_000
    )


def test_a_few_ids_and_many_are_answered_alike(meglass):
    few = [make.ABSENT, make.PHOTO, 90_000_000_500]
    many = [*few, *range(99_000_000_000, 99_000_000_000 + api.FEW)]
    assert ask({"photo_ids": few}).json()["releases"] == ask({"photo_ids": many}).json()["releases"]


def test_another_type_method_or_address_is_a_problem_too(meglass):
    assert ask(b"x", type="text/plain").status_code == 415
    response = Client().get("/api/v1/check")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    described(response, "/check", "post")
    response = Client().get("/api/v2/check")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert (
        response.json()["detail"]
        == "There is nothing here. /api/v1/openapi.json lists what there is."
    )


def test_too_many_requests_are_told_how_long_to_wait(meglass, settings):
    settings.RATES = settings.RATES | {"api_check": 2}
    statuses = [ask({"photo_ids": [1]}, REMOTE_ADDR="192.0.2.11").status_code for _ in range(2)]
    refused = ask({"photo_ids": [1]}, REMOTE_ADDR="192.0.2.11")
    assert [*statuses, refused.status_code] == [200, 200, 429]
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused.json()["detail"].startswith("More than 2 requests in a minute. Ask again in ")
    assert ask({"photo_ids": [1]}, REMOTE_ADDR="192.0.2.12").status_code == 200


def test_no_cookie_is_set_and_no_check_is_kept_by_a_cache(meglass):
    response = ask({"references": [make.LINK]})
    assert response.cookies == {}
    assert response["Cache-Control"] == "no-store"


def test_a_check_by_someone_without_a_token_needs_none(meglass):
    client = Client(enforce_csrf_checks=True)
    response = client.post(
        "/api/v1/check", {"photo_ids": [make.PHOTO]}, content_type="application/json"
    )
    assert response.status_code == 200


def test_datasets_tell_what_is_held_and_what_is_known(meglass):
    response = Client().get("/api/v1/datasets")
    described(response, "/datasets", "get")
    known = {dataset["name"]: dataset for dataset in response.json()["datasets"]}
    (release,) = known["meglass"]["releases"]
    assert (release["rows"], release["photos"], release["owners"], release["refused"]) == (
        3,
        3,
        2,
        0,
    )
    assert release["ranges"] == {
        "photo": {"digits": 0, "entries": 3, "largest": 3},
        "owner": {"digits": 0, "entries": 2, "largest": 2},
    }
    assert known["megaface"]["releases"] == []
    assert known["ibm-dif"]["is_checkable"] is False
    assert known["ibm-dif"]["why_not"]


def test_files_whose_names_say_something_about_people_are_numbered(tmp_path, at):
    make.release(
        "diveface",
        [f"{make.OWNER}_identity_1/{make.PHOTO}_0.jpg"],
        tmp_path,
        at=at,
        file="Group1_Female.txt",
    )
    (release,) = ask({"photo_ids": [make.PHOTO]}).json()["releases"]
    assert release["files"][0]["name"] == "file-1"


def test_the_page_for_programs_states_every_limit():
    text = Client().get("/api/v1/").content.decode()
    assert "Up to 100,000 photo ids or 10,000 references at a time, in at most 2.0\xa0MB." in text
    assert re.search(r"Up to \d+ checks and \d+ buckets a minute from one address.", text)


def test_a_fault_of_ours_is_a_problem_without_details(meglass, monkeypatch):
    monkeypatch.setattr(queries, "find", None)
    response = Client(raise_request_exception=False).post(
        "/api/v1/check", {"references": [make.LINK]}, content_type="application/json"
    )
    assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")
    assert response.json()["detail"] == "This is our fault. Try again later."
