"""PIPA: people in photo albums.

Eight or nine whole numbers a line; album and photo ids, no account ids.
"""

from __future__ import annotations

from collections.abc import Iterator

from claims.datasets.lines import no_header, read_lines
from claims.datasets.source import Batch, Fact, Log, Source, read_in
from claims.flickr import ids
from claims.law.words import _


def parse_row(line: str) -> tuple[int, None, dict[str, int | None]]:
    """`photoset_id photo_id xmin ymin width height identity_id subset_id`.

    Raises ValueError with the reason.
    """
    fields = line.split()
    if len(fields) not in (8, 9):
        raise ValueError(f"{len(fields)} columns instead of 8 or 9")
    album, photo = ids.photo_id(fields[0]), ids.photo_id(fields[1])
    if photo is None or album is None:
        raise ValueError("the album id or the photo id is not a number")
    return photo, None, {"album": album}


def read(blocks: Iterator[bytes], log: Log) -> Iterator[Batch]:
    return read_lines(blocks, log, parse_row, no_header)


SOURCE = Source(
    name="pipa",
    title="PIPA (People in Photo Albums)",
    maker="University of California, Berkeley, and Facebook",
    year="2015",
    about=_(
        "Heads of people in Flickr albums, marked and grouped by person. Made to recognize "
        "people in everyday photos."
    ),
    means=_("This photo is listed in a dataset that was made to recognize people."),
    reader=read,
    expects="index.txt or all_data.txt: eight numbers on each line, the photo id second.",
    facts=(
        *read_in("arXiv 1501.05703", counts="63,188 heads of 2,356 people in 37,107 photos."),
        Fact("1,438 albums.", "counted in the published all_data.txt", "counts", is_checked=True),
        *read_in(
            "github.com/coallaoh/PIPA_dataset, README",
            key="Each line names the album’s and the photo’s number.",
            status="The list is on GitHub.",
        ),
        *read_in("AIAAIC, PIPA", status="Berkeley stopped distributing it in January 2020."),
    ),
    published_rows=63_188,
    reported_users=read_in("reported by AIAAIC, PIPA", users="SenseTime, Toyota and NUDT."),
    geometry_evidence="some",
    status="Distribution stopped in January 2020; the list is published on GitHub.",
    has_owners=False,
    has_albums=True,
)
