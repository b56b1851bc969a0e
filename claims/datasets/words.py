"""What people read about something that could not be read, or that can be read in more than one
way.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from claims.flickr.reference import Ref

COPY_THE_ADDRESS = _(
    "We couldn’t find a photo or an account in this. Open the photo on Flickr and copy its link."
)
A_SLIP = _(
    "This looks like a Flickr id with a typo. Copy it again. An account id looks like 12345678@N99."
)
ONLY_FLICKR = _(
    "Only Flickr knows whose page this is. Open it, then copy the address that your browser"
    " shows. Or paste the account id."
)
OTHER_PEOPLE = _(
    "Groups, galleries, and tags show other people’s photos, so we can’t search them here. "
    "Paste a link to one of your own photos."
)
UNREAD_BY_KIND = {
    "guest_pass": _(
        "This is a guest pass. It opens private photos, so we didn’t read or keep its code."
        " Paste the photo’s own link or your account id instead."
    ),
    "not_flickr": _(
        "This isn’t a Flickr link. Paste one that begins with flickr.com, flic.kr, or "
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
        "This is the name a camera or a phone gave the picture. It doesn’t lead to a photo "
        "on Flickr. Open the photo on Flickr and copy its link."
    ),
    "other_site": _(
        "This looks like a file from another site. Open the photo on Flickr and copy its link."
    ),
    "hash": _(
        "This is the name a dataset gave the picture. We can’t tell from it which photo it "
        "is. Open the photo on Flickr and copy its link."
    ),
    "no_number": _(
        "This file name has no Flickr photo number in it. Open the photo on Flickr and copy"
        " its link, or paste a file name from your Flickr download."
    ),
    "scientific": _(
        "A spreadsheet cut this number short. In the spreadsheet, format the column as "
        "text. Then copy the whole number."
    ),
    "telephone": _("This looks like a phone number. Paste the photo’s link instead."),
    "date": _("This looks like a date. Paste the photo’s link instead."),
    "long_number": _(
        "This can’t be a photo’s number. Those have up to 11 digits. Paste the photo’s link"
        " instead."
    ),
    "number": _("We couldn’t find a photo’s number in this. Paste the photo’s link instead."),
    "number_in_text": _(
        "There is a number in this text, but we don’t guess. If it’s a photo’s number, "
        "paste it on its own line."
    ),
    "email": _(
        "This is an email address. No list here has any. Paste a link to one of your "
        "photos, or your account id."
    ),
    "account": A_SLIP,
    "short_link": A_SLIP,
}
POSSIBLE_BY_REASON = {
    "short": _("A number this short could be many things. It could be a photo’s number."),
    "date": _("This could be a date. It could also be a photo’s number."),
    "telephone": _("This could be a phone number. It could also be a photo’s number."),
    "number_in_a_name": _(
        "The number in this file name could be a photo’s number, or something else."
    ),
    "secret_or_id": _("This file name has two numbers. Either one could be the photo’s."),
    "shortened": _("The end of this link seems to be cut off, so its number may not be complete."),
    "wrapped": _("This link was split over two lines, so we can read it in two ways."),
}


def why_unread(ref: Ref) -> str:
    """Why a reference names nothing, and what to give instead."""
    return str(UNREAD_BY_KIND.get(ref.kind) or UNREAD_BY_REASON.get(ref.why) or COPY_THE_ADDRESS)


def why_possible(ref: Ref) -> str:
    """What else a possible reading could be; "" for what is certain."""
    return str(POSSIBLE_BY_REASON.get(ref.why, "")) if ref.readings else ""
