"""Files made to cost the site dearly, and files made to hide something from who looks at them."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from claims import sandbox
from claims.evidence.actions import add_upload
from claims.evidence.models import Upload
from claims.evidence.safe_copies import read
from claims.refusals import Refusal
from claims.vault.models import StoredFile
from tests import make
from tests.evidence.bombs import BOMBS, picture, with_contents

pytestmark = pytest.mark.django_db
SAYS = (
    "opens into far more than its size|is damaged|open this picture|up to 300 pages|50 megapixels"
)


@pytest.mark.parametrize(("bomb", "name"), BOMBS, ids=[bomb.__name__ for bomb, _name in BOMBS])
def test_a_bomb_is_refused_in_words_and_nothing_is_kept(bomb, name, ana, matter, at):
    claim, content = make.draft(ana, matter, at=at), bomb()
    with pytest.raises(Refusal, match=SAYS):
        add_upload(claim, content, name, by=ana, at=at)
    assert (Upload.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_the_largest_pictures_that_are_taken_are_taken():
    for name, content in [
        ("a.png", picture("PNG", (7_000, 7_000), "RGBA")),
        ("a.jpg", picture("JPEG", (8_000, 6_000))),
        ("a.heic", picture("HEIF", (8_000, 6_000))),
    ]:
        with Image.open(io.BytesIO(read(content).copy)) as copy:
            assert (name, max(copy.size)) == (name, 2400)


# --- The sandbox --------------------------------------------------------------


def run(function: str, content=b"x", **limits) -> bytes:
    return sandbox.run(f"tests.evidence.readers:{function}", io.BytesIO(content), **limits)


def test_a_reader_has_no_key_no_address_and_writes_no_file(tmp_path):
    environment = run("environment").decode()
    assert "STANDING" not in environment and "DATABASE_URL" not in environment
    with pytest.raises(Refusal, match="cannot be read"):
        run("write_much")


def test_a_reader_that_takes_too_much_is_ended_with_words():
    for function in ("take_memory", "take_time"):
        with pytest.raises(Refusal, match="opens into far more than its size"):
            run(function, cpu_seconds=1)


def test_a_reader_that_only_waits_is_ended_too(monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", 1.0)
    with pytest.raises(Refusal, match="opens into far more than its size"):
        run("wait")


def test_what_a_reader_fails_with_is_not_told_to_anybody(caplog):
    with pytest.raises(Refusal, match="This file cannot be read"):
        run("fail", b"a private word")
    assert "ValueError" in caplog.text and "private word" not in caplog.text


def test_of_many_files_at_once_some_wait_their_turn(monkeypatch):
    monkeypatch.setattr(sandbox, "TURN_SECONDS", 0.01)
    turns = [sandbox._turns.acquire(timeout=0) for _ in range(sandbox.AT_ONCE)]
    try:
        with pytest.raises(Refusal, match="Many files are being read"):
            run("environment")
    finally:
        for _turn in turns:
            sandbox._turns.release()
    assert turns == [True] * sandbox.AT_ONCE


# --- What a copy of a PDF keeps -----------------------------------------------


def jpeg_with_place() -> bytes:
    exif = Image.Exif()
    exif[0x0110] = "Made-up Camera 7"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", (60, 40), (200, 30, 30)).save(
        out, "JPEG", exif=exif, comment=b"Made-up Camera says hello", xmp=b"<x>Made-up Camera</x>"
    )
    return out.getvalue()


def hiding_pdf() -> bytes:
    """Everything that the copy once kept, under a word each."""
    out, made = io.BytesIO(), pikepdf.new()
    page = made.add_blank_page()
    name = pikepdf.Name

    def stream(content: bytes, **keys):
        return made.make_stream(content, **keys)

    def action(word: str):
        return pikepdf.Dictionary(S=name.JavaScript, JS=f"hidden {word}")

    photo = stream(
        jpeg_with_place(),
        Type=name.XObject,
        Subtype=name.Image,
        Width=60,
        Height=40,
        ColorSpace=name.DeviceRGB,
        BitsPerComponent=8,
        Filter=name.DCTDecode,
        Metadata=stream(b"hidden xmp of a picture"),
        OPI=pikepdf.Dictionary(a="hidden opi"),
        Alternates=pikepdf.Array([pikepdf.Dictionary(Image=stream(b"hidden alternate"))]),
    )
    program = stream(b"hidden program", Type=name.XObject, Subtype=name.PS)
    page.obj.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(photo=photo, program=program),
        Properties=pikepdf.Dictionary(a=pikepdf.Dictionary(ActualText="hidden property")),
    )
    page.obj.Contents = stream(b"q 60 0 0 40 0 0 cm /photo Do Q")
    page.obj.Metadata = stream(b"hidden xmp of a page")
    page.obj.PieceInfo = pikepdf.Dictionary(a="hidden piece")
    page.obj.PresSteps = pikepdf.Dictionary(NA=action("step"), PA=action("step back"))
    page.obj.Thumb = stream(b"hidden thumb")
    made.Root.URI = pikepdf.Dictionary(Base="hidden base")
    made.Root.Names = pikepdf.Dictionary(
        Renditions=pikepdf.Dictionary(Names=["a", stream(b"hidden rendition")]),
        AlternatePresentations=pikepdf.Dictionary(Names=["a", action("presentation")]),
    )
    note = pikepdf.Dictionary(
        Type=name.Annot, Subtype=name.Text, Rect=[0, 0, 9, 9], T="hidden author", Contents="hidden"
    )
    reply = pikepdf.Dictionary(
        Type=name.Annot, Subtype=name.Link, Rect=[0, 0, 9, 9], IRT=note, PA=action("link")
    )
    page.obj.Annots = pikepdf.Array([made.make_indirect(note), made.make_indirect(reply)])
    made.Root.Threads = pikepdf.Array([pikepdf.Dictionary(I=pikepdf.Dictionary(Author="hidden"))])
    made.save(out, compress_streams=False)
    return out.getvalue()


def unpacked(content: bytes) -> bytes:
    """All of a PDF in clear."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as opened:
        opened.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


def test_a_copy_of_a_pdf_keeps_what_is_drawn_and_nothing_else():
    original = hiding_pdf()
    assert unpacked(original).count(b"hidden") > 10 and b"Made-up Camera" in original
    copy = read(original).copy
    in_clear = unpacked(copy)
    assert [
        word for word in (b"hidden", b"Made-up Camera", b"JavaScript") if word in in_clear
    ] == []
    with pikepdf.open(io.BytesIO(copy)) as opened:
        drawn = opened.pages[0].Resources.XObject
        assert list(drawn.keys()) == ["/photo"]
        assert opened.pages[0].Contents.read_bytes() == b"q 60 0 0 40 0 0 cm /photo Do Q"
        shown = pikepdf.PdfImage(drawn.photo).as_pil_image()
        with Image.open(io.BytesIO(jpeg_with_place())) as given:
            assert shown.tobytes() == given.tobytes()


def test_a_page_keeps_what_it_has_from_the_nodes_above_it():
    given = with_contents(b"", ()).replace(
        b"/Type /Pages", b"/Type /Pages /Rotate 90 /Resources << /ProcSet [/PDF] >>"
    )
    with pikepdf.open(io.BytesIO(read(given).copy)) as copy:
        page = copy.pages[0].obj
        assert (page.Rotate, [str(each) for each in page.Resources.ProcSet]) == (90, ["/PDF"])


def test_a_document_of_ours_looks_the_same_in_its_copy(ana, matter, at):
    """Fonts, transparency and forms of a real page stay: both are drawn alike."""
    from weasyprint import HTML

    page = (
        "<p style='opacity: .5'>Said and <b>meant</b></p>"
        "<svg width=9 height=9><rect width=9 /></svg>"
    )
    original = HTML(string=page).write_pdf(pdf_forms=False)
    copy = read(original).copy
    with pikepdf.open(io.BytesIO(original)) as before, pikepdf.open(io.BytesIO(copy)) as after:
        page, again = before.pages[0], after.pages[0]
        assert page.Contents.read_bytes() == again.Contents.read_bytes()
        kinds = set(page.Resources) - {"/Properties"}
        assert "/Font" in kinds
        for kind in kinds:
            assert set(page.Resources[kind]) == set(again.Resources[kind])
        font = next(iter(again.Resources.Font.values()))
        assert font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()[:4]
