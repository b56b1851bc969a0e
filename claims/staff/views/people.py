"""Who has a desk, and what the firm pursues: both behind a fresh confirmation."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from claims.accounts import actions as accounts
from claims.accounts.guards import desk, step_up
from claims.accounts.models import STAFF_ROLES, Membership
from claims.accounts.permissions import Permission
from claims.accounts.queries import staff
from claims.accounts.requests import SignedInRequest
from claims.matters.actions import edit_matter
from claims.matters.models import Matter
from claims.refusals import Refusal
from claims.staff import actions
from claims.staff.forms import DeskForm, MatterForm
from claims.staff.queries import own_matters


@desk(Permission.STAFF_MANAGE)
@step_up
def people(request: SignedInRequest) -> HttpResponse:
    """Every role of the firm's staff; a form gives another."""
    form = DeskForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_given(request, form):
        return redirect("desk_people")
    names: dict[UUID | None, str] = dict(Matter.objects.values_list("pk", "name"))
    context = {"rows": [(row, names.get(row.matter)) for row in staff()], "form": form}
    status = 400 if form.errors else 200
    return render(request, "staff/firm/people.html", context, status=status)


def _is_given(request: SignedInRequest, form: DeskForm) -> bool:
    data, matter = form.cleaned_data, form.cleaned_data["matter"]
    place = matter.pk if matter else None
    try:
        actions.give_desk(
            data["email"], data["name"], data["role"], place, by=request.user, at=timezone.now()
        )
    except Refusal as refusal:
        form.add_error("email", str(refusal))
        return False
    messages.success(request, _("Saved. They sign in with a code that we e-mail to this address."))
    return True


@require_POST
@desk(Permission.STAFF_MANAGE)
@step_up
def take(request: SignedInRequest, membership: UUID) -> HttpResponse:
    """Take one role back."""
    row = get_object_or_404(Membership, pk=membership, role__in=STAFF_ROLES)
    try:
        count = actions.take_desk(row, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("desk_people")
    text = ngettext(
        "Done. %(count)s claim is there for anybody to take.",
        "Done. %(count)s claims are there for anybody to take.",
        count,
    )
    messages.success(request, text % {"count": count})
    return redirect("desk_people")


@require_POST
@desk(Permission.STAFF_MANAGE)
@step_up
def sign_out(request: SignedInRequest, membership: UUID) -> HttpResponse:
    """A lost laptop: the person is signed out everywhere, and signs in anew."""
    row = get_object_or_404(Membership, pk=membership, role__in=STAFF_ROLES)
    accounts.end_sessions(row.user, by=request.user, at=timezone.now())
    messages.success(request, _("Signed out everywhere."))
    return redirect("desk_people")


@desk(Permission.MATTER_MANAGE)
def matters(request: SignedInRequest) -> HttpResponse:
    """The matters on which this staff member works."""
    return render(request, "staff/firm/matters.html", {"matters": own_matters(request.user)})


@desk(Permission.MATTER_MANAGE)
@step_up
def matter(request: SignedInRequest, matter: UUID) -> HttpResponse:
    """Change one."""
    row = get_object_or_404(own_matters(request.user), pk=matter)
    form = MatterForm(request.POST or None, matter=row)
    if request.method == "POST" and form.is_valid():
        try:
            edit_matter(row, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("desk_matters")
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"matter": row, "form": form}
    status = 400 if form.errors else 200
    return render(request, "staff/firm/matter.html", context, status=status)
