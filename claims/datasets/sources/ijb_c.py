"""IJB-C: its published files number the pictures and name no Flickr photo."""

from claims.datasets.source import Source, read_in
from claims.law.words import _

SOURCE = Source(
    name="ijb-c",
    title="IJB-C",
    maker="Noblis for IARPA and NIST",
    year="2017",
    about=_(
        "Pictures and videos of 3,531 people. Some of the pictures are from Flickr. Made to"
        " test face recognition."
    ),
    means="",
    reader=None,
    expects="",
    facts=(
        *read_in("AIAAIC, IJB-C", counts="21,294 pictures of 3,531 people."),
        *read_in(
            "nist.gov, Face Challenges", status="NIST stopped giving it out on March 14, 2023."
        ),
    ),
    reported_users=read_in("reported by AIAAIC, IJB-C", users="SenseTime, NEC and NUDT."),
    geometry_evidence="some",
    status="Given out by application until March 2023.",
    why_not=_("Its files number the pictures, but don’t say which Flickr photos they are."),
)
