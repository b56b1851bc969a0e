"""VGGFace2: from a picture search, by file name only."""

from claims.datasets.source import Fact, Source

SOURCE = Source(
    name="vggface2",
    title="VGGFace2",
    maker="University of Oxford",
    year="2018",
    about="3.3 million pictures of 9,131 people from a picture search, to train face recognition.",
    means="",
    reader=None,
    expects="",
    facts=(Fact("3,311,286 pictures of 9,131 people.", "github.com/Qovaxx/face-embedder"),),
    geometry_evidence="some",
    status="Published without the pictures’ addresses.",
    derived_from=("web",),
    why_not="Its files carry names of their own and no Flickr id.",
)
