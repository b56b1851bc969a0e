"""PIPA: people in photo albums. Eight or nine whole numbers a line; photo ids, no account ids."""

from __future__ import annotations

from collections.abc import Iterator

from claims.datasets.lines import no_header, read_lines
from claims.datasets.source import Batch, Fact, Log, Source
from claims.flickr import ids


def parse_row(line: str) -> tuple[int, None]:
    """`photoset_id photo_id xmin ymin width height identity_id subset_id`. Raises ValueError with the reason."""
    fields = line.split()
    if len(fields) not in (8, 9):
        raise ValueError(f"{len(fields)} columns instead of 8 or 9")
    photo = ids.photo_id(fields[1])
    if photo is None or ids.photo_id(fields[0]) is None:
        raise ValueError("the album id or the photo id is not a number")
    return photo, None


def read(blocks: Iterator[bytes], log: Log) -> Iterator[Batch]:
    return read_lines(blocks, log, parse_row, no_header)


SOURCE = Source(
    name="pipa",
    title="PIPA (People in Photo Albums)",
    maker="University of California, Berkeley, and Facebook",
    year="2015",
    about="Heads of people in Flickr albums, marked and grouped by person, to recognise people in everyday photos.",
    means="This photo is listed in a dataset that was made to recognise people.",
    reader=read,
    expects="index.txt or all_data.txt: eight numbers on each line, the photo id second.",
    facts=(
        Fact(
            "63,188 heads of 2,356 people in 37,107 photos and 1,438 albums.",
            "counted in the published all_data.txt (github.com/coallaoh/PIPA_dataset)",
        ),
        Fact("Berkeley stopped distributing it in January 2020; the list is on GitHub.", "AIAAIC, PIPA"),
    ),
    reported_users=(Fact("SenseTime, Toyota and NUDT, among others.", "reported by AIAAIC, PIPA"),),
    geometry_evidence="some",
    status="Distribution stopped in January 2020; the list is published on GitHub.",
    has_owners=False,
)
