"""`python -m portal.fonts`: cut Public Sans to the letters the site uses and put it where static
files are found.
"""

from __future__ import annotations

from pathlib import Path

import fontpkg_public_sans
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FONTS = Path(__file__).resolve().parent.parent / "var" / "fonts"
TYPEFACE = Path(fontpkg_public_sans.__file__).parent / "files" / "PublicSans[wght].ttf"
LETTERS = "U+0020-024F,U+2010-2027,U+2030-203A,U+20AC,U+2190-2193,U+2212"
WEIGHTS = (400, 600)  # of documents
WEB_WEIGHTS = (400, 700)  # what the style sheet asks for; a tenth smaller than every weight


def build(folder: Path = FONTS) -> None:
    """Write the typeface's files where they are missing.

    public-sans.woff2 is for the web; documents have one TTF a weight, for a fixed weight renders
    faster.
    """
    folder.mkdir(parents=True, exist_ok=True)
    web = folder / "public-sans.woff2"
    if not web.exists():
        _build_web(web)
    for weight in WEIGHTS:
        print_font = folder / f"public-sans-{weight}.ttf"
        if not print_font.exists():
            font = instancer.instantiateVariableFont(TTFont(TYPEFACE), {"wght": weight})
            font.save(print_font)


def _build_web(web: Path) -> None:
    whole = web.with_suffix(".ttf")
    instancer.instantiateVariableFont(TTFont(TYPEFACE), {"wght": WEB_WEIGHTS}).save(whole)
    options = [f"--unicodes={LETTERS}", "--flavor=woff2", f"--output-file={web}"]
    subset.main([str(whole), *options])
    whole.unlink()


if __name__ == "__main__":
    build()
