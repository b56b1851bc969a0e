"""FFHQ-UV: maps of faces from FFHQ; the form of its file with the FFHQ numbers was not seen."""

from claims.datasets.source import Source, read_in
from claims.law.words import _

README = "github.com/csbhr/FFHQ-UV, README"
SOURCE = Source(
    name="ffhq-uv",
    title="FFHQ-UV",
    maker="Bai, Kang, Zhang, Pan and Bao",
    year="2022",
    about=_("Maps of the skin on faces from FFHQ. Made to build faces in 3D."),
    means="",
    reader=None,
    expects="",
    facts=read_in(
        README,
        maker="It was made by Haoran Bai, Di Kang, Haoxian Zhang, Jinshan Pan and Linchao Bao.",
        year="It became available in December 2022.",
        counts="54,165 maps.",
        origin="It is derived from FFHQ.",
        key="A file gives the number of the picture in FFHQ, but not for about a thousand of them.",
        geometry="Sex, age and beard were detected with Microsoft’s Face API.",
        status="Its makers shuffled the samples and discourage looking for the FFHQ picture.",
    ),
    geometry_evidence="strong",
    status="Published.",
    derived_from=("ffhq",),
    why_not=_("We don’t have a list that says which Flickr photos are in it."),
)
