"""MegaFace: path lists of challenge 1 (MF1) and of the training set (MF2), and the devkit's JSON
lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from claims.datasets import json_records
from claims.datasets.lines import named, read_lines, read_records, starts_with
from claims.datasets.source import Batch, Log, Source, WrongFile, read_in
from claims.flickr import tokens
from claims.law.words import _


def parse_path(line: str) -> tuple[int, str]:
    """A path, or a number and a path.

    Raises ValueError with the reason.
    """
    text = line.rpartition("\t")[2].strip()
    path = tokens.dataset_path(text)
    if path is None or path.extra["dataset"] not in ("megaface_mf1", "megaface_mf2"):
        raise ValueError(
            "no MegaFace path (account/photo_face.jpg or account_identity_k/photo_face.jpg)"
        )
    photo, owner = named(path)
    if path.extra["dataset"] == "megaface_mf1" and text.split("/")[-3] != owner[:3]:
        raise ValueError("the folder is not the first three characters of the account id")
    return photo, owner


def read(blocks: Iterator[bytes], log: Log) -> Iterator[Batch]:
    """Raises WrongFile for JSON without a list called `path`."""
    first = next(blocks, b"")
    if first.lstrip()[:1] == b"{":
        return _read_devkit(chain([first], blocks), log)
    return read_lines(chain([first], blocks), log, parse_path, starts_with("#"))


def _read_devkit(blocks: Iterator[bytes], log: Log) -> Iterator[Batch]:
    paths = json_records.records(blocks, of="path")
    yield from read_records(paths, log, "path", lambda path: parse_path(str(path)))
    if not log.lines:
        raise WrongFile(
            'This JSON has no list called "path", as the lists of MegaFace’s devkit do.'
        )


SOURCE = Source(
    name="megaface",
    title="MegaFace",
    maker="University of Washington",
    year="2015 to 2017",
    about=_(
        "Millions of faces, cut out of Flickr photos and grouped by person. Published to "
        "train and test face recognition. The photos came from YFCC100M and from the albums"
        " of its photographers."
    ),
    means=_("This photo is listed in a dataset that was made for face recognition."),
    reader=read,
    expects=(
        "a list of paths (…/account/photo_face.jpg or account_identity_k/photo_face.jpg), or a "
        "devkit JSON list."
    ),
    facts=(
        *read_in(
            "graviti.com/open-datasets/MegaFace",
            counts="4,753,320 faces of 672,057 people in the training set (MF2).",
        ),
        *read_in(
            "megapixels.cc/megaface",
            counts="3,311,471 photos of 48,383 Flickr accounts in MF2.",
            license="69 % of these photos had licenses that forbid commercial use.",
        ),
        *read_in("AIAAIC, MegaFace", status="Distribution ended in June 2020."),
    ),
    derived_from=("yfcc100m",),
    reported_users=(
        *read_in(
            "reported by The New York Times, October 11, 2019",
            users="Google, Amazon, Mitsubishi Electric, Tencent and SenseTime.",
        ),
        *read_in(
            "reported by megapixels.cc/megaface",
            users=(
                "Alibaba, Amazon, Google, CyberLink, IntelliVision, N-TechLab, Mitsubishi, Orion "
                "Star, Philips, Samsung, SenseTime, Sogou, Tencent and Vision Semantics."
            ),
        ),
    ),
    geometry_evidence="some",
    status="Withdrawn in June 2020; copies were handed out before.",
)
