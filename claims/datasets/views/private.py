"""The private check, done in the browser; and what programs are told of the public interface."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from claims.datasets import openapi, queries

CLIENT = Path(settings.BASE_DIR) / "docs" / "private_check.py"


@login_not_required
@require_GET
def private_check(request: HttpRequest) -> HttpResponse:
    """A page without a form that could send anything: its script hashes, asks for a bucket and
    compares.
    """
    releases = queries.held()
    context = {
        "ready": [release for release in releases if release.ranges],
        "not_ready": [release for release in releases if not release.ranges],
        "range_root": reverse("api_range", args=["x"] * 4).removesuffix("x/x/x/x"),
        "client": CLIENT.read_text(encoding="utf-8"),
    }
    return render(request, "datasets/private/page.html", context)


@login_not_required
@require_GET
def interface(request: HttpRequest) -> HttpResponse:
    """The public interface in words, with its limits."""
    context = {
        "client": CLIENT.read_text(encoding="utf-8"),
        "site": settings.SITE_URL,
        "rates": settings.RATES,
        "limit": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        "ids": openapi.MOST_IDS,
        "references": openapi.MOST_REFERENCES,
    }
    return render(request, "datasets/interface.html", context)
