"""A small member of `make prove WHAT=kills`."""

from __future__ import annotations

import warnings

import pytest
from urllib3.exceptions import InsecureRequestWarning

from prove import kills
from tests.firm_at_work import at_work


@pytest.mark.filterwarnings("ignore::urllib3.exceptions.InsecureRequestWarning")
def test_claims_that_are_sent_while_services_are_killed_are_all_there_once(tmp_path, monkeypatch):
    monkeypatch.setattr(kills, "VICTIMS", ("worker", "beat"))  # quick; the proof kills all
    warnings.simplefilter("ignore", InsecureRequestWarning)
    with at_work(tmp_path, "Caddyfile") as (firm, office):
        row = kills.under_kills(firm, office, kills=2, seed=7)
    assert kills.faults([row]) == [], row
    assert row["claims"] >= 1
    assert kills.summary([row]).startswith("2 kills (")


def test_what_is_wrong_with_a_proof_is_named():
    good = {
        "kills": 5,
        "claims": 2,
        "sent": 2,
        "submits": 2,
        "submissions": 2,
        "receipts": 2,
        "audit": "the chain holds: 0",
    }
    nought = ("errors", "lost", "drafts", "documents_doubled", "failed_jobs", "waiting_jobs")
    good |= dict.fromkeys([*nought, "files_without_row", "rows_without_file", "keys_missing"], 0)
    assert kills.faults([good]) == []
    for name, value, says in (
        ("lost", ["CLM-X"], "piece 1: lost"),
        ("submits", 3, "piece 1: doubled or lost"),
        ("receipts", 1, "piece 1: doubled or lost"),
        ("audit", "broken at 7", "piece 1: the log"),
        ("files_without_row", 1, "piece 1: files_without_row"),
    ):
        assert kills.faults([good, good | {name: value}]) == [says]
    assert kills.done([good, good]) == 10
