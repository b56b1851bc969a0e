"""MegaFace: path lists of challenge 1 (MF1) and of the training set (MF2), and the devkit's JSON lists."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from claims.datasets import json_stream
from claims.datasets.lines import read_lines, read_records, starts_with
from claims.datasets.source import Batch, Fact, Log, Source, WrongFile
from claims.flickr import files


def parse_path(line: str) -> tuple[int, str]:
    """A path, or a number and a path. Raises ValueError with the reason."""
    path = line.rpartition("\t")[2].strip()
    found = files.dataset_path(path)
    if found is None or found["extra"]["dataset"] not in ("megaface_mf1", "megaface_mf2"):
        raise ValueError("no MegaFace path (account/photo_face.jpg or account_identity_k/photo_face.jpg)")
    if found["extra"]["dataset"] == "megaface_mf1" and path.split("/")[-3] != found["owner"][:3]:
        raise ValueError("the folder is not the first three characters of the account id")
    return found["photo_id"], found["owner"]


def read(blocks: Iterator[bytes], log: Log) -> Iterator[Batch]:
    """Raises WrongFile for JSON without a list called `path`."""
    first = next(blocks, b"")
    if first.lstrip()[:1] == b"{":
        return _read_devkit(chain([first], blocks), log)
    return read_lines(chain([first], blocks), log, parse_path, starts_with("#"))


def _read_devkit(blocks: Iterator[bytes], log: Log) -> Iterator[Batch]:
    paths = enumerate(json_stream.items(blocks, "path.item"))
    first = next(paths, None)
    if first is None:
        raise WrongFile('This JSON has no list called "path", as the lists of MegaFace’s devkit do.')
    yield from read_records(chain([first], paths), log, "path", lambda path: parse_path(str(path)))


SOURCE = Source(
    name="megaface",
    title="MegaFace",
    maker="University of Washington",
    year="2015 to 2017",
    about="Millions of faces cut out of Flickr photos and grouped into people, published to test and train face "
    "recognition. The photos came from YFCC100M and from the albums of its photographers.",
    means="This photo is listed in a dataset that was made for face recognition.",
    reader=read,
    expects="a list of paths (…/account/photo_face.jpg or account_identity_k/photo_face.jpg), or a devkit JSON list.",
    facts=(
        Fact("4,753,320 faces of 672,057 people in the training set (MF2).", "MF2 paper, quoted by graviti.com"),
        Fact("3,311,471 photos of 48,383 Flickr accounts in MF2.", "megapixels.cc/megaface"),
        Fact("69 % of these photos had licences that forbid commercial use.", "megapixels.cc/megaface"),
        Fact("Distribution ended in June 2020.", "AIAAIC, MegaFace"),
    ),
    derived_from=("yfcc100m",),
    reported_users=(
        Fact(
            "Google, Amazon, Mitsubishi Electric, Tencent and SenseTime.",
            "reported by The New York Times, 11 October 2019",
        ),
        Fact(
            "Alibaba, Amazon, Google, CyberLink, IntelliVision, N-TechLab, Mitsubishi, Orion Star, Philips, Samsung, "
            "SenseTime, Sogou, Tencent and Vision Semantics.",
            "reported by megapixels.cc/megaface",
        ),
    ),
    geometry_evidence="some",
    status="Withdrawn in June 2020; copies were handed out before.",
)
