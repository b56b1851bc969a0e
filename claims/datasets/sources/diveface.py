"""DiveFace: faces from MegaFace, sorted into six groups. One path a line, CRLF."""

from __future__ import annotations

from collections.abc import Iterator

from claims.datasets.lines import named, no_header, read_lines
from claims.datasets.source import Batch, Fact, Log, Source, read_in
from claims.flickr import tokens
from claims.law.words import _


def parse_row(line: str) -> tuple[int, str]:
    """`<account>_identity_<k>/<photo>_<face>.jpg`.

    Raises ValueError with the reason.
    """
    path = tokens.dataset_path(line.strip())
    if path is None or path.extra["dataset"] != "megaface_mf2":
        raise ValueError("not of the form account_identity_k/photo_face.jpg")
    return named(path)


def read(blocks: Iterator[bytes], log: Log) -> Iterator[Batch]:
    return read_lines(blocks, log, parse_row, no_header)


SOURCE = Source(
    name="diveface",
    title="DiveFace",
    maker="Universidad Autónoma de Madrid (Morales et al.)",
    year="2019 to 2020",
    about=_(
        "Faces from MegaFace. The makers of this dataset sorted them into six groups by sex"
        " and ethnic origin, to train and test face recognition on those groups."
    ),
    means=_("This photo is listed in a dataset that was made for face recognition."),
    reader=read,
    expects="the files of its folder `files`, account_identity_k/photo_face.jpg on each line.",
    facts=(
        Fact(
            "139,677 faces in 115,729 photos of 6,102 Flickr accounts.",
            "counted in the files of August 2020",
            "counts",
            is_checked=True,
        ),
        *read_in(
            "github.com/BiDAlab/DiveFace, README", counts="24,000 people, by its own description."
        ),
    ),
    published_rows=139_677,
    geometry_evidence="some",
    status="The lists were still on GitHub in August 2020.",
    derived_from=("megaface",),
    hides_file_names=True,
)
