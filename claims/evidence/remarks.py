"""What there is to say of a file that was given, in words for the claimant and for the firm."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def line(remark: dict[str, Any]) -> str:
    """One remark of a reader (`claims.evidence.reading`): its key, and what the sentence names.

    Raises LookupError for a remark that no reader makes.
    """
    if remark["key"] == "cut_off":
        return _(
            "Part of this file is missing or damaged. The copy shows what could be read. If you "
            "have the whole file, please send that too."
        )
    if remark["key"] == "first_of":
        return _(
            "This file holds %(count)s pictures. The copy shows the first one. The original has "
            "all of them."
        ) % {"count": remark["count"]}
    if remark["key"] == "adobe_form":
        return _(
            "Only Adobe’s own program can show this form. Please print it to a new PDF and send "
            "that too."
        )
    if remark["key"] == "portfolio":
        says = ngettext(
            "This PDF is a folder of files. The copy shows its cover page only. It holds "
            "%(count)s file: %(names)s.",
            "This PDF is a folder of files. The copy shows its cover page only. It holds "
            "%(count)s files: %(names)s.",
            remark["count"],
        )
    elif remark["key"] == "attachments":
        says = ngettext(
            "The copy shows the pages only. The original also has %(count)s file attached to it: "
            "%(names)s.",
            "The copy shows the pages only. The original also has %(count)s files attached to it: "
            "%(names)s.",
            remark["count"],
        )
    else:
        raise LookupError(remark["key"])
    return says % {"count": remark["count"], "names": ", ".join(remark["names"])}
