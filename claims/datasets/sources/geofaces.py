"""GeoFaces: faces with the place of the photo; what its files look like was not seen."""

from claims.datasets.source import Fact, Source, read_in
from claims.law.words import _

SOURCE = Source(
    name="geofaces",
    title="GeoFaces",
    maker="University of Kentucky and others (Islam, Workman, Wu, Jacobs, Souvenir)",
    year="2014",
    about=_("Faces with the place where each photo was taken."),
    means="",
    reader=None,
    expects="",
    facts=(
        *read_in(
            "Exploring the geo-dependence of human face appearance (the paper’s record)",
            maker=(
                "It was made by Mohammad T. Islam, Scott Workman, Hui Wu, Nathan Jacobs and Richard"
                " Souvenir."
            ),
            year="It was introduced in 2014.",
        ),
        *read_in(
            "EURASIP JIVP 2015:17",
            geometry="It is a large set of faces with the place of each photo.",
        ),
        *read_in(
            "ahprojects.com/creative-commons (Adam Harvey, 2022)",
            counts="That list gives three million for it.",
            origin="Drawn from Creative Commons pictures.",
        ),
        Fact("Its photos came from Flickr.", "from memory", "origin"),
    ),
    geometry_evidence="unknown",
    derived_from=(),
    status="Not known.",
    why_not=_("We don’t have a list that says which Flickr photos are in it."),
)
