"""Images of Groups: a picture's name on one line, `<photo>_<secret>_<server>_<account>.jpg`, and
under it a line of six numbers for each face. Written from its description.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.datasets.lines import read_lines
from claims.datasets.source import Batch, Log, Source, read_in
from claims.flickr import tokens
from claims.law.words import _

FACE = re.compile(r"\s*-?[0-9.]+(?:\s+-?[0-9.]+){5}\s*")


def parse_row(line: str) -> tuple[int, str | None]:
    """Raises ValueError with the reason."""
    path = tokens.dataset_path(line.strip())
    if path is None or path.photo_id is None or path.extra["dataset"] != "images_of_groups":
        raise ValueError("not of the form photo_secret_server_account.jpg, and no line of a face")
    return path.photo_id, path.owner


def is_a_face(line: str) -> bool:
    return FACE.fullmatch(line) is not None


def read(blocks: Iterator[bytes], log: Log) -> Iterator[Batch]:
    return read_lines(blocks, log, parse_row, is_a_face)


README = "chenlab.ece.cornell.edu/projects/ImagesOfGroups, README"
PAGE = "chenlab.ece.cornell.edu/people/Andy/ImagesOfGroups.html"
SOURCE = Source(
    name="images-of-groups",
    title="The Images of Groups Dataset",
    maker="Carnegie Mellon and Cornell universities (Gallagher, Chen)",
    year="2009",
    about=_(
        "Flickr photos of weddings, families, and groups. Each face is marked with an age "
        "and a sex. Children are among them."
    ),
    means=_(
        "This photo is listed in a dataset of faces. It was made to study groups of people,"
        " and their age and sex."
    ),
    reader=read,
    expects=(
        "PersonData.txt of its folders (Wed2a to Group8a); rename them so that no two have the same"
        " name."
    ),
    facts=(
        *read_in(
            PAGE,
            counts="5,080 images with 28,231 faces.",
            origin=(
                "Its images come from Flickr, found with searches for weddings, groups and "
                "families."
            ),
            geometry="Each face was put in one of seven age groups.",
            license="Its makers allow research that is not commercial.",
        ),
        *read_in(
            README,
            key="A file’s name is the photo’s number, its secret, the server and the account.",
            status="The images are given out in eleven folders.",
        ),
        *read_in(
            "Understanding Images of Groups of People (the paper)",
            maker=(
                "It was made by Andrew Gallagher and Tsuhan Chen, then at Carnegie Mellon "
                "University."
            ),
        ),
        *read_in(
            "chenlab.ece.cornell.edu/people/Andy/groupsOfPeople.html",
            year="Its paper dates from 2009.",
        ),
    ),
    geometry_evidence="some",
    published_rows=5_080,
    status="Published.",
)
