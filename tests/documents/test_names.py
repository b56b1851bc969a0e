"""Names in any script are kept as given and confirm with another keyboard's apostrophes, dashes and
accents, to the last page.
"""

from __future__ import annotations

import pytest
from django.urls import reverse

from claims.documents import actions
from claims.intake.actions import move
from claims.refusals import Refusal
from claims.submission.actions import freeze
from tests import make

pytestmark = pytest.mark.django_db
NAMES = [
    ("Siobhan O'Connor", "Siobhan O\u2019Connor"),
    ("José Núñez", "Jose\u0301 Nu\u0301n\u0303ez"),
    ("Zoë-Anne D’Arcy", "Zoe\u0308\u2011Anne D'Arcy"),
    ("欧阳 娜娜", "欧阳\u3000娜娜"),
    ("さくら 田中", "さくら 田中"),
    ("김 민지", "김 민지"),
    ("अनिता शर्मा", "अनिता शर्मा"),
    ("ليلى الحسن", "ليلى\u200f الحسن"),
    ("שרה כהן", "שרה כהן"),
    ("Ольга Петрова", "ольга петрова"),
    ("Νίκη Παπαδάκη", "Νίκη Παπαδάκη"),
    ("สมหญิง ใจดี", "สมหญิง ใจดี"),
]


@pytest.mark.parametrize(("name", "typed"), NAMES, ids=[name for name, _typed in NAMES])
def test_a_name_in_any_script_confirms_and_is_sent(name, typed, ana, matter, at):
    claim = make.answer_open(make.draft(ana, matter, at=at, name=name), by=ana, at=at)
    submission = freeze(claim, by=ana, at=at)
    submission.claim = claim
    actions.build(submission, "frozen", at=at, progress=lambda *_: None)
    with pytest.raises(Refusal):
        wrong = make.confirming(typed_name="Somebody Else")
        actions.confirm(submission, wrong, seen=submission.sha256, by=ana, at=at)
    confirming = make.confirming(typed_name=typed)
    actions.confirm(submission, confirming, seen=submission.sha256, by=ana, at=at)
    move(claim, "submit", by=ana, at=at)
    page = make.signed_in(ana).get(reverse("claim", args=[claim.reference])).content.decode()
    assert name.replace("'", "&#x27;") in page
