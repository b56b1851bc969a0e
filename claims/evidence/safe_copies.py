"""What a person gives as evidence: told apart by content, and a copy made that is safe to look at.

The original is kept as it came, with its hash: what a camera wrote into it may be evidence. The
copy has none of that.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

import pikepdf
import pillow_heif
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from claims.refusals import Refusal

pillow_heif.register_heif_opener(thumbnails=False)

MAX_BYTES = 25 * 2**20  # of one file
MAX_PIXELS = 50_000_000
MAX_PAGES = 300
LONGEST_SIDE = 2400  # pixels, of the copy
QUALITY = 85  # of its JPEG


# Content type -> how the file is called, and the endings that it may have.
KINDS = {
    "application/pdf": ("PDF", (".pdf",)),
    "image/jpeg": ("JPEG", (".jpg", ".jpeg", ".jpe")),
    "image/png": ("PNG", (".png",)),
    "image/heic": ("HEIC", (".heic", ".heif")),
}


HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


@dataclass(frozen=True)
class Paper:
    """content_type: of the original. copy: a JPEG of a picture, a PDF without active parts of a
    PDF.
    """

    content_type: str
    copy: bytes
    copy_type: str


def read(content: bytes, name: str) -> Paper:
    """Tell what the file is and make the copy to look at.

    Raises Refusal.
    """
    if not content:
        raise Refusal(_("The file is empty. Choose it again."))
    if len(content) > MAX_BYTES:
        raise Refusal(_("The file is larger than 25 MB. Send a smaller copy, or split it."))
    content_type = _type_of(content)
    if content_type is None:
        raise Refusal(
            _("This is no PDF, JPEG, PNG or HEIC file. Save it as one of these, then send it.")
        )
    title, endings = KINDS[content_type]
    if not name.lower().endswith(endings):
        raise Refusal(
            _(
                "Its name says something else than what it is: it is a %(kind)s file. Rename it to "
                "end in %(ending)s."
            )
            % {"kind": title, "ending": endings[0]}
        )
    if content_type == "application/pdf":
        return Paper(content_type, _plain_pdf(content), content_type)
    return Paper(content_type, _picture(content), "image/jpeg")


def _type_of(content: bytes) -> str | None:
    """By the first bytes; whether the rest holds what they promise shows when it is opened."""
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return "image/heic"
    return None


def _picture(content: bytes) -> bytes:
    """A JPEG, upright, at most LONGEST_SIDE, with nothing in it but the picture.

    Raises Refusal.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "HEIF")) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise Refusal(
                        _("The picture has more than 50 million points. Send a smaller copy.")
                    )
                picture.load()
                upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refusal(
            _("The picture cannot be opened, or is far too large. Send another copy.")
        ) from None
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        IndexError,
        TypeError,
        RuntimeError,
    ) as error:
        raise Refusal(_("The picture is damaged. Send it again, or take a new copy.")) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright.info.clear()  # comments would be written again
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


ACTIVE_ANNOTATIONS = frozenset(
    {"/Widget", "/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/3D", "/Screen"}
)


def _plain_pdf(content: bytes) -> bytes:
    """The same pages without scripts, actions, attachments and notes about who made it.

    Raises Refusal.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if not 0 < len(pdf.pages) <= MAX_PAGES:
                raise Refusal(_("A PDF may have up to 300 pages. Split it, then send the parts."))
            _take_out_active_parts(pdf)
            out = io.BytesIO()
            pdf.save(out, encryption=False)
    except pikepdf.PasswordError:
        raise Refusal(
            _("The PDF has a password. Save a copy without one, then send that.")
        ) from None
    except (
        pikepdf.PdfError,
        pikepdf.ForeignObjectError,
        RuntimeError,
        TypeError,
        AttributeError,
        KeyError,
    ) as error:
        raise Refusal(_("The PDF is damaged. Save it again, then send that copy.")) from error
    return out.getvalue()


def _take_out_active_parts(pdf: pikepdf.Pdf) -> None:
    pdf.flatten_annotations("all")  # what a form was filled in with becomes part of the page
    root = pdf.Root
    for name in ("/OpenAction", "/AA", "/AF", "/Metadata", "/Collection", "/Outlines", "/AcroForm"):
        _drop(root, name)
    if "/Names" in root:
        for name in ("/JavaScript", "/EmbeddedFiles"):
            _drop(root.Names, name)
    _drop(pdf.trailer, "/Info")
    for page in pdf.pages:
        _drop(page.obj, "/AA")
        _drop(page.obj, "/AF")
        if "/Annots" in page.obj:
            kept = [
                note
                for note in page.obj.Annots
                if str(note.get("/Subtype", "")) not in ACTIVE_ANNOTATIONS
            ]
            for note in kept:
                for name in (
                    "/A",
                    "/AA",
                    "/Parent",
                    "/AF",
                ):  # the parent of a form's field carries its scripts
                    _drop(note, name)
            page.obj.Annots = pikepdf.Array(kept)
    pdf.remove_unreferenced_resources()


def _drop(where: pikepdf.Object, name: str) -> None:
    if name in where:
        del where[name]
