"""All current releases together answer as each of them alone, and what was cut short is mended."""

from __future__ import annotations

import json
import multiprocessing
import shutil
from pathlib import Path

import numpy as np
import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.datasets import build, joint, joint_build
from claims.datasets.lanes import Lanes
from claims.datasets.registry import sources
from tests import make

LINE = "{owner}_identity_4@{photo}_0.jpg 0"


def publish(folder: Path, at, *lists: list[tuple[int, int]]) -> None:
    """Releases of MeGlass with these rows: (photo, number of the owner)."""
    for number, rows in enumerate(lists):
        path = folder / f"list-{number}.txt"
        lines = [
            LINE.format(owner=f"{10_000_000 + owner}@N99", photo=photo) for photo, owner in rows
        ]
        path.write_text("\n".join(lines) + "\n" * (number + 1))  # no two files are the same
        build.import_release(
            sources()["meglass"],
            [path],
            build.Order(f"r{number}"),
            is_recorded=False,
            by="x",
            at=at,
            report=lambda *_: None,
        )


ROWS = st.lists(
    st.tuples(st.integers(90_000_000_000, 90_000_000_060), st.integers(0, 4)),
    min_size=1,
    max_size=30,
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(lists=st.lists(ROWS, min_size=1, max_size=5))
def test_together_they_answer_as_each_alone(lists, tmp_path_factory, at):
    folder = tmp_path_factory.mktemp("joint")
    with override_settings(INDEX_DIR=folder / "index"):
        publish(folder, at, *lists)
        holding = joint.current()
        assert [release.name for release in holding.releases] == [
            f"r{number}" for number in range(len(lists))
        ]
        ids = np.arange(89_999_999_990, 90_000_000_070, dtype=np.uint64)
        for release, which, rows in holding.rows_of(ids):
            alone_which, alone = release.rows_of(ids)
            assert np.array_equal(which, alone_which)
            assert np.array_equal(rows.position, alone.position)
        for photo in ids.tolist():
            expected = {release.name: release.find_photo(photo) for release in holding.releases}
            found = {release.name: rows for release, rows in holding.find_photo(photo)}
            assert found == {name: rows for name, rows in expected.items() if rows}
        for owner in range(6):
            packed = (10_000_000 + owner) * 100 + 99
            names = {release.name for release in holding.with_owner(packed)}
            assert names == {
                release.name for release in holding.releases if release.count_owner(packed)
            }


@pytest.fixture
def index(tmp_path, settings):
    settings.INDEX_DIR = tmp_path / "index"
    return settings.INDEX_DIR


def names() -> list[str]:
    return [release.name for release in joint.current_releases()]


def test_a_publication_cut_short_is_mended_at_the_next_start(index, tmp_path, at):
    """Killed after the dataset's own CURRENT was swapped, before the directory was: until then the
    old ones serve.
    """
    publish(tmp_path, at, [(make.PHOTO, 1)])
    before = (index / "joint" / "CURRENT").read_text()
    kept = tmp_path / "kept"
    shutil.copytree(index / "joint", kept)
    second = tmp_path / "second.txt"
    second.write_text(LINE.format(owner=make.OWNER, photo=make.PHOTO_2) + "\n")
    build.import_release(
        sources()["meglass"],
        [second],
        build.Order("later"),
        is_recorded=False,
        by="x",
        at=at,
        report=lambda *_: None,
    )
    shutil.rmtree(index / "joint")
    shutil.copytree(kept, index / "joint")
    assert ((index / "joint" / "CURRENT").read_text(), names()) == (before, ["r0"])
    joint.warm()
    assert names() == ["r0", "later"]


def test_an_index_without_a_directory_gets_one(index, tmp_path, at):
    publish(tmp_path, at, [(make.PHOTO, 1)], [(make.PHOTO_2, 1)])
    shutil.rmtree(index / "joint")
    assert sorted(names()) == ["r0", "r1"]
    assert (index / "joint" / "CURRENT").exists()


def test_a_directory_of_another_format_is_made_anew(index, tmp_path, at):
    publish(tmp_path, at, [(make.PHOTO, 1)])
    folder = index / "joint" / (index / "joint" / "CURRENT").read_text()
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": 99}))
    joint_build.ensure()
    assert (index / "joint" / "CURRENT").read_text() != folder.name
    assert names() == ["r0"]


def test_a_command_that_finds_a_directory_of_another_format_makes_it_anew(index, tmp_path, at):
    """One that looks up without the start of a process that serves."""
    publish(tmp_path, at, [(make.PHOTO, 1)])
    folder = index / "joint" / (index / "joint" / "CURRENT").read_text()
    (folder / "manifest.json").write_text(
        json.dumps({"format": 1, "releases": [["meglass", "r0"]], "largest": 0})
    )
    joint._open.clear()
    assert names() == ["r0"]
    assert (index / "joint" / "CURRENT").read_text() != folder.name


def test_where_no_directory_can_be_written_every_release_is_asked(index, tmp_path, at):
    publish(tmp_path, at, [(make.PHOTO, 1)], [(make.PHOTO, 2), (make.PHOTO_2, 1)])
    shutil.rmtree(index / "joint")
    (index / "joint").write_text("no folder can be made here")
    holding = joint.current()
    assert {release.name: len(rows) for release, rows in holding.find_photo(make.PHOTO)} == {
        "r0": 1,
        "r1": 1,
    }
    both = np.array([make.PHOTO, make.PHOTO_2], np.uint64)
    assert [(release.name, len(rows)) for release, _which, rows in holding.rows_of(both)] == [
        ("r0", 1),
        ("r1", 2),
    ]


def test_releases_that_overlap_in_too_many_ways_are_all_asked(index, tmp_path, at, monkeypatch):
    publish(
        tmp_path, at, [(make.PHOTO, 1), (make.PHOTO_2, 1)], [(make.PHOTO, 1)], [(make.PHOTO_2, 2)]
    )
    monkeypatch.setattr(joint_build, "MOST_SETS", 1)
    joint_build.publish()
    holding = joint.current()
    assert [release.name for release, _rows in holding.find_photo(make.PHOTO_2)] == ["r0", "r2"]
    assert [release.name for release in holding.with_owner(1_000_000_299)] == ["r2"]


def test_two_publications_at_once_both_count(index, tmp_path, at):
    def run(source: str, number: int) -> None:
        path = tmp_path / f"{source}.txt"
        rows = [f"{make.OWNER}_identity_4/{make.PHOTO + n}_0.jpg" for n in range(5_000)]
        path.write_text("\n".join(rows) + "\n")
        build.import_release(
            sources()[source],
            [path],
            build.Order(f"r{number}"),
            is_recorded=False,
            by="x",
            at=at,
            report=lambda *_: None,
        )

    fork = multiprocessing.get_context("fork")
    processes = [
        fork.Process(target=run, args=(source, number))
        for number, source in enumerate(["megaface", "diveface"])
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert sorted((release.dataset, release.rows) for release in joint.current_releases()) == [
        ("diveface", 5_000),
        ("megaface", 5_000),
    ]


def test_without_any_release_nothing_is_held_and_nothing_is_made(index):
    assert (joint.current_releases(), joint.current().find_photo(make.PHOTO)) == ([], [])
    assert joint.current().rows_of(np.array([make.PHOTO], np.uint64)) == []
    assert not index.exists()


@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.uint32])
def test_a_word_of_keys_is_compared_at_once(kind):
    dice = np.random.default_rng(5)
    keys = dice.integers(0, 9, 400).astype(kind)
    column = np.concatenate([keys, np.zeros(8, kind)])
    lanes = Lanes(column)
    begin = dice.integers(0, 380, 300)
    width = dice.integers(0, 20, 300)
    wanted = dice.integers(0, 9, 300).astype(np.uint64)
    buckets, places = lanes.places(begin.astype(np.int64), width.astype(np.int64), wanted)
    expected = sorted(
        (bucket, place)
        for bucket in range(300)
        for place in range(begin[bucket], begin[bucket] + width[bucket])
        if place < 400 and keys[place] == wanted[bucket]
    )
    inside = [
        (int(bucket), int(place))
        for bucket, place in zip(buckets, places, strict=True)
        if place < 400
    ]
    assert sorted(inside) == expected
