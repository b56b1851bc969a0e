"""FDF, FDF256 and FDH: faces from YFCC100M with the photo's address.

Written from the published description.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claims.datasets import json_records
from claims.datasets.lines import photo_in, read_records
from claims.datasets.source import Batch, Log, Source, read_in
from claims.flickr import ids, licences
from claims.law.words import _


def parse_record(record: Any) -> tuple[int, str | None, dict[str, int | None]]:
    """`photo_url`, and in the later sets `user_nsid`.

    Raises ValueError with the reason.
    """
    if not isinstance(record, dict) or "photo_url" not in record:
        raise ValueError("no photo_url in this record")
    photo, owner = photo_in(record["photo_url"])
    owner_id = ids.nsid(str(record["user_nsid"])) if record.get("user_nsid") else None
    if owner_id and owner and owner_id != owner:
        raise ValueError("user_nsid and photo_url name different accounts")
    licence = licences.parse(str(record.get("license_url") or record.get("license") or ""))
    return photo, owner or owner_id, {"licence": licence}


def read(blocks: Iterator[bytes], log: Log) -> Iterator[Batch]:
    """Records in their order, counted from 0, whatever their keys are."""
    return read_records(json_records.records(blocks), log, "record", parse_record)


SOURCE = Source(
    name="fdf",
    title="FDF (Flickr Diverse Faces)",
    maker="Norwegian University of Science and Technology",
    year="2019",
    about=_(
        "About a million and a half faces from YFCC100M, with points measured on each. Made"
        " to train programs that replace faces in pictures."
    ),
    means=_(
        "This photo is listed in a dataset of faces. It was made to replace faces, not to recognize"
        " people."
    ),
    reader=read,
    expects="fdf_metainfo.json, an object of records with photo_url.",
    facts=read_in(
        "github.com/hukkelas/FDF, README",
        counts="About 1.5 million faces.",
        key="Each record names the photo’s address and its line in YFCC100M.",
    ),
    geometry_evidence="some",
    status="Published.",
    derived_from=("yfcc100m",),
)
