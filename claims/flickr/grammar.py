"""The one table of forms in which a text names a Flickr photo or account.

`refs.py` reads by it, and nothing else does.

Each form is matched against one part of a cleaned text: the path of a flickr.com address, the path
of a flic.kr or staticflickr.com address, a path inside a published dataset, or the name of a file.
The first form that fits the whole part decides. A form that is not certain gives possible readings,
which nobody may take for an answer.

Sources: flickr.com/services/api/misc.urls.html for addresses and sizes; the published lists for
dataset paths.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from claims.flickr import ids

PHOTO = r"(?P<photo>[1-9][0-9]{0,18})"
ALBUM = r"(?P<album>[1-9][0-9]{0,18})"
OWNER = r"(?P<owner>[^/?#]+)"
NSID = r"(?P<owner>[1-9][0-9]{4,11}@[Nn][0-9]{2})"
TEN_HEX = r"(?P<secret>[0-9a-f]{10})"
SIZE = r"(?P<size>[sqtmnwzcbhkflo]|3k|4k|5k|6k|sq)"
EXT = r"\.[A-Za-z0-9]{2,4}"
CAMERA = (
    r"(?:_?IMG|_?MG|PXL|_?DSC[NF]?|MVIMG|VID|PANO|BURST|GOPR|G[HX]|DJI|SAM|HPIM|CIMG|KIMG|FB_IMG"
    r"|MOV|WP|P|Scan)"
)
SCREEN = (
    r"(?:Screen ?shot|Captura(?: de pantalla)?|WhatsApp "
    r"(?:Image|Video)|received|signal|Snapchat|Photo|Image)"
)
TIME = r"(?:19|20)[0-9]{6}[-_ ]?[0-9]{4,9}(?![0-9])"
FACE = r"(?P<face>[0-9]{1,3})"
# What may follow an id in an address: more of the address, or punctuation of the text around it.
# Never a letter, `@`, `_` or `-`, and no digits behind the punctuation: then the digits were no
# whole id.
AFTER = r"(?:[/?#].*|(?:[:!*&~+$=.]|%[0-9A-Fa-f]{2})++(?:[^0-9].*)?)?"
ACCOUNT = rf"(?:people|photos?|videos)/{OWNER}"


class Part(StrEnum):
    """What a form is matched against."""

    PAGE = "path and query of a flickr.com address"
    SHORT = "path of a flic.kr address"
    STATIC = "path of a staticflickr.com address"
    PATH = "path inside a published dataset"
    FILE = "name of a file"


@dataclass(frozen=True)
class Form:
    """One form.

    `kind`: the kind of `refs.Ref` that it makes. `pattern`: of the whole part; its groups are
    `photo`, `base58`, `owner`, `album`, `secret`, `size` and what else the form tells.
    `is_certain`: whether it names a photo without doubt. `why`: if not, what else it could be.
    """

    part: Part
    kind: str
    pattern: re.Pattern[str]
    example: str
    is_certain: bool = True
    why: str = ""


def _form(part: Part, kind: str, pattern: str, example: str, why: str = "") -> Form:
    flags = 0 if part is Part.PATH else re.IGNORECASE  # links are typed and shared in capitals too
    return Form(part, kind, re.compile(pattern, flags), example, not why, why)


FORMS = (
    # --- Pages ---
    _form(Part.PAGE, "guest_pass", rf"gp/{OWNER}(?:/.*)?", "gp/12345678@N99/…"),
    _form(
        Part.PAGE,
        "photo",
        rf"photo_zoom\.gne\?id={PHOTO}&size=(?P<size>[0-9a-z]+).*",
        "photo_zoom.gne?id=90000000001&size=m",
    ),
    _form(
        Part.PAGE,
        "photo",
        rf"(?:photo|video)(?:_[a-z]+)?\.gne\?(?!.*\bid=.*\bid=)(?:.*&)?id={PHOTO}(?:[&#].*)?",
        "photo.gne?id=90000000001",
    ),
    _form(
        Part.PAGE,
        "photo",
        r"photo\.gne\?(?:.*&)?short=(?P<base58>[A-Za-z0-9]+)(?:&.*)?",
        "photo.gne?short=3n7ZwrX",
    ),
    _form(
        Part.PAGE,
        "photo",
        rf"[^?]*\?(?:.*&)?photo_id={PHOTO}(?:&.*)?",
        "apps/video/stewart.swf?photo_id=90000000001",
    ),
    _form(
        Part.PAGE,
        "user_internal_id",
        r"photostream\.gne\?(?:.*&)?id=(?P<internal_id>[0-9]+).*",
        "photostream.gne?id=1",
    ),
    _form(Part.PAGE, "tag", r"photos/tags/(?P<tag>[^/?#]+).*", "photos/tags/beach"),
    _form(Part.PAGE, "group", r"groups/(?P<group>[^/?#]+).*", "groups/12345678@N99"),
    _form(
        Part.PAGE,
        "photo",
        rf"{ACCOUNT}/(?:albums|sets)/{ALBUM}/with/{PHOTO}{AFTER}",
        "photos/12345678@N99/albums/72157600000000001/with/90000000001",
    ),
    _form(
        Part.PAGE,
        "album",
        rf"{ACCOUNT}/(?:albums|sets)/{ALBUM}{AFTER}",
        "photos/12345678@N99/albums/72157600000000001",
    ),
    _form(
        Part.PAGE,
        "gallery",
        rf"{ACCOUNT}/galleries/(?P<gallery_id>[0-9]+){AFTER}",
        "photos/x/galleries/72157600000000001",
    ),
    _form(
        Part.PAGE,
        "photo",
        rf"{ACCOUNT}/with/{PHOTO}{AFTER}",
        "photos/12345678@N99/with/90000000001",
    ),
    _form(
        Part.PAGE,
        "photo",
        rf"{ACCOUNT}/{PHOTO}/play/[^/]+/(?P<secret>[0-9a-z]+){AFTER}",
        "photos/12345678@N99/90000000001/play/orig/0123456789",
    ),
    _form(
        Part.PAGE,
        "photo",
        rf"{ACCOUNT}/{PHOTO}/sizes/(?P<size>[0-9a-z]+){AFTER}",
        "photos/12345678@N99/90000000001/sizes/l",
    ),
    _form(
        Part.PAGE,
        "photo",
        rf"{ACCOUNT}/{PHOTO}/in/(?:album|set)-{ALBUM}{AFTER}",
        "photos/12345678@N99/90000000001/in/album-72157600000000001",
    ),
    _form(Part.PAGE, "photo", rf"{ACCOUNT}/{PHOTO}{AFTER}", "photos/12345678@N99/90000000001"),
    _form(Part.PAGE, "photo", rf"embedr/photos/{PHOTO}{AFTER}", "embedr/photos/90000000001"),
    _form(
        Part.PAGE,
        "user",
        rf"{ACCOUNT}/page(?P<page>[0-9]{{1,5}})/?(?:[?#].*)?",
        "photos/12345678@N99/page2",
    ),
    _form(
        Part.PAGE,
        "user",
        rf"{ACCOUNT}(?:/(?:albums|sets|favorites|galleries|with|archives|map|show)\b.*"
        r"|/?(?:[?#].*)?)",
        "photos/12345678@N99",
    ),
    # --- Short links ---
    _form(Part.SHORT, "photo", r"p/(?P<base58>[A-Za-z0-9]+)/?(?:[?#].*)?", "p/3n7ZwrX"),
    _form(Part.SHORT, "album", r"s/(?P<album58>[A-Za-z0-9]+)/?(?:[?#].*)?", "s/aHsjBn"),
    _form(Part.SHORT, "user_short", r"(?:ps|y)/[A-Za-z0-9]+.*", "ps/AbCdEf"),
    # --- Picture files on Flickr's servers: only there may a secret have other than ten digits ---
    _form(
        Part.STATIC,
        "static_video",
        rf"video/{PHOTO}/(?P<secret>[0-9a-z]+)/(?P<size>[0-9a-z]+)\..*",
        "video/90000000001/0123456789/1080p.mp4",
    ),
    _form(
        Part.STATIC,
        "static",
        rf"(?:(?P<farm>[0-9]{{1,2}})/)?(?:(?P<server>[0-9]{{1,6}})/)?"
        rf"{PHOTO}_(?P<secret>[0-9a-z]{{6,16}})(?:_(?P<size>[a-z0-9]{{1,2}}))?(?P<download>_d)?"
        rf"{EXT}(?:[?#&].*)?",
        "65535/90000000001_0123456789_b.jpg",
    ),
    # --- Paths of published datasets ---
    _form(
        Part.PATH,
        "megaface_mf1",
        rf"(?:.*/)?[0-9]{{1,3}}/{NSID}/{PHOTO}_{FACE}(?:{EXT}(?:\.json)?)?",
        "123/12345678@N99/90000000001_0.jpg",
    ),
    _form(
        Part.PATH,
        "megaface_mf2",
        rf"(?:.*/)?{NSID}_identity_(?P<identity>[0-9]{{1,6}})/{PHOTO}_{FACE}(?:{EXT}(?:\.json)?)?",
        "identities_0/12345678@N99_identity_16/90000000001_1.jpg",
    ),
    _form(
        Part.PATH,
        "meglass",
        rf"(?:.*/)?{NSID}_identity_(?P<identity>[0-9]{{1,6}})@{PHOTO}_{FACE}"
        rf"(?:{EXT}(?:\.json)?)?(?: (?P<label>[01]))?",
        "12345678@N99_identity_4@90000000001_0.jpg 1",
    ),
    _form(
        Part.PATH,
        "images_of_groups",
        rf"(?:.*/)?{PHOTO}_(?P<secret>[0-9a-f]{{6,16}})_(?P<server>[0-9]{{1,6}})_{NSID}{EXT}",
        "90000000001_0123456789_123_12345678@N99.jpg",
    ),
    _form(
        Part.PATH,
        "adience",
        rf"(?:.*/)?{NSID}/(?:landmark_aligned_face|coarse_tilt_aligned_face)"
        rf"\.(?P<face>[0-9]{{1,5}})\.{PHOTO}"
        r"_(?P<original_secret>[0-9a-z]{6,16})_(?P<size>o)\.[a-z]{3,4}",
        "12345678@N99/landmark_aligned_face.1884.90000000001_0123456789_o.jpg",
    ),
    _form(
        Part.PATH,
        "lpff",
        rf"(?:.*/)?{NSID}_{PHOTO}_{FACE}(?:{EXT}(?:\.json)?)?",
        "12345678@N99_90000000001_01",
    ),
    # --- Names of files. A number that could as well be a date or a counter tries the next form ---
    _form(
        Part.FILE,
        "export_file_ambiguous",
        rf"{PHOTO}_(?P<other>[1-9][0-9]{{9}})_o(?:_d)?{EXT}",
        "90000000001_9000000002_o.jpg",
        "secret_or_id",
    ),
    _form(
        Part.FILE,
        "export_file",
        rf"{PHOTO}_(?P<original_secret>[0-9a-f]{{10}})_(?P<size>o)(?:_d)?{EXT}",
        "90000000001_0123456abc_o.jpg",
    ),
    _form(
        Part.FILE,
        "photo_file",
        rf"{PHOTO}_{TEN_HEX}(?:_{SIZE})?(?:_d)?{EXT}",
        "90000000001_0123456abc_b.jpg",
    ),
    _form(Part.FILE, "photo_file", rf"{PHOTO}_{TEN_HEX}_{SIZE}(?:_d)?", "90000000001_0123456abc_b"),
    _form(
        Part.FILE,
        "unknown_file",
        rf"[0-9]+_[0-9]+_[0-9]+_[no]{EXT}",
        "10151_10152_10153_n.jpg",
        "other_site",
    ),
    _form(
        Part.FILE,
        "unknown_file",
        rf"(?:{CAMERA}[-_ ]*)?{TIME}.*",
        "IMG_20140512_183402.jpg",
        "camera",
    ),
    _form(
        Part.FILE, "unknown_file", rf"{CAMERA}[-_ ]*[0-9]+(?:_o)?{EXT}", "DSC_0001.jpg", "camera"
    ),
    _form(
        Part.FILE,
        "unknown_file",
        rf"{SCREEN}[-_ ]*[0-9].*",
        "Screenshot 2020-01-01 at 12.00.00.png",
        "camera",
    ),
    _form(
        Part.FILE,
        "export_file",
        rf".+_{PHOTO}_(?P<size>o)(?:_d)?{EXT}",
        "a-title_90000000001_o.jpg",
    ),
    _form(Part.FILE, "export_file", rf"video_{PHOTO}{EXT}", "video_90000000001.mp4"),
    _form(
        Part.FILE, "photo_file", rf"File:.+[ _]\({PHOTO}\){EXT}", "File:A beach (90000000001).jpg"
    ),
    _form(Part.FILE, "unknown_file", rf"{CAMERA}[-_ ]*[0-9].*", "IMG_0001-edited.jpg", "camera"),
    _form(
        Part.FILE,
        "possible_photo",
        rf".+[ _]\({PHOTO}\){EXT}",
        "A beach (90000000001).jpg",
        "number_in_a_name",
    ),
    _form(
        Part.FILE,
        "possible_photo",
        rf"(?:.+_)?{PHOTO}{EXT}",
        "a-title_90000000001.jpg",
        "number_in_a_name",
    ),
    _form(
        Part.FILE,
        "possible_photo",
        rf"{PHOTO}_[0-9]{{1,2}}{EXT}",
        "90000000001_1.png",
        "number_in_a_name",
    ),
    _form(
        Part.FILE,
        "unknown_file",
        rf"[0-9a-f]{{26,32}}{EXT}",
        "0123456789abcdef0123456789ab.jpg",
        "hash",
    ),
    _form(Part.FILE, "unknown_file", rf".*{EXT}", "holiday.jpg", "no_number"),
)

# --- Bare numbers: which of them are a photo's id -----------------------------

LONGEST_ID = (
    11  # digits that Flickr's ids have today; a longer bare number is an album's, or no id at all
)
SURE_ID = 8  # digits; a shorter bare number may be anything
DAY = r"(?:0[1-9]|[12][0-9]|3[01])"
MONTH = r"(?:0[1-9]|1[0-2])"
YEAR = r"(?:19|20)[0-9]{2}"
DATE = re.compile(rf"{YEAR}{MONTH}{DAY}|{DAY}{MONTH}{YEAR}|{MONTH}{DAY}{YEAR}")
TELEPHONE = re.compile(r"1?[2-9][0-9]{9}")  # of the North American plan


@cache
def forms(part: Part) -> tuple[Form, ...]:
    """The forms of one part, in the order in which they are tried."""
    return tuple(form for form in FORMS if form.part is part)


def doubt_of(digits: str, *, is_labelled: bool) -> str:
    """Why a bare number could be something else than a photo's id: "short", "date", "telephone"; ""
    if it could not.

    `is_labelled`: the word "photo" or "id" stands before it, so it is no telephone number.
    """
    if len(digits) < SURE_ID:
        return "short"
    if DATE.fullmatch(digits):
        return "date"
    if not is_labelled and TELEPHONE.fullmatch(digits):
        return "telephone"
    return ""


def is_doubtful_in_a_name(digits: str) -> bool:
    """The same for a number in the name of a file, where a date or a counter of the camera is as
    likely.
    """
    return len(digits) > LONGEST_ID or bool(doubt_of(digits, is_labelled=True))


def is_id(text: str) -> bool:
    """Whether the digits can be a photo's id at all."""
    return ids.photo_id(text) is not None
