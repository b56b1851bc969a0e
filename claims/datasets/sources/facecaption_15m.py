"""FaceCaption-15M: Parquet with the address of each picture."""

from claims.datasets import mixed
from claims.datasets.source import Source, read_in
from claims.law.words import _

CARD = "huggingface.co/datasets/OpenFace-CQUPT/FaceCaption-15M"
SOURCE = Source(
    name="facecaption-15m",
    title="FaceCaption-15M",
    maker="Chongqing University of Posts and Telecommunications (Dai et al.)",
    year="2024",
    about=_(
        "Faces from LAION-Face, each with a written description. Nobody has said how many "
        "are on Flickr."
    ),
    means=_(
        "This photo’s address is listed in a dataset of faces from the web. Each face has a"
        " description."
    ),
    reader=mixed.read,
    expects="FaceCaption-v1.parquet or FaceCaption-v2.parquet, with a column of addresses.",
    facts=(
        *read_in(
            CARD,
            year="It was first released in July 2024.",
            counts="More than 15 million pairs of a face and a description of it.",
            key="The list gives the address of each picture, with the place of the face.",
            license="Its card says CC BY 4.0 and research only.",
        ),
        *read_in(
            "15M Multimodal Facial Image-Text Dataset (the paper’s summary)",
            maker="It was made by Dawei Dai and five others.",
            origin="Its pictures come from LAION-Face.",
            geometry="Each face is described by 40 visible traits.",
        ),
    ),
    geometry_evidence="some",
    status="Published.",
    derived_from=("laion-face",),
    has_owners=False,
    is_mixed=True,
)
