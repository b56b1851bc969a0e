"""Which photos, and who is who in them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.accounts.requests import SignedInRequest
from claims.datasets.words import why_possible, why_unread
from claims.flickr import refs
from claims.flickr.reference import Ref
from claims.interview import queries
from claims.interview.actions import people
from claims.interview.forms import CapacityForm, PhotosForm
from claims.interview.models import Capacity
from claims.interview.views.start import after, of_draft
from claims.refusals import Refusal, Stale


@of_draft
def photos(request: SignedInRequest, state: queries.Interview) -> HttpResponse:
    reference = state.claim.reference
    if request.method == "POST" and "remove" in request.POST:
        try:
            people.remove_photo(
                state.claim, UUID(request.POST["remove"]), by=request.user, at=timezone.now()
            )
        except ValueError:
            messages.error(request, _("This photo is not in your claim."))
        return redirect("claim_photos", reference)
    form = PhotosForm(request.POST if "text" in request.POST else None)
    if request.method == "POST" and form.is_valid():
        try:
            unusable = people.add_photos(
                state.claim, form.cleaned_data["text"], by=request.user, at=timezone.now()
            )
            _explain(request, unusable)
            return redirect("claim_photos", reference)
        except (refs.TooMuchText, Refusal) as error:
            form.add_error("text", _(str(error)))
    return render(
        request,
        "interview/photos.html",
        {"state": state, "form": form},
        status=400 if form.errors else 200,
    )


def _explain(request: HttpRequest, unusable: list[Ref]) -> None:
    if unusable:
        text = ngettext(
            "We couldn’t use one line: %(lines)s. Paste a photo link or an account id.",
            "We couldn’t use %(count)d lines: %(lines)s. Paste photo links or an account id.",
            len(unusable),
        )
        lines = ", ".join(
            f"“{ref.input[:60]}” ({why_possible(ref) or why_unread(ref)})" for ref in unusable[:5]
        )
        messages.warning(request, text % {"count": len(unusable), "lines": lines})


@of_draft
def capacity(request: SignedInRequest, state: queries.Interview) -> HttpResponse:
    """A sheet: each photo, each person."""
    form = CapacityForm(
        state.photos,
        state.subjects,
        request.POST or None,
        current=state.capacities,
        initial={"seen": state.capacity_version()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            people.name_photos(state.claim, form.names(), by=request.user, at=timezone.now())
            people.place_photos(
                state.claim,
                form.placed(),
                seen=form.cleaned_data["seen"],
                by=request.user,
                at=timezone.now(),
            )
            return after(request, state.claim.reference)
        except Stale:
            now = queries.Interview(state.claim)
            saved = {
                f"{photo}_{subject}": str(Capacity.Kind(kind).label)
                for (photo, subject), kind in now.capacities.items()
                if form.placed().get((photo, subject), kind) != kind
            }
            form.conflict(now.capacity_version(), saved)
    context = {
        "state": state,
        "form": form,
        "back": request.GET.get("back", ""),
        "typed_form": "answers",
    }
    return render(request, "interview/capacity.html", context, status=400 if form.errors else 200)
