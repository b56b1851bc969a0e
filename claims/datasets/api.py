"""The public interface `/api/v1/`: the same look-ups as the check page, for programs.

Plain views: a framework's dispatch alone would take longer than the look-up (docs/adr/0005). What
goes in and out is described in `openapi.py`, and a test holds the two together. Nothing is stored;
no cookie is read or set.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

import numpy as np
import orjson
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from claims.accounts.throttle import seconds_to_wait
from claims.datasets import index, joint, queries, registry
from claims.datasets.openapi import LONGEST_REFERENCE, MOST_IDS, MOST_REFERENCES, document
from claims.datasets.source import Fact, Source
from claims.flickr import refs
from claims.flickr.ids import LARGEST_ID
from claims.flickr.reference import Ref

NUMPY = orjson.OPT_SERIALIZE_NUMPY
DAY = 86_400
FEW = 8
Columns = dict[joint.Key, dict[str, Any]]
NO_COLUMNS: dict[str, list[int]] = {"photo_id": [], "file": [], "place": []}


class Problem(Exception):
    """A request that gets no answer: RFC 9457 problem details.

    `detail` says what is wrong and what to do.
    """

    def __init__(self, status: HTTPStatus, detail: str, **headers: str) -> None:
        self.status, self.detail, self.headers = status, detail, headers

    def response(self) -> HttpResponse:
        body = {
            "type": "about:blank",
            "title": self.status.phrase,
            "status": self.status,
            "detail": self.detail,
        }
        answer = HttpResponse(
            orjson.dumps(body), content_type="application/problem+json", status=self.status
        )
        for name, value in self.headers.items():
            answer[name.replace("_", "-")] = value
        return answer


def endpoint(
    method: str, *, rate: str = ""
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view of the interface: for everyone, for one method, counted under `rate`, every refusal a
    Problem.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @csrf_exempt  # no cookie is looked at, so there is nothing to forge
        @login_not_required
        @wraps(view)
        def guarded(request: HttpRequest, **arguments: str) -> HttpResponse:
            try:
                if request.method != method:
                    raise Problem(
                        HTTPStatus.METHOD_NOT_ALLOWED, f"Use {method} here.", Allow=method
                    )
                if rate and (wait := seconds_to_wait(request, rate)):
                    text = (
                        f"More than {settings.RATES[rate]} requests in a minute. Ask again in "
                        f"{wait} seconds."
                    )
                    raise Problem(HTTPStatus.TOO_MANY_REQUESTS, text, Retry_After=str(wait))
                return view(request, **arguments)
            except Problem as problem:
                return problem.response()

        return guarded

    return decorate


def _json(content: Any, **headers: str) -> HttpResponse:
    answer = HttpResponse(orjson.dumps(content, option=NUMPY), content_type="application/json")
    for name, value in headers.items():
        answer[name.replace("_", "-")] = value
    return answer


# --- Check --------------------------------------------------------------------


@endpoint("POST", rate="api_check")
def check(request: HttpRequest) -> HttpResponse:
    """Photo ids by the hundred thousand, or references in any form.

    Each comes back with everything that is said of it. Nothing of it is kept.
    """
    match _body(request):
        case {"photo_ids": ids, **rest} if not rest:
            return _json(_of_photo_ids(_photo_ids(ids)), Cache_Control="no-store")
        case {"references": texts, **rest} if not rest:
            results = queries.find(_references(texts))
            content = {"results": [result.as_dict() for result in results]}
            return _json(content, Cache_Control="no-store")
    raise Problem(
        HTTPStatus.BAD_REQUEST, 'Send an object with one member, "photo_ids" or "references".'
    )


def _body(request: HttpRequest) -> Any:
    if request.content_type != "application/json":
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send application/json.")
    try:
        return orjson.loads(request.body)
    except RequestDataTooBig:
        limit = f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE:,}"
        text = f"The request is larger than {limit} bytes. Send it in parts."
        raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, text) from None
    except orjson.JSONDecodeError as error:
        raise Problem(HTTPStatus.BAD_REQUEST, f"This is not JSON: {error}") from None


def _photo_ids(ids: Any) -> list[int]:
    """Raises Problem."""
    if not isinstance(ids, list) or not ids or len(ids) > MOST_IDS:
        raise Problem(HTTPStatus.BAD_REQUEST, f"photo_ids is a list of 1 to {MOST_IDS:,} numbers.")
    if set(map(type, ids)) != {int} or min(ids) < 1 or max(ids) > LARGEST_ID:
        raise Problem(
            HTTPStatus.BAD_REQUEST, f"Each photo id is a whole number from 1 to {LARGEST_ID}."
        )
    return ids


def _of_photo_ids(ids: list[int]) -> dict[str, Any]:
    """What every release holds of these ids, as columns.

    An id that stands in no column of a release was not found in it.
    """
    holding = joint.current()
    columns = _few(holding, ids) if len(ids) <= FEW else _many(holding, ids)
    answers = [
        _named(release)
        | {
            "outcome": queries.found_outcome(registry.sources()[release.dataset]),
            "rows": columns.get((release.dataset, release.name), NO_COLUMNS),
        }
        for release in holding.releases
    ]
    return {"asked": len(ids), "releases": answers}


def _many(holding: joint.Joint, ids: list[int]) -> Columns:
    """The rows of these ids by release."""
    columns: Columns = {}
    for release, _which, rows in holding.rows_of(np.array(ids, np.uint64)):
        if not len(rows):
            continue
        columns[release.dataset, release.name] = {
            "photo_id": rows.photo,
            "file": rows.file,
            "place": rows.line,
        }
    return columns


def _few(holding: joint.Joint, ids: list[int]) -> Columns:
    """The same for a few ids, where arrays would take longer to make than the look-up."""
    columns: Columns = {}
    for number in ids:
        for release, rows in holding.find_photo(number):
            empty: dict[str, list[int]] = {"photo_id": [], "file": [], "place": []}
            of_release = columns.setdefault((release.dataset, release.name), empty)
            for row in rows:
                of_release["photo_id"].append(number)
                of_release["file"].append(row.file)
                of_release["place"].append(row.line)
    return columns


def _references(texts: Any) -> list[Ref]:
    """Everything that the texts name, in their order.

    Raises Problem.
    """
    if not isinstance(texts, list) or not texts or len(texts) > MOST_REFERENCES:
        raise Problem(
            HTTPStatus.BAD_REQUEST, f"references is a list of 1 to {MOST_REFERENCES:,} texts."
        )
    if not all(isinstance(text, str) and len(text) <= LONGEST_REFERENCE for text in texts):
        raise Problem(
            HTTPStatus.BAD_REQUEST,
            f"Each reference is a text of at most {LONGEST_REFERENCE:,} characters.",
        )
    references: list[Ref] = []
    for text in texts:
        references += refs.parse(text)
        if len(references) > MOST_REFERENCES:  # one text may name several
            raise Problem(
                HTTPStatus.BAD_REQUEST, f"The texts name more than {MOST_REFERENCES:,} references."
            )
    return references


# --- Datasets and the private check -------------------------------------------


def _dataset(source: Source) -> dict[str, Any]:
    """A dataset as the API shows it. Facts and users that nobody has checked are left out."""
    return {
        "name": source.name,
        "title": source.title,
        "maker": source.maker,
        "year": source.year,
        "about": source.about,
        "status": source.status,
        "geometry_evidence": source.geometry_evidence,
        "derived_from": source.derived_from,
        "published_rows": source.published_rows,
        "is_pool": source.is_pool,
        "is_checkable": source.is_readable,
        "why_not": source.why_not,
        "facts": [_fact(fact) for fact in source.facts if fact.is_checked],
        "reported_users": [_fact(fact) for fact in source.reported_users if fact.is_checked],
    }


@endpoint("GET")
def datasets(request: HttpRequest) -> HttpResponse:
    """What is known of each dataset, each statement with its source, and which releases a check
    looks through.
    """
    releases: dict[str, list[dict[str, Any]]] = {}
    for release in joint.current_releases():
        releases.setdefault(release.dataset, []).append(_described(release))
    rows = [
        _dataset(source) | {"releases": releases.get(source.name, [])}
        for source in registry.sources().values()
    ]
    return _json({"datasets": rows}, Cache_Control="public, max-age=300")


def _fact(fact: Fact) -> dict[str, str]:
    return {"text": fact.text, "source": fact.source}


def _named(release: index.Release) -> dict[str, Any]:
    """A release and its files; their names are numbers where the names tell of people."""
    hides = registry.sources()[release.dataset].hides_file_names
    files = [
        {
            "name": f"file-{number}" if hides else file["name"],
            "sha256": file["sha256"],
            "unit": file["unit"],
        }
        for number, file in enumerate(release.manifest["files"], 1)
    ]
    return {"dataset": release.dataset, "release": release.name, "files": files}


def _described(release: index.Release) -> dict[str, Any]:
    counts = {
        name: release.manifest.get(name, 0)
        for name in ("rows", "photos", "owners", "lines", "indexed", "skipped")
    }
    built = {
        "built_at": release.manifest["built_at"],
        "refused": sum(release.manifest["rejected"].values()),
    }
    return (
        _named(release)
        | {"title": queries.title_of(release)}
        | counts
        | built
        | {"ranges": release.ranges()}
    )


@endpoint("GET", rate="api_range")
def range_(
    request: HttpRequest, dataset: str, release: str, kind: str, prefix: str
) -> HttpResponse:
    """One bucket of the private check, padded: each line what a hash goes on with, a colon, and 1
    (0: padding).
    """
    match = next(
        (
            candidate
            for candidate in joint.current_releases()
            if (candidate.dataset, candidate.name) == (dataset, release)
        ),
        None,
    )
    if match is None:
        raise Problem(
            HTTPStatus.NOT_FOUND,
            f"No release {dataset}/{release} is held. See {reverse('api_datasets')}.",
        )
    if kind not in match.ranges():
        raise Problem(
            HTTPStatus.NOT_FOUND, "The private check of this kind is not made for this release."
        )
    try:
        bucket = queries.padded_range(match, kind, prefix)
    except ValueError as error:
        raise Problem(
            HTTPStatus.BAD_REQUEST, f"A prefix of this release and kind is: {error}."
        ) from None
    answer = HttpResponse("\n".join(bucket), content_type="text/plain; charset=utf-8")
    answer["Cache-Control"] = f"public, max-age={DAY}"
    return answer


@endpoint("GET")
def openapi(request: HttpRequest) -> HttpResponse:
    return _json(document(settings.SITE_URL), Cache_Control="public, max-age=300")


@endpoint("GET")
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Every other address below /api/."""
    raise Problem(
        HTTPStatus.NOT_FOUND,
        f"There is nothing here. {reverse('api_openapi')} lists what there is.",
    )
