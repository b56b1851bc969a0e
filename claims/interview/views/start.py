"""Start a claim, resume it, and the pages that are asked of everyone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.accounts import queries as accounts
from claims.accounts.permissions import Permission
from claims.accounts.requests import SignedInRequest
from claims.datasets.session import carried
from claims.intake.queries import open_claim, own_claim
from claims.intake.status import Status
from claims.interview import queries
from claims.interview.actions import answers
from claims.interview.actions import people as people_actions
from claims.interview.forms import ROLES, PersonForm, ScreenForm
from claims.interview.wording import in_words
from claims.law.questions import BY_KEY
from claims.matters import queries as matters
from claims.matters.models import Matter
from claims.refusals import Refusal, Stale


def claim_start(request: SignedInRequest) -> HttpResponse:
    """What this is and is not, with the first page of the claim; who has one goes on with it."""
    matter = matters.open_matter()
    allowed = accounts.may(request.user, Permission.CLAIM_MAKE)
    context: dict[str, Any] = {"matter": matter, "allowed": allowed}
    if matter is None or not allowed:
        return render(request, "interview/start.html", context)
    form = None
    if open_claim(request.user, matter) is None:
        form = ScreenForm(request.POST or None, current={}, today=timezone.localdate())
    if request.method == "POST" and (form is None or form.is_valid()):
        return _begun(request, matter, form)
    context |= {"form": form, "typed_form": "answers"}
    status = 400 if form and form.errors else 200
    return render(request, "interview/start.html", context, status=status)


def _begun(request: SignedInRequest, matter: Matter, form: ScreenForm | None) -> HttpResponse:
    """Open the claim with its first page, or add what was checked to the one that is open."""
    about: dict[str, Any] = {
        "account": request.user,
        "matter": matter,
        "carried": carried(request),
        "at": timezone.now(),
    }
    try:
        if form is None:
            claim = people_actions.begin(**about)
        else:
            roles = form.cleaned_data["roles"]
            claim = people_actions.begin_screened(**about, roles=roles, screened=form.answers)
    except Refusal as error:
        messages.error(
            request, _("We didn’t add the photos you checked. %(reason)s") % {"reason": error}
        )
        return redirect("claims")
    request.session.pop("carried", None)
    return redirect("claim_continue", claim.reference)


def claim_continue(request: SignedInRequest, reference: str) -> HttpResponse:
    """The first page that is not done, on whatever device."""
    claim = own_claim(request.user, reference)
    if not claim.is_draft:
        return redirect("claim", reference)
    return go_on(queries.Interview(claim))


def go_on(state: queries.Interview) -> HttpResponse:
    """Redirect to the first page that is not done."""
    page, reference = state.next_page(), state.claim.reference
    if page == "question":
        needed = state.needed()[0]
        position = needed.subject.position if needed.subject else 0
        return redirect("claim_topic", reference, position, needed.question.page)
    if page == "check" and state.claim.frozen_at:
        return redirect("claim_documents", reference)
    return redirect(f"claim_{page}", reference)


def of_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the interview: the view gets the claim's state.

    A claim that takes no change leads to where it is.
    """

    @wraps(view)
    def guarded(request: SignedInRequest, reference: str, **kwargs: Any) -> HttpResponse:
        claim = own_claim(request.user, reference)
        if not claim.is_draft:
            if claim.status != Status.HELD:
                messages.info(
                    request, _("This claim has been sent, so you can’t change it anymore.")
                )
            return redirect("claim", reference)
        if claim.frozen_at:
            if request.method == "POST":
                messages.warning(
                    request, _("We didn’t save this, because your papers have already been made.")
                )
                messages.warning(request, _("Press “Change my answers” first, then answer again."))
            return redirect("claim_documents", reference)
        try:
            return view(request, queries.Interview(claim), **kwargs)
        except Refusal as error:  # another window sent or froze it a moment ago
            messages.error(request, str(error))
            return redirect("claim_continue", reference)

    return guarded


def after(request: HttpRequest, reference: str) -> HttpResponse:
    """Where a saved page leads: back to the check page if it came from there, else on."""
    if request.POST.get("back") == "check":
        return redirect("claim_check", reference)
    return redirect("claim_continue", reference)


@of_draft
def screen(request: HttpRequest, state: queries.Interview) -> HttpResponse:
    """The first page: who the person is to the photos, and the conflict screen."""
    form = ScreenForm(
        request.POST or None,
        current=state.screened(),
        today=timezone.localdate(),
        initial={"seen": state.screen_version(), "roles": state.claim.roles},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            about = {
                "seen": data["seen"],
                "roles": data["roles"],
                "by": request.user,
                "at": timezone.now(),
            }
            answers.screen(state.claim, form.answers, **about)
            return after(request, state.claim.reference)
        except Stale:
            now = queries.Interview(state.claim)
            saved = {
                key: in_words(BY_KEY[key], answer)
                for key, answer in now.screened().items()
                if answer != form.answers[key]
            }
            if now.claim.roles != data["roles"]:
                names = dict(ROLES)
                saved["roles"] = "; ".join(str(names[role]) for role in now.claim.roles)
            form.conflict(now.screen_version(), saved)
    intro = "interview/start/why.html"
    return page(request, state, form, _("First, a quick check for the firm"), intro=intro)


@of_draft
def people(request: SignedInRequest, state: queries.Interview) -> HttpResponse:
    """Who else the claim is for: children, adults under care, people who have died."""
    reference = state.claim.reference
    form = PersonForm(request.POST if "name" in request.POST else None, kinds=state.kinds_to_name())
    if request.method == "POST" and request.POST.get("remove", "").isdecimal():
        people_actions.remove_person(
            state.claim, int(request.POST["remove"]), by=request.user, at=timezone.now()
        )
        return redirect("claim_people", reference)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            people_actions.add_person(
                state.claim, data["kind"], data["name"], by=request.user, at=timezone.now()
            )
            return redirect("claim_people", reference)
        except Refusal as error:
            form.add_error("name", str(error))
    context = {"state": state, "form": form, "may_go_on": not state.people_to_name()}
    return render(request, "interview/people.html", context, status=400 if form.errors else 200)


def page(
    request: HttpRequest, state: queries.Interview, form, title: str, **context
) -> HttpResponse:
    """One page of the interview. Bad input is shown with its errors and saves nothing."""
    back = request.GET.get("back", "")
    context |= {"state": state, "form": form, "title": title, "back": back, "typed_form": "answers"}
    return render(request, "interview/page.html", context, status=400 if form.errors else 200)
