"""AFW: 205 Flickr images. What its file names say was not confirmed."""

from claims.datasets.source import Fact, Source, read_in
from claims.law.words import _

SOURCE = Source(
    name="afw",
    title="AFW (Annotated Faces in the Wild)",
    maker="University of California, Irvine (Zhu, Ramanan)",
    year="2012",
    about=_(
        "A small set of Flickr photos. Each face has a box around it and up to six points "
        "marked. Made to test programs that find faces."
    ),
    means="",
    reader=None,
    expects="",
    facts=(
        *read_in(
            "Face detection, pose estimation, and landmark localization in the wild (the paper)",
            maker="It comes from Xiangxin Zhu and Deva Ramanan, University of California, Irvine.",
            origin="Its images come from Flickr.",
        ),
        *read_in("github.com/thohemp/facial-landmark-datasets", year="It dates from 2012."),
        *read_in(
            "A dataset description on huggingface.co",
            counts="205 images with 468 faces.",
            geometry="Each face has up to six points and a box.",
        ),
        Fact("A file’s name is the Flickr photo’s number.", "from memory", "key"),
    ),
    geometry_evidence="strong",
    status="Published.",
    why_not=_("We don’t have a list that says which Flickr photos are in it."),
)
