"""MeGlass: faces with and without glasses, chosen from MegaFace's training set. One line a face."""

from __future__ import annotations

from collections.abc import Iterator

from claims.datasets.lines import named, no_header, read_lines
from claims.datasets.source import Batch, Fact, Log, Source, read_in
from claims.flickr import tokens
from claims.law.words import _


def parse_row(line: str) -> tuple[int, str]:
    """`<account>_identity_<k>@<photo>_<face>.jpg <0|1>`.

    Raises ValueError with the reason.
    """
    path = tokens.dataset_path(line.strip())
    if path is None or path.extra["dataset"] != "meglass" or "label" not in path.extra:
        raise ValueError("not of the form account_identity_k@photo_face.jpg 0|1")
    return named(path)


def read(blocks: Iterator[bytes], log: Log) -> Iterator[Batch]:
    return read_lines(blocks, log, parse_row, no_header)


SOURCE = Source(
    name="meglass",
    title="MeGlass",
    maker="Chinese Academy of Sciences (Guo et al.)",
    year="2018",
    about=_(
        "Faces with and without glasses, chosen from MegaFace. Made to train face "
        "recognition that glasses don’t throw off."
    ),
    means=_("This photo is listed in a dataset that was made for face recognition."),
    reader=read,
    expects="meta.txt: account_identity_k@photo_face.jpg and 0 or 1 on each line.",
    facts=(
        Fact(
            "47,917 faces in 46,986 photos.",
            "counted in the published meta.txt",
            "counts",
            is_checked=True,
        ),
        *read_in("github.com/cleardusk/MeGlass, README", origin="Drawn from MegaFace."),
    ),
    published_rows=47_917,
    geometry_evidence="some",
    status="The list is published on GitHub.",
    derived_from=("megaface",),
)
