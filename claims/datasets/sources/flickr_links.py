"""Any CSV, TSV, JSON or list of paths in which Flickr photo links or file names can be found."""

from __future__ import annotations

from claims.datasets import mixed
from claims.datasets.source import Fact, Source
from claims.law.words import _

SOURCE = Source(
    name="flickr-links",
    title="A list of Flickr links",
    maker="named by its release",
    year="",
    about=_("A list that our lawyers obtained. Its title says what it is."),
    means=_("This photo is listed in the file that this version names."),
    reader=mixed.read,
    expects="CSV, TSV, JSON or a list of paths in which Flickr photo links or file names stand.",
    facts=(
        Fact(
            "Imported from a file that counsel supplied.",
            "the manifest of the release",
            "origin",
            is_checked=True,
        ),
    ),
    geometry_evidence="unknown",
    status="See the release.",
    is_of_faces=False,
    is_generic=True,
    is_mixed=True,
    derived_from=(),
)
