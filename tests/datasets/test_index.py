"""The index: whatever was imported is found by each of its identifiers, and nothing else ever
is.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.datasets import build, columns, index
from claims.datasets.spool import Progress


@pytest.fixture(params=[40, 4_000_000], ids=["many runs", "one run"])
def run(request, monkeypatch):
    """The same rows, sorted in many small runs or in one."""
    monkeypatch.setattr(columns, "RUN", request.param)


def built(tmp_path_factory, photos, owners) -> index.Release:
    """A release of these rows, built by the code that builds all."""
    folder = tmp_path_factory.mktemp("release")
    np.array(photos, np.uint64).tofile(folder / "photo.spool")
    np.array(owners, np.int64).tofile(folder / "owner.spool")
    np.arange(1, len(photos) + 1, dtype=np.uint64).tofile(folder / "locator.spool")
    build.write_release(folder, Progress(rows=len(photos)), {"dataset": "made-up", "release": "r"})
    build.verify(folder)
    return index.Release(folder)


photo_ids = st.one_of(
    st.integers(1, 300), st.integers(90_000_000_000, 90_000_100_000), st.integers(1, 2**62)
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(st.tuples(photo_ids, st.integers(0, 5)), min_size=1, max_size=400),
    absent=st.lists(photo_ids),
)
def test_every_row_is_found_and_nothing_else(run, tmp_path_factory, rows, absent):
    photos, owners = [row[0] for row in rows], [row[1] * 100_000_007 for row in rows]
    if max(photos) - min(photos) > 2**34:  # one release spans at most the ids that Flickr gave out
        photos = [photo % 2**34 + 1 for photo in photos]
    release = built(tmp_path_factory, photos, owners)
    for photo in set(photos) | set(absent) | {photo + 1 for photo in photos}:
        expected = [line for line, other in enumerate(photos, 1) if other == photo]
        assert sorted(row.line for row in release.find_photo(photo)) == expected
    keys = np.array([*photos, *absent, *(photo + 1 for photo in photos)], np.uint64)
    which, found = release.rows_of(keys)
    expected = [
        (key, [line for line, other in enumerate(photos, 1) if other == key])
        for key in keys.tolist()
    ]
    assert [
        (int(keys[place]), line) for place, line in zip(which, found.line.tolist(), strict=True)
    ] == [(key, line) for key, lines in expected for line in lines]
    assert np.array_equal(found.photo, keys[which])
    for owner in set(owners) - {0}:
        expected = [line for line, other in enumerate(owners, 1) if other == owner]
        assert sorted(release.find_owner(owner).line.tolist()) == expected
    assert len(release.find_owner(0)) == 0
    assert len(release.find_owner(7)) == 0


def test_bulk_and_single_look_ups_agree(run, tmp_path_factory):
    dice = np.random.default_rng(7)
    photos = dice.integers(1, 2**34, 50_000, dtype=np.uint64)
    release = built(tmp_path_factory, photos, np.zeros(len(photos), np.int64))
    keys = np.concatenate([photos[:20_000], dice.integers(1, 2**34, 20_000, dtype=np.uint64)])
    first, count = release.find_photos(keys)
    assert count[:20_000].min() >= 1
    present = np.isin(keys, photos)
    assert np.array_equal(count > 0, present)
    for at in range(0, len(keys), 997):
        assert len(release.find_photo(int(keys[at]))) == count[at]
    assert first.dtype == count.dtype == np.int64


def test_the_directory_takes_at_most_four_bytes_a_row_for_dense_ids():
    rows, span = 99_200_000, 15 * 10**9
    shift = columns.choose_shift(rows, span)
    assert 4 * (span >> shift) + rows * (1 if shift <= 8 else 2) <= 4 * rows
    assert columns.choose_shift(1, 0) == 6


@pytest.mark.django_db
def test_a_release_of_another_format_is_refused(tmp_path, meglass):
    import json

    folder = tmp_path / "index" / "meglass" / "2026-made-up"
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": 99}))
    with pytest.raises(ValueError, match="import the release again"):
        index.Release(folder)
