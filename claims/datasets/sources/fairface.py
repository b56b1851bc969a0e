"""FairFace: drawn from YFCC100M, published without photo ids."""

from claims.datasets.source import Source, read_in
from claims.law.words import _

SOURCE = Source(
    name="fairface",
    title="FairFace",
    maker="University of California, Los Angeles",
    year="2019",
    about=_("108,501 faces from YFCC100M, labeled with ethnic origin, sex and age."),
    means="",
    reader=None,
    expects="",
    facts=(
        *read_in("arXiv 1908.04913", counts="108,501 pictures."),
        *read_in(
            "HuggingFaceM4/FairFace, dataset card",
            counts="86,744 and 10,954 of them are published.",
        ),
        *read_in(
            "ahprojects.com/creative-commons (Adam Harvey, 2022)", origin="Drawn from YFCC100M."
        ),
    ),
    geometry_evidence="some",
    status="Published.",
    derived_from=("yfcc100m",),
    why_not=_("Its files don’t say which Flickr photo each face is from."),
)
