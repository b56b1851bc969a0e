"""What is covered here beside the only earlier tool of its kind, exposing.ai (2021): what its own
pages say, as far as we could open them. Its full list of datasets was not seen.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.datasets import registry
from claims.datasets.source import Source


@dataclass(frozen=True)
class Compared:
    """What a page of exposing.ai, which we opened, says of one dataset."""

    dataset: str  # its name in our registry
    says: str | Promise
    page: str

    @property
    def source(self) -> Source:
        return registry.sources()[self.dataset]


EXPOSING_AI = (
    Compared("google-fec", _("87,517 photos can be searched."), "exposing.ai/google_fec"),
    Compared("facescrub", _("211 Flickr images can be searched."), "exposing.ai/face_scrub"),
    Compared(
        "ibm-dif",
        _("Part of it can be searched. The page doesn’t say how much."),
        "exposing.ai/ibm_dif",
    ),
    Compared(
        "helen",
        _("1,854 of the Flickr photos were found. The page doesn’t say if they can be searched."),
        "exposing.ai/helen",
    ),
    Compared(
        "vgg-face",
        _("It shows Flickr photos that are in the dataset. It doesn’t say how many."),
        "exposing.ai/vgg_face",
    ),
)
