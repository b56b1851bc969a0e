"""Builds a release aside and publishes it by an atomic swap; what is interrupted leaves the
published one serving.

An import that was stopped, however hard, is gone on with by giving the same command again: files
that were read to their end are not read again. Memory does not grow with the rows (see
`columns.py`).
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import re
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from claims.datasets import columns, joined, joint_build
from claims.datasets.columns import sha256
from claims.datasets.index import FORMAT, MAX_FILES, Release
from claims.datasets.source import Source
from claims.datasets.spool import CannotImport, Progress, Report, Spooling

READER_VERSION = 2
SAMPLE = 1000
# What else an interrupted import must have been asked for.
ORDERED = (
    "title",
    "replaces",
    "column",
    "through",
)
RELEASE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")


@dataclass(frozen=True)
class Order:
    """What the operator asks for besides the files.

    `replaces`: names of current releases that this one takes the place of. `title`: of a list
    that is no dataset of its own. `column`: whose bare numbers are photo ids. `through`: the
    list that this one was drawn from.
    """

    release: str
    replaces: tuple[str, ...] = ()
    title: str = ""
    column: str = ""
    through: tuple[Path, ...] = ()


@dataclass
class Summary:
    """What an import did. lines = indexed + skipped + rejected; a line may give several rows."""

    dataset: str
    release: str
    rows: int = 0
    photos: int = 0
    owners: int = 0
    lines: int = 0  # lines or records that were read
    indexed: int = 0  # of them, those that gave rows
    skipped: int = 0  # header and comment lines; of a mixed list, those that name no Flickr photo
    rejected: Counter[str] = field(default_factory=Counter)  # by reason
    rejects_file: str = ""
    seconds: float = 0.0
    folder: str = ""


def import_release(
    source: Source,
    paths: list[Path],
    order: Order,
    *,
    is_recorded: bool,
    by: str,
    at: datetime,
    report: Report,
) -> Summary:
    """Read the files, build the release, check it and publish it beside the current ones, or
    instead of those that it replaces. `is_recorded`: a release of this name was published before.
    Raises CannotImport; then nothing has changed.
    """
    _check_arguments(source, paths, order, is_recorded)
    started = time.monotonic()
    home = Path(settings.INDEX_DIR) / source.name
    home.mkdir(parents=True, exist_ok=True)
    with _alone(home):
        folder = home / order.release
        facts = _facts(source, order) | {"built_by": by, "built_at": at.isoformat()}
        if folder.exists():  # an earlier import was stopped between its last steps
            refuse_other_files(folder, paths)
            _refuse_another_order(folder, facts)
        else:
            _check_place(home, paths, order)
            _build(folder, _bound(source, order), paths, facts, report)
        publish(folder, home, order.replaces)
    return summary(folder, time.monotonic() - started)


def _facts(source: Source, order: Order) -> dict[str, Any]:
    """What the manifest says of the order."""
    return {
        "dataset": source.name,
        "release": order.release,
        "title": order.title,
        "replaces": list(order.replaces),
        "column": order.column,
        "through": [
            {"name": path.name, "size": path.stat().st_size, "sha256": sha256(path)}
            for path in order.through
        ],
    }


def _bound(source: Source, order: Order) -> Source:
    """The source with a reader that knows the column, or the other list."""
    if source.through:
        return joined.bound(source, list(order.through))
    if order.column and source.reader:
        reader: Any = partial(source.reader, column=order.column)  # type: ignore[call-arg]
        return replace(source, reader=reader)
    return source


@contextlib.contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One import of a dataset at a time; the lock is gone with the process.

    Raises CannotImport.
    """
    with open(home / ".lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotImport(
                f"Another import of {home.name} is running. Wait until it has ended."
            ) from None
        yield


def _check_arguments(source: Source, paths: list[Path], order: Order, is_recorded: bool) -> None:
    if source.reader is None:
        raise CannotImport(f"{source.title} cannot be imported. {source.why_not}")
    if not RELEASE_NAME.fullmatch(order.release):
        raise CannotImport(
            "A release’s name has 1 to 60 letters, digits, dots, hyphens or underscores."
        )
    if is_recorded:
        raise CannotImport(
            f"{source.name} already has a release {order.release}. Releases never change: give a "
            "new name."
        )
    if order.column and not source.is_mixed:
        raise CannotImport(f"{source.title} has a reader of its own: --column is for mixed lists.")
    _check_through(source, order)
    for path in order.through:
        _check_is_there(path)
    _check_files(source, paths)


def _check_files(source: Source, paths: list[Path]) -> None:
    if len(paths) > MAX_FILES:
        raise CannotImport(f"At most {MAX_FILES} files make a release.")
    for path in paths:
        _check_is_there(path)
        _check_published_digest(source, path)
    if len({path.name for path in paths}) != len(paths):
        raise CannotImport(
            "Two of the files have the same name: a locator could not tell them apart."
        )


def _check_is_there(path: Path) -> None:
    if not path.is_file():
        raise CannotImport(f"There is no file {path}.")


def _check_through(source: Source, order: Order) -> None:
    if source.through and not order.through:
        raise CannotImport(
            f"{source.title} names photos by a key of another list, so give that list too: "
            f"--through FILE, {source.through.expects}"
        )
    if order.through and not source.through:
        raise CannotImport(f"{source.title} names photos by itself: --through is not for it.")


def _check_place(home: Path, paths: list[Path], order: Order) -> None:
    """What is replaced must be there, and no file may stand in two current releases: its rows would
    count twice.
    """
    names = current_names(home)
    for name in order.replaces:
        if name not in names:
            has = (
                f"Current releases: {', '.join(names)}."
                if names
                else "There is no current release."
            )
            raise CannotImport(f"{home.name} has no current release {name} to replace. {has}")
    for name in names:
        if name in order.replaces:
            continue
        manifest = json.loads((home / name / "manifest.json").read_text())
        digests = {file["sha256"]: file["size"] for file in manifest["files"]}
        for path in paths:
            if path.stat().st_size in digests.values() and sha256(path) in digests:
                raise CannotImport(
                    f"{path.name} already stands in the current release {name}. Its rows would "
                    f"count twice. To read it again, replace that release: --replace {name}"
                )


def _check_published_digest(source: Source, path: Path) -> None:
    """A file whose maker published a digest must have it."""
    algorithm, _, published = source.checksums.get(path.name, "").partition(":")
    if not published:
        return
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, algorithm).hexdigest()
    if digest != published:
        raise CannotImport(
            f"{path.name} has the {algorithm} digest {digest}, but {source.maker} published "
            f"{published}. It is damaged or another version. Download it again; a version of your "
            "own imports under another file name."
        )


def refuse_other_files(folder: Path, paths: list[Path]) -> None:
    """Raises CannotImport unless the finished release in the folder was made of these very
    files.
    """
    manifest = json.loads((folder / "manifest.json").read_text())
    if {file["sha256"] for file in manifest["files"]} != {sha256(path) for path in paths}:
        raise CannotImport(
            f"{folder} is left from an interrupted import of other files. Delete that folder, or "
            "give a new name."
        )


def _refuse_another_order(folder: Path, facts: dict[str, Any]) -> None:
    """Refuse to go on with a finished release that was asked for in another way.

    Raises CannotImport.
    """
    manifest = json.loads((folder / "manifest.json").read_text())
    is_another = any(manifest.get(name) != facts[name] for name in ORDERED)
    if is_another:
        raise CannotImport(
            f"{folder} is left from an interrupted import that was given other options. Give its "
            "command again with the same title, --replace, --column and --through; or delete that "
            "folder."
        )


def _build(
    final: Path, source: Source, paths: list[Path], facts: dict[str, Any], report: Report
) -> None:
    """Make the release aside and give it its name.

    What is left of an import of other files is deleted.
    """
    folder = final.parent / f".build-{final.name}"
    for left_behind in final.parent.glob(".build-*"):
        if left_behind != folder or not _goes_on(left_behind, paths, facts):
            shutil.rmtree(left_behind, ignore_errors=True)
    folder.mkdir(exist_ok=True)
    (folder / "order.json").write_text(json.dumps(_ordered(facts)))
    try:
        progress = _read(folder, source, paths, report)
        write_release(folder, progress, facts)
        verify(folder)
    except CannotImport:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    (folder / "progress.json").unlink()
    (folder / "order.json").unlink()
    folder.rename(final)


def _ordered(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: facts[name] for name in ORDERED}


def _goes_on(folder: Path, paths: list[Path], facts: dict[str, Any]) -> bool:
    """Whether the folder holds an import of these very files, in the same way, that was stopped
    before its rows were sorted.
    """
    order = folder / "order.json"
    if not order.exists() or json.loads(order.read_text()) != _ordered(facts):
        return False
    done = Progress.load(folder).files
    if not done or len(done) > len(paths) or not (folder / "photo.spool").exists():
        return False
    return all(
        file["name"] == path.name
        and file["size"] == path.stat().st_size
        and file["sha256"] == sha256(path)
        for file, path in zip(done, paths, strict=False)
    )


def _read(folder: Path, source: Source, paths: list[Path], report: Report) -> Progress:
    """Spool every file that is not spooled yet."""
    progress = Progress.load(folder)
    spooling = Spooling(folder, progress)
    try:
        for path in paths[len(progress.files) :]:
            spooling.read(source, path, report)
        return progress
    finally:
        spooling.close()


def write_release(folder: Path, progress: Progress, facts: dict[str, Any]) -> None:
    """Sort the folder's spool into the columns of a release and write its manifest.

    Raises CannotImport.
    """
    try:
        how = columns.write(folder)
    except columns.Unsortable as error:
        raise CannotImport(str(error)) from error
    manifest = (
        facts
        | how
        | {
            "format": FORMAT,
            "reader": READER_VERSION,
            "files": progress.files,
            "rows": progress.rows,
            "lines": progress.lines,
            "indexed": progress.indexed,
            "skipped": progress.skipped,
            "rejected": dict(progress.rejected),
        }
    )
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1))


def verify(folder: Path) -> None:
    """Open the release as a reader would, and find rows of it again by every way there is."""
    release = Release(folder)
    positions = np.unique(np.linspace(0, release.rows - 1, SAMPLE).astype(np.int64))
    rows = release.at(positions)
    first, count = release.find_photos(rows.photo)
    if not np.all((first <= positions) & (positions < first + count)):
        raise CannotImport(
            "The index that was built does not find its own rows. This is a fault of the program."
        )
    for owner in np.unique(rows.owner[rows.owner != 0])[:20]:
        if not np.isin(
            positions[rows.owner == owner], release.find_owner(int(owner)).position
        ).all():
            raise CannotImport(
                "The index that was built does not find its own accounts. This is a fault."
            )


def publish(folder: Path, home: Path, replaces: tuple[str, ...] = ()) -> None:
    """Name the finished folder in CURRENT, beside what it does not replace, then let the readers
    see it (`joint`).
    """
    earlier = [name for name in current_names(home) if name != folder.name and name not in replaces]
    _swap(home, [*earlier, folder.name])


def retire(home: Path, name: str) -> None:
    """Take a release out of CURRENT.

    Its folder stays.

    Raises CannotImport.
    """
    with _alone(home):
        names = current_names(home)
        if name not in names:
            raise CannotImport(f"{home.name} has no current release {name}.")
        _swap(home, [other for other in names if other != name])


def current_names(home: Path) -> list[str]:
    """The current releases of the dataset whose folder this is, in the order of publication."""
    pointer = home / "CURRENT"
    return json.loads(pointer.read_text()) if pointer.exists() else []


def _swap(home: Path, names: list[str]) -> None:
    aside = home / ".CURRENT.new"
    aside.write_text(json.dumps(names))
    aside.replace(home / "CURRENT")
    joint_build.publish()


def summary(folder: Path, seconds: float) -> Summary:
    """What the import of a finished release did, read from its manifest."""
    manifest = json.loads((folder / "manifest.json").read_text())
    return Summary(
        manifest["dataset"],
        manifest["release"],
        rows=manifest["rows"],
        photos=manifest["photos"],
        owners=manifest["owners"],
        lines=manifest.get("lines", 0),
        indexed=manifest.get("indexed", 0),
        skipped=manifest["skipped"],
        rejected=Counter(manifest["rejected"]),
        rejects_file=str(folder / "rejects.tsv") if manifest["rejected"] else "",
        seconds=seconds,
        folder=str(folder),
    )
