"""Open Images: CSV with a header; the picture’s address and its page on Flickr in each row."""

from __future__ import annotations

import contextlib
import csv
import re
from collections.abc import Iterator

from claims.datasets.lines import photo_in, read_lines, starts_with
from claims.datasets.source import Batch, Log, Source, read_in
from claims.law.words import _

URL, PAGE = 2, 3
HEADER = "ImageID,Subset,OriginalURL"


def parse_row(line: str) -> tuple[int, str | None]:
    """`ImageID,Subset,OriginalURL,OriginalLandingURL,…`.

    Raises ValueError with the reason.
    """
    try:
        fields = next(csv.reader([line], strict=True))
    except csv.Error as error:
        raise ValueError("not a row of CSV") from error
    if len(fields) < 12:
        raise ValueError(f"{len(fields)} columns instead of at least 12")
    photo, owner = photo_in(fields[PAGE])
    photo_of_address, _owner = photo_in(fields[URL])
    if photo_of_address != photo:
        raise ValueError("the picture’s address and its page name different photos")
    return photo, owner


IMAGE_ID = re.compile(r"[0-9a-f]{16}")


def image_id(text: str) -> str:
    """Raises ValueError for what is no ImageID."""
    if not IMAGE_ID.fullmatch(text):
        raise ValueError("the first column is no ImageID (16 hexadecimal digits)")
    return text


def find_images(blocks: Iterator[bytes], wanted: set[str]) -> Iterator[tuple[str, int, str | None]]:
    """The photos of these ImageIDs.

    A line that contradicts itself gives none.
    """
    for block in blocks:
        for raw in block.split(b"\n"):
            key = raw[:16].decode("ascii", "replace")
            if key in wanted:
                with contextlib.suppress(ValueError):
                    photo, owner = parse_row(raw.decode("utf-8", "replace").rstrip("\r"))
                    yield key, photo, owner


def read(blocks: Iterator[bytes], log: Log) -> Iterator[Batch]:
    return read_lines(blocks, log, parse_row, starts_with(HEADER))


SOURCE = Source(
    name="openimages",
    title="Open Images",
    maker="Google",
    year="2016 to 2020",
    about=_(
        "About nine million photos from Flickr. The objects in them are labeled, and so are"
        " the people. Not made for faces, but some faces are marked."
    ),
    means=_(
        "This photo is listed in a dataset of everyday pictures. It wasn’t made for face "
        "recognition."
    ),
    reader=read,
    expects="an image list such as train-images-boxable-with-rotation.csv.",
    facts=read_in(
        "ahprojects.com/creative-commons (Adam Harvey, 2022)", counts="About nine million pictures."
    ),
    geometry_evidence="none",
    status="Published.",
    is_of_faces=False,
)
