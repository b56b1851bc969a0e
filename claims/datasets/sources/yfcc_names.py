"""A list of YFCC100M's hash names: what Multimedia Commons and sets drawn from it call a
picture.
"""

from __future__ import annotations

import re

from claims.datasets import joined
from claims.datasets.source import Fact, Source, Through
from claims.datasets.sources.yfcc100m import find_hashes
from claims.law.words import _

NAME = re.compile(r"(?:^|[/\s,;\t])([0-9a-f]{26,32})(?:\.[A-Za-z0-9]{2,4})?(?=$|[\s,;\t])")


def key_of(line: str) -> str:
    """The hash in a path, a file's name, or a cell.

    Raises ValueError with the reason.
    """
    match = NAME.search(line)
    if match is None:
        raise ValueError("no hash name (26 to 32 hexadecimal digits) in this line")
    return match[1]


SOURCE = Source(
    name="yfcc-names",
    title="A list of YFCC100M hash names",
    maker="named by its release",
    year="",
    about=_(
        "A list that our lawyers obtained. It names YFCC100M pictures by a code (a hash). "
        "Its title says what it is."
    ),
    means=_("This photo is listed in the file that this version names."),
    reader=joined.unbound,
    through=Through(
        parent="yfcc100m",
        expects="yfcc100m_dataset, 25 or 23 columns, plain or packed.",
        key_of=key_of,
        find=find_hashes,
    ),
    expects="a list of paths or names such as data/images/abc/def/abcdef….jpg.",
    facts=(
        Fact(
            "The hash is computed from the photo’s download address.",
            "checked on 10,464 published rows",
            "key",
            is_checked=True,
        ),
    ),
    geometry_evidence="unknown",
    status="See the release.",
    is_of_faces=False,
    is_generic=True,
    derived_from=("yfcc100m",),
)
