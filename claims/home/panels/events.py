"""What the claimant did, one line a day. What staff did is work product."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from claims.audit import queries as audit
from claims.audit.models import Event
from claims.home.own import Own
from claims.intake.panels import Panel

# In the person's own words, never a field's name; a verb that is not here is not told.
SENTENCES = {
    "claim.started": gettext_noop("You started."),
    "claim.screened": gettext_noop("You answered the first page."),
    "claim.answered": gettext_noop("You answered questions."),
    "claim.photos_added": gettext_noop("You added photos."),
    "claim.photo_removed": gettext_noop("You removed a photo."),
    "claim.person_added": gettext_noop("You added a person."),
    "claim.upload_added": gettext_noop("You added a file."),
    "claim.upload_removed": gettext_noop("You took back a file."),
    "claim.frozen": gettext_noop("You finished your answers."),
    "claim.confirmed": gettext_noop("You confirmed your answers."),
    "claim.message_written": gettext_noop("You wrote to us."),
    "claim.replied": gettext_noop("You answered our question."),
    "claim.contact_changed": gettext_noop("You changed how we can reach you."),
    "claim.invited": gettext_noop("You invited another adult."),
    "claim.data_downloaded": gettext_noop("You downloaded your data."),
    "claim.erasure_asked": gettext_noop("You asked us to erase your data."),
    "packet.downloaded": gettext_noop("You downloaded your papers."),
    "document.read": gettext_noop("You opened your papers."),
}
MOVES = {
    "submit": gettext_noop("You sent your answers to us."),
    "withdraw": gettext_noop("You withdrew your claim."),
}


def reads(page: Own) -> dict[str, Any]:
    """Sentences by day, the newest day first."""
    days: dict[date, list[str]] = {}
    for event in sorted(audit.events_about(page.claim), key=_moment, reverse=True):
        told = _sentence(event, page)
        of_day = days.setdefault(timezone.localdate(event.at), [])
        if told and told not in of_day:
            of_day.insert(0, told)
    return {"days": list(filter(_is_told, days.items()))}


def _moment(event: Event) -> datetime:
    return event.at


def _is_told(day: tuple[date, list[str]]) -> bool:
    return bool(day[1])


def _sentence(event: Event, page: Own) -> str:
    """ "" for what somebody else did, and for what is not told."""
    if event.actor != f"user:{page.user.pk}":
        return ""
    text = SENTENCES.get(event.verb, "")
    if event.verb == "claim.moved":
        text = MOVES.get(event.details["move"], "")
    return _(text) if text else ""


PANEL = Panel("events", "home/claim/events.html", ("main", 70), reads)
