"""FFHQ-Aging: CSV, a line for each picture of FFHQ by its number."""

from __future__ import annotations

from claims.datasets import joined
from claims.datasets.source import Source, Through, read_in
from claims.datasets.sources.ffhq import find_numbers
from claims.law.words import _

HEADER = "image_number"


def key_of(line: str) -> str:
    """`image_number,age_group,…`; "" for the header.

    Raises ValueError with the reason.
    """
    number = line.partition(",")[0].strip()
    if number == HEADER:
        return ""
    if not number.isascii() or not number.isdecimal() or len(number) > 9:
        raise ValueError("the first column is no image number of FFHQ")
    return str(int(number))


README = "github.com/royorel/FFHQ-Aging-Dataset, README"
SOURCE = Source(
    name="ffhq-aging",
    title="FFHQ-Aging",
    maker="University of Washington and others (Or-El et al.)",
    year="2020",
    about=_(
        "The portraits from FFHQ. Each is marked with an age group, a sex, and how the head"
        " is turned. Made to train programs that make a face look older or younger."
    ),
    means=_(
        "This photo is listed in a dataset of faces. Each face is marked with an age and a sex."
    ),
    reader=joined.unbound,
    through=Through(
        parent="ffhq",
        expects="ffhq-dataset-v2.json.",
        key_of=key_of,
        find=find_numbers,
    ),
    expects="ffhq_aging_labels.csv, image_number first.",
    facts=(
        *read_in(
            README,
            maker=(
                "It was made by Roy Or-El, Soumyadip Sengupta, Ohad Fried, Eli Shechtman and Ira "
                "Kemelmacher-Shlizerman."
            ),
            year="Its paper was published in 2020.",
            counts="Labels for the 70,000 pictures of FFHQ.",
            origin="It is an extension of NVIDIA’s FFHQ.",
            geometry="It labels sex, age group, the pose of the head and the parts of each face.",
            license="CC BY-NC-SA 4.0.",
            status="A photo’s removal is to be asked for through FFHQ’s page.",
        ),
        *read_in(
            "github.com/royorel/Lifespan_Age_Transformation_Synthesis, its makers’ code",
            key="A picture is named by its FFHQ number.",
        ),
    ),
    geometry_evidence="strong",
    status="Published.",
    derived_from=("ffhq",),
    published_rows=70_000,
)
