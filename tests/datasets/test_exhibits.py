"""The raw line behind a locator, from the very file that was imported."""

from __future__ import annotations

import bz2

import pytest
from django.core.management import CommandError, call_command

from claims.datasets import actions, opened, queries
from claims.datasets.exhibits import CannotFetch, fetch_line
from claims.flickr import refs
from tests import make
from tests.datasets.test_import import yfcc_line

pytestmark = pytest.mark.django_db
LINES = [
    yfcc_line(make.PHOTO + number, number=number, title="x" * (number % 700))
    for number in range(30_000)
]


@pytest.fixture(
    params=["yfcc100m_dataset", "yfcc100m_dataset.bz2", "yfcc100m_dataset.bz2 without lbzip2"]
)
def file(request, tmp_path, at, monkeypatch):
    """Some twenty megabytes, plain and packed: several blocks of either."""
    name, _, without = request.param.partition(" ")
    if without:
        monkeypatch.setattr(opened.shutil, "which", lambda _name: None)
    path = tmp_path / name
    content = ("\n".join(LINES) + "\n").encode()
    path.write_bytes(bz2.compress(content) if path.suffix else content)
    actions.import_release(
        "yfcc100m", [path], release="2014", by="x", at=at, report=lambda *_: None
    )
    return path


def test_every_locator_leads_to_its_line(file):
    offset = 0
    starts = [offset := offset + len(line) + 1 for line in LINES]
    for number in (0, 1, 9_999, 17_777, 29_999):
        (result,) = queries.find(refs.parse(str(make.PHOTO + number)))
        found = fetch_line(result.matches[0].locator, file)
        assert found.content.decode() == LINES[number]
        assert (found.place, found.offset) == (
            f"L{number + 1}",
            starts[number] - len(LINES[number]) - 1,
        )


def test_another_file_gives_no_line(file, tmp_path):
    copy = tmp_path / "copy"
    copy.write_bytes(file.read_bytes() + b"x")
    with pytest.raises(CannotFetch, match="is not the file that was imported: its SHA-256 must be"):
        fetch_line(f"yfcc100m/2014/{file.name}#L1", copy)


@pytest.mark.parametrize(
    ("locator", "says"),
    [
        ("nonsense", "is no locator"),
        ("yfcc100m/none/x#L1", "There is no release"),
        ("yfcc100m/../../etc/x#L1", "There is no release"),
        ("meglass/2026-made-up/other.txt#L1", "has no file other.txt"),
        ("meglass/2026-made-up/meglass.txt#L9", "fewer than 9 lines"),
        ("meglass/2026-made-up/meglass.txt#record[1]", "its locators count lines"),
    ],
)
def test_a_locator_that_leads_nowhere_says_so(locator, says, meglass, tmp_path):
    with pytest.raises(CannotFetch, match=says):
        fetch_line(locator, tmp_path / "meglass.txt")


def test_the_command_prints_the_line_and_where_it_stands(meglass, tmp_path, capsys):
    call_command("fetch_line", "meglass/2026-made-up/meglass.txt#L2", str(tmp_path / "meglass.txt"))
    out, err = capsys.readouterr()
    assert out.rstrip("\n") == make.MEGLASS_LINES[1]
    assert (
        f"L2, {len(make.MEGLASS_LINES[1])} bytes from byte {len(make.MEGLASS_LINES[0]) + 1}" in err
    )
    with pytest.raises(CommandError, match="is no locator"):
        call_command("fetch_line", "x", str(tmp_path / "meglass.txt"))
