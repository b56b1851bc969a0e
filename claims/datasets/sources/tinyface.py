"""TinyFace: small faces taken from MegaFace; no list with Flickr ids was seen."""

from claims.datasets.source import Fact, Source

SOURCE = Source(
    name="tinyface",
    title="TinyFace",
    maker="Queen Mary University of London",
    year="2018",
    about="Very small faces, some taken from MegaFace, to test face recognition at low resolution.",
    means="",
    reader=None,
    expects="",
    facts=(Fact("About 10,000 faces from MegaFace.", "ahprojects.com/creative-commons, 2022"),),
    geometry_evidence="some",
    status="Published.",
    derived_from=("megaface",),
    why_not="No list of it that names Flickr photos is known to us.",
)
