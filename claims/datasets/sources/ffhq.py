"""FFHQ (Flickr-Faces-HQ): one JSON object of 70,000 numbered records with the photo's address.

Written from the published description and download script; no real record was at hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claims.datasets import json_stream
from claims.datasets.lines import photo_in, read_records
from claims.datasets.source import Batch, Fact, Log, Source, WrongFile
from claims.flickr import licences


def parse_record(record: Any) -> tuple[int, str | None, int | None]:
    """Raises ValueError with the reason."""
    metadata = record.get("metadata") if isinstance(record, dict) else None
    if not isinstance(metadata, dict) or "photo_url" not in metadata:
        raise ValueError("no metadata.photo_url in this record")
    photo, owner = photo_in(metadata["photo_url"])
    return photo, owner, licences.parse(str(metadata.get("license_url") or metadata.get("license") or ""))


def read(blocks: Iterator[bytes], log: Log) -> Iterator[Batch]:
    """Raises WrongFile for JSON whose keys are no numbers."""
    return read_records(_numbered(blocks), log, "record", parse_record)


def _numbered(blocks: Iterator[bytes]) -> Iterator[tuple[int, Any]]:
    for key, record in json_stream.entries(blocks):
        if not key.isascii() or not key.isdecimal() or len(key) > 9:
            raise WrongFile("This JSON’s keys are no image numbers, as those of ffhq-dataset-v2.json are.")
        yield int(key), record


SOURCE = Source(
    name="ffhq",
    title="FFHQ (Flickr-Faces-HQ)",
    maker="NVIDIA",
    year="2018 to 2019",
    about="70,000 portraits from Flickr, each aligned by points measured in the face, to train programs that make "
    "pictures of faces.",
    means="This photo is listed in a dataset of faces. Its maker says that it is not meant for face recognition.",
    reader=read,
    expects="ffhq-dataset-v2.json, an object of numbered records with metadata.photo_url.",
    facts=(
        Fact("70,000 pictures, with 68 points measured in each face.", "github.com/NVlabs/ffhq-dataset, README"),
        Fact(
            "The photos had the licences BY, BY-NC, Public Domain Mark, CC0 or U.S. Government Works.",
            "github.com/NVlabs/ffhq-dataset, README",
        ),
        Fact("Its description says that it is not intended for face recognition.", "github.com/NVlabs/ffhq-dataset"),
        Fact("NVIDIA offers a search by Flickr name, and removal.", "github.com/NVlabs/ffhq-dataset, README"),
    ),
    geometry_evidence="some",
    status="Published.",
    checksums={"ffhq-dataset-v2.json": "md5:425ae20f06a4da1d4dc0f46d40ba5fd6"},
)
