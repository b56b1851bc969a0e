"""Start a claim, resume it, withdraw it, and the pages that are asked of everyone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.accounts import queries as accounts
from claims.accounts.permissions import Permission
from claims.intake import actions, queries
from claims.intake.forms import ChildForm, RolesForm, ScreenForm
from claims.matters import queries as matters


def claim_start(request: HttpRequest) -> HttpResponse:
    """What this is and is not; the button opens the claim."""
    matter = matters.open_matter()
    allowed = accounts.may(request.user, Permission.CLAIM_MAKE)
    if request.method == "POST" and matter and allowed:
        carried = request.session.pop("carried", [])
        claim = actions.start(account=request.user, matter=matter, carried=carried, at=timezone.now())
        return redirect("claim_continue", claim.reference)
    return render(request, "intake/start.html", {"matter": matter, "allowed": allowed})


def claim_continue(request: HttpRequest, reference: str) -> HttpResponse:
    """The first page that is not done, on whatever device."""
    claim = queries.own_claim(request.user, reference)
    if not claim.is_draft:
        return redirect("claim", reference)
    return go_on(queries.Interview(claim))


def go_on(state: queries.Interview) -> HttpResponse:
    """Redirect to the first page that is not done."""
    page, reference = state.next_page(), state.claim.reference
    if page == "question":
        needed = state.needed()[0]
        position = needed.subject.position if needed.subject else 0
        return redirect("claim_question", reference, position, needed.question.key)
    if page == "check" and queries.standing_submission(state.claim):
        return redirect("claim_documents", reference)
    return redirect(f"claim_{page}", reference)


def draft(request: HttpRequest, reference: str) -> queries.Interview | HttpResponse:
    """The claim's interview, or the way to where the claim is now."""
    claim = queries.own_claim(request.user, reference)
    if not claim.is_draft:
        messages.info(request, _("This claim has been sent and can no longer be changed."))
        return redirect("claim", reference)
    if queries.standing_submission(claim):
        if request.method == "POST":
            text = _(
                "This was not saved: your documents are made already. Press “change my answers”, then answer again."
            )
            messages.warning(request, text)
        return redirect("claim_documents", reference)
    return queries.Interview(claim)


def after(request: HttpRequest, reference: str) -> HttpResponse:
    """Where a saved page leads: back to the check page if it came from there, else on."""
    if request.POST.get("back") == "check":
        return redirect("claim_check", reference)
    return redirect("claim_continue", reference)


def roles(request: HttpRequest, reference: str) -> HttpResponse:
    state = draft(request, reference)
    if isinstance(state, HttpResponse):
        return state
    form = RolesForm(request.POST or None, initial={"roles": state.claim.roles})
    if request.method == "POST" and form.is_valid():
        actions.set_roles(state.claim, form.cleaned_data["roles"], by=request.user, at=timezone.now())
        return after(request, reference)
    return page(request, state, form, _("Who are you to the photos?"))


def screen(request: HttpRequest, reference: str) -> HttpResponse:
    state = draft(request, reference)
    if isinstance(state, HttpResponse):
        return state
    initial = {}
    for key in ("legal_name", "former_names", "other_counsel", "adverse_ties"):
        if saved := state.answer(key):
            content = saved.content
            initial[key] = content["value"] or (content["certainty"] if key != "former_names" else "")
    form = ScreenForm(request.POST or None, initial=initial, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        actions.screen(state.claim, form.answers, by=request.user, at=timezone.now())
        return after(request, reference)
    intro = _(
        "We ask this before anything else, so that the firm can check whether it already acts for the other side. "
        "Please do not tell your story yet."
    )
    return page(request, state, form, _("First, a conflict check"), intro=intro)


def children(request: HttpRequest, reference: str) -> HttpResponse:
    state = draft(request, reference)
    if isinstance(state, HttpResponse):
        return state
    form = ChildForm(request.POST if "name" in request.POST else None)
    if request.method == "POST" and request.POST.get("remove", "").isdecimal():
        actions.remove_child(state.claim, int(request.POST["remove"]), by=request.user, at=timezone.now())
        return redirect("claim_children", reference)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_child(state.claim, form.cleaned_data["name"], by=request.user, at=timezone.now())
            return redirect("claim_children", reference)
        except actions.Refused as error:
            form.add_error("name", str(error))
    return render(request, "intake/children.html", {"state": state, "form": form}, status=400 if form.errors else 200)


def page(request: HttpRequest, state: queries.Interview, form, title: str, **context) -> HttpResponse:
    """One page of the interview. Bad input is shown with its errors and saves nothing."""
    context |= {"state": state, "form": form, "title": title, "back": request.GET.get("back", "")}
    return render(request, "intake/page.html", context, status=400 if form.errors else 200)


@require_POST
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    claim = queries.own_claim(request.user, reference)
    try:
        actions.move(claim, "withdraw", by=request.user, at=timezone.now())
        messages.success(request, _("Your claim is withdrawn. You can start a new one at any time."))
    except actions.NotAllowed as error:
        messages.error(request, str(error))
    return redirect("claims")
