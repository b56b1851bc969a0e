"""For everybody: the laws, the words, and the list of those who want to hear of it."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from claims.accounts.throttle import seconds_to_wait
from claims.home.forms import InterestForm
from claims.law.glossary import GLOSSARY
from claims.matters import actions
from claims.matters import queries as matters
from claims.matters.models import Interest
from claims.vault.crypto import digest_of


@login_not_required
@require_GET
def states(request: HttpRequest) -> HttpResponse:
    """Each law that counsel has signed off: who may go to court, and what a person may do where
    nobody may.
    """
    return render(request, "home/states.html", {"states": matters.signed_law(timezone.localdate())})


# Each is a template of its name in home/help.
HELP = {
    "real": _("Is this real, and is it safe?"),
    "cost": _("What it costs"),
    "after": _("After you send your answers"),
    "declined": _("If we can’t take your case"),
    "contact": _("Contact us"),
    "accessibility": _("Accessibility"),
}


@login_not_required
@require_GET
def help_index(request: HttpRequest) -> HttpResponse:
    return render(request, "home/help/index.html", {"pages": HELP.items()})


@login_not_required
@require_GET
def help_page(request: HttpRequest, page: str) -> HttpResponse:
    if page not in HELP:
        raise Http404
    return render(request, f"home/help/{page}.html")


@login_not_required
@require_GET
def words(request: HttpRequest) -> HttpResponse:
    """The words of the law in plain words."""
    return render(request, "home/words.html", {"terms": GLOSSARY})


@login_not_required
@never_cache
def interest(request: HttpRequest) -> HttpResponse:
    """ "Add me", by an address alone.

    Whether it was on the list already is told to nobody.
    """
    if request.method == "POST" and seconds_to_wait(request, "interest"):
        return render(request, "429.html", status=429)
    matter, form = matters.open_matter(), InterestForm(request.POST or None)
    if request.method == "POST" and matter and form.is_valid():
        language = get_language() or settings.LANGUAGE_CODE
        actions.note_interest(
            matter, form.cleaned_data["email"], language=language, at=timezone.now()
        )
        return render(request, "home/interest.html", {"is_asked": True, "matter": matter})
    context = {"form": form, "matter": matter, "typed_form": "answers" if matter else ""}
    return render(request, "home/interest.html", context, status=400 if form.errors else 200)


@login_not_required
@never_cache
def interested(request: HttpRequest, token: str) -> HttpResponse:
    """Where the e-mail leads: say yes, start a claim, or leave.

    A program that only opens links says nothing.
    """
    row = matters.interest(digest_of(token))
    if row is None:
        return render(request, "home/interested.html", {"found": None}, status=404)
    if request.method == "POST" and "leave" in request.POST:
        actions.leave_interest(row)
        return render(request, "home/interested.html", {"found": None, "has_left": True})
    if request.method == "POST":
        actions.confirm_interest(row, at=timezone.now())
        if "start" in request.POST:
            return _to_claim(request, row)
        return redirect("interested", token)
    return render(request, "home/interested.html", {"found": row})


def _to_claim(request: HttpRequest, interest: Interest) -> HttpResponse:
    """On to a claim.

    Who came by an e-mail of the last hour has shown that the address is theirs: sign-up asks
    for no code again. Later it does, for old mail is passed on.
    """
    if request.user.is_authenticated:
        return redirect("claim_start")
    is_fresh = timezone.now() - interest.written_at < actions.ASK_AGAIN
    if is_fresh:
        get_adapter().stash_verified_email(request, interest.email)
    onward = urlencode({"next": reverse("claim_start")})
    return redirect(f"{reverse('account_signup')}?{onward}")
