"""Files given as evidence: told apart by content, copied without hidden parts, kept encrypted as
they came.
"""

from __future__ import annotations

import hashlib
import io
import socketserver
import struct
import threading
from pathlib import Path

import pikepdf
import pillow_heif
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from claims.audit.models import Event
from claims.evidence.actions import add_upload, open_upload, remove_upload
from claims.evidence.models import Upload
from claims.evidence.queries import uploads
from claims.evidence.safe_copies import MAX_BYTES, read
from claims.intake.actions import move
from claims.refusals import Refusal
from claims.submission.actions import freeze
from claims.vault.models import StoredFile
from tests import make

pillow_heif.register_heif_opener()

pytestmark = pytest.mark.django_db
CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "uploads"


def picture(form="JPEG", size=(60, 40), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, form, **options)
    return out.getvalue()


def with_place() -> bytes:
    """A JPEG in which a camera wrote its model, and that it must be turned."""
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = "Made-up Camera 7", 6
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif, comment=b"Made-up Camera says hello")


def pdf(pages=1, **save) -> bytes:
    out, made = io.BytesIO(), pikepdf.new()
    for _page in range(pages):
        made.add_blank_page()
    made.docinfo["/Author"] = "A made-up author"
    made.save(out, **save)
    return out.getvalue()


def active_pdf() -> bytes:
    out, made = io.BytesIO(), pikepdf.new()
    page = made.add_blank_page()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    made.Root.OpenAction = made.make_indirect(script)
    page.obj.AA = pikepdf.Dictionary(O=script)
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=script
    )
    clip = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9]
    )
    page.obj.Annots = pikepdf.Array([link, clip])
    made.attachments["hidden.exe"] = b"MZ made up"
    parent = made.make_indirect(pikepdf.Dictionary(T="field", AA=pikepdf.Dictionary(K=script)))
    kid = made.make_indirect(
        pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, Rect=[0, 0, 9, 9], Parent=parent)
    )
    page.obj.Annots.append(kid)
    parent.Kids = pikepdf.Array([kid])
    made.Root.AcroForm = pikepdf.Dictionary(Fields=[parent])
    item = made.make_indirect(pikepdf.Dictionary(Title="x", A=script))
    made.Root.Outlines = made.make_indirect(pikepdf.Dictionary(First=item, Last=item, Count=1))
    page.obj.AF = pikepdf.Array(
        [made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F="hidden.exe"))]
    )
    made.save(out)
    return out.getvalue()


GOOD = [
    ("holiday.jpg", picture, "image/jpeg", "image/jpeg"),
    ("shot.PNG", lambda: picture("PNG"), "image/png", "image/jpeg"),
    ("phone.heic", lambda: picture("HEIF"), "image/heic", "image/jpeg"),
    ("letter.pdf", pdf, "application/pdf", "application/pdf"),
    ("sticker.webp", lambda: picture("WEBP"), "image/webp", "image/jpeg"),
    ("moving.gif", lambda: picture("GIF"), "image/gif", "image/jpeg"),
    ("scan.tiff", lambda: picture("TIFF"), "image/tiff", "image/jpeg"),
    ("phone.avif", lambda: picture("AVIF"), "image/avif", "image/jpeg"),
    ("png named.jpg", lambda: picture("PNG"), "image/png", "image/jpeg"),
    ("photo.jfif", picture, "image/jpeg", "image/jpeg"),
    ("no ending", picture, "image/jpeg", "image/jpeg"),
    ("bytes before.pdf", lambda: b"\r\n\r\n" + pdf(), "application/pdf", "application/pdf"),
]


@pytest.mark.parametrize(("name", "content", "kind", "copy"), GOOD, ids=[row[0] for row in GOOD])
def test_a_file_is_kept_as_it_came_and_a_copy_is_made(name, content, kind, copy, ana, matter, at):
    claim, content = make.draft(ana, matter, at=at), content()
    add_upload(claim, content, name, by=ana, at=at)
    kept = uploads(claim)[0]
    assert (kept.name, kept.size, kept.sha256) == (
        name,
        len(content),
        hashlib.sha256(content).hexdigest(),
    )
    assert (kept.original.content_type, kept.copy.content_type) == (kind, copy)
    assert open_upload(kept, "original", by=ana, at=at) == content
    assert open_upload(kept, "copy", by=ana, at=at) != content


def shown(content: bytes) -> Image.Image:
    """The copy of a picture, opened."""
    return Image.open(io.BytesIO(read(content).copy)).convert("RGB")


def drawn_on_nothing(mode: str, ink: tuple, size=(60, 40)) -> bytes:
    """A PNG in which the left half is drawn and the right half is transparent."""
    out = io.BytesIO()
    made = Image.new(mode, size, (0,) * len(ink))
    made.paste(ink, (0, 0, size[0] // 2, size[1]))
    made.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("mode", "ink", "left", "right"),
    [
        ("LA", (0, 255), (0, 0, 0), (255, 255, 255)),
        ("RGBA", (0, 0, 0, 255), (0, 0, 0), (255, 255, 255)),
        ("RGBA", (255, 255, 255, 255), (255, 255, 255), (85, 85, 85)),
        ("LA", (255, 255), (255, 255, 255), (85, 85, 85)),
    ],
)
def test_what_is_drawn_on_nothing_can_be_seen_in_the_copy(mode, ink, left, right):
    copy = shown(drawn_on_nothing(mode, ink))
    assert (copy.getpixel((8, 20)), copy.getpixel((52, 20))) == (left, right)


def test_colors_in_a_list_one_of_them_transparent_look_as_they_did():
    out, made = io.BytesIO(), Image.new("P", (60, 40), 1)
    made.putpalette([10, 20, 30, 200, 30, 30])
    made.paste(0, (0, 0, 30, 40))
    made.save(out, "PNG", transparency=0)
    copy = shown(out.getvalue())
    assert copy.getpixel((8, 20)) == (255, 255, 255)
    assert abs(copy.getpixel((52, 20))[0] - 200) < 5


@pytest.mark.parametrize("form", ["PNG", "TIFF"])
def test_gray_of_sixteen_bits_keeps_its_shades(form):
    out = io.BytesIO()
    Image.new("I;16", (60, 40), 32_768).save(out, form)
    assert abs(shown(out.getvalue()).getpixel((30, 20))[0] - 128) < 4


def test_gray_of_large_scans_keeps_its_shades():
    out = io.BytesIO()
    Image.new("I;16", (5_000, 3_000), 32_768).save(out, "PNG")
    copy = shown(out.getvalue())
    assert (copy.size, abs(copy.getpixel((900, 20))[0] - 128) < 4) == ((2400, 1440), True)


def test_a_color_profile_is_followed():
    """In a made-up profile with red and green exchanged, red is drawn as green."""
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red, green = profile.index(b"rXYZ"), profile.index(b"gXYZ")
    exchanged = bytearray(profile)
    exchanged[red : red + 4], exchanged[green : green + 4] = b"gXYZ", b"rXYZ"
    copy = shown(picture("PNG", icc_profile=bytes(exchanged)))
    assert copy.getpixel((30, 20))[1] > 190 > 60 > copy.getpixel((30, 20))[0]
    broken = shown(picture("PNG", icc_profile=b"no profile"))
    assert abs(broken.getpixel((30, 20))[0] - 200) < 5


def moving(form: str) -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (60, 40), (shade, 0, 0)) for shade in (50, 100, 150)]
    frames[0].save(out, form, save_all=True, append_images=frames[1:])
    return out.getvalue()


def portfolio(**root) -> bytes:
    out, made = io.BytesIO(), pikepdf.new()
    made.add_blank_page()
    made.attachments["b.txt"], made.attachments["a.pdf"] = b"made up", pdf()
    for name, value in root.items():
        made.Root[f"/{name}"] = value
    made.save(out)
    return out.getvalue()


def noisy_picture(form: str) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((400, 300), 90).save(out, form)
    return out.getvalue()


REMARKS = [
    ("a whole picture", picture, []),
    ("a whole PDF", pdf, []),
    ("a JPEG cut off", lambda: noisy_picture("JPEG")[:-9_000], ["Part of this file is missing"]),
    ("a PNG cut off", lambda: noisy_picture("PNG")[:-9_000], ["Part of this file is missing"]),
    ("a PDF cut off", lambda: pdf(2)[:-30], ["Part of this file is missing"]),
    ("a moving GIF", lambda: moving("GIF"), ["This file holds 3 pictures"]),
    ("a scan of pages", lambda: moving("TIFF"), ["This file holds 3 pictures"]),
    (
        "a portfolio",
        lambda: portfolio(Collection=pikepdf.Dictionary()),
        ["its cover page only. It holds 2 files: a.pdf, b.txt."],
    ),
    ("attachments", portfolio, ["also has 2 files attached to it: a.pdf, b.txt."]),
    (
        "Adobe's own form",
        lambda: portfolio(NeedsRendering=True),
        ["2 files attached", "Only Adobe’s own program can show this form"],
    ),
]


@pytest.mark.parametrize(
    ("content", "says"), [row[1:] for row in REMARKS], ids=[row[0] for row in REMARKS]
)
def test_the_person_and_the_firm_are_told_what_the_copy_does_not_show(
    content, says, ana, rhea, matter, at
):
    claim, _submission = make.sent(ana, matter, at=at)
    content = content()
    kept = add_upload(claim, content, "a.file", by=ana, at=at)
    lines = uploads(claim)[0].remark_lines()
    assert len(lines) == len(says)
    assert all(said in line for said, line in zip(says, lines, strict=True))
    assert open_upload(kept, "original", by=ana, at=at) == content
    own = make.signed_in(ana).get(reverse("claim_uploads", args=[claim.reference]))
    desk = make.signed_in(rhea).get(reverse("desk_claim", args=[claim.reference]))
    for page in (own.content.decode(), desk.content.decode()):
        assert all(line in page for line in lines)


@pytest.mark.skipif(not CASES.is_dir(), reason="the made-up files beside the project are absent")
@pytest.mark.parametrize("path", sorted(CASES.glob("*")), ids=lambda path: path.name)
def test_files_that_people_really_sent_are_taken(path):
    said = [remark["key"] for remark in read(path.read_bytes()).remarks]
    expected = {"truncated.jpg": ["cut_off"], "portfolio.pdf": ["portfolio"]}
    assert said == expected.get(path.name, [])


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\Ana\\beach.jpg", "beach.jpg"),
        ("a/b/../beach.jpg", "beach.jpg"),
        ("be\u200bach\u202egpj.jpg", "beachgpj.jpg"),
        ("beach\x00\n.jpg", "beach.jpg"),
        ("海辺.jpg", "海辺.jpg"),
        ("\u200b", "unnamed file"),
    ],
)
def test_a_file_s_name_is_kept_as_it_is_seen(given, kept, ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    add_upload(claim, picture(), given, by=ana, at=at)
    assert uploads(claim)[0].name == kept


def test_nothing_of_the_file_lies_on_the_disk_in_clear(ana, matter, at, settings):
    claim = make.draft(ana, matter, at=at)
    add_upload(claim, with_place(), "holiday.jpg", by=ana, at=at)
    files = [path.read_bytes() for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()]
    assert len(files) == 2
    assert not any(b"\xff\xd8\xff" in file or b"Made-up Camera" in file for file in files)


def test_the_copy_of_a_picture_is_upright_and_holds_nothing_but_the_picture():
    paper = read(with_place())
    assert b"Made-up Camera" not in paper.copy
    with Image.open(io.BytesIO(paper.copy)) as copy:
        assert (copy.size, dict(copy.getexif())) == ((40, 60), {})


def test_the_copy_of_a_pdf_has_no_script_no_attachment_and_no_author():
    original = active_pdf()
    assert b"JavaScript" in original
    copy = read(original).copy
    for word in (
        b"JavaScript",
        b"app.alert",
        b"EmbeddedFile",
        b"FileAttachment",
        b"OpenAction",
        b"hidden.exe",
    ):
        assert word not in copy, word
    with pikepdf.open(io.BytesIO(read(pdf(3)).copy)) as opened:
        assert (len(opened.pages), "/Info" in opened.trailer) == (3, False)


BAD = [
    ("empty", b"", "x.pdf", "This file is empty"),
    ("a script", b"<html><script>", "x.jpg", "We can take PDFs and pictures"),
    ("a JPEG's beginning alone", b"\xff\xd8\xff\xe0<html>", "x.jpg", "is damaged"),
    ("a Word document", b"PK\x03\x04 word/document.xml", "x.docx", "Word or other Office file"),
    ("a ZIP", b"PK\x03\x04 a.jpg", "x.zip", "take the files out of the ZIP"),
    ("a video", bytes(4) + b"ftypqt  " + bytes(20), "x.mov", "Please send a screenshot of it"),
    ("no PNG inside", b"\x89PNG\r\n\x1a\n" + bytes(50), "x.png", "open this picture"),
    (
        "too many points",
        picture("PNG", size=(10_000, 6_000)),
        "x.png",
        "more than 50 megapixels",
    ),
    ("no PDF inside", b"%PDF-1.7 nothing", "x.pdf", "The PDF is damaged"),
    (
        "a password",
        pdf(encryption=pikepdf.Encryption(user="a", owner="b")),
        "x.pdf",
        "has a password",
    ),
    ("too many pages", pdf(301), "x.pdf", "up to 300 pages"),
    (
        "a drawing",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "x.svg",
        "We can take PDFs and pictures",
    ),
    ("too large", b"%PDF-" + bytes(MAX_BYTES), "x.pdf", "larger than 25 MB"),
]


@pytest.mark.parametrize(
    ("content", "name", "says"), [row[1:] for row in BAD], ids=[row[0] for row in BAD]
)
def test_what_cannot_be_taken_is_refused_in_words_and_nothing_is_kept(
    content, name, says, ana, matter, at
):
    claim = make.draft(ana, matter, at=at)
    with pytest.raises(Refusal, match=says):
        add_upload(claim, content, name, by=ana, at=at)
    assert (Upload.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_the_same_file_twice_is_kept_once(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    first = add_upload(claim, picture(), "a.jpg", by=ana, at=at)
    assert add_upload(claim, picture(), "b.jpg", by=ana, at=at).pk == first.pk
    assert (Upload.objects.count(), StoredFile.objects.count()) == (1, 2)


def test_past_the_number_of_files_nothing_more_is_kept(ana, matter, at, monkeypatch):
    monkeypatch.setattr("claims.evidence.actions.MAX_FILES", 1)
    claim = make.draft(ana, matter, at=at)
    add_upload(claim, picture(), "a.jpg", by=ana, at=at)
    with pytest.raises(Refusal, match="up to 100 files"):
        add_upload(claim, picture("PNG"), "b.png", by=ana, at=at)
    assert Upload.objects.count() == 1


def test_a_file_taken_back_is_gone_from_the_disk_and_the_log_keeps_that_it_was_there(
    ana, matter, at, settings, django_capture_on_commit_callbacks
):
    claim = make.draft(ana, matter, at=at)
    kept = add_upload(claim, picture(), "a.jpg", by=ana, at=at)
    with django_capture_on_commit_callbacks(execute=True):
        remove_upload(kept, by=ana, at=at)
    assert uploads(claim) == []
    assert not [path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()]
    assert [
        event.verb
        for event in Event.objects.filter(verb__startswith="claim.upload").order_by("at", "verb")
    ] == [
        "claim.upload_added",
        "claim.upload_removed",
    ]


def test_after_sending_files_are_added_but_none_is_taken_back(ana, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    kept = add_upload(claim, picture(), "a.jpg", by=ana, at=at)
    with pytest.raises(Refusal, match="has been sent"):
        remove_upload(kept, by=ana, at=at)
    assert [row.pk for row in uploads(claim)] == [kept.pk]
    move(claim, "withdraw", by=ana, at=at)
    with pytest.raises(Refusal, match="closed"):
        add_upload(claim, picture("PNG"), "b.png", by=ana, at=at)
    assert Upload.objects.count() == 1


def test_while_the_documents_stand_a_draft_takes_no_file(ana, matter, at):
    claim, _submission = make.frozen(ana, matter, at=at)
    with pytest.raises(Refusal, match="papers have already been made"):
        add_upload(claim, picture(), "a.jpg", by=ana, at=at)
    assert Upload.objects.count() == 0


def test_the_intake_sheet_lists_the_files_with_their_hashes(ana, matter, at):
    from claims.documents import render
    from claims.documents.kinds import BY_KEY

    claim = make.answered(ana, matter, at=at)
    kept = add_upload(claim, picture(), "holiday.jpg", by=ana, at=at)
    submission = freeze(claim, by=ana, at=at)
    submission.claim = claim
    sheet = render.html(BY_KEY["intake_sheet"], submission)
    assert "holiday.jpg" in sheet and kept.sha256 in sheet


# --- Pages --------------------------------------------------------------------


def send(client, claim, *files):
    named = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(reverse("claim_uploads", args=[claim.reference]), {"files": named})


def test_of_several_files_the_good_are_kept_and_the_bad_named(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    answer = send(
        make.signed_in(ana),
        claim,
        ("a.jpg", picture()),
        ("b.pdf", b"no"),
        ("c.png", picture("PNG")),
    )
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "b.pdf: We can take PDFs" in page and "Your 2 files are saved." in page
    assert [row.name for row in uploads(claim)] == ["a.jpg", "c.png"]


def test_no_file_chosen_is_an_error(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    answer = send(make.signed_in(ana), claim)
    assert (answer.status_code, "Choose a file first." in answer.content.decode()) == (400, True)


def test_a_file_opens_for_its_owner_and_for_staff_of_a_sent_claim_alone(
    ana, otto, rhea, matter, at
):
    claim = make.draft(ana, matter, at=at)
    kept = add_upload(claim, picture(), "a.jpg", by=ana, at=at)
    own = reverse("claim_upload", args=[claim.reference, kept.pk])
    desk = reverse("desk_upload", args=[claim.reference, kept.pk])
    assert make.signed_in(otto).get(own).status_code == 404
    assert make.signed_in(rhea).get(desk).status_code == 404  # a draft is the claimant's alone
    shown = make.signed_in(ana).get(own)
    assert (shown["Content-Type"], shown["Content-Disposition"][:6]) == ("image/jpeg", "inline")
    assert shown["Content-Security-Policy"] == "sandbox; default-src 'none'"
    original = make.signed_in(ana).get(own, {"part": "original"})
    assert (original.content, original["Content-Disposition"][:10]) == (picture(), "attachment")
    assert make.signed_in(ana).get(own, {"part": "everything"}).status_code == 404
    sent, _submission = make.sent(otto, matter, at=at)
    given = add_upload(sent, pdf(), "b.pdf", by=otto, at=at)
    answer = make.signed_in(rhea).get(reverse("desk_upload", args=[sent.reference, given.pk]))
    assert (answer.status_code, answer["Content-Disposition"][:10]) == (200, "attachment")
    opened = Event.objects.filter(verb="claim.upload_opened", actor=f"user:{rhea.pk}").get()
    assert opened.details == {"part": "copy"}


# --- The scanner --------------------------------------------------------------


class Clamd(socketserver.StreamRequestHandler):
    """What of clamd's protocol is used: nINSTREAM, then pieces of a length in network order and the
    bytes, and a length of nought at the end; the answer is one line
    (docs.clamav.net/manual/Usage/Scanning.html and man clamd).
    """

    def handle(self) -> None:
        command = self.rfile.readline()
        assert command == b"nINSTREAM\n"
        content = b""
        while (length := struct.unpack("!L", self.rfile.read(4))[0]) > 0:
            content += self.rfile.read(length)
        self.server.seen.append(content)
        self.wfile.write(b"stream: Made-Up.Test FOUND\n" if b"EVIL" in content else b"stream: OK\n")


@pytest.fixture
def clamd(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        server.daemon_threads, server.seen = True, []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.CLAMD = f"127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()


def test_where_a_scanner_is_set_each_file_is_scanned_whole(ana, matter, at, clamd):
    claim = make.draft(ana, matter, at=at)
    add_upload(claim, picture(), "a.jpg", by=ana, at=at)
    assert clamd.seen == [picture()]
    assert Upload.objects.count() == 1


def test_what_the_scanner_finds_is_not_kept_and_is_an_event(ana, matter, at, clamd):
    claim = make.draft(ana, matter, at=at)
    with pytest.raises(Refusal, match="stopped this file"):
        add_upload(claim, picture() + b"EVIL", "a.jpg", by=ana, at=at)
    assert (Upload.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert Event.objects.get(verb="claim.upload_refused").details == {"found": "Made-Up.Test"}


def test_a_scanner_that_does_not_answer_lets_nothing_through(ana, matter, at, settings):
    settings.CLAMD = "127.0.0.1:9"
    claim = make.draft(ana, matter, at=at)
    with pytest.raises(Refusal, match="for viruses right now"):
        add_upload(claim, picture(), "a.jpg", by=ana, at=at)
    assert Upload.objects.count() == 0


def test_what_a_form_was_filled_in_with_stays_to_be_read():
    out, made = io.BytesIO(), pikepdf.new()
    page = made.add_blank_page()
    shown = made.make_stream(
        b"BT /F1 12 Tf (Filled in) Tj ET", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form
    )
    shown.BBox = [0, 0, 99, 20]
    field = made.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T="a",
            V="Filled in",
            Rect=[0, 0, 99, 20],
            AP=pikepdf.Dictionary(N=shown),
            F=4,
        )
    )
    page.obj.Annots = pikepdf.Array([field])
    made.Root.AcroForm = pikepdf.Dictionary(Fields=[field])
    made.save(out)
    with pikepdf.open(io.BytesIO(read(out.getvalue()).copy)) as copy:
        drawn = [bytes(form.read_bytes()) for form in copy.pages[0].Resources.XObject.values()]
        assert (b"Filled in" in b"".join(drawn), "/AcroForm" in copy.Root) == (True, False)
