"""Who Goes There: faces with the place of the photo; what its files look like was not seen."""

from claims.datasets.source import Source, read_in
from claims.law.words import _

SOURCE = Source(
    name="who-goes-there",
    title="Who Goes There",
    maker="University of Kentucky (Bessinger, Stauffer, Jacobs)",
    year="2016",
    about=_("Faces from YFCC100M with the place where each photo was taken."),
    means="",
    reader=None,
    expects="",
    facts=(
        *read_in(
            "zachbessinger.com/publications/bessinger2016who",
            maker="It was made by Zachary Bessinger, Chris Stauffer and Nathan Jacobs.",
            year="Its paper was published in 2016.",
            geometry="It pairs faces with the place where the photo was taken.",
            status="The paper’s page offered it for download.",
        ),
        *read_in(
            "ahprojects.com/creative-commons (Adam Harvey, 2022)",
            counts="That list gives 660,000 for it.",
            origin="Drawn from YFCC100M.",
        ),
    ),
    geometry_evidence="unknown",
    status="Was offered on its paper’s page.",
    derived_from=("yfcc100m",),
    why_not=_("We don’t have a list that says which Flickr photos are in it."),
)
