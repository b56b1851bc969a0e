"""300-W: points on faces of older sets, HELEN and AFW among them."""

from claims.datasets.source import Source, read_in
from claims.law.words import _

SOURCE = Source(
    name="300-w",
    title="300-W (300 Faces In-the-Wild)",
    maker="Imperial College London and others (Sagonas et al.)",
    year="2013",
    about=_(
        "Pictures from several older datasets, HELEN and AFW among them, with 68 points "
        "marked on each face. It also has 600 more faces from a web search."
    ),
    means="",
    reader=None,
    expects="",
    facts=(
        *read_in(
            "300 Faces In-The-Wild Challenge: database and results (the paper)",
            maker="It was made by Christos Sagonas and four others.",
        ),
        *read_in(
            "nottingham-repository.worktribe.com",
            year="The challenge was held in 2013 and in 2015.",
        ),
        *read_in(
            "paperswithcode.com/dataset/300w",
            counts="600 faces in 399 pictures of its own.",
            origin="Its own pictures came from a search with Google.",
        ),
        *read_in(
            "tensorflow.org/datasets/catalog/the300w_lp",
            geometry="It brings AFW, HELEN and others under one scheme of 68 points.",
        ),
        *read_in(
            "ibug.doc.ic.ac.uk/resources/300-W_IMAVIS",
            license="Its makers forbid commercial use of the points.",
            status="Its makers’ page offers it for download.",
        ),
    ),
    geometry_evidence="strong",
    status="Published.",
    derived_from=("helen", "afw"),
    why_not=_("We don’t have a list that says which Flickr photos are in it."),
)
