"""Open Images faces: CSV without a header, a Flickr picture's address and a box a line."""

from claims.datasets import mixed
from claims.datasets.source import Fact, Source, read_in
from claims.law.words import _

README = "github.com/mtyka/openimages_faces, README"
SOURCE = Source(
    name="openimages-faces",
    title="Open Images: Faces",
    maker="the GitHub account mtyka",
    year="",
    about=_(
        "A rough selection of pictures from Open Images that show faces, with a box around each."
    ),
    means=_("This photo is listed in a selection of pictures with faces."),
    reader=mixed.read,
    expects=(
        "openimages_faces.cropped_wide.csv or .cropped_narrow.csv, a picture’s address first in "
        "each line."
    ),
    facts=(
        *read_in(
            README,
            maker="It is published by the GitHub account mtyka.",
            origin="It is a selection from Open Images, whose photos are on Flickr.",
            key="A photo is named by the address of its picture on Flickr.",
            geometry="A program that looks for faces from the front gave the boxes.",
            license="Its maker gives no guarantee about the license of the pictures.",
            status="Many of the pictures are drawings, by its own description.",
        ),
        Fact(
            "48,192 crops in 45,676 photos.",
            "counted in the published file",
            "counts",
            is_checked=True,
        ),
    ),
    geometry_evidence="some",
    published_rows=48_192,
    status="Published on GitHub.",
    derived_from=("openimages",),
    has_owners=False,
    is_mixed=True,
)
