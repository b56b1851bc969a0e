"""LAGENDA: CSV, a line for each person, the picture by its Open Images ImageID."""

from __future__ import annotations

from claims.datasets import joined
from claims.datasets.source import Source, Through, read_in
from claims.datasets.sources.openimages import find_images, image_id
from claims.law.words import _

HEADER = "img_name,"


def key_of(line: str) -> str:
    """`img_name,age,gender,…`; "" for the header.

    Raises ValueError with the reason.
    """
    return (
        ""
        if line.startswith(HEADER)
        else image_id(line.partition(",")[0].rpartition("/")[2].partition(".")[0])
    )


PAGE = "github.com/WildChlamydia/MiVOLO and its page on LAGENDA"
SOURCE = Source(
    name="lagenda",
    title="LAGENDA (Layer Age Gender Dataset)",
    maker="Layer Team, SaluteDevices",
    year="2023",
    about=_(
        "Pictures from Open Images, with an estimated age and sex for each person. Made to "
        "train programs that guess age and sex. Children are among them."
    ),
    means=_("This photo is listed in a dataset of people. It was made to guess age and sex."),
    reader=joined.unbound,
    through=Through(
        parent="openimages",
        expects="the Open Images lists with OriginalURL and OriginalLandingURL.",
        key_of=key_of,
        find=find_images,
    ),
    expects="its annotation CSV, img_name first.",
    facts=(
        *read_in(
            PAGE,
            counts="67,159 images of 84,192 people, from 0 to 95 years old.",
            year="It was introduced in 2023.",
            key="Each line names a picture; one picture can have several lines.",
            geometry="Each line gives a box for the face and one for the person.",
            license="Its page gives CC 2.0.",
        ),
        *read_in(
            "arXiv 2307.04616",
            maker="It was made by the Layer Team of SaluteDevices.",
            origin="Its pictures were taken from Open Images.",
        ),
    ),
    geometry_evidence="some",
    status="Published.",
    derived_from=("openimages",),
)
