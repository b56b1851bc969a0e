"""Open Images MIAP: CSV, a line for each box around a person, the picture by its ImageID."""

from __future__ import annotations

from claims.datasets import joined
from claims.datasets.source import Fact, Source, Through, read_in
from claims.datasets.sources.openimages import find_images, image_id
from claims.law.words import _

HEADER = "ImageID"


def key_of(line: str) -> str:
    """`ImageID,LabelName,…`; "" for the header.

    Raises ValueError with the reason.
    """
    first = line.partition(",")[0]
    return "" if first == HEADER else image_id(first)


SOURCE = Source(
    name="miap",
    title="Open Images MIAP (More Inclusive Annotations for People)",
    maker="Google (Schumann, Ricco)",
    year="2021",
    about=_(
        "Boxes around all the people in part of Open Images. Each is marked with the age "
        "and gender that the people who labeled it saw."
    ),
    means=_("This photo is listed in a dataset of people. It wasn’t made for face recognition."),
    reader=joined.unbound,
    through=Through(
        parent="openimages",
        expects="the Open Images lists with OriginalURL and OriginalLandingURL.",
        key_of=key_of,
        find=find_images,
    ),
    expects="open_images_extended_miap_boxes_train.csv, _val.csv and _test.csv, ImageID first.",
    facts=(
        *read_in(
            "Google’s announcement (a copy at torsha.ai)",
            maker="It was announced by Candice Schumann and Susanna Ricco of Google Research.",
            counts="It marks people in 100,000 images.",
            geometry="Each box has the gender presentation and the age range that annotators saw.",
        ),
        *read_in("arXiv 2105.02317", origin="It is a set of annotations on a part of Open Images."),
        *read_in(
            "A dataset card on huggingface.co (nlphuji/open_images_dataset_v7)",
            year="Its paper dates from 2021.",
        ),
        Fact(
            "A photo is named by its Open Images ImageID.",
            "public code whose repository we cannot name",
            "key",
        ),
    ),
    geometry_evidence="some",
    status="Published.",
    is_of_faces=False,
    derived_from=("openimages",),
)
