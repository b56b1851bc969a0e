"""Pages that belong to no room: health and the error pages."""

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from redis.exceptions import RedisError

from claims.datasets import queries as datasets
from portal import readiness, uploads


@login_not_required
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while this process is alive.

    What it needs of others is `readyz`: a process is not to be killed because a database rests.
    """
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when every kind of page can be served, else 503 with what cannot.

    The database; the cache and the broker (one Valkey is both); the index; and what
    `manage.py prepare` makes.
    """
    checks = {
        "database": _database_answers(),
        "cache": _cache_answers(),
        "index": datasets.index_is_readable(),
        "prepared": not readiness.missing(),
    }
    status = HTTPStatus.OK if all(checks.values()) else HTTPStatus.SERVICE_UNAVAILABLE
    text = "ok" if status == HTTPStatus.OK else "failing"
    return JsonResponse({"status": text, "checks": checks}, status=status)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # any failure means the same to the caller: not healthy
        return False
    return True


def _cache_answers() -> bool:
    try:
        cache.set("readyz", 1, 5)
        return cache.get("readyz") == 1
    except (RedisError, OSError):
        return False


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long or the browser refuses cookies: say so, lose nothing that was
    saved, and lead back to the page that was sent.
    """
    back = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = request.path
    return render(request, "403_csrf.html", {"back": back}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Mostly more data than a form takes, or larger files."""
    limit = (
        exception.limit
        if isinstance(exception, uploads.TooLarge)
        else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    )
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return render(None, "400.html", {"limit": limit // 2**20}, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def problem(status: HTTPStatus, detail: str) -> HttpResponse:
    """Problem details (RFC 9457), as the public interface gives them, for what no view of it has
    answered.
    """
    body = {"type": "about:blank", "title": status.phrase, "status": status, "detail": detail}
    return JsonResponse(body, status=status, content_type="application/problem+json")


def error(request: HttpRequest) -> HttpResponse:
    """Rendered without the database: it may be what failed."""
    if request.path.startswith("/api/"):
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "This is our fault. Try again later.")
    context = {
        "firm_name": settings.FIRM_NAME,
        "firm_email": settings.FIRM_EMAIL,
        "firm_phone": settings.FIRM_PHONE,
    }
    return render(None, "500.html", context, status=500)
