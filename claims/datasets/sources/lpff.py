"""LPFF: one JSON object, a record for each face with the Flickr photo and account.

Written from its description.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claims.datasets import json_records
from claims.datasets.lines import read_records
from claims.datasets.source import Batch, Log, Source, read_in
from claims.flickr import ids, licences
from claims.law.words import _


def parse_record(record: Any) -> tuple[int, str | None, dict[str, int | None]]:
    """`image_info` with `photo_id`, `user_id` and `license`.

    Raises ValueError with the reason.
    """
    info = record.get("image_info") if isinstance(record, dict) else None
    if not isinstance(info, dict):
        raise ValueError("no image_info in this record")
    photo, owner = (
        ids.photo_id(str(info.get("photo_id", ""))),
        ids.nsid(str(info.get("user_id", ""))),
    )
    if photo is None:
        raise ValueError("the photo_id is not a number")
    if owner is None:
        raise ValueError("the user_id has not the form of an account id")
    license_ = info.get("license")
    address = license_.get("url") if isinstance(license_, dict) else ""
    return photo, owner, {"licence": licences.parse(str(address or ""))}


def read(blocks: Iterator[bytes], log: Log) -> Iterator[Batch]:
    """Records in their order, counted from 0.

    Raises WrongFile.
    """
    return read_records(json_records.records(blocks), log, "record", parse_record)


README = "github.com/oneThousand1000/LPFF-dataset, README"
SOURCE = Source(
    name="lpff",
    title="LPFF (Large-Pose Flickr Faces)",
    maker="Zhejiang University, Tencent and City University of Hong Kong (Wu et al.)",
    year="2023",
    about=_(
        "Flickr portraits that show faces from the side. They were added to FFHQ to train "
        "programs that create pictures of faces."
    ),
    means=_("This photo is listed in a dataset of faces. It was made to create pictures of faces."),
    reader=read,
    expects="info.json, an object of records with image_info.",
    facts=(
        *read_in(
            README,
            maker="It was made by Yiqian Wu, Jing Zhang, Hongbo Fu and Xiaogang Jin.",
            year="It was released in July 2023.",
            counts="19,590 portraits from 17,455 pictures.",
            origin="Its pictures were collected from Flickr.",
            key="Each record holds the Flickr photo’s number, the account and the addresses.",
            geometry="The points of each face that programs found are published with it.",
            license="Its makers allow research that is not commercial.",
        ),
    ),
    geometry_evidence="strong",
    published_rows=19_590,
    status="Published.",
)
