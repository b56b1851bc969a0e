"""IBM Diversity in Faces: given out on request; the format of its list is not confirmed, so there
is no reader.
"""

from claims.datasets.source import Source, read_in
from claims.law.words import _

SOURCE = Source(
    name="ibm-dif",
    title="IBM Diversity in Faces",
    maker="IBM",
    year="2019",
    about=_("About a million Flickr photos from YFCC100M with measurements of the faces in them."),
    means="",
    reader=None,
    expects="",
    facts=(
        *read_in(
            "exposing.ai/ibm_dif",
            counts=(
                "About one million sets of annotations, from Creative Commons photos in YFCC100M."
            ),
        ),
        *read_in(
            "aarati.online/bertillon",
            geometry="Its annotations hold measurements of the face and the skull.",
        ),
        *read_in("AIAAIC, Diversity in Faces", status="A suit about it was filed in January 2020."),
    ),
    geometry_evidence="strong",
    status="Was given out on request. Nobody has shown us the list, so we cannot look in it.",
    derived_from=("yfcc100m",),
    why_not=_("We don’t have its list."),
)
