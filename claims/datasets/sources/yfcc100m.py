"""YFCC100M's core file: 25 columns (line number first, hash third) or 23, tab separated, plain or bz2.

All lines of a block are parsed at once with numpy, and each is checked against itself: its page link must carry its
account and photo id, and its image link must rebuild from server, id and secret.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote_plus

import numpy as np

from claims.datasets.source import Batch, Fact, Log, Source, WrongFile

# Columns of the 23-column file; the 25-column file has a line number in front and a hash behind the id.
ID, OWNER, NAME, PAGE, LINK, SERVER, SECRET, MARKER = 0, 1, 2, 13, 14, 17, 19, 22
SLASH, UNDERSCORE, AT = ord("/"), ord("_"), ord("@")


def _column_25(column: int) -> int:
    return 1 if column == ID else column + 2


class _Lines:
    """The lines of one block that have the right number of columns, as field bounds into its bytes."""

    def __init__(self, block: bytes, columns: int) -> None:
        self.buffer = np.frombuffer(block, np.uint8)
        ends = np.flatnonzero(self.buffer == 10)
        if not len(ends) or ends[-1] != len(self.buffer) - 1:
            ends = np.append(ends, len(self.buffer))
        starts = np.concatenate(([0], ends[:-1] + 1))
        ends = ends - ((ends > starts) & (self.buffer[ends - 1] == 13))
        tabs = np.flatnonzero(self.buffer == 9)
        first = np.searchsorted(tabs, starts)
        self.columns_found = np.searchsorted(tabs, ends) - first + 1
        self.count = len(starts)
        self.good = np.flatnonzero(self.columns_found == columns)
        self._tabs, self._first = np.append(tabs, 0), first[self.good]
        self._starts, self._ends, self._columns = starts[self.good], ends[self.good], columns

    def bounds(self, column: int) -> tuple[np.ndarray, np.ndarray]:
        """Left and right (exclusive) of a field in each good line."""
        if self._columns == 25:
            column = _column_25(column)
        left = self._starts if column == 0 else self._tabs[self._first + column - 1] + 1
        right = self._ends if column == self._columns - 1 else self._tabs[self._first + column]
        return left, right

    def byte(self, position: np.ndarray) -> np.ndarray:
        return self.buffer.take(position, mode="clip")

    def number(self, left: np.ndarray, right: np.ndarray, longest: int) -> tuple[np.ndarray, np.ndarray]:
        """(value, is it a number of 1 to `longest` ASCII digits); longest <= 18."""
        width = right - left
        good, value = (width > 0) & (width <= longest), np.zeros(len(left), np.uint64)
        for place in range(min(int(width.max(initial=0)), longest)):
            inside = place < width
            digit = self.byte(left + place) - np.uint8(48)
            good &= ~inside | (digit <= 9)
            value = np.where(inside, value * np.uint64(10) + digit, value)
        return value, good

    def nsid(self, left: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(packed NSID, is it one)."""
        at = right - 4
        number, good = self.number(left, at, 12)
        suffix, suffix_good = self.number(at + 2, right, 2)
        good &= suffix_good & (at - left >= 5) & (self.byte(left) != 48)
        good &= (self.byte(at) == AT) & ((self.byte(at + 1) | 32) == ord("n"))
        return (number * np.uint64(100) + suffix).astype(np.int64), good

    def same(self, left: np.ndarray, width: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Whether the fields of this width at `left` and at `other` hold the same bytes."""
        good = other >= 0
        for place in range(int(width.max(initial=0))):
            good &= (place >= width) | (self.byte(left + place) == self.byte(other + place))
        return good


def read(blocks: Iterator[bytes], log: Log) -> Iterator[Batch]:
    """Raises WrongFile when the first line has neither 23 nor 25 columns."""
    columns, before = 0, 0
    named: set[int] = set()
    for block in blocks:
        if not columns:
            columns = _columns(block)
        lines = _Lines(block, columns)
        numbers = before + 1 + np.arange(lines.count)
        for index in np.flatnonzero(lines.columns_found != columns):
            log.reject(int(numbers[index]), f"{lines.columns_found[index]} columns instead of {columns}")
        yield _batch(lines, numbers[lines.good], named, log)
        before += lines.count
        log.lines = before


def _columns(block: bytes) -> int:
    columns = block.partition(b"\n")[0].count(b"\t") + 1
    if columns not in (23, 25):
        raise WrongFile(
            f"The first line has {columns} columns. YFCC100M's core file has 25 (with line number and hash) or 23, "
            "separated by tabs. Is this the core file, yfcc100m_dataset?"
        )
    return columns


def _batch(lines: _Lines, numbers: np.ndarray, named: set[int], log: Log) -> Batch:
    id_left, id_right = lines.bounds(ID)
    owner_left, owner_right = lines.bounds(OWNER)
    photo, photo_good = lines.number(id_left, id_right, 18)
    owner, owner_good = lines.nsid(owner_left, owner_right)
    marker_left, marker_right = lines.bounds(MARKER)
    marker, marker_good = lines.number(marker_left, marker_right, 1)
    checks = [
        (photo_good & (photo > 0), "the photo id is not a number"),
        (owner_good, "the account id has not the form of one"),
        (marker_good & (marker <= 1), "the last column is neither 0 (photo) nor 1 (video)"),
        (_page_agrees(lines), "the page link does not carry the line's account and photo id"),
        (_link_agrees(lines, marker == 1), "the image link does not rebuild from the line's server, id and secret"),
    ]
    good = np.ones(len(numbers), bool)
    for passed, reason in checks:
        for line in numbers[good & ~passed]:
            log.reject(int(line), reason)
        good &= passed
    names = _new_names(lines, owner, good, named)
    return Batch(photo[good], owner[good], numbers[good].astype(np.uint32), names)


def _page_agrees(lines: _Lines) -> np.ndarray:
    """…/<account>/<photo id>/ at the end of the page link."""
    left, right = lines.bounds(PAGE)
    right = right - (lines.byte(right - 1) == SLASH)
    return _ends_with(lines, left, right, [ID, OWNER], [SLASH, SLASH])


def _link_agrees(lines: _Lines, is_video: np.ndarray) -> np.ndarray:
    """…/<server>/<id>_<secret>.<ext> for a photo, …/<account>/<id>/play/orig/<secret> for a video."""
    left, right = lines.bounds(LINK)
    dot = lines.byte(right - 4) == ord(".")
    photo = dot & _ends_with(lines, left, right - 4, [SECRET, ID, SERVER], [UNDERSCORE, SLASH, SLASH])
    secret_left, secret_right = lines.bounds(SECRET)
    before_secret = right - (secret_right - secret_left) - len("/play/orig/")
    video = lines.same(secret_left, secret_right - secret_left, before_secret + len("/play/orig/"))
    video &= _ends_with(lines, left, before_secret, [ID, OWNER], [SLASH, SLASH])
    return np.where(is_video, video, photo)


def _ends_with(lines: _Lines, left: np.ndarray, right: np.ndarray, columns: list[int], before: list[int]) -> np.ndarray:
    """Whether the text up to `right` ends in these fields (last first), each with its mark in front of it."""
    good = np.ones(len(left), bool)
    for column, mark in zip(columns, before, strict=True):
        field_left, field_right = lines.bounds(column)
        width = field_right - field_left
        good &= lines.same(field_left, width, right - width) & (lines.byte(right - width - 1) == mark)
        right = right - width - 1
    return good & (right >= left)


def _new_names(lines: _Lines, owner: np.ndarray, good: np.ndarray, named: set[int]) -> dict[int, str]:
    """The display names of accounts not seen before, decoded."""
    left, right = lines.bounds(NAME)
    owners, first = np.unique(np.where(good, owner, 0), return_index=True)
    names = {}
    for packed, index in zip(owners.tolist(), first.tolist(), strict=True):
        if packed and packed not in named:
            named.add(packed)
            if name := lines.buffer[left[index] : right[index]].tobytes():
                names[packed] = unquote_plus(name.decode("utf-8", "replace"))
    return names


SOURCE = Source(
    name="yfcc100m",
    title="YFCC100M",
    maker="Yahoo Labs with ICSI and Lawrence Livermore National Laboratory",
    year="2014",
    about="A list of about 100 million photos and videos that Flickr users had published under Creative Commons "
    "licences. Face datasets were drawn from it.",
    means="The photo stands in the pool that several face datasets drew from. That is not the same as being in one.",
    reader=read,
    expects="yfcc100m_dataset, 25 or 23 columns separated by tabs, plain or bz2.",
    facts=(
        Fact("99,206,564 photos and 793,436 videos of 581,099 photographers.", "Yahoo Labs’ announcement, cached copy"),
        Fact("Made in mid-2014 from Creative Commons photos: metadata and links.", "Thomee et al., CACM 2016"),
        Fact("Still listed through Yahoo Webscope and Amazon S3.", "multimediacommons.wordpress.com"),
    ),
    geometry_evidence="none",
    status="Published; copies circulate.",
    is_pool=True,
    is_of_faces=False,
    has_names=True,
)
