"""Possible matches of a picture: near hashes and nothing more, and an honest page with and without
the extra.
"""

from __future__ import annotations

import io

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from PIL import Image, ImageDraw

from claims.datasets import pictures
from tests import make

pytestmark = pytest.mark.django_db
needs_extra = pytest.mark.skipif(
    not pictures.is_offered(), reason="pdqhash is not installed (needs g++)"
)


def hashed(content: bytes) -> pictures.Hashed:
    return pictures.hashed(io.BytesIO(content))


def photo(seed=1, size=(900, 600)) -> Image.Image:
    """Something with large and small shapes, as a photo has."""
    dice = np.random.default_rng(seed)
    coarse = Image.fromarray(dice.integers(0, 255, (9, 12, 3), dtype=np.uint8)).resize(
        size, Image.Resampling.BICUBIC
    )
    draw = ImageDraw.Draw(coarse)
    for _shape in range(60):
        x, y, w = dice.integers(0, size[0]), dice.integers(0, size[1]), dice.integers(10, 120)
        draw.ellipse((x, y, x + w, y + w // 2), fill=tuple(dice.integers(0, 255, 3).tolist()))
    return coarse


def packed(image: Image.Image, kind="JPEG", **options) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def hex_of(content: bytes) -> str:
    return "".join(f"{word:016x}" for word in hashed(content).turns[0].tolist())


@pytest.fixture
def held(tmp_path):
    """A list of the picture itself, one of poor quality, and a thousand others."""
    dice = np.random.default_rng(3)
    others = [
        "".join(f"{word:016x}" for word in row)
        for row in dice.integers(0, 2**63, (1_000, 4)).tolist()
    ]
    itself = hex_of(packed(photo(), quality=95))
    path = tmp_path / "hashes.csv"
    path.write_text(
        "\n".join(
            [
                "# a list",
                *others,
                f"{itself},88,https://example.org/1",
                f"{itself} 12 poor",
                "nonsense",
            ]
        )
    )
    return pictures.import_hashes("counsel-1", path)


def distances(image: Image.Image, **options) -> list[int]:
    return [one.distance for one in pictures.near(hashed(packed(image, **options)))]


@needs_extra
def test_the_same_picture_comes_near_however_it_was_packed_scaled_or_turned(held):
    original = photo()
    for changed in (
        original,
        original.resize((300, 200)),
        original.convert("L"),
        original.transpose(Image.Transpose.ROTATE_90),
        original.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    ):
        (distance,) = distances(changed, quality=60)
        assert distance <= pictures.POSSIBLE
    assert distances(original, quality=95) == [0]


@needs_extra
def test_exif_says_which_way_is_up(held):
    turned = photo().transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it by 90 degrees clockwise
    straight = hashed(packed(photo(), quality=95)).turns[0]
    upright = hashed(packed(turned, quality=95, exif=exif.tobytes())).turns[0]
    assert pictures.distances_to(straight[None], upright[None])[0] <= pictures.STRONG


@needs_extra
def test_another_picture_and_a_crop_do_not_come_near(held):
    assert distances(photo(seed=2)) == []
    assert distances(photo().crop((90, 60, 810, 540))) == []


@needs_extra
def test_a_picture_with_nothing_in_it_is_not_compared(held):
    flat = hashed(packed(Image.new("RGB", (400, 300), "grey")))
    assert flat.quality < pictures.WORST_QUALITY
    assert pictures.near(flat) == []


def test_distances_are_exact():
    dice = np.random.default_rng(9)
    hashes = dice.integers(0, 2**64, (500, 4), dtype=np.uint64)
    turns = dice.integers(0, 2**64, (3, 4), dtype=np.uint64)
    slow = [
        min(sum((int(a) ^ int(b)).bit_count() for a, b in zip(h, t, strict=True)) for t in turns)
        for h in hashes
    ]
    assert pictures.distances_to(hashes, turns).tolist() == slow


@needs_extra
def test_a_list_is_imported_with_what_was_refused_and_replaced_by_a_newer(held, tmp_path, capsys):
    count, refused = held
    assert (count, refused.total()) == (1_002, 1)
    path = tmp_path / "newer.txt"
    path.write_text("0" * 64)
    call_command("import_hashes", "counsel-1", str(path))
    assert "counsel-1: 1 hashes, 0 lines refused." in capsys.readouterr().out
    assert [(one.name, len(one.hashes)) for one in pictures.lists()] == [("counsel-1", 1)]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("x", "nonsense", "holds no hash"),
        ("../x", "0" * 64, "A list’s name has"),
        (".x", "0" * 64, "A list’s name has"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path, name, content, says):
    path = tmp_path / "list.txt"
    path.write_text(content)
    with pytest.raises(CommandError, match=says):
        call_command("import_hashes", name, str(path))
    assert list(pictures.lists()) == []


def give(content: bytes):
    file = io.BytesIO(content)
    file.name = "picture.jpg"
    return Client().post("/check/picture/", {"picture": file})


@needs_extra
def test_the_page_never_calls_it_found(held):
    page = give(packed(photo())).content.decode()
    assert "a possible match, look at it" in page
    assert "https://example.org/1" in page
    assert "found</" not in page
    assert "can’t find a face that was cut out of your photo" in page


@needs_extra
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"nonsense", "We can’t read this as a picture. Choose"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "We can’t read this as a picture. Choose"),
        (packed(Image.new("1", (10_000, 6_000)), "PNG"), "more than 50 million pixels"),
    ],
)
def test_what_is_no_picture_is_refused_with_the_reason(content, says):
    page = give(content)
    assert page.status_code == 400
    assert says in page.content.decode()


def test_without_the_extra_the_page_says_that_it_is_not_offered(monkeypatch):
    monkeypatch.setattr(pictures, "is_offered", lambda: False)
    assert "This site doesn’t offer this check." in Client().get("/check/picture/").content.decode()
    assert "This site doesn’t offer this check." in give(make.LINK.encode()).content.decode()
