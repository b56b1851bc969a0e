"""A PDF of which only what is drawn is kept: an allow-list, since a list of what is dangerous is
never whole.

Names and structure: ISO 32000-1, 7 (syntax), 8 (graphics), 9 (text) and 11 (transparency). Scripts,
actions, links, forms, notes, attachments, layers, tags and metadata are none of these names.
"""

from __future__ import annotations

import io

import pikepdf

from claims.evidence import bare_pictures
from claims.law.words import _
from claims.sandbox import TOO_COSTLY, Unreadable

MAX_PAGES = 300
MAX_PARTS = 200_000  # dictionaries, lists and streams
MAX_DRAWN = 20 * 2**20  # bytes of one stream that is no picture, unpacked
MAX_DRAWN_TOTAL = 100 * 2**20
MAX_POINTS = 100_000_000  # of one picture

PAGE = "MediaBox CropBox Rotate UserUnit Resources Contents Group"
INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")  # table 30
GRAPHICS = """
    ExtGState ColorSpace Pattern Shading XObject Font ProcSet
    Type Subtype FormType BBox Matrix Resources Group S CS I K G BC TR
    LW LC LJ ML D RI OP op OPM BG BG2 UCR UCR2 TR2 FL SM SA BM SMask CA ca AIS TK
    PatternType PaintType TilingType XStep YStep
    ShadingType Background AntiAlias Coords Domain Function Extend
    BitsPerCoordinate BitsPerComponent BitsPerFlag VerticesPerRow Decode
    FunctionType Range Size BitsPerSample Order Encode C0 C1 N Functions Bounds
    Alternate WhitePoint BlackPoint Gamma Colorants Process Components
    Width Height ImageMask Mask Interpolate SMaskInData Matte Intent
    Length Filter DecodeParms Predictor Colors Columns EarlyChange
    EndOfLine EncodedByteAlign EndOfBlock BlackIs1 Rows DamagedRowsBeforeError
    JBIG2Globals ColorTransform
"""
TEXT = """
    BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode DescendantFonts
    CIDSystemInfo DW W DW2 W2 CIDToGIDMap FontMatrix CharProcs FontBBox BaseEncoding Differences
    FontName FontFamily FontStretch FontWeight Flags ItalicAngle Ascent Descent Leading CapHeight
    XHeight StemV StemH AvgWidth MaxWidth MissingWidth FontFile FontFile2 FontFile3 CharSet CIDSet
    Length1 Length2 Length3 CMapName WMode UseCMap Registry Ordering Supplement
"""
ALLOWED = frozenset(f"/{name}" for name in f"{PAGE} {GRAPHICS} {TEXT}".split())
# Under these a dictionary's keys are names that the file chose.
OF_FREE_NAMES = frozenset(
    f"/{name}"
    for name in "ExtGState ColorSpace Pattern Shading XObject Font CharProcs Colorants".split()
)
WITH_PARTS = (pikepdf.Array, pikepdf.Dictionary, pikepdf.Stream)


def copy_of(document: pikepdf.Pdf) -> bytes:
    """The pages of the PDF, cleaned. Annotations that can be seen become part of their page.

    Raises Unreadable, and what pikepdf raises for a damaged file.
    """
    if not 0 < len(document.pages) <= MAX_PAGES:
        raise Unreadable(_("A PDF can have up to 300 pages. Split this one, then send the parts."))
    document.flatten_annotations("all")
    cleaning = _Cleaning()
    with pikepdf.new() as plain:
        for page in document.pages:
            bare = document.make_indirect(_page(page.obj))
            cleaning.clean(bare)
            plain.pages.append(pikepdf.Page(plain.copy_foreign(bare)))
        out = io.BytesIO()
        plain.save(out)
    return out.getvalue()


def _page(given: pikepdf.Object) -> pikepdf.Dictionary:
    """A page by itself, with what it had from the nodes above it."""
    page = pikepdf.Dictionary(Type=pikepdf.Name.Page)
    for name in PAGE.split():
        if f"/{name}" in given:
            page[f"/{name}"] = given[f"/{name}"]
    node = given
    for _level in range(MAX_PAGES):
        if "/Parent" not in node:
            break
        node = node["/Parent"]
        for name in INHERITED:
            if name in node and name not in page:
                page[name] = node[name]
    return page


class _Cleaning:
    """Takes out of a page, and of all that it draws with, what is not allowed; counts the rest."""

    def __init__(self) -> None:
        self.seen: set[tuple[int, int]] = set()
        self.parts = 0
        self.drawn = 0  # bytes, unpacked

    def clean(self, page: pikepdf.Object) -> None:
        """Raises Unreadable past a limit."""
        waiting = [(page, False)]
        while waiting:
            each, has_free_names = waiting.pop()
            if each.is_indirect and each.objgen in self.seen:
                continue
            self.seen.add(each.objgen)
            self.parts += 1
            if self.parts > MAX_PARTS:
                raise Unreadable(TOO_COSTLY)
            if isinstance(each, pikepdf.Array):
                waiting += [(part, False) for part in each if isinstance(part, WITH_PARTS)]
            else:
                waiting += self._parts_of(each, has_free_names)

    def _parts_of(
        self, each: pikepdf.Object, has_free_names: bool
    ) -> list[tuple[pikepdf.Object, bool]]:
        """The parts of a dictionary or stream that stay, and whether their names are free."""
        if isinstance(each, pikepdf.Stream):
            has_free_names = False
            self._read(each)
        parts: list[tuple[pikepdf.Object, bool]] = []
        for name in list(each.keys()):
            part = each[name]
            if not (has_free_names or name in ALLOWED) or _is_a_program(part):
                del each[name]
            elif isinstance(part, WITH_PARTS):
                parts.append((part, name in OF_FREE_NAMES and not has_free_names))
        return parts

    def _read(self, stream: pikepdf.Stream) -> None:
        """Unpack a stream as far as it may be unpacked; clean it where it is a picture.

        Raises Unreadable.
        """
        if str(stream.get("/Subtype", "")) == "/Image":
            if int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > MAX_POINTS:
                raise Unreadable(TOO_COSTLY)
            bare_pictures.clean(stream)
            return
        length = len(stream.read_bytes())
        self.drawn += length
        if length > MAX_DRAWN or self.drawn > MAX_DRAWN_TOTAL:
            raise Unreadable(TOO_COSTLY)


def _is_a_program(part: object) -> bool:
    """An XObject for a printer, which no screen draws."""
    return isinstance(part, pikepdf.Stream) and str(part.get("/Subtype", "")) == "/PS"
