"""HELEN: faces with hand-marked points.

Whether the number in a file's name is Flickr's was not confirmed.
"""

from claims.datasets.source import Fact, Source, read_in
from claims.law.words import _

SOURCE = Source(
    name="helen",
    title="HELEN",
    maker="University of Illinois and Adobe (Le et al.)",
    year="2012",
    about=_(
        "Large portraits found on Flickr by keyword, with eyes, nose, mouth and jaw marked by hand."
    ),
    means="",
    reader=None,
    expects="",
    facts=(
        *read_in(
            "exposing.ai/helen",
            year="It was published in 2012.",
            counts="2,330 images, of which exposing.ai located 1,854 originals on Flickr.",
        ),
        *read_in(
            "ifp.illinois.edu/~vuongle2/helen",
            origin="It was built from Flickr photos found with keyword searches.",
            geometry="People marked the eyes, nose, mouth, eyebrows and jawline by hand.",
        ),
        *read_in(
            "pages.cs.wisc.edu/~lizhang/projects/face-parsing, README",
            maker=(
                "Its paper is by Vuong Le, Jonathan Brandt, Zhe Lin and Thomas S. Huang, among "
                "others."
            ),
        ),
        *read_in(
            "github.com/paulu/deepfeatinterp, README",
            key="Its files are named by a number, an underscore and another number.",
        ),
        Fact("The number in a file’s name is the Flickr photo’s.", "from memory", "key"),
    ),
    reported_users=read_in(
        "reported by exposing.ai/helen",
        users=(
            "IBM, NVIDIA, NEC, Microsoft Research Asia, Google, Megvii, Microsoft, Intel, Daimler, "
            "Tencent, Baidu, Adobe and Facebook."
        ),
    ),
    geometry_evidence="strong",
    status="Published.",
    why_not=_(
        "The names of its files are numbers. No page that we opened says that these are "
        "Flickr’s numbers."
    ),
)
