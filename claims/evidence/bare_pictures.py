"""The pictures inside a PDF without what a camera wrote into them.

Segments of a JPEG: ITU-T T.81, B.1.1. Boxes of a JPEG 2000 file: ITU-T T.800, annex I.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf

from claims.law.words import _
from claims.sandbox import Unreadable

JPEG, JPEG_2000, DEFLATED = "/DCTDecode", "/JPXDecode", "/FlateDecode"
MAX_BYTES = 25 * 2**20  # of one packed picture
# Application segments 1 to 13 and 15, and comments. 0 and 14 say how the colors are meant.
NOTES = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})
END, SCAN = 0xD9, 0xDA
DRAWN_BOXES = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c"})


def clean(picture: pikepdf.Stream) -> None:
    """Take the notes out of a picture that is packed as a file of its own.

    Raises Unreadable for one that is packed in a way that cannot be looked into.
    """
    filters = _filters(picture)
    if JPEG not in filters and JPEG_2000 not in filters:
        return
    content = picture.read_raw_bytes()
    while filters[:1] == [DEFLATED]:
        content = zlib.decompressobj().decompress(content, MAX_BYTES)
        filters = filters[1:]
    if filters == [JPEG]:
        bare = b"".join(_jpeg_parts(content))
    elif filters == [JPEG_2000]:
        bare = b"".join(_drawn_boxes(content))
    else:
        raise Unreadable(
            _(
                "A picture in this file is stored in an unusual way. Print the file to "
                "a new PDF, then send that."
            )
        )
    picture.write(bare, filter=pikepdf.Name(filters[0]), decode_parms=_last_parameters(picture))


def _filters(picture: pikepdf.Stream) -> list[str]:
    filters: Any = picture.get("/Filter", [])
    if isinstance(filters, pikepdf.Name):
        return [str(filters)]
    return [str(name) for name in filters]


def _last_parameters(picture: pikepdf.Stream) -> Any:
    """Those of the picture's own packing, where packings are nested."""
    parameters: Any = picture.get("/DecodeParms")
    return parameters[-1] if isinstance(parameters, pikepdf.Array) else parameters


def _jpeg_parts(content: bytes) -> Iterator[bytes]:
    """Segments in their order, without notes; from the first scan on, everything.

    Raises Unreadable.
    """
    if content[:2] != b"\xff\xd8":
        raise Unreadable(_("The PDF is damaged. Save it again, then send that copy."))
    yield content[:2]
    place = 2
    while place + 4 <= len(content):
        marker = content[place + 1]
        if marker == SCAN:
            yield content[place:].split(b"\xff\xd9")[0] + b"\xff\xd9"
            return
        length = 2 + int.from_bytes(content[place + 2 : place + 4])
        if marker not in NOTES:
            yield content[place : place + length]
        place += length
    raise Unreadable(_("The PDF is damaged. Save it again, then send that copy."))


def _drawn_boxes(content: bytes) -> Iterator[bytes]:
    """Of a JPEG 2000 file what is drawn; a bare code stream, which has no boxes, as it is."""
    if content[:2] == b"\xff\x4f":
        yield content
        return
    place = 0
    while place + 8 <= len(content):
        length = int.from_bytes(content[place : place + 4]) or len(content) - place
        if length == 1:  # the length stands behind the name, in eight bytes
            length = int.from_bytes(content[place + 8 : place + 16])
        if content[place + 4 : place + 8] in DRAWN_BOXES:
            yield content[place : place + length]
        place += max(length, 8)
