"""LAION-Face: numbers into LAION-400M.

Its makers' script writes Parquet files with the addresses; those are read.
"""

from claims.datasets import mixed
from claims.datasets.source import Source, read_in
from claims.law.words import _

README = "github.com/FacePerceiver/LAION-Face, README"
SOURCE = Source(
    name="laion-face",
    title="LAION-Face",
    maker="The authors of FaRL (Zheng et al.)",
    year="2022",
    about=_(
        "LAION-400M is made of captioned pictures from all over the web. This is the part "
        "that shows faces. Nobody has said how many of the pictures are on Flickr."
    ),
    means=_("This photo’s address is listed in a dataset of web pictures that show faces."),
    reader=mixed.read,
    expects=(
        "the Parquet files that its makers’ script writes (laion_face_part_….parquet), with a "
        "column of addresses."
    ),
    facts=(
        *read_in(
            README,
            maker="It is the work of the authors of the FaRL paper, Yinglin Zheng and nine others.",
            counts="50 million pairs of a picture and a text, and a smaller set of 20 million.",
            origin="It is the part of LAION-400M that shows human faces.",
            key="The list holds numbers; the addresses come from LAION-400M.",
            geometry="A box, five points and a score are published for each face.",
            license="The list of numbers is under CC BY 4.0.",
            status="Users download the pictures themselves.",
        ),
        *read_in("github.com/FacePerceiver/FaRL", year="It was released in June 2022."),
    ),
    reported_users=read_in(f"reported by {README}", users="It was first used to train FaRL."),
    geometry_evidence="strong",
    status="Published as numbers.",
    derived_from=("web",),
    has_owners=False,
    is_mixed=True,
)
