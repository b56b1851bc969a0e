"""The frozen claim: what was written once is read for ever, and nothing else is taken for it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from claims.law import logic
from claims.submission.frozen import FrozenAnswer, FrozenNegative, read, write
from claims.vault.crypto import digest_of_json
from claims.vault.shapes import UnknownShape
from tests import make

GOLDEN = Path(__file__).parent / "golden" / "frozen_v1.json"
DIGEST = "ed9e374567398ee4f07e4d8af8eb6067be9d0e77f870c63f5590e48c20a54f97"


def golden() -> dict:
    return json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_version_1_is_readable_for_ever():
    frozen = read(golden())
    assert (frozen.version, frozen.reference) == (1, "CLM-7F3K-2")
    assert frozen.frozen_at == datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
    me, child = frozen.subjects
    photo = frozen.photos[0]
    assert [photo.capacity_of(subject) for subject in (me, child)] == ["took", "depicted"]
    assert photo.rows[0].locator == "meglass/2026-made-up/meglass.txt#L1"
    assert photo.negative == (FrozenNegative("megaface", "2017", "not_found", 10, 12),)
    born = frozen.answers_about(1)["birth_date"]
    assert born.answer == logic.Answer("2014", "estimated", "year", "own")
    assert frozen.answers_about(None)["learned"].answer == logic.Answer(None, "unsure")


def test_version_1_is_written_again_byte_for_byte():
    assert write(read(golden())) == golden()
    assert digest_of_json(golden()) == DIGEST


@pytest.mark.parametrize(
    "changed",
    [
        {"version": 2},
        {"version": None},
        {"reference": None, "referenze": "CLM-7F3K-2"},
        {"more": 1},
        {"photos": [{"text": "x"}]},
        {"frozen_at": "yesterday"},
    ],
)
def test_what_has_another_shape_is_not_read(changed):
    with pytest.raises(UnknownShape):
        read(golden() | changed)


def test_what_is_missing_is_not_made_up():
    content = golden()
    del content["claimant"]
    with pytest.raises(UnknownShape):
        read(content)


@pytest.mark.django_db
def test_a_claim_is_frozen_with_every_answer_and_says_it_back(ana, matter, meglass, at):
    claim, submission = make.frozen(ana, matter, at=at)
    frozen = submission.frozen
    assert (frozen.reference, frozen.frozen_at, frozen.roles) == (
        claim.reference,
        at,
        ("in_photo",),
    )
    assert {row.question for row in frozen.answers if row.question not in make.screen()} == {
        *claim.asked,
        "birth_date",
    }
    assert frozen.answers_about(None)["phone"] == FrozenAnswer(
        question="phone",
        words="What is your phone number?",
        subject=None,
        photo=None,
        value=None,
        certainty="unsaid",
        precision="",
        basis="own",
        given_at=at,
    )
    assert submission.sha256 == digest_of_json(submission.content)
