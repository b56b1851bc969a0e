"""Whose acts are looked at in a matter, and what they are recorded to have done: the other side of
the findings.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.accounts import queries as accounts
from claims.accounts.guards import desk
from claims.accounts.models import User
from claims.accounts.permissions import Permission
from claims.accounts.requests import SignedInRequest
from claims.matters import actions as matters
from claims.matters import queries as matter_queries
from claims.matters.models import Act, Defendant, Matter
from claims.refusals import Refusal
from claims.staff.forms import ActForm, DefendantForm
from claims.staff.queries import own_matters


def _may_work(user: User, matter: Matter) -> bool:
    return accounts.may(user, Permission.CLAIM_WORK, matter.pk)


@desk(Permission.DESK_SEE)
def acts(request: SignedInRequest) -> HttpResponse:
    """The parties of each matter of this staff member with their acts; two forms add to them."""
    own = own_matters(request.user)
    parties = Defendant.objects.filter(matter__in=own)
    party = DefendantForm(matters=own)
    act = ActForm(parties=parties)
    if request.method == "POST":
        form: DefendantForm | ActForm
        if "name" in request.POST:
            form = party = DefendantForm(request.POST, matters=own)
        else:
            form = act = ActForm(request.POST, parties=parties)
        if _is_saved(request, form):
            return redirect("desk_acts")
    context = {
        "rows": [(matter, matter_queries.defendants(matter)) for matter in own],
        "party_form": party,
        "act_form": act,
        "may_work": any(_may_work(request.user, matter) for matter in own),
    }
    status = 400 if party.errors or act.errors else 200
    return render(request, "staff/acts/page.html", context, status=status)


def _is_saved(request: SignedInRequest, form: DefendantForm | ActForm) -> bool:
    """Raises Http404 for a matter in which this person may not work."""
    if not form.is_valid():
        return False
    _require_work(request, form.matter())
    try:
        with transaction.atomic():
            form.run(by=request.user, at=timezone.now())
    except IntegrityError:
        form.add_error(None, _("This matter has that name already."))
    except Refusal as refusal:
        form.add_error("earliest", str(refusal))
    return not form.errors


@require_POST
@desk(Permission.CLAIM_WORK)
def remove(request: SignedInRequest, act: UUID) -> HttpResponse:
    """Take back an act that was recorded in error."""
    own_acts = Act.objects.select_related("defendant__matter").filter(
        pk=act, removed_at=None, defendant__matter__in=own_matters(request.user)
    )
    row = own_acts.first()
    if row is None:
        raise Http404
    _require_work(request, row.defendant.matter)
    matters.remove_act(row, by=request.user, at=timezone.now())
    messages.success(request, _("Taken back."))
    return redirect("desk_acts")


def _require_work(request: SignedInRequest, matter: Matter) -> None:
    """Raises Http404 for a matter in which this person may not work."""
    if not _may_work(request.user, matter):
        raise Http404
