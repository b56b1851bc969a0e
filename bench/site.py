"""The site with two more pages, for measuring: what an answer costs that does nothing, and one that
only renders.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from claims.datasets.forms import CheckForm
from claims.datasets.views import check
from claims.flickr import refs
from portal.urls import urlpatterns as all_pages

ASKED = "https://www.flickr.com/photos/12345678@N99/90000000001/"
_answers: list[dict] = []


@csrf_exempt
@login_not_required
def hello(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"hello": "world"})


@login_not_required
@never_cache
def constants(request: HttpRequest) -> HttpResponse:
    """The page of a check's answer, from values that were made once."""
    if not _answers:
        _answers.append(check.answered(refs.parse(ASKED)) | {"form": CheckForm()})
    return render(request, "datasets/check.html", _answers[0])


urlpatterns = [path("bench/hello", hello), path("bench/constants", constants), *all_pages]
handler400, handler404, handler500 = (
    "portal.views.bad_request",
    "portal.views.not_found",
    "portal.views.error",
)
