"""Two rules about signed-in people: nothing of theirs is cached, and a session ends."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

Handler = Callable[[HttpRequest], HttpResponse]
REFRESH_SECONDS = 300


class NoStoreWhenSignedIn:
    """A page sent to someone with a session is kept by no cache and by no back button after sign-out."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response


class SessionAge:
    """Sessions end SESSION_ABSOLUTE_AGE after sign-in however busy, and SESSION_COOKIE_AGE after the last use."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            now = timezone.now().timestamp()
            began = request.session.setdefault("began_at", now)
            if now - began > settings.SESSION_ABSOLUTE_AGE:
                logout(request)
            elif now - request.session.get("used_at", 0) > REFRESH_SECONDS:
                request.session["used_at"] = now
        return self.get_response(request)
