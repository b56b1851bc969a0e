"""A foreign account download, read into plain data. Runs in the sandbox, not in the site."""

from __future__ import annotations

from typing import IO

import orjson

from claims.flickr import export
from claims.sandbox import Unreadable


def download(file: IO[bytes]) -> bytes:
    """One ZIP as the JSON of an Export.

    Raises Unreadable.
    """
    try:
        return orjson.dumps(export.read(file))
    except export.Refused as error:
        raise Unreadable(str(error)) from error
