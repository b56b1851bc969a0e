"""AFLW: given out on request, in a database with file names of its own."""

from claims.datasets.source import Source, read_in
from claims.law.words import _

PAPER = "Annotated Facial Landmarks in the Wild (the paper)"
SOURCE = Source(
    name="aflw",
    title="AFLW (Annotated Facial Landmarks in the Wild)",
    maker="Graz University of Technology (Köstinger et al.)",
    year="2011",
    about=_(
        "Faces from Flickr, with up to 21 points marked on each. Made to train programs "
        "that find these points on a face."
    ),
    means="",
    reader=None,
    expects="",
    facts=(
        *read_in(
            PAPER,
            maker=(
                "It was made by Martin Köstinger, Paul Wohlhart, Peter M. Roth and Horst Bischof."
            ),
            year="Its paper is of November 2011.",
            counts="25,993 faces in 21,997 images.",
            origin="Its images were gathered from Flickr.",
            geometry="Up to 21 points are marked on each face.",
        ),
        *read_in(
            "github.com/takiyu/hyperface, issue 1",
            status="People had to write to its owners to download it.",
        ),
    ),
    geometry_evidence="strong",
    status="Was given out on request.",
    why_not=_("We don’t have a list that says which Flickr photos are in it."),
)
