"""IJB-B: its published files number the pictures; which of them are from Flickr is not said."""

from claims.datasets.source import Source, read_in
from claims.law.words import _

PAPER = "IARPA Janus Benchmark-B Face Dataset (CVPR workshop 2017)"
NIST = "nist.gov, Face Challenges"
SOURCE = Source(
    name="ijb-b",
    title="IJB-B",
    maker="Noblis for IARPA and NIST (Whitelam et al.)",
    year="2017",
    about=_(
        "Pictures and videos of 1,845 people, shared under Creative Commons licenses. Made "
        "to test face recognition."
    ),
    means="",
    reader=None,
    expects="",
    facts=(
        *read_in(
            PAPER,
            maker="Its paper is by Cameron Whitelam and eleven others.",
            year="Its paper dates from 2017.",
            counts="1,845 people, 21,798 pictures and 55,026 frames from 7,011 videos.",
            license="All of it is under a Creative Commons license, by its makers’ word.",
            geometry="People marked faces, eyes and noses, and noted facial hair and skin tone.",
            origin="It includes all of IJB-A.",
        ),
        *read_in(
            NIST,
            status="NIST stopped giving it out on March 14, 2023. It has been replaced by IJB-C.",
        ),
    ),
    reported_users=read_in(
        "reported in the paper on VGGFace2", users="Oxford’s VGGFace2 team reports tests on it."
    ),
    geometry_evidence="strong",
    status="Given out by application until March 2023.",
    derived_from=("web",),
    why_not=_("We don’t have a list that says which Flickr photos are in it."),
)
