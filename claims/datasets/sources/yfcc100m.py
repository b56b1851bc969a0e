"""YFCC100M's core file: 25 columns (line number first, hash third) or 23, tab separated, plain or
bz2.

All lines of a block are parsed at once with numpy, and each is checked against itself: its page
link must carry its account and photo id, and its image link must rebuild from server, id and
secret.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote_plus

import numpy as np

from claims.datasets.source import UNKNOWN_LICENCE, Batch, Log, Source, WrongFile, read_in
from claims.flickr import ids, licences
from claims.law.words import _

# Columns of the 23-column file; the 25-column file has a line number in front and a hash behind the
# id.
ID, OWNER, NAME, PAGE, LINK, LICENCE, SERVER, SECRET, MARKER = 0, 1, 2, 13, 14, 16, 17, 19, 22
SLASH, UNDERSCORE, AT, ZERO, TAB, NEWLINE, RETURN = (ord(letter) for letter in "/_@0\t\n\r")
# Bytes around a block; the longest field that is compared (ids, accounts, secrets).
MARGIN, LONGEST = (
    32,
    24,
)
EACH_BYTE, UPPER_HALVES = np.uint64(0x0101010101010101), np.uint64(0xF0F0F0F0F0F0F0F0)
FIRST_BYTES = np.array([(1 << 8 * n) - 1 for n in range(9)], np.uint64)  # a word's first n bytes
LAST_BYTES = ~FIRST_BYTES[::-1]  # and its last n
# The eight letters before "/2.0/" tell the six licences apart.
LICENCES = sorted(
    (int.from_bytes(f"/licenses/{terms}"[-8:].encode(), "little"), number)
    for terms, number in licences.BY_TERMS.items()
)
LICENCE_WORDS = np.array([word for word, _number in LICENCES], np.uint64)
LICENCE_NUMBERS = np.array([number for _word, number in LICENCES], np.uint8)


def _column_25(column: int) -> int:
    return 1 if column == ID else column + 2


class _Lines:
    """The lines of one block that have the right number of columns, as field bounds into its bytes.

    Fields are compared and read eight bytes at a time: `_words` is the little-endian word at each
    byte, and a margin around the block makes every word of it readable.
    """

    def __init__(self, block: bytes, columns: int) -> None:
        ends_well = block.endswith(b"\n")
        self.buffer = np.zeros(len(block) + 2 * MARGIN + (not ends_well), np.uint8)
        self.buffer[MARGIN : MARGIN + len(block)] = np.frombuffer(block, np.uint8)
        if not ends_well:
            self.buffer[MARGIN + len(block)] = NEWLINE
        self._words = np.ndarray((len(self.buffer) - 8,), "<u8", self.buffer.data, strides=(1,))
        mark = np.empty(len(self.buffer), np.uint8)
        np.subtract(self.buffer, TAB, out=mark)
        np.less(mark, 2, out=mark.view(bool))  # tab is 9, newline 10
        separators = np.flatnonzero(mark.view(bool))
        self._columns = columns
        if not self._is_regular(separators):
            separators = self._only_good(separators)
        self._table = separators.reshape(-1, columns)
        last = self._table[:, -1] - (self.byte(self._table[:, -1] - 1) == RETURN)
        self._last = np.maximum(last, self._table[:, -2] + 1)

    def _is_regular(self, separators: np.ndarray) -> bool:
        """Whether every line has the right number of columns; then the separators are a table as
        they are.
        """
        self.bad: list[tuple[int, int]] = []  # (place of the line in the block, columns found)
        if len(separators) % self._columns:
            return False
        self.count = len(separators) // self._columns
        self.good = np.arange(self.count)
        is_newline = (self.buffer.take(separators) == NEWLINE).reshape(-1, self._columns)
        starts = np.concatenate(([MARGIN], separators[self._columns - 1 :: self._columns][:-1] + 1))
        self._starts = starts[: self.count]
        return bool(is_newline[:, -1].all() and not is_newline[:, :-1].any())

    def _only_good(self, separators: np.ndarray) -> np.ndarray:
        """The separators of the lines that have the right number of columns; the others are
        noted.
        """
        ends = np.flatnonzero(self.buffer.take(separators) == NEWLINE)
        lengths = np.diff(ends, prepend=-1)
        self.count = len(ends)
        self.good = np.flatnonzero(lengths == self._columns)
        self.bad = [
            (place, int(lengths[place]))
            for place in np.flatnonzero(lengths != self._columns).tolist()
        ]
        starts = np.concatenate(([MARGIN], separators[ends[:-1]] + 1))
        self._starts = starts[self.good]
        return separators[ends[self.good, None] + np.arange(1 - self._columns, 1)]

    def bounds(self, column: int) -> tuple[np.ndarray, np.ndarray]:
        """Left and right (exclusive) of a field in each good line."""
        if self._columns == 25:
            column = _column_25(column)
        left = self._starts if column == 0 else self._table[:, column - 1] + 1
        return left, self._last if column == self._columns - 1 else self._table[:, column]

    def byte(self, position: np.ndarray) -> np.ndarray:
        return self.buffer.take(position, mode="clip")

    def word(self, position: np.ndarray) -> np.ndarray:
        """The eight bytes from here on; those outside the block are none that a field holds."""
        position = np.minimum(np.maximum(position, 0), len(self._words) - 1)
        return self._words[position]

    def number(
        self, left: np.ndarray, right: np.ndarray, longest: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """(value, is it a number of 1 to `longest` ASCII digits); longest <= 18."""
        width = right - left
        good, value = (width > 0) & (width <= longest), np.zeros(len(left), np.uint64)
        for place in range(0, min(int(width.max(initial=0)), longest), 8):
            inside = LAST_BYTES.take(width - place, mode="clip")
            word = (self.word(right - place - 8) & inside) | (EACH_BYTE * np.uint64(0x30) & ~inside)
            # Of a digit's byte the upper half is 3, and still 3 after 6 is added.
            upper, carried = word & UPPER_HALVES, (word + EACH_BYTE * np.uint64(6)) & UPPER_HALVES
            good &= (upper == EACH_BYTE * np.uint64(0x30)) & (carried == upper)
            value += _eight_digits(word) * np.uint64(10**place)
        return value, good

    def nsid(self, left: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(packed NSID, is it one)."""
        at = right - 4
        number, good = self.number(left, at, 12)
        suffix, suffix_good = self.number(at + 2, right, 2)
        good &= suffix_good & (at - left >= 5) & (self.byte(left) != ZERO)
        good &= (self.byte(at) == AT) & ((self.byte(at + 1) | 32) == ord("n"))
        return (number * np.uint64(100) + suffix).astype(np.int64), good

    def same(self, left: np.ndarray, width: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Whether the fields of this width (at most LONGEST bytes) at `left` and at `other` hold
        the same bytes.
        """
        good = (other >= MARGIN) & (width <= LONGEST)
        for place in range(0, min(int(width.max(initial=0)), LONGEST), 8):
            differing = self.word(left + place) ^ self.word(other + place)
            good &= (differing & FIRST_BYTES.take(width - place, mode="clip")) == 0
        return good


def _eight_digits(word: np.ndarray) -> np.ndarray:
    """The number that eight ASCII digits write, the first in the lowest byte: neighbours are joined
    three times.
    """
    word = ((word & (EACH_BYTE * np.uint64(0x0F))) * np.uint64(2561)) >> np.uint64(8)
    word = ((word & np.uint64(0x00FF00FF00FF00FF)) * np.uint64(6553601)) >> np.uint64(16)
    return ((word & np.uint64(0x0000FFFF0000FFFF)) * np.uint64(42949672960001)) >> np.uint64(32)


def read(blocks: Iterator[bytes], log: Log) -> Iterator[Batch]:
    """Raises WrongFile when the first line has neither 23 nor 25 columns."""
    columns, before = 0, 0
    named: set[int] = set()
    for block in blocks:
        if not columns:
            columns = _columns(block)
        lines = _Lines(block, columns)
        for place, reason in lines.bad:
            log.reject(before + 1 + place, f"{reason} columns instead of {columns}")
        yield _batch(lines, before + 1 + lines.good, named, log)
        before += lines.count
        log.lines = before


def _columns(block: bytes) -> int:
    columns = block.partition(b"\n")[0].count(b"\t") + 1
    if columns not in (23, 25):
        raise WrongFile(
            f"The first line has {columns} columns. YFCC100M's core file has 25 (with line number "
            "and hash) or 23, separated by tabs. Is this the core file, yfcc100m_dataset?"
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
        (
            _link_agrees(lines, marker == 1),
            "the image link does not rebuild from the line's server, id and secret",
        ),
    ]
    good = np.ones(len(numbers), bool)
    for passed, reason in checks:
        for line in numbers[good & ~passed]:
            log.reject(int(line), reason)
        good &= passed
    names = _new_names(lines, owner, good, named)
    return Batch(
        photo[good],
        owner[good],
        numbers[good].astype(np.uint32),
        names,
        {"licence": _licence(lines)[good]},
    )


def _licence(lines: _Lines) -> np.ndarray:
    """Flickr's number of the licence whose address the line holds: …/licenses/by-nc/2.0/"""
    left, right = lines.bounds(LICENCE)
    word = lines.word(right - 5 - 8)
    place = np.minimum(np.searchsorted(LICENCE_WORDS, word), len(LICENCE_WORDS) - 1)
    is_known = (LICENCE_WORDS[place] == word) & (right - left > 5 + 8)
    return np.where(is_known, LICENCE_NUMBERS[place], np.uint8(UNKNOWN_LICENCE))


def _page_agrees(lines: _Lines) -> np.ndarray:
    """…/<account>/<photo id>/ at the end of the page link."""
    left, right = lines.bounds(PAGE)
    right = right - (lines.byte(right - 1) == SLASH)
    return _ends_with(lines, left, right, [ID, OWNER], [SLASH, SLASH])


def _link_agrees(lines: _Lines, is_video: np.ndarray) -> np.ndarray:
    """…/<server>/<id>_<secret>.<ext> for a photo, …/<account>/<id>/play/orig/<secret> for a
    video.
    """
    left, right = lines.bounds(LINK)
    dot = lines.byte(right - 4) == ord(".")
    photo = dot & _ends_with(
        lines, left, right - 4, [SECRET, ID, SERVER], [UNDERSCORE, SLASH, SLASH]
    )
    if not is_video.any():
        return photo
    secret_left, secret_right = lines.bounds(SECRET)
    before_secret = right - (secret_right - secret_left) - len("/play/orig/")
    video = lines.same(secret_left, secret_right - secret_left, before_secret + len("/play/orig/"))
    video &= _ends_with(lines, left, before_secret, [ID, OWNER], [SLASH, SLASH])
    return np.where(is_video, video, photo)


def _ends_with(
    lines: _Lines, left: np.ndarray, right: np.ndarray, columns: list[int], before: list[int]
) -> np.ndarray:
    """Whether the text up to `right` ends in these fields (last first), each with its mark in front
    of it.
    """
    good = np.ones(len(left), bool)
    for column, mark in zip(columns, before, strict=True):
        field_left, field_right = lines.bounds(column)
        width = field_right - field_left
        good &= lines.same(field_left, width, right - width) & (
            lines.byte(right - width - 1) == mark
        )
        right = right - width - 1
    return good & (right >= left)


def _new_names(
    lines: _Lines, owner: np.ndarray, good: np.ndarray, named: set[int]
) -> dict[int, str]:
    """The display names of accounts not seen before, decoded."""
    left, right = lines.bounds(NAME)
    owners, first = np.unique(np.where(good, owner, 0), return_index=True)
    place_of = dict(zip(owners.tolist(), first.tolist(), strict=True))
    new = place_of.keys() - named - {0}
    named |= new
    texts = {
        packed: lines.buffer[left[place_of[packed]] : right[place_of[packed]]].tobytes()
        for packed in new
    }
    return {
        packed: unquote_plus(text.decode("utf-8", "replace"))
        for packed, text in texts.items()
        if text
    }


def find_hashes(blocks: Iterator[bytes], wanted: set[str]) -> Iterator[tuple[str, int, str | None]]:
    """The photos of these hash names: those that the list prints, or where it prints none, those of
    the links.
    """
    for block in blocks:
        for raw in block.split(b"\n"):
            fields = raw.split(b"\t")
            if len(fields) == 25:
                name, first = fields[2].decode("ascii", "replace"), 1
            elif len(fields) == 23:
                name, first = ids.yfcc_hash(fields[14].decode("ascii", "replace")), 0
            else:
                continue
            photo = (
                ids.photo_id(fields[first].decode("ascii", "replace")) if name in wanted else None
            )
            if photo:
                owner = fields[3] if first else fields[1]
                yield name, photo, ids.nsid(owner.decode("ascii", "replace"))


SOURCE = Source(
    name="yfcc100m",
    title="YFCC100M",
    maker="Yahoo Labs with ICSI and Lawrence Livermore National Laboratory",
    year="2014",
    about=_(
        "A list of about 100 million photos and videos that Flickr users had published "
        "under Creative Commons licenses. Face datasets were picked from it."
    ),
    means=_(
        "This photo is in the big pool that several face datasets were picked from. That "
        "isn’t the same as being in one of them."
    ),
    reader=read,
    expects="yfcc100m_dataset, 25 or 23 columns separated by tabs, plain or bz2.",
    facts=(
        *read_in(
            "Yahoo Labs’ announcement, cached copy",
            counts="99,206,564 photos and 793,436 videos of 581,099 photographers.",
        ),
        *read_in(
            "lbsn.vgiscience.org/tutorial/yfcc-introduction",
            year="Made in 2014 from Creative Commons photos: metadata and links.",
        ),
        *read_in(
            "multimediacommons.wordpress.com/yfcc100m-core-dataset",
            status="Still listed through Yahoo Webscope and Amazon S3.",
        ),
    ),
    published_rows=100_000_000,
    geometry_evidence="none",
    status="Published; copies circulate.",
    is_pool=True,
    is_of_faces=False,
    has_names=True,
)
