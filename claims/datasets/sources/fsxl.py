"""FSXL: one JSON list, a record for each picture with the photo's page."""

from claims.datasets import mixed
from claims.datasets.source import Fact, Source, read_in
from claims.law.words import _

README = "github.com/KorayUlusan/fsxl-dataset, README"
SOURCE = Source(
    name="fsxl",
    title="FSXL (Flickr Suits XL)",
    maker="the GitHub account KorayUlusan",
    year="2024",
    about=_("Flickr photos of people in suits. Made to train programs that create pictures."),
    means=_("This photo is listed in a dataset of people. It was made to create pictures."),
    reader=mixed.read,
    expects="fsxl-metadata.json, a list of records with photo_url.",
    facts=(
        *read_in(
            README,
            maker="It is published by the GitHub account KorayUlusan.",
            year="Records that we read were collected in July 2024.",
            counts="1,208 images, by its description.",
            origin="Its photos were published on Flickr by their authors.",
            key="A photo is named by its Flickr address.",
            license="The dataset is under CC BY-NC-SA 4.0.",
        ),
        Fact(
            "5,684 photos of 608 accounts.",
            "counted in the published file",
            "counts",
            is_checked=True,
        ),
    ),
    geometry_evidence="none",
    published_rows=5_684,
    status="Published on GitHub.",
    is_mixed=True,
)
