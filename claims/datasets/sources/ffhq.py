"""FFHQ (Flickr-Faces-HQ): one JSON object of 70,000 numbered records with the photo's address.

Written from the published description and download script; no real record was at hand.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from claims.datasets import json_records
from claims.datasets.json_records import Record
from claims.datasets.lines import photo_in, read_records
from claims.datasets.source import Batch, Log, Source, WrongFile, read_in
from claims.flickr import licences
from claims.law.words import _


def parse_record(record: Any) -> tuple[int, str | None, dict[str, int | None]]:
    """Raises ValueError with the reason."""
    metadata = record.get("metadata") if isinstance(record, dict) else None
    if not isinstance(metadata, dict) or "photo_url" not in metadata:
        raise ValueError("no metadata.photo_url in this record")
    photo, owner = photo_in(metadata["photo_url"])
    licence = licences.parse(str(metadata.get("license_url") or metadata.get("license") or ""))
    return photo, owner, {"licence": licence}


def read(blocks: Iterator[bytes], log: Log) -> Iterator[Batch]:
    """Raises WrongFile for JSON whose keys are no numbers."""
    log.is_keyed = True
    return read_records(_numbered(blocks), log, "record", parse_record)


def _numbered(blocks: Iterator[bytes]) -> Iterator[Record]:
    """The records by their image numbers."""
    for record in json_records.records(blocks):
        if not record.key.isascii() or not record.key.isdecimal() or len(record.key) > 9:
            raise WrongFile(
                "This JSON’s keys are no image numbers, as those of ffhq-dataset-v2.json are."
            )
        yield replace(record, number=int(record.key))


def find_numbers(
    blocks: Iterator[bytes], wanted: set[str]
) -> Iterator[tuple[str, int, str | None]]:
    """The photos of these image numbers.

    Raises WrongFile.
    """
    for record in _numbered(blocks):
        if str(record.number) in wanted:
            with contextlib.suppress(ValueError):
                photo, owner, _licence = parse_record(record.value)
                yield str(record.number), photo, owner


SOURCE = Source(
    name="ffhq",
    title="FFHQ (Flickr-Faces-HQ)",
    maker="NVIDIA",
    year="2018 to 2019",
    about=_(
        "70,000 portraits from Flickr, each lined up by points measured on the face. Made "
        "to train programs that create pictures of faces."
    ),
    means=_(
        "This photo is listed in a dataset of faces. Its maker says that it is not meant for face "
        "recognition."
    ),
    reader=read,
    expects="ffhq-dataset-v2.json, an object of numbered records with metadata.photo_url.",
    facts=(
        *read_in(
            "github.com/NVlabs/ffhq-dataset, README",
            counts="70,000 pictures.",
            geometry="68 points are measured in each face.",
            license=(
                "The photos had the licenses BY, BY-NC, Public Domain Mark, CC0 or U.S. Government "
                "Works."
            ),
            status="NVIDIA offers a search by Flickr name, and removal.",
        ),
        *read_in(
            "github.com/NVlabs/ffhq-dataset, commit 4826aa6",
            origin="Its description says that it is not intended for face recognition.",
        ),
    ),
    published_rows=70_000,
    geometry_evidence="some",
    status="Published.",
    checksums={"ffhq-dataset-v2.json": "md5:425ae20f06a4da1d4dc0f46d40ba5fd6"},
)
