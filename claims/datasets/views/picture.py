"""Possible matches of a picture. Hashed in memory, kept nowhere, never called found."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from claims.accounts.throttle import is_one_upload_too_many
from claims.datasets import pictures
from claims.datasets.forms import LARGEST_PICTURE, PictureForm
from claims.datasets.thumbnails import MAX_PIXELS


@login_not_required
@never_cache
def picture(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and is_one_upload_too_many(request):
        return render(request, "429.html", status=429)
    context: dict[str, Any] = {
        "limit": LARGEST_PICTURE,
        "pixels": MAX_PIXELS // 10**6,
        "possible": pictures.POSSIBLE,
    }
    if not pictures.is_offered():
        return render(request, "datasets/picture/page.html", context)
    form = PictureForm(request.POST, request.FILES) if request.method == "POST" else PictureForm()
    context |= {"form": form, "lists": [(each.name, len(each.hashes)) for each in pictures.lists()]}
    if request.method == "POST" and form.is_valid():
        hashed = form.cleaned_data["picture"]
        context |= {
            "hashed": hashed,
            "near": pictures.near(hashed),
            "poor": hashed.quality < pictures.WORST_QUALITY,
        }
    return render(
        request, "datasets/picture/page.html", context, status=400 if form.errors else 200
    )
