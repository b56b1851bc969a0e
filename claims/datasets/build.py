"""Builds a release aside and publishes it by an atomic swap; what is interrupted leaves the published one serving.

While the files are read, rows are spooled to disk, so memory holds one batch. Sorting then takes about 32 bytes a row.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import re
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import numpy as np
from django.conf import settings

from claims.datasets.index import FORMAT, MAX_FILES, MAX_OWNERS, Release, name_hash
from claims.datasets.source import Batch, Log, Source, WrongFile, open_blocks

READER_VERSION = 1
LISTED_REJECTS = 100_000
SAMPLE = 1000
WIDEST_SPAN = 1 << 44  # Flickr’s ids have 36 bits today; a wider directory would not fit into memory
RELEASE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
Report = Callable[[str, int, int, int], None]  # (file name, its rows so far, bytes of it read, bytes in all)


class CannotImport(Exception):
    """Nothing was published; the message says why and what to do."""


@dataclass
class Summary:
    """What an import did."""

    dataset: str
    release: str
    rows: int = 0
    photos: int = 0
    owners: int = 0
    units: list[str] = field(default_factory=list)  # what a locator counts, by file
    skipped: int = 0  # header and comment lines
    rejected: Counter[str] = field(default_factory=Counter)  # by reason
    rejects_file: str = ""
    seconds: float = 0.0
    folder: str = ""


@dataclass
class _Spool:
    """The rows read so far, on disk, and the names by owner."""

    photo: IO[bytes]
    owner: IO[bytes]
    locator: IO[bytes]
    rejects: IO[str]
    names: dict[int, str] = field(default_factory=dict)

    def add(self, batch: Batch, file: int) -> None:
        self.photo.write(batch.photo.astype(np.uint64).tobytes())
        self.owner.write(batch.owner.astype(np.int64).tobytes())
        self.locator.write((batch.line.astype(np.uint64) | np.uint64(file << 32)).tobytes())
        for owner, name in batch.names.items():
            self.names.setdefault(owner, name)


def import_release(
    source: Source, paths: list[Path], release: str, *, is_recorded: bool, by: str, at: datetime, report: Report
) -> Summary:
    """Read the files, build the release, check it and publish it. `is_recorded`: a release of this name was published
    before. Raises CannotImport; then nothing has changed."""
    _check_arguments(source, paths, release, is_recorded)
    home = Path(settings.INDEX_DIR) / source.name
    home.mkdir(parents=True, exist_ok=True)
    with _alone(home):
        if (home / release).exists():  # an earlier import was stopped between its last steps
            return _finish(home, source, paths, release)
        for left_behind in home.glob(".build-*"):
            shutil.rmtree(left_behind, ignore_errors=True)
        return _build(home, source, paths, release, by=by, at=at, report=report)


@contextlib.contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One import of a dataset at a time; the lock is gone with the process. Raises CannotImport."""
    with open(home / ".lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotImport(f"Another import of {home.name} is running. Wait until it has ended.") from None
        yield


def _finish(home: Path, source: Source, paths: list[Path], release: str) -> Summary:
    """Publish what an earlier import built of the same files and could not publish any more."""
    folder = home / release
    manifest = json.loads((folder / "manifest.json").read_text())
    if {file["sha256"] for file in manifest["files"]} != {_sha256(path) for path in paths}:
        raise CannotImport(
            f"{folder} is left from an interrupted import of other files. Delete that folder, or give a new name."
        )
    summary = Summary(
        source.name,
        release,
        rows=manifest["rows"],
        photos=manifest["photos"],
        owners=manifest["owners"],
        skipped=manifest["skipped"],
        rejected=Counter(manifest["rejected"]),
    )
    _point_at(folder, home, source, summary)
    return summary


def _build(
    home: Path, source: Source, paths: list[Path], release: str, *, by: str, at: datetime, report: Report
) -> Summary:
    started = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix=".build-", dir=home))
    try:
        summary = Summary(source.name, release)
        names = _read(source, paths, folder, summary, report)
        files = [
            {"name": path.name, "size": path.stat().st_size, "sha256": _sha256(path), "unit": unit}
            for path, unit in zip(paths, summary.units, strict=True)
        ]
        facts = {"dataset": source.name, "release": release, "files": files, "built_by": by}
        write_columns(folder, names, summary, facts | {"built_at": at.isoformat()})
        verify(folder)
        folder.chmod(0o755)
        folder = folder.rename(home / release)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _point_at(folder, home, source, summary)
    summary.seconds = time.monotonic() - started
    return summary


def _check_arguments(source: Source, paths: list[Path], release: str, is_recorded: bool) -> None:
    if source.reader is None:
        raise CannotImport(f"{source.title} cannot be imported. {source.why_not}")
    if not RELEASE_NAME.fullmatch(release):
        raise CannotImport("A release's name has 1 to 60 letters, digits, dots, hyphens or underscores.")
    if is_recorded:
        raise CannotImport(f"{source.name} already has a release {release}. Releases never change: give a new name.")
    if len(paths) > MAX_FILES:
        raise CannotImport(f"At most {MAX_FILES} files make a release.")
    for path in paths:
        if not path.is_file():
            raise CannotImport(f"There is no file {path}.")
        _check_published_digest(source, path)
    if len({path.name for path in paths}) != len(paths):
        raise CannotImport("Two of the files have the same name: a locator could not tell them apart.")


def _check_published_digest(source: Source, path: Path) -> None:
    """A file whose maker published a digest must have it."""
    algorithm, _, published = source.checksums.get(path.name, "").partition(":")
    if not published:
        return
    with open(path, "rb") as file:
        found = hashlib.file_digest(file, algorithm).hexdigest()
    if found != published:
        raise CannotImport(
            f"{path.name} has the {algorithm} digest {found}, but {source.maker} published {published}. It is "
            "damaged or another version. Download it again; a version of your own imports under another file name."
        )


def _read(source: Source, paths: list[Path], folder: Path, summary: Summary, report: Report) -> dict[int, str]:
    """Spool the rows of all files. Returns the display names by owner."""
    with (
        open(folder / "photo.spool", "wb") as photo,
        open(folder / "owner.spool", "wb") as owner,
        open(folder / "locator.spool", "wb") as locator,
        open(folder / "rejects.tsv", "w", encoding="utf-8") as rejects,
    ):
        spool = _Spool(photo, owner, locator, rejects)
        for number, path in enumerate(paths):
            _read_file(source, path, number, spool, summary, report)
    return spool.names


def _read_file(source: Source, path: Path, number: int, spool: _Spool, summary: Summary, report: Report) -> None:
    before, refused_before = summary.rows, summary.rejected.total()

    def reject(line: int, reason: str) -> None:
        summary.rejected[reason] += 1
        if summary.rejected.total() <= LISTED_REJECTS:
            spool.rejects.write(f"{path.name}\t{line}\t{reason}\n")

    def skip(_line: int) -> None:
        summary.skipped += 1

    assert source.reader is not None
    log, size, read = Log(reject, skip), path.stat().st_size, 0

    def seen(position: int) -> None:
        nonlocal read
        read = position

    try:
        for batch in source.reader(open_blocks(path, seen), log):
            spool.add(batch, number)
            summary.rows += len(batch.photo)
            report(path.name, summary.rows - before, read, size)
    except WrongFile as error:
        raise CannotImport(str(error)) from error
    summary.units.append(log.unit)
    good, refused = summary.rows - before, summary.rejected.total() - refused_before
    if good == 0 or refused > good:
        first = summary.rejected.most_common(1)
        reason = f" ({first[0][0]}, in {first[0][1]:,} lines)" if first else ""
        raise CannotImport(
            f"{path.name} does not look like {source.title}: {good:,} lines could be read and {refused:,} not{reason}. "
            f"Expected: {source.expects} Is this the right source for this file?"
        )


def write_columns(folder: Path, names: dict[int, str], summary: Summary, manifest: dict[str, Any]) -> None:
    """Sort the spooled rows of a folder into the columns of a release, and write its manifest.

    `names`: display names by packed NSID. `manifest`: what is known beside the columns (dataset, release, files).
    """
    photo = np.fromfile(folder / "photo.spool", np.uint64)
    order = np.argsort(photo, kind="stable")
    photo = photo[order]
    owner = np.fromfile(folder / "owner.spool", np.int64)[order]
    locator = np.fromfile(folder / "locator.spool", np.uint64)[order]
    for spool in folder.glob("*.spool"):
        spool.unlink()

    columns, how = _directory(photo)
    owners, number = np.unique(owner, return_inverse=True)
    if len(owners) > MAX_OWNERS:
        raise CannotImport(f"More than {MAX_OWNERS:,} accounts in one release.")
    columns |= {"payload": (number.astype(np.uint64) << np.uint64(40)) | locator, "owners": owners}
    columns |= _by_owner(number, len(owners))
    if names:
        hashed = sorted((int(name_hash(name)), int(np.searchsorted(owners, key))) for key, name in names.items())
        columns["name_hashes"] = np.array([pair[0] for pair in hashed], np.uint64)
        columns["name_owners"] = np.array([pair[1] for pair in hashed], np.uint32)
    for name, column in columns.items():
        np.save(folder / f"{name}.npy", column)

    summary.photos = int(np.count_nonzero(np.diff(photo))) + 1
    summary.owners = int(np.count_nonzero(owners))
    manifest |= how | {
        "format": FORMAT,
        "reader": READER_VERSION,
        "rows": summary.rows,
        "photos": summary.photos,
        "owners": summary.owners,
        "names": len(names),
        "skipped": summary.skipped,
        "rejected": dict(summary.rejected),
        "columns": {name: _sha256(folder / f"{name}.npy") for name in columns},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1))


def _directory(photo: np.ndarray) -> tuple[dict[str, np.ndarray], dict[str, int]]:
    """The directory over sorted photo ids and their low parts; and how they were split, for the manifest."""
    base = int(photo[0])
    offset = photo - np.uint64(base)
    if int(offset[-1]) >= WIDEST_SPAN:
        raise CannotImport(f"The photo ids reach {int(photo[-1])}: Flickr has none so large. Take that line out.")
    shift = choose_shift(len(photo), int(offset[-1]))
    width = np.uint8 if shift <= 8 else np.uint16 if shift <= 16 else np.uint32
    buckets = (int(offset[-1]) >> shift) + 1
    counts = np.bincount((offset >> np.uint64(shift)).astype(np.int64), minlength=buckets)
    starts = np.full(buckets + 2, len(photo), np.uint32)  # the last bucket is empty: ids beyond the end fall into it
    starts[0] = 0
    np.cumsum(counts, out=starts[1:-1])
    low = (offset & np.uint64((1 << shift) - 1)).astype(width)
    how = {"base": base, "shift": shift, "width": low.itemsize, "largest_bucket": int(counts.max())}
    return {"starts": starts, "low": low}, how


def _by_owner(number: np.ndarray, owners: int) -> dict[str, np.ndarray]:
    """The second order: each owner's rows, by owner number."""
    starts = np.zeros(owners + 1, np.uint32)
    np.cumsum(np.bincount(number, minlength=owners), out=starts[1:])
    return {"owner_starts": starts, "owner_rows": np.argsort(number, kind="stable").astype(np.uint32)}


def choose_shift(rows: int, span: int) -> int:
    """How many low bits of an id stand in the rows (1 to 32).

    The smallest number (the shortest search) for which directory and low parts take at most four bytes a row; for
    sparse ids, where none does, the one that takes the least.
    """

    def size(shift: int) -> int:
        return 4 * ((span >> shift) + 2) + rows * (1 if shift <= 8 else 2 if shift <= 16 else 4)

    return next((shift for shift in range(6, 33) if size(shift) <= 4 * rows), min(range(6, 33), key=size))


def verify(folder: Path) -> None:
    """Open the release as a reader would, and find rows of it again by every way there is."""
    release = Release(folder)
    positions = np.unique(np.linspace(0, release.rows - 1, SAMPLE).astype(np.int64))
    rows = release.at(positions)
    first, count = release.find_photos(rows.photo)
    if not np.all((first <= positions) & (positions < first + count)):
        raise CannotImport("The index that was built does not find its own rows. This is a fault of the program.")
    for owner in np.unique(rows.owner[rows.owner != 0])[:20]:
        if not np.isin(positions[rows.owner == owner], release.find_owner(int(owner)).position).all():
            raise CannotImport("The index that was built does not find its own accounts. This is a fault.")


def _point_at(folder: Path, home: Path, source: Source, summary: Summary) -> None:
    """Point CURRENT at the finished folder in one step: from here on it serves."""
    pointer = home / "CURRENT"
    earlier = json.loads(pointer.read_text()) if source.accumulates and pointer.exists() else []
    aside = home / ".CURRENT.new"
    aside.write_text(json.dumps([name for name in earlier if name != folder.name] + [folder.name]))
    aside.replace(pointer)
    summary.folder = str(folder)
    summary.rejects_file = str(folder / "rejects.tsv") if summary.rejected else ""


def _sha256(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
