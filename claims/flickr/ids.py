"""Flickr's identifiers: account ids (NSIDs), photo ids, short links, and the hash that YFCC100M
prints for a photo.
"""

from __future__ import annotations

import hashlib
import re

# No form of it tells a person's account from a group's; groups also use suffixes from @N20 up.
NSID = re.compile(r"([1-9][0-9]{4,11})@[Nn]([0-9]{2})")
BASE58 = "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
LARGEST_ID = 2**63 - 1


def photo_id(text: str) -> int | None:
    """A decimal id from 1 to 2**63-1 in ASCII digits without a leading zero, or None."""
    if not re.fullmatch(r"[1-9][0-9]{0,18}", text):
        return None
    number = int(text)
    return number if number <= LARGEST_ID else None


def nsid(text: str) -> str | None:
    """The account id in its usual spelling (`12345678@N99`), or None."""
    match = NSID.fullmatch(text)
    return f"{match[1]}@N{match[2]}" if match else None


def pack_nsid(text: str) -> int:
    """An NSID as one integer: number * 100 + suffix (at most 44 bits).

    Raises ValueError.
    """
    match = NSID.fullmatch(text)
    if not match:
        raise ValueError(f"not an account id: {text[:40]!r}")
    return int(match[1]) * 100 + int(match[2])


def unpack_nsid(packed: int) -> str:
    """The inverse of `pack_nsid`."""
    return f"{packed // 100}@N{packed % 100:02d}"


def from_base58(text: str) -> int | None:
    """The number behind a short link (flic.kr/p/…, big-endian base 58 without 0, O, I and l), or
    None.
    """
    number = 0
    for letter in text:
        digit = BASE58.find(letter)
        if digit < 0:
            return None
        number = number * 58 + digit
    return number if 0 < number <= LARGEST_ID else None


def yfcc_hash(url: str) -> str:
    """YFCC100M's third column: the MD5 of the download link, each byte in hexadecimal without a
    leading zero.
    """
    digest = hashlib.md5(url.encode(), usedforsecurity=False).digest()
    return "".join(f"{byte:x}" for byte in digest)


def yfcc_image_url(farm: int, server: int, photo: int, secret: str) -> str:
    """The download link of a YFCC100M photo (500 pixels), from its parts."""
    return f"http://farm{farm}.staticflickr.com/{server}/{photo}_{secret}.jpg"
