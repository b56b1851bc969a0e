"""The times at which claims were held against the law anew, and whom each moved."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from claims.accounts.guards import desk
from claims.accounts.permissions import Permission
from claims.accounts.requests import SignedInRequest
from claims.assessment.queries import moved_by
from claims.jobs.names import JobKind
from claims.jobs.queries import jobs_for
from claims.matters import queries as matters
from claims.matters.models import LawRun
from claims.staff.queries import own_matters


@require_GET
@desk(Permission.DESK_SEE)
def runs(request: SignedInRequest) -> HttpResponse:
    runs = matters.runs(own_matters(request.user))
    unfinished = [run.pk for run in runs if not run.finished_at]
    jobs = jobs_for(JobKind.RERUN_LAW, unfinished)
    rows = [(run, jobs.get(run.pk)) for run in runs]
    return render(request, "staff/runs.html", {"rows": rows, "is_working": bool(jobs)})


@require_GET
@desk(Permission.DESK_SEE)
def run(request: SignedInRequest, run: UUID) -> HttpResponse:
    row = (
        LawRun.objects.filter(pk=run, matter__in=own_matters(request.user))
        .select_related("matter")
        .first()
    )
    if row is None:
        raise Http404
    rows, older = moved_by(row, after=request.GET.get("after", ""))
    return render(request, "staff/run.html", {"run": row, "rows": rows, "older": older})
