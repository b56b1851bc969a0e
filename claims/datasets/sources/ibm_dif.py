"""IBM Diversity in Faces: given out on request; the format of its list is not confirmed, so there is no reader."""

from claims.datasets.source import Fact, Source

SOURCE = Source(
    name="ibm-dif",
    title="IBM Diversity in Faces",
    maker="IBM",
    year="2019",
    about="About a million Flickr photos from YFCC100M with measurements of the faces in them.",
    means="",
    reader=None,
    expects="",
    facts=(
        Fact("About one million sets of annotations, from Creative Commons photos in YFCC100M.", "exposing.ai/ibm_dif"),
        Fact("Its annotations measure the face and the skull.", "press reports and the suits about it"),
        Fact("A suit about it was filed in January 2020.", "AIAAIC, Diversity in Faces"),
    ),
    geometry_evidence="strong",
    status="Was given out on request. Nobody has shown us the list, so we cannot look in it.",
    derived_from=("yfcc100m",),
    why_not="We do not hold its list.",
)
