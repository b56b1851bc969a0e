"""Importing: every line is indexed or refused with its reason; nothing half is published."""

from __future__ import annotations

import bz2
import itertools
import json
import multiprocessing
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from claims.audit.models import Event
from claims.datasets import actions, build, joint, opened
from claims.datasets.build import CannotImport
from claims.datasets.models import Release
from claims.flickr import ids
from tests import make


def yfcc_line(
    photo=make.PHOTO, owner=make.OWNER, number=0, name="Made+Up", columns=25, video=False, **changed
) -> str:
    secret, server, farm = "0123456789", 6167, 7
    link = ids.yfcc_image_url(farm, server, photo, secret)
    if video:
        link = f"http://www.flickr.com/videos/{owner}/{photo}/play/orig/{secret}"
    fields = {
        "line": number,
        "id": photo,
        "hash": ids.yfcc_hash(link),
        "owner": owner,
        "name": name,
        "taken": "null",
        "uploaded": 1316432672,
        "device": "",
        "title": "A+title",
        "description": "x%0Ay",
        "tags": "",
        "machine": "",
        "lon": "",
        "lat": "",
        "accuracy": "",
        "page": f"http://www.flickr.com/photos/{owner}/{photo}/",
        "link": link,
        "licence": "Attribution License",
        "licence_url": "http://creativecommons.org/licenses/by/2.0/",
        "server": server,
        "farm": farm,
        "secret": secret,
        "original": secret,
        "ext": "jpg",
        "marker": int(video),
    } | changed
    if columns == 23:
        del fields["line"], fields["hash"]
    return "\t".join(map(str, fields.values()))


def rejects(summary) -> list[str]:
    return Path(summary.rejects_file).read_text().splitlines() if summary.rejects_file else []


@pytest.mark.django_db
@pytest.mark.parametrize("columns", [23, 25])
def test_both_layouts_of_yfcc100m_are_read(columns, at, tmp_path):
    lines = [
        yfcc_line(columns=columns),
        yfcc_line(make.PHOTO_2, number=1, columns=columns, video=True),
    ]
    summary = make.release("yfcc100m", lines, tmp_path, at=at)
    assert (summary.rows, summary.owners, summary.rejected.total()) == (2, 1, 0)
    (release,) = joint.current_releases()
    assert [(row.line, row.owner) for row in release.find_photo(make.PHOTO_2)] == [(2, 1234567899)]
    assert release.find_name("made  UP") == [1234567899]


@pytest.mark.django_db
def test_a_line_that_contradicts_itself_is_refused_with_the_reason(at, tmp_path):
    bad = [
        yfcc_line(page="http://www.flickr.com/photos/12345678@N99/5/"),
        yfcc_line(link="http://farm7.staticflickr.com/1/90000000001_9999999999.jpg"),
        yfcc_line(owner="nobody"),
        yfcc_line(id="12x"),
        yfcc_line(marker=7),
        yfcc_line() + "\textra",
    ]
    good = [yfcc_line(90_000_000_100 + number) for number in range(7)]
    summary = make.release("yfcc100m", good + bad, tmp_path, at=at)
    assert summary.rows == 7
    assert rejects(summary) == [
        "yfcc100m.txt\t13\t26 columns instead of 25",
        "yfcc100m.txt\t11\tthe photo id is not a number",
        "yfcc100m.txt\t10\tthe account id has not the form of one",
        "yfcc100m.txt\t12\tthe last column is neither 0 (photo) nor 1 (video)",
        "yfcc100m.txt\t8\tthe page link does not carry the line's account and photo id",
        "yfcc100m.txt\t9\tthe image link does not rebuild from the line's server, id and secret",
    ]


def refused(source, content: bytes, name, tmp_path, at) -> str:
    """Import bytes that must be refused; nothing may have changed. Returns the message."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CannotImport) as error:
        actions.import_release(
            source, [path], release="bad", by="operator:test", at=at, report=lambda *_: None
        )
    assert joint.current_releases() == []
    assert not Release.objects.exists()
    assert not Event.objects.filter(verb="dataset.imported").exists()
    home = tmp_path / "index" / source
    assert not home.exists() or [entry.name for entry in home.iterdir()] == [".lock"]
    return str(error.value)


@pytest.mark.django_db
def test_a_file_with_24_columns_is_refused(at, tmp_path):
    line = "\t".join(["x"] * 24).encode() + b"\n"
    assert "has 24 columns" in refused("yfcc100m", line * 3, "wrong.tsv", tmp_path, at)


@pytest.fixture(params=["lbzip2", "indexed_bzip2"])
def unpacked_by(request, monkeypatch):
    """The program, where it is installed, or the wheel that stands in for it."""
    if request.param == "indexed_bzip2":
        monkeypatch.setattr(opened.shutil, "which", lambda _name: None)
    elif not shutil.which("lbzip2"):
        pytest.skip("lbzip2 is not installed")


@pytest.mark.django_db
def test_a_truncated_bz2_is_refused(at, tmp_path, unpacked_by):
    packed = bz2.compress(
        "\n".join(yfcc_line(90_000_000_000 + n, number=n) for n in range(20_000)).encode()
    )
    assert "damaged or cut off" in refused(
        "yfcc100m", packed[: len(packed) // 2], "cut.bz2", tmp_path, at
    )
    assert "damaged or cut off" in refused("yfcc100m", packed[:-4], "short.bz2", tmp_path, at)
    middle = bytearray(packed)
    middle[len(packed) // 2] ^= 0xFF
    assert "damaged or cut off" in refused("yfcc100m", bytes(middle), "flipped.bz2", tmp_path, at)
    assert "damaged or cut off" in refused(
        "yfcc100m", packed + b"garbage", "long.bz2", tmp_path, at
    )


@pytest.mark.django_db
def test_a_file_that_is_not_bz2_is_refused(at, tmp_path):
    assert "is not a bz2 file" in refused(
        "yfcc100m", yfcc_line().encode(), "plain.bz2", tmp_path, at
    )


@pytest.mark.django_db
def test_the_wrong_source_is_refused_with_what_was_expected(at, tmp_path):
    lines = "\n".join(make.MEGLASS_LINES).encode()
    message = refused("pipa", lines, "meta.txt", tmp_path, at)
    assert "does not look like PIPA" in message
    assert "Is this the right source for this file?" in message


@pytest.mark.django_db
def test_a_whole_bz2_gives_the_same_rows_as_the_plain_file(at, tmp_path, unpacked_by):
    lines = [yfcc_line(90_000_000_000 + n * 3, number=n) for n in range(5_000)]
    make.release("yfcc100m", lines, tmp_path, at=at, name="plain")
    (plain,) = joint.current_releases()
    packed = tmp_path / "yfcc100m_dataset.bz2"
    packed.write_bytes(bz2.compress(("\n".join(lines) + "\n").encode(), 1))
    actions.import_release(
        "yfcc100m", [packed], release="packed", by="x", at=at, report=lambda *_: None
    )
    _plain, other = joint.current_releases()
    columns = ("starts", "low", "payload", "owners", "owner_starts", "owner_rows")
    assert {name: plain.manifest["columns"][name] for name in columns} == {
        name: other.manifest["columns"][name] for name in columns
    }


@pytest.mark.django_db
def test_megaface_paths_devkit_lists_and_comments_are_read(at, tmp_path):
    paths = [
        "# noises",
        f"FlickrFinal2/123/{make.OWNER}/{make.PHOTO}_0.jpg",
        f"7\t123/{make.OWNER}/{make.PHOTO}_1",
        f"identities_0/{make.OWNER}_identity_2/{make.PHOTO_2}_0.jpg",
        f"999/{make.OWNER}/{make.PHOTO_2}_1.jpg",
    ]
    listed = tmp_path / "list.json"
    listed.write_text(json.dumps({"path": [f"123/{make.OWNER}/{make.PHOTO}_3.jpg"]}))
    plain = tmp_path / "paths.txt"
    plain.write_text("\r\n".join(paths))
    summary = actions.import_release(
        "megaface", [plain, listed], release="r", by="x", at=at, report=lambda *_: None
    )
    assert (summary.rows, summary.skipped) == (4, 1)
    assert rejects(summary) == [
        "paths.txt\t5\tthe folder is not the first three characters of the account id"
    ]


@pytest.mark.django_db
def test_any_list_of_links_is_read_from_csv_and_json(at, tmp_path):
    csv = [
        "url,label",
        f'"{make.LINK}",cat',
        f"https://live.staticflickr.com/1/{make.PHOTO_2}_0123456789.jpg;dog",
        "nothing,x",
    ]
    summary = make.release("flickr-links", csv, tmp_path, at=at, name="csv")
    assert (summary.rows, summary.lines, summary.indexed, summary.skipped, rejects(summary)) == (
        2,
        4,
        2,
        2,
        [],
    )
    document = json.dumps({"images": [{"flickr_url": make.LINK}, {"flickr_url": make.LINK_2}]})
    make.release("flickr-links", [document], tmp_path, at=at, name="json", file="coco.json")
    assert [release.name for release in joint.current_releases()] == ["csv", "json"]


@pytest.mark.django_db
def test_a_release_is_never_imported_over(at, tmp_path):
    make.release("meglass", make.MEGLASS_LINES, tmp_path, at=at)
    with pytest.raises(CannotImport, match="already has a release"):
        make.release("meglass", make.MEGLASS_LINES[:1], tmp_path, at=at)
    assert [release.rows for release in joint.current_releases()] == [3]


@pytest.mark.django_db
def test_an_import_that_breaks_off_leaves_the_published_release_serving(at, tmp_path, meglass):
    def break_off(*_):
        raise KeyboardInterrupt

    path = tmp_path / "again.txt"
    path.write_text("\n".join(make.MEGLASS_LINES))
    with pytest.raises(KeyboardInterrupt):
        actions.import_release("meglass", [path], release="next", by="x", at=at, report=break_off)
    assert [release.name for release in joint.current_releases()] == ["2026-made-up"]
    actions.import_release("meglass", [path], release="next", by="x", at=at, report=lambda *_: None)
    assert [release.name for release in joint.current_releases()] == ["2026-made-up", "next"]
    left = sorted(entry.name for entry in (tmp_path / "index" / "meglass").iterdir())
    assert left == [".lock", "2026-made-up", "CURRENT", "next"]


@pytest.mark.django_db
def test_an_import_that_was_stopped_reads_no_file_twice(at, tmp_path, settings):
    paths = []
    for number, lines in enumerate([make.MEGLASS_LINES[:2], [*make.MEGLASS_LINES[2:], "nonsense"]]):
        paths.append(tmp_path / f"part-{number}.txt")
        paths[-1].write_text("\n".join(lines) + "\n")
    read = []

    def stop_in_the_second(name, *_):
        read.append(name)
        if name == "part-1.txt":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.import_release(
            "meglass", paths, release="r", by="x", at=at, report=stop_in_the_second
        )
    assert joint.current_releases() == []
    assert not Release.objects.exists()
    read.clear()
    report = lambda name, *_: read.append(name)  # noqa: E731
    summary = actions.import_release("meglass", paths, release="r", by="x", at=at, report=report)
    assert [name for name in read if name.startswith("part")] == ["part-1.txt"]
    assert (summary.rows, summary.rejected.total(), len(rejects(summary))) == (3, 1, 1)
    settings.INDEX_DIR = tmp_path / "other"
    whole = actions.build.import_release(
        actions.registry.sources()["meglass"],
        paths,
        actions.build.Order("r"),
        is_recorded=False,
        by="x",
        at=at,
        report=lambda *_: None,
    )
    digests = [
        json.loads((Path(done.folder) / "manifest.json").read_text())["columns"]
        for done in (summary, whole)
    ]
    assert digests[0] == digests[1]


def test_an_import_killed_at_any_moment_leaves_the_published_release_and_the_next_run_finishes(
    at, tmp_path, settings
):
    """SIGKILL after a growing time, until a run got to its end by itself."""
    from claims.datasets import build
    from claims.datasets.registry import sources

    settings.INDEX_DIR = tmp_path / "index"
    path = tmp_path / "meta.txt"
    path.write_text(
        "\n".join(f"{make.OWNER}_identity_4@{make.PHOTO + n}_0.jpg 0" for n in range(30_000)) + "\n"
    )
    first = tmp_path / "first.txt"
    first.write_text("\n".join(make.MEGLASS_LINES))

    def run(paths, release):
        build.import_release(
            sources()["meglass"],
            paths,
            build.Order(release),
            is_recorded=False,
            by="x",
            at=at,
            report=lambda *_: None,
        )

    run([first], "one")
    fork = multiprocessing.get_context("fork")
    for wait in itertools.count(0, 0.01):
        process = fork.Process(target=run, args=([path], "two"))
        process.start()
        process.join(wait)
        process.kill()
        process.join()
        serving = [(current.name, current.rows) for current in joint.current_releases()]
        assert serving in ([("one", 3)], [("one", 3), ("two", 30_000)])
        if process.exitcode == 0:
            break
    run([path], "two")
    assert [(current.name, current.rows) for current in joint.current_releases()] == [
        ("one", 3),
        ("two", 30_000),
    ]
    assert sorted(entry.name for entry in (settings.INDEX_DIR / "meglass").iterdir()) == [
        ".lock",
        "CURRENT",
        "one",
        "two",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("is_current", [False, True])
def test_an_import_that_was_stopped_in_its_last_steps_is_finished_by_the_next_try(
    is_current, at, tmp_path
):
    """Killed before CURRENT was swapped, or after that and before the row was written."""
    make.release("meglass", make.MEGLASS_LINES, tmp_path, at=at)
    Release.objects.all().delete()
    if not is_current:
        (tmp_path / "index" / "meglass" / "CURRENT").unlink()
    with pytest.raises(CannotImport, match="an interrupted import of other files"):
        make.release("meglass", make.MEGLASS_LINES[:1], tmp_path, at=at)
    assert not Release.objects.exists()
    summary = make.release("meglass", make.MEGLASS_LINES, tmp_path, at=at)
    assert (summary.rows, summary.photos, summary.owners) == (3, 3, 2)
    assert [release.rows for release in joint.current_releases()] == [3]
    assert Release.objects.get().rows == 3


@pytest.mark.django_db
def test_an_import_that_was_stopped_is_not_gone_on_with_in_another_way(at, tmp_path):
    """Spooled with one column, or finished to replace a release: other options are another
    import.
    """
    path = tmp_path / "list.csv"
    path.write_text(f"id,other\n{make.PHOTO},{make.PHOTO_2}\n")

    def run(column: str):
        report = lambda *_: None  # noqa: E731
        actions.import_release(
            "flickr-links", [path], release="r", by="x", at=at, report=report, column=column
        )

    def stop(*_):
        raise KeyboardInterrupt

    folder = tmp_path / "index" / "flickr-links"
    run("id")
    Release.objects.all().delete()
    with pytest.raises(CannotImport, match="an interrupted import that was given other options"):
        run("other")
    assert not Release.objects.exists()
    shutil.rmtree(folder / "r")
    (folder / "CURRENT").unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "write_release", stop)
        with pytest.raises(KeyboardInterrupt):
            run("id")
    assert (folder / ".build-r" / "photo.spool").exists()
    run("other")
    assert [release.find_photo(make.PHOTO_2) != [] for release in joint.current_releases()] == [
        True
    ]
    assert [release.find_photo(make.PHOTO) for release in joint.current_releases()] == [[]]


@pytest.mark.django_db
def test_two_imports_of_one_dataset_do_not_run_at_once(at, tmp_path):
    from claims.datasets import build

    home = tmp_path / "index" / "meglass"
    home.mkdir(parents=True)
    with (
        build._alone(home),
        pytest.raises(CannotImport, match="Another import of meglass is running"),
    ):
        make.release("meglass", make.MEGLASS_LINES, tmp_path, at=at)
    assert joint.current_releases() == []
    make.release("meglass", make.MEGLASS_LINES, tmp_path, at=at)
    assert [release.rows for release in joint.current_releases()] == [3]


@pytest.mark.django_db
def test_a_line_too_long_is_refused_and_not_cut(at, tmp_path):
    summary = make.release(
        "flickr-links", [make.LINK, "x" * 1_000_001 + " " + make.LINK_2], tmp_path, at=at
    )
    assert (summary.rows, rejects(summary)) == (
        1,
        ["flickr-links.txt\t2\tlonger than 1,000,000 bytes"],
    )
    long = make.MEGLASS_LINES[0].replace("/", "x" * 10_001)
    summary = make.release("meglass", [*make.MEGLASS_LINES, long + "x" * 10_001], tmp_path, at=at)
    assert (summary.rows, rejects(summary)) == (3, ["meglass.txt\t4\tlonger than 10,000 bytes"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("source", "text", "says"),
    [
        ("megaface", '{"path": null}', 'no list called "path"'),
        ("megaface", '{"path": ', "not valid JSON"),
        ("flickr-links", "[" * 100_000, "nested deeper"),
        ("megaface", '{"path": ' + "[" * 100_000, "nested deeper"),
    ],
)
def test_json_that_is_none_is_refused_and_publishes_nothing(source, text, says, at, tmp_path):
    with pytest.raises(CannotImport, match=says):
        make.release(source, [text], tmp_path, at=at)
    assert joint.current_releases() == []
    assert not Release.objects.exists()


@pytest.mark.django_db
def test_the_command_says_what_it_did_and_find_agrees(tmp_path, capsys):
    path = tmp_path / "meta.txt"
    path.write_text("\n".join([*make.MEGLASS_LINES, "nonsense"]) + "\n")
    call_command("import_dataset", "meglass", str(path), release="r1")
    out = capsys.readouterr().out
    assert "3 rows, 3 photos, 2 accounts" in out
    assert "4 lines read: 3 indexed, 0 other lines, 1 refused." in out
    call_command("find", make.OWNER, str(make.ABSENT), json=True)
    found = json.loads(capsys.readouterr().out)
    assert [(row["input"], row["kind"], row["photo_id"], row["owner"]) for row in found] == [
        (make.OWNER, "nsid", None, make.OWNER),
        (str(make.ABSENT), "photo", make.ABSENT, None),
    ]
    assert [
        (m["dataset"], m["release"], m["outcome"], m["locator"])
        for row in found
        for m in row["matches"]
    ] == [
        ("meglass", "r1", "account_found", "meglass/r1/meta.txt#L1"),
        ("meglass", "r1", "account_found", "meglass/r1/meta.txt#L2"),
        ("meglass", "r1", "not_found", ""),
    ]
    with pytest.raises(CommandError, match="There is no source"):
        call_command("import_dataset", "nonesuch", str(path), release="r1")


@pytest.mark.django_db
def test_an_import_stopped_in_its_private_check_serves_and_is_finished_by_the_next_try(
    at, tmp_path, monkeypatch
):
    from claims.datasets import actions, ranges

    path = tmp_path / "meta.txt"
    path.write_text("\n".join(make.MEGLASS_LINES) + "\n")

    def run(paths) -> None:
        actions.import_release("meglass", paths, release="r", by="x", at=at, report=lambda *_: None)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(ranges, "write", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        run([path])
    (release,) = joint.current_releases()
    assert (release.name, release.ranges()) == ("r", {})
    other = tmp_path / "other.txt"
    other.write_text(make.MEGLASS_LINES[0] + "\n")
    with pytest.raises(CannotImport, match="of other files"):
        run([other])
    run([path])
    assert release.ranges()["photo"]["entries"] == 3
    assert Release.objects.count() == 1
    with pytest.raises(CannotImport, match="already has a release r"):
        run([path])


def test_what_an_interrupted_file_left_is_cut_off_and_not_counted(tmp_path):
    from claims.datasets.registry import sources
    from claims.datasets.spool import Progress, Spooling

    for name in ("photo.spool", "names.spool", "rejects.tsv"):
        (tmp_path / name).write_bytes(b"x" * 5_000)
    path = tmp_path / "meta.txt"
    path.write_text("\n".join(make.MEGLASS_LINES) + "\n")
    progress = Progress()
    spooling = Spooling(tmp_path, progress)
    spooling.read(sources()["meglass"], path, lambda *_: None)
    spooling.close()
    sizes = {name: (tmp_path / name).stat().st_size for name in progress.sizes}
    assert sizes == progress.sizes
    assert (sizes["photo.spool"], sizes["names.spool"], sizes["rejects.tsv"]) == (3 * 8, 0, 0)
