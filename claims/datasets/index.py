"""The index: one folder a release, sorted fixed-width columns, memory-mapped and never changed.

Look-ups by photo, by owner and by a hash's beginning are the whole contract (`find_photos`,
`rows_of`, `find_owner`, `range_of`); another store may stand behind them and nothing above knows.

A photo id is split at `shift` bits. `starts[high]` is the first row whose id, less `base`, has that
high part, and `low` holds the low parts in order: two dependent reads find a row. Each row's
`payload` packs owner number (24 bits), file number (8) and line (32). `owners` is sorted;
`owner_starts` and `owner_rows` list each owner's rows. `licence`, `album_ids` with `album_rows`,
and `name_hashes` with `name_owners`, stand beside them where the source has them.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import numpy as np

from claims.datasets.lanes import Lanes

FORMAT = 3
RANGE_KINDS = ("photo", "owner")
EMPTY = "%"  # in a locator, a list whose name is empty
PADDING = 8  # low parts after the last row: a word can be read at once from any of them
NO_ROWS = np.empty(0, np.int64)
FEW = 20  # ids that are looked up one by one
MOST_WORDS = 8  # of a bucket that is compared word by word; a longer one is searched by halves
BLOCK = 4096  # keys looked up at a time: the temporaries stay in the processor's cache
OWNER_SHIFT, FILE_SHIFT, LINE_MASK = np.uint64(40), np.uint64(32), np.uint64(0xFFFFFFFF)
MAX_OWNERS, MAX_FILES = 1 << 24, 1 << 8


@dataclass(frozen=True)
class Rows:
    """Rows of a release as columns of equal length."""

    position: np.ndarray  # int64
    photo: np.ndarray  # uint64
    owner: np.ndarray  # int64, packed NSID, 0 unknown
    file: np.ndarray  # int64, number in the manifest's list of files
    line: np.ndarray  # int64

    def __len__(self) -> int:
        return len(self.position)


class Row(NamedTuple):
    """One row: its place in the release, packed NSID (0 unknown), number of the file, line."""

    position: int
    owner: int
    file: int
    line: int


class Release:
    """One published release, open for reading.

    Raises OSError, ValueError when its folder is not one.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
        if self.manifest["format"] != FORMAT:
            raise ValueError(
                f"{folder} was built in format {self.manifest['format']}; import the release again"
            )
        self.dataset: str = self.manifest["dataset"]
        self.name: str = self.manifest["release"]
        self.title: str = self.manifest.get("title", "")  # of a list that is no dataset of its own
        self.rows: int = self.manifest["rows"]
        self._base, self._shift = (
            np.uint64(self.manifest["base"]),
            np.uint64(self.manifest["shift"]),
        )
        self._mask = np.uint64((1 << self.manifest["shift"]) - 1)
        self._starts, self._low, self._payload = (
            self._map("starts"),
            self._map("low"),
            self._map("payload"),
        )
        self._owners = self._map("owners")
        self._ranges: dict[str, Any] | None = None
        self._lanes, self._longest = Lanes(self._low), int(self.manifest["largest_bucket"])
        # One past the last, empty: where foreign ids end up.
        self._last_bucket = np.uint64(len(self._starts) - 2)

    def _map(self, name: str) -> np.ndarray:
        return np.load(self.folder / f"{name}.npy", mmap_mode="r").view(np.ndarray)

    @cached_property
    def _by_owner(self) -> tuple[np.ndarray, np.ndarray]:
        return self._map("owner_starts"), self._map("owner_rows")

    @cached_property
    def _licences(self) -> np.ndarray | None:
        return self._map("licence") if "licence" in self.manifest["columns"] else None

    @cached_property
    def _albums(self) -> tuple[np.ndarray, np.ndarray] | None:
        has_albums = "album_ids" in self.manifest["columns"]
        return (self._map("album_ids"), self._map("album_rows")) if has_albums else None

    @cached_property
    def _names(self) -> tuple[np.ndarray, np.ndarray]:
        return self._map("name_hashes"), self._map("name_owners")

    # --- Look-up --------------------------------------------------------------

    def find_photos(self, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where these photo ids stand.

        `ids`: uint64 (n,). Returns (first, count), both int64 (n,): the rows of ids[i] are
        first[i] … first[i]+count[i]-1; count 0 means not there.
        """
        ids = np.ascontiguousarray(ids, dtype=np.uint64)
        if len(ids) <= BLOCK:
            return self._find_block(ids)
        first, count = np.zeros(len(ids), np.int64), np.zeros(len(ids), np.int64)
        for begin in range(0, len(ids), BLOCK):
            part = slice(begin, begin + BLOCK)
            first[part], count[part] = self._find_block(ids[part])
        return first, count

    def rows_of(self, ids: np.ndarray) -> tuple[np.ndarray, Rows]:
        """All rows of these photo ids.

        `ids`: uint64 (n,). Returns (which, rows) of equal length: `which` (int64) says of
        each row the place of its id in `ids`, ascending.
        """
        if len(ids) <= FEW:
            return self._rows_of_few(ids.tolist())
        first, count = self.find_photos(ids)
        # A photo with several rows stands in several places, one after another.
        which = np.flatnonzero(count > 0)
        positions, count = first.take(which), count.take(which)
        if len(which) and count.max() > 1:
            which, positions = np.repeat(which, count), np.repeat(positions, count)
            positions += np.arange(len(positions)) - np.repeat(np.cumsum(count) - count, count)
        return which, self.at(positions, ids.take(which))

    def _rows_of_few(self, ids: list[int]) -> tuple[np.ndarray, Rows]:
        """The same one by one: for a few ids the overhead of arrays would be most of the time."""
        which: list[int] = []
        rows: list[Row] = []
        for place, photo in enumerate(ids):
            of_photo = self.find_photo(photo)
            which += [place] * len(of_photo)
            rows += of_photo
        position, owner, file, line = (
            np.array(rows, np.int64).reshape(-1, len(Row._fields)).T.copy()
        )
        photos = np.array([ids[place] for place in which], np.uint64)
        return np.array(which, np.int64), Rows(position, photos, owner, file, line)

    def _find_block(self, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        offset = ids - self._base  # an id below the base wraps round and becomes too large
        bucket = np.minimum(offset >> self._shift, self._last_bucket).astype(np.int64)
        low = offset & self._mask
        begin = self._starts.take(bucket).astype(np.int64)
        width = self._starts.take(bucket + 1).astype(np.int64) - begin
        if self._longest <= MOST_WORDS * self._lanes.in_a_word:
            return self._lanes.span(begin, width, low)
        first, count = self._lanes.span(begin, np.minimum(width, self._lanes.in_a_word), low)
        long = np.flatnonzero(width > self._lanes.in_a_word)
        if len(long):
            first[long], count[long] = self._search(begin[long], width[long], low[long])
        return first, count

    def _search(
        self, begin: np.ndarray, width: np.ndarray, low: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """In buckets of any length: by halves."""
        key = low.astype(self._low.dtype)
        first = self._bound(np.less, begin, width, key)
        return first, self._bound(np.less_equal, begin, width, key) - first

    def _bound(
        self, before: np.ufunc, begin: np.ndarray, width: np.ndarray, low: np.ndarray
    ) -> np.ndarray:
        """Each bucket's first row whose low part does not come `before` the key."""
        left = begin
        while width.any():
            half = width >> 1
            smaller = (width > 0) & before(self._low.take(left + half, mode="clip"), low)
            left = np.where(smaller, left + half + 1, left)
            width = np.where(smaller, width - half - 1, half)
        return left

    def find_photo(self, photo: int) -> list[Row]:
        """The rows of one photo.

        Plain integers: for a single key the overhead of arrays would be most of the time.
        """
        base, shift, last_bucket, starts, low, payload, owners = self._plain
        bucket = (photo - base) >> shift
        if not 0 <= bucket < last_bucket:
            return []
        key, end = (photo - base) & ((1 << shift) - 1), starts[bucket + 1]
        place = bisect_left(low, key, starts[bucket], end)
        rows = []
        while place < end and low[place] == key:
            packed = payload[place]
            rows.append(
                Row(place, owners[packed >> 40], (packed >> 32) & 0xFF, packed & 0xFFFFFFFF)
            )
            place += 1
        return rows

    @cached_property
    def _plain(self) -> tuple[int, int, int, memoryview, memoryview, memoryview, memoryview]:
        """The same columns for single keys: a memoryview gives a plain integer in a third of an
        array's time.
        """
        views = [
            memoryview(column.data)
            for column in (self._starts, self._low, self._payload, self._owners)
        ]
        first = (int(self._base), int(self._shift), int(self._last_bucket))
        return *first, *views  # type: ignore[return-value]

    def warm(self) -> None:
        """Read what every look-up touches (directory, low parts, accounts) once, in order: 0.3 s
        for 100 million rows. A first look-up then waits for no disk; the payload is read as it is
        asked for.
        """
        for column in (self._starts, self._low, self._owners):
            column.max(initial=0)

    def find_owner(self, owner: int) -> Rows:
        """The rows of one account (packed NSID), by photo id."""
        begin, end = self._span_of(owner)
        return self.at(np.sort(self._by_owner[1][begin:end].astype(np.int64)))

    def count_owner(self, owner: int) -> int:
        """How many rows one account (packed NSID) has."""
        begin, end = self._span_of(owner)
        return end - begin

    def _span_of(self, owner: int) -> tuple[int, int]:
        """Where the account's rows stand in the second order."""
        number = int(np.searchsorted(self._owners, np.int64(owner)))
        if owner == 0 or number == len(self._owners) or int(self._owners[number]) != owner:
            return 0, 0
        starts = self._by_owner[0]
        return int(starts[number]), int(starts[number + 1])

    def find_album(self, album: int) -> Rows:
        """The rows of one album, by photo id; none where the source records no albums."""
        if self._albums is None:
            return self.at(NO_ROWS)
        ids, rows = self._albums
        begin, end = (
            np.searchsorted(ids, np.int64(album), "left"),
            np.searchsorted(ids, np.int64(album), "right"),
        )
        return self.at(np.sort(rows[begin:end].astype(np.int64)))

    # --- The private check (made by `ranges.py`) ------------------------------

    def photos(self, at_once: int = 1 << 20) -> Iterator[np.ndarray]:
        """Every photo id once, ascending: uint64 arrays, of `at_once` buckets each."""
        for first in range(0, len(self._starts) - 2, at_once):
            starts = self._starts[first : min(first + at_once, len(self._starts) - 2) + 1].astype(
                np.int64
            )
            high = np.repeat(
                np.arange(first, first + len(starts) - 1, dtype=np.uint64), np.diff(starts)
            )
            ids = (
                (high << self._shift)
                + self._low[starts[0] : starts[-1]].astype(np.uint64)
                + self._base
            )
            yield ids[np.diff(ids, prepend=np.uint64(0)) != 0]

    def owners(self) -> np.ndarray:
        """Every account once, ascending: int64 packed NSIDs."""
        return self._owners[self._owners != 0]

    def ranges(self) -> dict[str, Any]:
        """By kind: digits of a prefix, entries, and how many the largest bucket holds.

        Empty until they are made.
        """
        if self._ranges is None:
            path = self.folder / "range.json"
            try:
                self._ranges = json.loads(path.read_text())
            except FileNotFoundError:
                return {}
        return self._ranges

    def range_of(self, kind: str, prefix: str) -> list[str]:
        """What the hashes of one bucket go on with after the prefix, in capital hexadecimal digits,
        ascending.

        Raises KeyError for a kind that this release has not, ValueError for a prefix that is not
        one of its buckets.
        """
        digits = self.ranges()[kind]["digits"]
        if (
            (prefix != "all")
            if digits == 0
            else not re.fullmatch(f"[0-9A-Fa-f]{{{digits}}}", prefix)
        ):
            raise ValueError("all" if digits == 0 else f"{digits} hexadecimal digits")
        hashes = self._map(f"range_{kind}")
        bits = np.uint64(64 - 4 * digits)
        bucket = int(prefix, 16) if digits else 0
        begin = int(np.searchsorted(hashes, np.uint64(bucket << int(bits)))) if digits else 0
        end = int(np.searchsorted(hashes, np.uint64(((bucket + 1) << int(bits)) - 1), "right"))
        return [f"{value:016X}"[digits:] for value in hashes[begin:end].tolist()]

    # --- Beside the rows ------------------------------------------------------

    def licences(self, positions: np.ndarray) -> np.ndarray | None:
        """The licence that each of these rows records (uint8, `flickr.licences` number or 255);
        None where the source records none.
        """
        return None if self._licences is None else self._licences.take(positions)

    def find_name(self, name: str) -> list[int]:
        """The accounts (packed NSIDs) that this release records under a display name, whatever its
        case.
        """
        if not self.manifest["names"]:
            return []
        hashes, owners = self._names
        key = name_hash(name)
        numbers = owners[
            np.searchsorted(hashes, key, "left") : np.searchsorted(hashes, key, "right")
        ]
        return [int(self._owners[number]) for number in numbers]

    def at(self, positions: np.ndarray, photo: np.ndarray | None = None) -> Rows:
        """The rows at these positions.

        `photo`: their ids, where the caller has looked them up by them.
        """
        positions = np.asarray(positions, np.int64)
        payload = self._payload.take(positions)
        if photo is None:
            high = np.searchsorted(self._starts, positions.astype(self._starts.dtype), "right") - 1
            photo = (
                (high.astype(np.uint64) << self._shift)
                + self._low[positions].astype(np.uint64)
                + self._base
            )
        return Rows(
            position=positions,
            photo=photo,
            owner=self._owners.take((payload >> OWNER_SHIFT).view(np.int64)),
            file=((payload >> FILE_SHIFT) & np.uint64(0xFF)).view(np.int64),
            line=(payload & LINE_MASK).view(np.int64),
        )


def place_in_file(file: dict[str, Any], number: int) -> str:
    """Where a row stands in its file, for a locator.

    `file`: its entry in the manifest. `number`: what the row's `line` says. A line counts from
    1, a record of JSON or Parquet from 0: `L17`, `images[5102]`, `row[3]`.
    """
    if file["unit"] == "line":
        return f"L{number}"
    if file["unit"] == "row":
        return f"row[{number - 1}]"
    lists = file.get("lists") or [(file["unit"], 0, 0)]
    name, start, first = lists[bisect_right(lists, number, key=lambda entry: entry[1]) - 1]
    return f"{quote(name, safe=' ') or EMPTY}[{number - start + first}]"


def name_hash(name: str) -> np.uint64:
    """What a display name is found by: eight bytes of its case-folded form."""
    digest = blake2b(" ".join(name.split()).casefold().encode(), digest_size=8).digest()
    return np.uint64(int.from_bytes(digest, "big"))
