"""FDF256: as FDF, with the account in each record."""

from claims.datasets.source import Source, read_in
from claims.datasets.sources.fdf import read
from claims.law.words import _

PAGE = "github.com/hukkelas/FDF, FDF256.md"
SOURCE = Source(
    name="fdf256",
    title="FDF256 (Flickr Diverse Faces 256)",
    maker="Norwegian University of Science and Technology (Hukkelås, Lindseth)",
    year="2023",
    about=_(
        "Faces from YFCC100M, with points measured on each. The pictures are more detailed "
        "than in FDF. Made to train programs that replace faces in pictures."
    ),
    means=_(
        "This photo is listed in a dataset of faces. It was made to replace faces, not to recognize"
        " people."
    ),
    reader=read,
    expects="fdf_metainfo.json of its folders train and val, an object of records with photo_url.",
    facts=read_in(
        PAGE,
        maker="It was made by Håkon Hukkelås and Frank Lindseth.",
        year="It asks to cite a paper of 2023.",
        counts="241,982 pictures for training and 6,533 for validation.",
        origin="It derives from YFCC100M.",
        key="Its list can be searched by the Flickr account.",
        geometry="Each face has points and a box.",
        status="Its page tells how a photo can be removed.",
    ),
    geometry_evidence="strong",
    status="Published.",
    derived_from=("yfcc100m",),
    published_rows=248_515,
)
