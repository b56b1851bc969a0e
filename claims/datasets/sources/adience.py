"""Adience: faces labeled with age and sex.

Tab separated with a header; photo id and original secret in a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.datasets.lines import read_lines, starts_with
from claims.datasets.source import Batch, Fact, Log, Source, read_in
from claims.flickr import ids
from claims.law.words import _

HEADER = "user_id\toriginal_image"
IMAGE = re.compile(r"([0-9]{1,19})_[0-9a-z]{6,16}_o\.[A-Za-z]{3,4}")


def parse_row(line: str) -> tuple[int, str]:
    """`user_id original_image face_id age gender …`.

    Raises ValueError with the reason.
    """
    fields = line.split("\t")
    if len(fields) < 5:
        raise ValueError(f"{len(fields)} columns instead of 12")
    owner, image = ids.nsid(fields[0]), IMAGE.fullmatch(fields[1])
    if owner is None:
        raise ValueError("the account id has not the form of one")
    photo = ids.photo_id(image[1]) if image else None
    if photo is None:
        raise ValueError("the file name is not of the form photo_secret_o.jpg")
    return photo, owner


def read(blocks: Iterator[bytes], log: Log) -> Iterator[Batch]:
    return read_lines(blocks, log, parse_row, starts_with(HEADER))


SOURCE = Source(
    name="adience",
    title="Adience",
    maker="Open University of Israel (Eidinger, Enbar, Hassner)",
    year="2014",
    about=_(
        "Faces from Flickr albums, each labeled with an age and a sex. Made to train "
        "programs that guess age and sex."
    ),
    means=_("This photo is listed in a dataset of faces. It was made to guess age and sex."),
    reader=read,
    expects="fold_0_data.txt to fold_4_data.txt, tab separated, user_id and original_image first.",
    facts=(
        Fact(
            "19,487 rows in five files.",
            "counted in the published files",
            "counts",
            is_checked=True,
        ),
        *read_in(
            "github.com/cmanning00/Age-and-Gender-Prediction, README",
            origin="Its photos came from Flickr albums.",
            key="A photo is named by the account and the name of its file.",
        ),
    ),
    published_rows=19_487,
    geometry_evidence="some",
    status="Published lists circulate.",
)
