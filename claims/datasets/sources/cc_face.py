"""CC_face_dataset: one address a line, most of them on Flickr. Babies and infants."""

from claims.datasets import mixed
from claims.datasets.source import Fact, Source, read_in
from claims.law.words import _

README = "github.com/KatsunoriWa/CC_face_dataset, README"
SOURCE = Source(
    name="cc-face",
    title="CC_face_dataset (babies and infants)",
    maker="the GitHub account KatsunoriWa",
    year="",
    about=_(
        "Links to Creative Commons photos of babies and infants, and of other people. Made "
        "to train programs that find faces. Children were included on purpose."
    ),
    means=_(
        "This photo is listed in a set of pictures. They were collected to train programs "
        "that find faces."
    ),
    reader=mixed.read,
    expects="its lists, such as baby00.txt, infant00.txt and infant.txt, one address in each line.",
    facts=(
        *read_in(
            README,
            maker="It is published by the GitHub account KatsunoriWa.",
            origin="Its lists name Creative Commons photos.",
            license="Creative Commons, by its own description.",
            status="It says that it is not stable yet.",
            geometry=(
                "Its purpose is to find faces; it says that most face datasets have no babies."
            ),
        ),
        *read_in(
            "github.com/KatsunoriWa/CC_face_dataset, its lists",
            key="A photo is named by the address of its picture; most, not all, are on Flickr.",
        ),
        Fact(
            "539 lines of baby00, infant00 and infant name Flickr photos.",
            "counted in the published files",
            "counts",
            is_checked=True,
        ),
    ),
    geometry_evidence="none",
    status="Published on GitHub.",
    has_owners=False,
    is_mixed=True,
)
