"""Files that cost far more than their size, made here and never kept: each is refused in words."""

from __future__ import annotations

import io
import struct
import zlib

import pikepdf
import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()
MEGABYTE = 2**20


def with_contents(content: bytes, filters=("FlateDecode",)) -> bytes:
    """A PDF of one page whose content is packed already."""
    names = " ".join(f"/{name}" for name in filters)
    parts = [
        b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n",
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R >>\nendobj\n",
        f"4 0 obj\n<< /Length {len(content)} /Filter [{names}] >>\nstream\n".encode()
        + content
        + b"\nendstream\nendobj\n",
    ]
    return b"%PDF-1.7\n" + b"".join(parts) + b"trailer\n<< /Root 1 0 R /Size 5 >>\n%%EOF\n"


def packed(content: bytes, times=1) -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    return content


def long_content() -> bytes:
    """52 kB that draw for 51 MB."""
    return with_contents(packed(b"q Q\n" * (51 * MEGABYTE // 4)))


def longest_content() -> bytes:
    """A gigabyte in one."""
    return with_contents(packed(bytes(1024 * MEGABYTE)))


def packed_twice() -> bytes:
    """A few kilobytes: packed, and packed again."""
    return with_contents(packed(bytes(1024 * MEGABYTE), 2), ("FlateDecode", "FlateDecode"))


def run_lengths() -> bytes:
    """64 to one by run lengths, packed besides."""
    return with_contents(packed(b"\x81\x00" * (4 * MEGABYTE)), ("FlateDecode", "RunLengthDecode"))


def many_objects() -> bytes:
    """Two hundred kilobytes of object stream that hold five million numbers."""
    out, made = io.BytesIO(), pikepdf.new()
    page = made.add_blank_page()
    page.obj.Resources = pikepdf.Dictionary(ProcSet=pikepdf.Array([0] * 5_000_000))
    made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def deep_lists() -> bytes:
    return with_contents(packed(b"")).replace(
        b"/MediaBox [0 0 99 99]", b"/MediaBox [0 0 99 99] /Resources " + b"[" * 100_000
    )


def many_parts() -> bytes:
    out, made = io.BytesIO(), pikepdf.new()
    page = made.add_blank_page()
    each = [pikepdf.Dictionary(Type=pikepdf.Name.Font) for _ in range(250_000)]
    page.obj.Resources = pikepdf.Dictionary(ProcSet=pikepdf.Array(each))
    made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def huge_picture_in_a_page() -> bytes:
    out, made = io.BytesIO(), pikepdf.new()
    page = made.add_blank_page()
    drawn = made.make_stream(b"", Subtype=pikepdf.Name.Image, Width=99_999, Height=99_999)
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(a=drawn))
    made.save(out)
    return out.getvalue()


def picture(form: str, size: tuple[int, int], mode="RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, form)
    return out.getvalue()


def png_with_text() -> bytes:
    """A PNG whose note unpacks to a gigabyte."""
    return _with_chunk(b"zTXt", b"note\0\0" + packed(bytes(1024 * MEGABYTE)))


def png_with_profile() -> bytes:
    return _with_chunk(b"iCCP", b"profile\0\0" + packed(bytes(1024 * MEGABYTE)))


def _with_chunk(name: bytes, content: bytes) -> bytes:
    small = picture("PNG", (8, 8))
    sum_of = struct.pack("!L", zlib.crc32(name + content))
    chunk = struct.pack("!L", len(content)) + name + content + sum_of
    return small[:33] + chunk + small[33:]


def png_that_says_it_is_small() -> bytes:
    """The head says 30,000 to 30,000 points."""
    small = bytearray(picture("PNG", (8, 8)))
    small[16:24] = struct.pack("!LL", 30_000, 30_000)
    small[29:33] = struct.pack("!L", zlib.crc32(small[12:29]))
    return bytes(small)


def heic() -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (9_000, 9_000))).save(out, quality=1)
    return out.getvalue()


# What each is, and the name that it is sent under.
BOMBS = [
    (long_content, "a.pdf"),
    (longest_content, "a.pdf"),
    (packed_twice, "a.pdf"),
    (run_lengths, "a.pdf"),
    (many_objects, "a.pdf"),
    (deep_lists, "a.pdf"),
    (many_parts, "a.pdf"),
    (huge_picture_in_a_page, "a.pdf"),
    (png_with_text, "a.png"),
    (png_with_profile, "a.png"),
    (png_that_says_it_is_small, "a.png"),
    (heic, "a.heic"),
]
