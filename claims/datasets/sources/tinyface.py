"""TinyFace: small faces taken from MegaFace; no list with Flickr ids was seen."""

from claims.datasets.source import Source, read_in
from claims.law.words import _

SOURCE = Source(
    name="tinyface",
    title="TinyFace",
    maker="Queen Mary University of London",
    year="2018",
    about=_(
        "Very small faces, some of them from MegaFace. Made to test face recognition in "
        "pictures with little detail."
    ),
    means="",
    reader=None,
    expects="",
    facts=(
        *read_in(
            "Low-Resolution Face Recognition (the paper)",
            maker="It was made by Zhiyi Cheng, Xiatian Zhu and Shaogang Gong.",
        ),
        *read_in(
            "ahprojects.com/creative-commons (Adam Harvey, 2022)",
            counts="About 10,000 faces from MegaFace.",
        ),
    ),
    geometry_evidence="some",
    status="Published.",
    derived_from=("megaface",),
    why_not=_("We don’t know of any list of it that names Flickr photos."),
)
