"""FairFace: drawn from YFCC100M, published without photo ids."""

from claims.datasets.source import Fact, Source

SOURCE = Source(
    name="fairface",
    title="FairFace",
    maker="University of California, Los Angeles",
    year="2019",
    about="108,501 faces from YFCC100M, labelled with ethnic origin, sex and age.",
    means="",
    reader=None,
    expects="",
    facts=(
        Fact("108,501 pictures, of which 86,744 and 10,954 are published.", "HuggingFaceM4/FairFace, dataset card"),
        Fact("Drawn from YFCC100M.", "ahprojects.com/creative-commons, 2022"),
    ),
    geometry_evidence="some",
    status="Published.",
    derived_from=("yfcc100m",),
    why_not="Its files do not say which Flickr photo a face is from.",
)
