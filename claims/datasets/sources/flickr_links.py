"""Any CSV, TSV, JSON or list of paths in which Flickr photo links or file names can be found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from claims.datasets import json_stream
from claims.datasets.lines import LONGEST_LINE, TOO_LONG, batch
from claims.datasets.source import Batch, Fact, Log, Source
from claims.flickr import ids, refs

CELLS = re.compile(r"[\s,;|\"]+")
LONG_NUMBER = re.compile(r"[0-9]{4}")
NOTHING = "no Flickr photo link and no file name with a photo id in this line"


def photos_in(text: str) -> dict[int, int]:
    """Photo id -> packed NSID (0 unknown), for each photo that the text names by link, path or file name."""
    found: dict[int, int] = {}
    for cell in CELLS.split(text):
        if "." not in cell and "@" not in cell:
            continue
        for ref in refs.parse(cell[:1000]) if cell else []:
            if ref.photo_id and ref.kind != "display_name":
                found[ref.photo_id] = ids.pack_nsid(ref.owner) if ref.owner else found.get(ref.photo_id, 0)
    return found


def read(blocks: Iterator[bytes], log: Log) -> Iterator[Batch]:
    """Raises WrongFile for a file that begins like JSON and is not."""
    first = next(blocks, b"")
    if first.lstrip()[:1] in (b"{", b"["):
        return _read_json(chain([first], blocks), log)
    return _read_lines(chain([first], blocks), log)


def _read_lines(blocks: Iterator[bytes], log: Log) -> Iterator[Batch]:
    number = 0
    for block in blocks:
        photos, owners, lines = [], [], []
        for raw in block.removesuffix(b"\n").split(b"\n"):
            number += 1
            if len(raw) > LONGEST_LINE:
                log.reject(number, TOO_LONG)
                continue
            line = raw.decode("utf-8", "replace").strip()
            found = photos_in(line)
            if not found:
                is_header = number == 1 and not LONG_NUMBER.search(line)
                if not line or line.startswith("#") or is_header:
                    log.skip(number)
                else:
                    log.reject(number, NOTHING)
            for photo, owner in found.items():
                photos.append(photo)
                owners.append(owner)
                lines.append(number)
        log.lines = number
        yield batch(photos, owners, lines)


def _read_json(blocks: Iterator[bytes], log: Log) -> Iterator[Batch]:
    """The n-th Flickr photo named in the document, counted from 0 in the document's order."""
    log.unit = "link"
    named = (photo for text in json_stream.strings(blocks) for photo in photos_in(text).items())
    number = 0
    while part := list(islice(named, 10_000)):
        yield batch([photo for photo, _ in part], [owner for _, owner in part], list(range(number, number + len(part))))
        number += len(part)


SOURCE = Source(
    name="flickr-links",
    title="A list of Flickr links",
    maker="named by its release",
    year="",
    about="A list that counsel obtained and that has no reader of its own. What it is stands in the release’s name.",
    means="This photo is listed in the file that the release names.",
    reader=read,
    expects="CSV, TSV, JSON or a list of paths in which Flickr photo links or file names stand.",
    facts=(Fact("Imported from a file that counsel supplied.", "the manifest of the release"),),
    geometry_evidence="unknown",
    status="See the release.",
    is_of_faces=False,
    derived_from=(),
    accumulates=True,
)
