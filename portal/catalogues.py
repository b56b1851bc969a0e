"""`python -m portal.catalogues`: make the binary catalogue of each language from its .po file,
where that is newer.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"
SOURCES = "**/LC_MESSAGES/django.po"


def build(folder: Path = LOCALE) -> None:
    """Write django.mo beside each django.po.

    Raises babel.messages.pofile.PoFileError for a file that is none.
    """
    for source in sorted(folder.glob(SOURCES)):
        target = source.with_suffix(".mo")
        # One that is newer than its texts is whole: it was renamed into place.
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
        partial = target.with_suffix(".mo.part")
        with partial.open("wb") as file:
            write_mo(file, catalogue)
        partial.replace(target)


if __name__ == "__main__":
    build()
