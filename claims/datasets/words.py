"""What people read about something that could not be read, or that can be read in more than one
way.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from claims.flickr.reference import Ref

COPY_THE_ADDRESS = _(
    "We could not read a photo or an account from this. Open the photo on Flickr and copy its "
    "address."
)
A_SLIP = _(
    "This looks like a Flickr identifier with a typo in it. Copy it again; an account id looks like"
    " 12345678@N99."
)
ONLY_FLICKR = _(
    "Only Flickr knows whose page this is. Open it, and copy the address that your browser then "
    "shows, or give the account id."
)
OTHER_PEOPLE = _(
    "Groups, galleries and tags hold other people’s photos, so they cannot be searched here. Give a"
    " photo of your own."
)
UNREAD_BY_KIND = {
    "guest_pass": _(
        "This is a guest pass. It opens private photos, so we did not read or keep its code. Give "
        "the photo’s own address or your account id instead."
    ),
    "not_flickr": _(
        "This is not a Flickr address. Give a link that begins with flickr.com, flic.kr or "
        "staticflickr.com."
    ),
    "user_short": ONLY_FLICKR,
    "user_internal_id": ONLY_FLICKR,
    "gallery": OTHER_PEOPLE,
    "group": OTHER_PEOPLE,
    "tag": OTHER_PEOPLE,
}
UNREAD_BY_REASON = {
    "camera": _(
        "This is the name that a camera or a phone gave the picture. It names no photo on Flickr. "
        "Open the photo on Flickr and copy its address."
    ),
    "other_site": _(
        "This looks like a file from another site. Open the photo on Flickr and copy its address."
    ),
    "hash": _(
        "This is a name that a dataset gave the picture. It cannot be turned back into a photo. "
        "Open the photo on Flickr and copy its address."
    ),
    "no_number": _(
        "This file’s name holds no Flickr photo number. Open the photo on Flickr and copy its "
        "address, or give a file name from your Flickr download."
    ),
    "scientific": _(
        "A spreadsheet shortened this number. Format the column as text there, then copy the whole "
        "number."
    ),
    "telephone": _("This looks like a phone number. Paste the photo’s address instead."),
    "date": _("This looks like a date. Paste the photo’s address instead."),
    "long_number": _(
        "This cannot be a photo’s number: those have up to 11 digits. Paste the photo’s address "
        "instead."
    ),
    "number": _("We could not read a photo’s number from this. Paste the photo’s address instead."),
    "number_in_text": _(
        "There is a number in this text, and we do not guess. If it is a photo’s number, paste it "
        "on a line of its own."
    ),
    "email": _(
        "This is an e-mail address, and no list here holds any. Give the address of one of your "
        "photos or your account id."
    ),
    "account": A_SLIP,
    "short_link": A_SLIP,
}
POSSIBLE_BY_REASON = {
    "short": _("A number this short could be many things. It could be a photo’s number."),
    "date": _("This could be a date. It could also be a photo’s number."),
    "telephone": _("This could be a phone number. It could also be a photo’s number."),
    "number_in_a_name": _("The number in this file’s name could be a photo’s, or something else."),
    "secret_or_id": _("Either of two numbers in this file’s name could be the photo’s."),
    "shortened": _("The end of this address seems to be cut off, so its number may not be whole."),
    "wrapped": _("This address was broken over two lines, so it can be read in two ways."),
}


def why_unread(ref: Ref) -> str:
    """Why a reference names nothing, and what to give instead."""
    return str(UNREAD_BY_KIND.get(ref.kind) or UNREAD_BY_REASON.get(ref.why) or COPY_THE_ADDRESS)


def why_possible(ref: Ref) -> str:
    """What else a possible reading could be; "" for what is certain."""
    return str(POSSIBLE_BY_REASON.get(ref.why, "")) if ref.readings else ""
