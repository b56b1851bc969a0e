"""What a file in `sources/` declares: a dataset, what is known of it and from where, and how its
files are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

UNKNOWN_LICENCE = 255


class WrongFile(ValueError):
    """The file is not what the source reads; the message says what was expected."""


FACTS = ("maker", "year", "counts", "key", "origin", "geometry", "license", "status", "users")


@dataclass(frozen=True)
class Fact:
    """One statement with where it is from: an address, or the file that we counted.

    Nothing is shown without it.
    """

    text: str
    source: str
    about: str = ""  # of what it speaks: one of FACTS
    is_checked: bool = (
        False  # whether we opened the source and read it there; what is not is shown to staff alone
    )


@dataclass(frozen=True)
class Batch:
    """Rows of one stretch of a file, as columns of equal length.

    photo: uint64, 1 to 2**63-1. owner: int64 packed NSID (`flickr.ids.pack_nsid`), 0 unknown. line:
    uint32, physical line from 1, or index from 0 in a JSON list. names: display names that the file
    records, by packed NSID. extras: what else the file records of each row, by the name of the
    column (`columns.EXTRAS`).
    """

    photo: np.ndarray
    owner: np.ndarray
    line: np.ndarray
    names: dict[int, str] = field(default_factory=dict)
    extras: dict[str, np.ndarray] = field(default_factory=dict)


def read_in(source: str, /, **statements: str) -> tuple[Fact, ...]:
    """Facts that we read in one source, by what they speak of.

    Raises ValueError for a subject that is not in FACTS.
    """
    for about in statements:
        if about not in FACTS:
            raise ValueError(f"facts speak of {', '.join(FACTS)}, not of {about}")
    return tuple(Fact(text, source, about, is_checked=True) for about, text in statements.items())


class Log:
    """What a reader reports while it reads: lines it refuses, lines that are no data, how far it
    is.
    """

    def __init__(self, reject: Callable[[int, str], None], skip: Callable[[int], None]) -> None:
        self.reject = reject  # (line from 1, or record from 0, reason)
        self.skip = (
            skip  # a header, a comment, or a line of a mixed list that names no Flickr photo
        )
        self.lines = 0  # how many lines, or records, stand in what was read so far
        # what Batch.line counts; a reader of JSON sets the name of its list, counted from 0
        self.unit = "line"
        # Of a JSON file with several lists: the name of each, the number of its first row, and that
        # row's place in it.
        self.lists: list[tuple[str, int, int]] = []
        self.is_keyed = False  # whether rows are numbered by their keys in a JSON object


Reader = Callable[[Iterator[bytes], Log], Iterator[Batch]]
Found = tuple[str, int, str | None]  # key, photo id, NSID or None


@dataclass(frozen=True)
class Through:
    """How a dataset's list leads to photos.

    `parent`: the dataset whose list has the key. `expects`: that list, for the operator.
    `key_of`: the key in a line of this list; "" for a header; raises ValueError with the
    reason. `find`: of the other list's blocks, the photos of these keys.
    """

    parent: str
    expects: str
    key_of: Callable[[str], str]
    find: Callable[[Iterator[bytes], set[str]], Iterator[Found]]


@dataclass(frozen=True)
class Source:
    """A dataset.

    `is_pool`: face datasets were drawn from it, but standing in it is not standing in one of
    them. `has_owners`, `has_names`: whether its files carry account ids and display names.
    Without a `reader` nothing can be looked up in it, and `why_not` says why.
    """

    name: str
    title: str
    maker: str
    year: str
    about: str
    means: str  # what a hit means, in plain words
    reader: Reader | None
    expects: str  # what its files look like, for the error message
    facts: tuple[Fact, ...]
    geometry_evidence: str  # "strong", "some", "none" or "unknown": whether face geometry was taken
    status: str
    is_of_faces: bool = (
        True  # made of faces or to recognize them; False too where nobody has said what a list is
    )
    is_pool: bool = False
    has_owners: bool = True
    has_names: bool = False
    has_albums: bool = False  # whether its files carry album ids
    is_generic: bool = (
        False  # no dataset of its own: each release is a list with a title of its own
    )
    is_mixed: bool = False  # other photos stand between Flickr’s; lines without one are passed over
    through: Through | None = None  # its list names photos by a key of another dataset's list
    # Names of sources, "flickr", "web", or nothing where it is not known.
    derived_from: tuple[str, ...] = ("flickr",)
    reported_users: tuple[Fact, ...] = ()  # who used it, by whose report; never a statement of ours
    published_rows: int | None = (
        None  # of its whole list, as the reader counts them; None where nobody counted
    )
    # Published ones, by file name: "md5:…".
    checksums: Mapping[str, str] = field(default_factory=dict)
    hides_file_names: bool = (
        False  # they say something about the people in them; locators print a number instead
    )
    why_not: str = ""  # why there is no reader, in plain words

    @property
    def since(self) -> int | None:
        """The year in which it was first published."""
        return int(self.year[:4]) if self.year else None

    @property
    def is_readable(self) -> bool:
        """Whether lists of it can be imported.

        (A template would call the reader itself.)
        """
        return self.reader is not None
