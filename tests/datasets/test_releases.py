"""Releases stand side by side: a part adds up, a replacement is asked for, and what was found keeps
its release.
"""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from claims.audit.models import Event
from claims.datasets import actions, build, joint, queries
from claims.datasets.build import CannotImport
from claims.datasets.models import Release
from claims.datasets.registry import sources
from claims.flickr.reference import Ref
from tests import make

pytestmark = pytest.mark.django_db
MF1 = f"{make.OWNER[:3]}/{make.OWNER}/{make.PHOTO}_0.jpg"
MF2 = f"{make.OWNER}_identity_1/{make.PHOTO_2}_0.jpg"


def current() -> list[str]:
    return [release.name for release in joint.current_releases()]


def places(photo: int) -> list[str]:
    (result,) = queries.find([Ref("", "photo", photo_id=photo)])
    return [match.locator for match in result.hits]


def test_two_parts_of_a_dataset_add_up(at, tmp_path):
    make.release("megaface", [MF1], tmp_path, at=at, name="mf1", file="mf1.txt")
    make.release("megaface", [MF2], tmp_path, at=at, name="mf2", file="mf2.txt")
    assert current() == ["mf1", "mf2"]
    assert (places(make.PHOTO), places(make.PHOTO_2)) == (
        ["megaface/mf1/mf1.txt#L1"],
        ["megaface/mf2/mf2.txt#L1"],
    )


def test_a_replacement_is_asked_for_said_and_kept_with_its_dates(at, tmp_path, capsys):
    path = tmp_path / "one.txt"
    path.write_text(MF1 + "\n")
    call_command("import_dataset", "megaface", str(path), release="one")
    path = tmp_path / "two.txt"
    path.write_text(MF2 + "\n")
    call_command("import_dataset", "megaface", str(path), release="two", replace=["one"])
    assert (
        "It takes the place of one, which no check looks through any more."
        in capsys.readouterr().out
    )
    assert current() == ["two"]
    assert places(make.PHOTO) == []
    old, new = Release.objects.order_by("published_at")
    assert (old.name, old.replaced_by, old.retired_at, new.retired_at) == (
        "one",
        "two",
        new.published_at,
        None,
    )
    assert (tmp_path / "index" / "megaface" / "one" / "manifest.json").exists()
    assert list(Event.objects.filter(verb="dataset.retired").values_list("details", flat=True)) == [
        {"dataset": "megaface", "release": "one"}
    ]
    call_command("releases")
    lines = capsys.readouterr().out.splitlines()
    day = f"{old.published_at:%Y-%m-%d}"
    assert lines[:2] == [
        f"megaface/one: retired, 1 rows, 1 photos, since {day}, until {day}, replaced by two",
        f"megaface/two: current, 1 rows, 1 photos, since {day}",
    ]


def test_what_is_replaced_must_be_there(at, tmp_path, meglass):
    with pytest.raises(
        CannotImport, match=r"no current release 2015 to replace. Current releases: 2026-made-up\."
    ):
        make.release(
            "meglass",
            make.MEGLASS_LINES[:1],
            tmp_path,
            at=at,
            name="n",
            file="n.txt",
            replaces=("2015",),
        )
    assert current() == ["2026-made-up"]
    assert Release.objects.count() == 1


def test_the_same_file_is_not_counted_twice(at, tmp_path, meglass):
    with pytest.raises(CannotImport, match="already stands in the current release 2026-made-up"):
        make.release("meglass", make.MEGLASS_LINES, tmp_path, at=at, name="again")
    assert current() == ["2026-made-up"]
    make.release(
        "meglass", make.MEGLASS_LINES, tmp_path, at=at, name="again", replaces=("2026-made-up",)
    )
    assert current() == ["again"]


def test_a_release_is_retired_and_what_is_none_is_told(meglass, capsys):
    call_command("releases", retire="meglass/2026-made-up")
    assert current() == []
    assert "meglass/2026-made-up: retired, 3 rows" in capsys.readouterr().out
    assert Release.objects.get().replaced_by == ""
    with pytest.raises(CommandError, match="meglass has no current release 2026-made-up"):
        call_command("releases", retire="meglass/2026-made-up")


def test_a_retirement_cut_short_is_finished_by_the_next_try(meglass, at):
    """Killed after CURRENT was swapped, before the row was written."""
    build.retire(Path(meglass.folder).parent, "2026-made-up")
    assert Release.objects.get().retired_at is None
    actions.retire("meglass", "2026-made-up", by="operator:test", at=at)
    assert (current(), Release.objects.get().retired_at) == ([], at)


def test_the_database_refuses_a_replaced_release_that_is_current(meglass):
    with pytest.raises(IntegrityError, match="replaced_is_retired"), transaction.atomic():
        Release.objects.update(replaced_by="x")


def test_a_claim_names_the_release_of_its_evidence_after_that_was_replaced(
    ana, matter, meglass, at, tmp_path
):
    """And the line can still be fetched for an exhibit."""
    from claims.datasets.exhibits import fetch_line

    _claim, submission = make.frozen(ana, matter, at=at)
    only = [make.MEGLASS_LINES[2]]
    make.release(
        "meglass", only, tmp_path, at=at, name="new", file="n.txt", replaces=("2026-made-up",)
    )
    assert current() == ["new"]
    submission.refresh_from_db()
    (photo,) = submission.frozen.photos
    assert [row.locator for row in photo.rows] == ["meglass/2026-made-up/meglass.txt#L1"]
    assert submission.frozen.searched[0].release == "2026-made-up"
    raw = fetch_line("meglass/2026-made-up/meglass.txt#L1", tmp_path / "meglass.txt")
    assert raw.content.decode() == make.MEGLASS_LINES[0]


def test_an_import_killed_while_it_publishes_serves_the_old_or_both(at, tmp_path, settings):
    """A second part beside a first: at each moment either the first alone is seen, or both; the
    next try ends it.
    """
    settings.INDEX_DIR = tmp_path / "index"
    files = {}
    for name, count in (("one", 3), ("two", 20_000)):
        files[name] = tmp_path / f"{name}.txt"
        rows = [f"{make.OWNER}_identity_4@{make.PHOTO + number}_0.jpg 0" for number in range(count)]
        files[name].write_text("\n".join(rows) + "\n")

    def run(name: str) -> None:
        build.import_release(
            sources()["meglass"],
            [files[name]],
            build.Order(name),
            is_recorded=False,
            by="x",
            at=at,
            report=lambda *_: None,
        )

    run("one")
    fork = multiprocessing.get_context("fork")
    for wait in (0.02, 0.05, 0.08, 0.11, 0.15, 0.2, 0.3):
        process = fork.Process(target=run, args=("two",))
        process.start()
        process.join(wait)
        process.kill()
        process.join()
        assert current() in (["one"], ["one", "two"])
        joint.warm()
        assert current() in (["one"], ["one", "two"])
    run("two")
    assert current() == ["one", "two"]


def test_an_incomplete_copy_is_told_by_the_command_and_complete_parts_are_not(
    at, tmp_path, capsys, monkeypatch
):
    path = tmp_path / "fold_0_data.txt"
    path.write_text(
        f"user_id\toriginal_image\tx\ty\tz\n{make.OWNER}\t{make.PHOTO}_0123456789_o.jpg\t1\t2\t3\n"
    )
    call_command("import_dataset", "adience", str(path), release="fold-0")
    assert (
        "INCOMPLETE: Adience: 1 rows are held, and 19,487 were published (19,486 short)."
        in capsys.readouterr().out
    )
    whole = {**sources(), "adience": replace_rows(sources()["adience"], 1)}
    monkeypatch.setattr("claims.datasets.registry.sources", lambda: whole)
    assert queries.shortfalls() == []


def replace_rows(source, rows):
    from dataclasses import replace

    return replace(source, published_rows=rows)


def test_the_operator_of_a_retirement_is_on_record(meglass, at):
    actions.retire("meglass", "2026-made-up", by="operator:test", at=at)
    event = Event.objects.get(verb="dataset.retired")
    assert (event.actor, event.details) == (
        "operator:test",
        {"dataset": "meglass", "release": "2026-made-up"},
    )
