"""FaceScrub: tab separated, `name image_id face_id url bbox sha256`; a few of the addresses are on
Flickr.
"""

from claims.datasets import mixed
from claims.datasets.source import Source, read_in
from claims.law.words import _

SOURCE = Source(
    name="facescrub",
    title="FaceScrub",
    maker="University of Illinois (Ng, Winkler), in Singapore",
    year="2014",
    about=_(
        "Links to pictures of 695 public figures, found with a search engine. Made to train"
        " face recognition. A few are on Flickr."
    ),
    means=_("This photo is listed in a dataset that was made for face recognition."),
    reader=mixed.read,
    expects=(
        "facescrub_actors.txt and facescrub_actresses.txt, tab separated, an address in each line."
    ),
    facts=(
        *read_in(
            "A data-driven approach to cleaning large face datasets (the paper’s abstract)",
            maker=(
                "It was made by Hong-Wei Ng and Stefan Winkler in Singapore, for the University of "
                "Illinois."
            ),
            year="Its paper appeared in 2014.",
            counts="141,130 faces of 695 public figures.",
            origin=(
                "Names came from the Internet Movie Database, and pictures from a search engine."
            ),
        ),
        *read_in(
            "exposing.ai/face_scrub",
            counts="211 of its pictures are on Flickr.",
            key="The list gives each picture’s source address.",
            license="None of the pictures carries license information.",
            status="Many of the addresses no longer work.",
        ),
        *read_in(
            "github.com/lightalchemist/FaceScrub, its script",
            geometry="Each line holds the place of a face.",
        ),
    ),
    reported_users=read_in(
        "reported by exposing.ai/face_scrub",
        users="Research projects of Microsoft and SenseTime cite it.",
    ),
    geometry_evidence="some",
    status="Given out as files of addresses.",
    derived_from=("web",),
    has_owners=False,
    is_mixed=True,
)
