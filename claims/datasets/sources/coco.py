"""COCO (Common Objects in Context): `images` of an annotation file, each with the address of a
picture on Flickr.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claims.datasets import json_records
from claims.datasets.lines import photo_in, read_records
from claims.datasets.source import Batch, Log, Source, WrongFile, read_in
from claims.law.words import _


def parse_image(image: Any) -> tuple[int, None]:
    """Raises ValueError with the reason."""
    if not isinstance(image, dict) or "flickr_url" not in image:
        raise ValueError("no flickr_url in this image")
    photo, _owner = photo_in(image["flickr_url"])
    return photo, None


def read(blocks: Iterator[bytes], log: Log) -> Iterator[Batch]:
    """Raises WrongFile for JSON without a list called `images`."""
    yield from read_records(json_records.records(blocks, of="images"), log, "images", parse_image)
    if not log.lines:
        raise WrongFile('This JSON has no list called "images", as COCO’s annotation files do.')


SOURCE = Source(
    name="coco",
    title="COCO (Common Objects in Context)",
    maker="Microsoft and others (Lin et al.)",
    year="2014 to 2017",
    about=_(
        "Everyday photos from Flickr. The objects in them are outlined, and so are the "
        "people. Not made for faces."
    ),
    means=_(
        "This photo is listed in a dataset of everyday pictures. It wasn’t made for face "
        "recognition."
    ),
    reader=read,
    expects=(
        "an annotation file such as instances_train2017.json, with `images` that have a flickr_url."
    ),
    facts=read_in(
        "ahprojects.com/creative-commons (Adam Harvey, 2022)",
        counts="About 100,000 Creative Commons pictures.",
    ),
    geometry_evidence="none",
    status="Published.",
    has_owners=False,
    is_of_faces=False,
)
