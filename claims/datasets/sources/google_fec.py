"""Google FEC: CSV without a header, three Flickr picture addresses and face boxes a line."""

from claims.datasets import mixed
from claims.datasets.source import Source, read_in
from claims.law.words import _

SOURCE = Source(
    name="google-fec",
    title="Google Facial Expression Comparison (FEC)",
    maker="Google (Vemulapalli, Agarwala)",
    year="2019",
    about=_(
        "Faces cut out of Flickr photos and shown three at a time. People voted on which "
        "two expressions are most alike."
    ),
    means=_("This photo is listed in a dataset of faces. It was made to compare expressions."),
    reader=mixed.read,
    expects=(
        "faceexp-comparison-data-train-public.csv and -test-public.csv, picture addresses in each "
        "line."
    ),
    facts=(
        *read_in(
            "exposing.ai/google_fec",
            maker="Its researchers are from Google, and Google employees collected it.",
            counts="87,517 Flickr photos of 45,382 accounts.",
            origin="Its faces were taken from Flickr.",
        ),
        *read_in("Paper, CVPR 2019 (paperswithcode.com)", year="Its paper was published in 2019."),
        *read_in(
            "arXiv 1811.11283", counts="About 500,000 triplets made from 156,000 face images."
        ),
        *read_in(
            "github.com/ChuinHongYap/FEC_dataset_downloader, README",
            key="The list gives an address for each picture and the place of the face in it.",
        ),
    ),
    geometry_evidence="some",
    status="Its paper says that Google offers it for download.",
    has_owners=False,
    is_mixed=True,
)
