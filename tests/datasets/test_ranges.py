"""The private check: each entry is found through its bucket, nothing else is, and all answers have
one size.
"""

from __future__ import annotations

from hashlib import sha256

import numpy as np
import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from claims.datasets import columns, index, joint, queries, ranges
from portal import logs
from tests import make

pytestmark = pytest.mark.django_db
PHOTOS = [90_000_000_000 + 3 * number for number in range(2_500)]


@pytest.fixture(params=[300, 4_000_000], ids=["many runs", "one run"])
def release(request, tmp_path, at, monkeypatch) -> index.Release:
    """2,500 photos of 1,250 accounts."""
    monkeypatch.setattr(columns, "RUN", request.param)
    lines = [f"{10_000_000 + photo % 1_250}@N99_identity_0@{photo}_0.jpg 0" for photo in PHOTOS]
    make.release("meglass", lines, tmp_path, at=at)
    return joint.current_releases()[0]


def hashed(kind: str, name: object) -> str:
    return sha256(f"meglass/2026-made-up/{kind}/{name}".encode()).hexdigest()[:16].upper()


def is_found(release, kind: str, name: object) -> bool:
    digits = release.ranges()[kind]["digits"]
    text = hashed(kind, name)
    return f"{text[digits:]}:1" in queries.padded_range(release, kind, text[:digits] or "all")


def test_the_beginning_is_as_long_as_leaves_a_hundred_entries_in_every_bucket(release):
    # 2,500 / 16 is about 156; 2,500 / 256 would be 10.
    assert release.ranges()["photo"]["digits"] == 1
    assert release.ranges()["owner"]["digits"] == 0  # 1,250 / 16 would be 78
    sizes = [len(release.range_of("photo", f"{first:X}")) for first in range(16)]
    assert (min(sizes) >= 100, max(sizes), sum(sizes)) == (
        True,
        release.ranges()["photo"]["largest"],
        2_500,
    )


def test_everything_imported_is_found_and_nothing_else(release):
    assert all(is_found(release, "photo", photo) for photo in PHOTOS)
    assert not any(is_found(release, "photo", photo + 1) for photo in PHOTOS)
    assert all(is_found(release, "owner", f"{10_000_000 + number}@N99") for number in range(1_250))
    assert not any(
        is_found(release, "owner", f"{20_000_000 + number}@N99") for number in range(1_250)
    )


def test_all_answers_of_a_kind_have_one_size_and_are_the_same_each_time(release):
    address = "/api/v1/range/meglass/2026-made-up/photo/"
    bodies = [Client().get(f"{address}{first:x}") for first in range(16)]
    assert len({len(body.content) for body in bodies}) == 1
    assert bodies[7].content == Client().get(f"{address}7").content
    assert bodies[7]["Cache-Control"] == "public, max-age=86400"
    assert bodies[7].cookies == {}
    lines = bodies[7].content.decode().split("\n")
    assert len(lines) == release.ranges()["photo"]["largest"]
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("meglass/2026-made-up/photo/77", 400, "1 hexadecimal digits"),
        ("meglass/2026-made-up/photo/g", 400, "1 hexadecimal digits"),
        ("meglass/2026-made-up/photo/all", 400, "1 hexadecimal digits"),
        ("meglass/2026-made-up/owner/7", 400, "all"),
        (
            "meglass/2026-made-up/album/7",
            404,
            "The private check of this kind is not made for this release.",
        ),
        ("meglass/other/photo/7", 404, "No release meglass/other is held."),
    ],
)
def test_what_is_no_bucket_is_refused(release, path, status, says):
    response = Client().get(f"/api/v1/range/{path}")
    assert response.status_code == status
    assert says in response.json()["detail"]


def test_buckets_are_counted(release, settings):
    settings.RATES = settings.RATES | {"api_range": 1}
    cache.clear()
    got = [Client().get("/api/v1/range/meglass/2026-made-up/photo/7").status_code for _ in range(2)]
    assert got == [200, 429]


def test_a_release_without_it_says_so_until_it_is_made(release, capsys):
    (release.folder / "range.json").unlink()
    release._ranges = None
    assert Client().get("/api/v1/range/meglass/2026-made-up/photo/7").status_code == 404
    assert "isn’t ready for any list" in Client().get("/check/private/").content.decode()
    call_command("private_check")
    assert "Made for meglass/2026-made-up." in capsys.readouterr().out
    assert Client().get("/api/v1/range/meglass/2026-made-up/photo/7").status_code == 200
    call_command("private_check")
    assert "Every current release has it." in capsys.readouterr().out


def test_it_adds_eight_bytes_a_photo_and_an_account(release):
    added = sum(
        (release.folder / f"range_{kind}.npy").stat().st_size for kind in ("photo", "owner")
    )
    assert added == 8 * (2_500 + 1_250) + 2 * 128  # and the headers of two files
    assert not list(release.folder.glob("*.spool"))


def test_what_is_sent_stands_in_no_log():
    assert (
        logs.IDENTIFIERS.sub("…", "/api/v1/range/megaface/2016/photo/0A3")
        == "/api/v1/range/megaface/2016/photo/…"
    )


def test_photos_are_walked_once_each(release):
    assert np.concatenate(list(release.photos(at_once=7))).tolist() == PHOTOS
    assert release.owners().tolist() == sorted(release.owners().tolist())


def test_the_smallest_bucket_is_what_the_pages_promise():
    assert ranges.SMALLEST == 100
