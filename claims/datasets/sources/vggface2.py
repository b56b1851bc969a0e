"""VGGFace2: from a picture search, by file name only."""

from claims.datasets.source import Source, read_in
from claims.law.words import _

SOURCE = Source(
    name="vggface2",
    title="VGGFace2",
    maker="University of Oxford",
    year="2018",
    about=_(
        "3.3 million pictures of 9,131 people, found with a picture search. Made to train "
        "face recognition."
    ),
    means="",
    reader=None,
    expects="",
    facts=read_in(
        "github.com/ox-vgg/vgg_face2, README",
        counts="3.31 million pictures of 9,131 people.",
        origin="They were downloaded from a search with Google.",
        geometry="It gives a box and five points of each face.",
    ),
    geometry_evidence="some",
    status="Published without the pictures’ addresses.",
    derived_from=("web",),
    why_not=_("Its files have names of their own and no Flickr id."),
)
