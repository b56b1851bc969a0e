"""The published slices, where they lie beside this checkout: every line is indexed, and found again
by its id.

The expected rows come from an independent scan of the raw file with plain text operations, not from
the readers.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from pathlib import Path

import pytest

from claims.datasets import actions, queries
from claims.flickr import ids, refs

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not DATA.exists(), reason="the published slices are not beside this checkout"
    ),
]


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")


def scan(path: Path, pattern: str) -> dict[int, set[int]]:
    """photo id -> physical lines, by a regular expression over the raw text."""
    found = defaultdict(set)
    for number, line in enumerate(lines(path), 1):
        if match := re.search(pattern, line):
            found[int(match[1])].add(number)
    return found


SLICES = [
    ("meglass", "megaface/meglass_meta.head10000.txt", r"@(\d+)_\d+\.jpg", 0),
    ("pipa", "pipa/all_data.head20000.txt", r"^\d+ (\d+) ", 0),
    ("megaface", "megaface/mf1_paths.txt", r"/(\d+)_\d+\.jpg$", 0),
    ("yfcc100m", "yfcc100m/yfcc23_real.tsv", r"^(\d+)\t", 0),
    ("yfcc100m", "yfcc100m/yfcc25_real.tsv", r"^\d+\t(\d+)\t", 0),
    ("flickr-links", "yfcc100m/video_licenses.head3001.txt", r"/(\d+)/play/", 1),
]


@pytest.mark.parametrize(
    ("source", "name", "pattern", "headers"), SLICES, ids=[row[1] for row in SLICES]
)
def test_every_line_is_indexed_and_find_agrees_with_a_scan_of_the_file(
    source, name, pattern, headers, at
):
    path = DATA / name
    summary = actions.import_release(
        source, [path], release="slice", by="test", at=at, report=lambda *_: None
    )
    assert (summary.rejected.total(), summary.skipped) == (0, headers)
    expected = scan(path, pattern)
    assert summary.rows == sum(len(where) for where in expected.values())
    dice = random.Random(1)
    sample = dice.sample(sorted(expected), min(1000, len(expected)))
    absent = [
        number
        for number in (dice.randrange(1, 10**11) for _ in range(2 * len(sample)))
        if number not in expected
    ]
    asked = sample + absent[: len(sample)]
    results = queries.find([refs.parse(str(number))[0] for number in asked])
    assert len(results) == len(asked)
    for number, result in zip(asked, results, strict=True):
        assert {match.line for match in result.matches if match.locator} == expected.get(
            number, set()
        )


def test_an_account_of_the_meglass_slice_lists_all_its_rows(at):
    path = DATA / "megaface/meglass_meta.head10000.txt"
    actions.import_release(
        "meglass", [path], release="slice", by="test", at=at, report=lambda *_: None
    )
    by_owner = defaultdict(set)
    for number, line in enumerate(lines(path), 1):
        if line:
            by_owner[line.split("_")[0]].add(number)
    owners = sorted(by_owner, key=lambda owner: -len(by_owner[owner]))
    for owner in owners[:20] + owners[-20:]:
        (counted,) = queries.find(refs.parse(owner))
        assert [match.rows for match in counted.matches] == [len(by_owner[owner])]
        (result,) = queries.find(refs.parse(owner), list_accounts=True)
        assert {match.line for match in result.matches} == by_owner[owner]
        assert {str(match.outcome) for match in result.matches} == {"account_found"}


def test_the_hash_rule_holds_wherever_the_slices_hold_both_hash_and_link():
    hashes = dict(
        line.split("\t") for line in lines(DATA / "yfcc100m/yfcc100m_hash.head3000.txt") if line
    )
    assert len(hashes) == 3000
    assert all(re.fullmatch(r"[0-9a-f]{16,32}", value) for value in hashes.values())
    rows = (
        line.split() for line in lines(DATA / "yfcc100m/video_licenses.head3001.txt")[1:] if line
    )
    links = {row[0]: row[1] for row in rows}
    both = hashes.keys() & links.keys()
    assert len(both) == 844
    assert [key for key in both if ids.yfcc_hash(links[key]) != hashes[key]] == []


def test_the_devkit_list_is_found_by_its_places_in_the_list(at):
    path = DATA / "megaface/mf1_features_list.json"
    actions.import_release(
        "megaface", [path], release="slice", by="test", at=at, report=lambda *_: None
    )
    listed = [int(number) for number in re.findall(r"/(\d+)_\d+\.jpg", path.read_text())]
    results = queries.find([refs.parse(str(number))[0] for number in listed])
    assert [[match.locator for match in result.matches] for result in results] == [
        [f"megaface/slice/{path.name}#path[{place}]"] for place in range(len(listed))
    ]
