"""IJB-C: its published files number the pictures and name no Flickr photo."""

from claims.datasets.source import Fact, Source

SOURCE = Source(
    name="ijb-c",
    title="IJB-C",
    maker="Noblis for IARPA and NIST",
    year="2017",
    about="Pictures and videos of 3,531 people to test face recognition, some of the pictures from Flickr.",
    means="",
    reader=None,
    expects="",
    facts=(
        Fact("21,294 pictures of 3,531 people.", "AIAAIC, IJB-C"),
        Fact("NIST stopped giving it out on 14 March 2023.", "NIST’s page about it"),
    ),
    reported_users=(Fact("SenseTime, NEC and NUDT, among others.", "reported by AIAAIC, IJB-C"),),
    geometry_evidence="some",
    status="Given out by application until March 2023.",
    why_not="Its files number the pictures and do not say which Flickr photo they are.",
)
