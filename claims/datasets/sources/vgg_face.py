"""VGG Face, the first one: a text file for each person, `id url left top right bottom pose score
curation`.
"""

from claims.datasets import mixed
from claims.datasets.source import Source, read_in
from claims.law.words import _

SOURCE = Source(
    name="vgg-face",
    title="VGG Face",
    maker="University of Oxford (Parkhi, Vedaldi, Zisserman)",
    year="2015",
    about=_(
        "Links to 2.6 million pictures of 2,622 well-known people. Some of the pictures are"
        " on Flickr. Made to train face recognition."
    ),
    means=_("This photo is listed in a dataset that was made for face recognition."),
    reader=mixed.read,
    expects=(
        "the files of its folder `files`, one for each person (up to 256 in one release), an "
        "address in each line."
    ),
    facts=(
        *read_in(
            "exposing.ai/vgg_face",
            counts="2.6 million face images of 2,622 people.",
            origin="Some of its pictures are on Flickr.",
            maker="The work was supported by IARPA, a research agency of U.S. intelligence.",
        ),
        *read_in(
            "AIAAIC, VGG Face",
            year="It was released in 2015.",
            status="It has been removed from the University of Oxford’s website.",
        ),
        *read_in(
            "Deep Face Recognition (the paper)",
            maker="It comes from Oxford’s Visual Geometry Group.",
        ),
        *read_in(
            "github.com/davidsandberg/facenet, its loader",
            key="Each line begins with a number and the picture’s address.",
        ),
        *read_in(
            "github.com/visym/vipy, its loader",
            geometry="Each line holds the place and the pose of a face.",
        ),
    ),
    reported_users=read_in(
        "reported by AIAAIC, VGG Face",
        users=(
            "ChaLearn, the Chinese Academy of Sciences, Delft University of Technology, Simula and "
            "the University of California, Berkeley, among others."
        ),
    ),
    geometry_evidence="some",
    status="Removed from its maker’s website; copies circulate.",
    derived_from=("web",),
    has_owners=False,
    is_mixed=True,
)
