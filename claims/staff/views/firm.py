"""What the firm keeps for all claims: releases, the law with counsel's sign-off, work that
failed.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from claims.accounts import queries as accounts
from claims.accounts.guards import confirmed_lately, desk, step_up
from claims.accounts.permissions import Permission
from claims.accounts.requests import SignedInRequest
from claims.datasets import queries as datasets
from claims.law import provenance
from claims.matters import actions as matters
from claims.matters.forms import ReadingForm
from claims.matters.queries import all_theories, cited, readings
from claims.refusals import Refusal, Stale
from claims.staff import actions, failed


@require_GET
@desk(Permission.DESK_SEE)
def releases(request: HttpRequest) -> HttpResponse:
    """What a check looks through, with the files' digests; earlier releases; copies that are
    incomplete.
    """
    context = {
        "held": datasets.held(),
        "earlier": datasets.earlier_releases(),
        "shortfalls": datasets.shortfalls(),
    }
    return render(request, "staff/releases.html", context)


@require_GET
@desk(Permission.DESK_SEE)
def law(request: SignedInRequest) -> HttpResponse:
    """Every theory as the portal has it, and who of counsel has signed off this text."""
    return _law_page(request, ReadingForm())


def _law_page(request: SignedInRequest, form: ReadingForm, status: int = 200) -> HttpResponse:
    """The page with the form as it stands, also after an error in it."""
    theories = all_theories(timezone.localdate())
    context = {
        "theories": theories,
        "counts": provenance.counts(timezone.localdate(), readings()),
        "unread": [row for row in cited(theories) if not row.is_read],
        "form": form,
        "may_sign": accounts.may(request.user, Permission.LAW_SIGN_OFF),
        "is_confirmed": confirmed_lately(request),
    }
    return render(request, "staff/law/page.html", context, status=status)


@require_POST
@desk(Permission.LAW_SIGN_OFF)
def read_source(request: SignedInRequest) -> HttpResponse:
    """Counsel adds the words that they read; the theories that rest on them are drafts again."""
    form = ReadingForm(request.POST)
    if form.is_valid():
        try:
            form.run(by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error("read_on", str(refusal))
    if form.errors:
        return _law_page(request, form, status=400)
    messages.success(request, _("Added. What rests on it must be signed off anew."))
    return redirect("desk_law")


@desk(Permission.LAW_SIGN_OFF)
@step_up
def sign_off(request: SignedInRequest, key: str) -> HttpResponse:
    """Sign off the text that was shown; another text since then is refused.

    After a confirmation the way leads back here without the form, and on to the page.
    """
    if request.method == "POST":
        try:
            matters.sign_off(
                key, request.POST.get("fingerprint", ""), by=request.user, at=timezone.now()
            )
            messages.success(request, _("Signed off. Its questions are asked from now on."))
        except KeyError:
            raise Http404 from None
        except (Stale, Refusal) as refusal:
            messages.error(request, str(refusal))
    return redirect("desk_law")


@require_GET
@desk(Permission.JOBS_RESTART)
def jobs_failed(request: SignedInRequest) -> HttpResponse:
    """Work that gave up after several tries, by matter."""
    groups = failed.by_matter(failed.failures(request.user))
    return render(request, "staff/jobs.html", {"groups": groups})


@require_POST
@desk(Permission.JOBS_RESTART)
def restart(request: SignedInRequest, job: UUID) -> HttpResponse:
    rows = failed.failures(request.user)
    match = next((row for row in rows if row.job.pk == job), None)
    if match is None:
        messages.info(request, _("This work is no longer among what failed."))
    else:
        actions.restart_job(match.job, by=request.user, at=timezone.now())
        messages.success(request, _("Started again."))
    return redirect("desk_jobs")
