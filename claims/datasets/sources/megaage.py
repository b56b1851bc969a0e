"""MegaAge: faces from MegaFace and YFCC100M with an age; its files name pictures of their own."""

from claims.datasets.source import Source, read_in
from claims.law.words import _

SOURCE = Source(
    name="megaage",
    title="MegaAge",
    maker="SenseTime and the Chinese University of Hong Kong (Zhang et al.)",
    year="2017",
    about=_("Faces from MegaFace and YFCC100M with an estimate of each person’s age."),
    means="",
    reader=None,
    expects="",
    facts=(
        *read_in(
            "arXiv 1708.09687",
            maker="It was made by Yunxuan Zhang, Li Liu, Cheng Li and Chen Change Loy.",
        ),
        *read_in(
            "github.com/zyx2012/Age_estimation_BMVC2017, README",
            year="Its paper was given in 2017.",
            counts="41,941 images.",
            geometry="Each face carries an estimate of its age, made by comparing faces.",
        ),
        *read_in(
            "A reader’s notes on the paper (jianshu.io, in Chinese)",
            origin="Its images were picked at random from MegaFace and YFCC100M.",
        ),
    ),
    geometry_evidence="some",
    status="Its makers’ page links to a download.",
    derived_from=("megaface", "yfcc100m"),
    why_not=_("We don’t have a list that says which Flickr photos are in it."),
)
