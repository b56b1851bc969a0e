"""Staff's own words about the claim: work product, never where a claimant looks."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.accounts.permissions import Permission
from claims.intake.panels import Act, Panel
from claims.intake.queries import with_claim
from claims.staff.actions import write_note
from claims.staff.desk import Desk
from claims.staff.forms import NoteForm


def reads(page: Desk) -> dict[str, Any]:
    return {"notes": with_claim(page.claim, page.claim.notes.select_related("written_by"))}


def form(page: Desk, data: QueryDict | None) -> NoteForm:
    return NoteForm(data)


def run(page: Desk, form: NoteForm) -> str:
    write_note(page.claim, form.cleaned_data["text"], by=page.user, at=timezone.now())
    return _("The note is kept.")


PANEL = Panel(
    key="notes",
    template="staff/claim/notes.html",
    place=("side", 100),
    reads=reads,
    act=Act(form, run, permission=Permission.CLAIM_WORK),
)
