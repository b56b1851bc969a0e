"""FDH: as FDF, a record for each person with the photo's address and the account."""

from claims.datasets.source import Source, read_in
from claims.datasets.sources.fdf import read
from claims.law.words import _

README = "github.com/hukkelas/FDH, README"
SOURCE = Source(
    name="fdh",
    title="FDH (Flickr Diverse Humans)",
    maker="Norwegian University of Science and Technology (Hukkelås, Lindseth)",
    year="2023",
    about=_(
        "People from YFCC100M, with points and an outline marked on each body. Made to "
        "train programs that replace people in pictures."
    ),
    means=_(
        "This photo is listed in a dataset of people. It was made to replace people, not to "
        "recognize them."
    ),
    reader=read,
    expects="metadata.json, records with photo_url and user_nsid.",
    facts=read_in(
        README,
        maker="It was made by Håkon Hukkelås and Frank Lindseth.",
        year="Its paper was published in 2023.",
        counts="1.87 million pictures of people.",
        origin="It was drawn from YFCC100M.",
        key="Each record names the photo’s address, its line in YFCC100M and the account.",
        geometry="Each person has a map of the pose, 17 points and an outline.",
        license="816,664 of the photos had the license BY-NC-SA 2.0.",
        status="Its page tells how a photo can be removed.",
    ),
    geometry_evidence="some",
    status="Published.",
    is_of_faces=False,
    derived_from=("yfcc100m",),
)
