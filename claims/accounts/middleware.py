"""What holds on every page: in which language and zone, that nothing of a signed-in person is
cached, that a session ends.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import structlog
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from claims.accounts import actions, queries
from claims.vault.crypto import CannotDecrypt

Handler = Callable[[HttpRequest], HttpResponse]
REFRESH_SECONDS = 300
ZONE_COOKIE = "zone"  # set by standing.js
ZONES = available_timezones()
log = structlog.get_logger("standing.vault")


class Language:
    """The language a person chose: by the switch, kept in a cookie and, for e-mails, with the
    account.

    The switch is a button that may stand in any form. What was typed comes along and is shown again
    in the other language; nothing is saved by it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = (
            request.POST.get("switch_language", "")
            if request.method == "POST" and _is_form(request)
            else ""
        )
        if chosen not in dict(settings.LANGUAGES):
            self._use_kept(request)
            return self.get_response(request)
        translation.activate(chosen)
        request.LANGUAGE_CODE = chosen
        request.method = "GET"  # the page is shown again, with what was typed
        if request.user.is_authenticated:
            actions.set_language(request.user, chosen, at=timezone.now())
        response = self.get_response(request)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    def _use_kept(self, request: HttpRequest) -> None:
        """On a new device the account knows the language."""
        is_known = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
        if (
            is_known
            or settings.SESSION_COOKIE_NAME not in request.COOKIES
            or not request.user.is_authenticated
        ):
            return
        if request.user.language:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language


def _is_form(request: HttpRequest) -> bool:
    """An ordinary form.

    An upload is not read here: its own view limits it first.
    """
    return request.content_type == "application/x-www-form-urlencoded"


class Zone:
    """Days and times as of where the person is: as the browser says, else as the account knows,
    else as of the firm.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        zone = request.COOKIES.get(ZONE_COOKIE, "")
        if zone not in ZONES:
            zone = ""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            if zone:
                actions.note_zone(request.user, zone)
            zone = request.user.zone
        with timezone.override(ZoneInfo(zone or settings.FIRM_ZONE)):
            return self.get_response(request)


class AlteredRecord:
    """What cannot be decrypted, or is gone from the disk, was altered or damaged: the page says so,
    to staff with what to do, instead of a fault of the program.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        is_gone = isinstance(error, FileNotFoundError) and Path(str(error.filename)).is_relative_to(
            settings.FILES_DIR
        )
        if not is_gone and not isinstance(error, CannotDecrypt):
            return None
        log.error("altered record", error=type(error).__name__, exc_info=error)
        user = request.user
        context = {"staff": user.is_authenticated and queries.is_staff(user)}
        return render(request, "altered.html", context, status=500)


class NoStoreWhenSignedIn:
    """A page sent to someone with a session is kept by no cache and by no back button after
    sign-out.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header(
            "Cache-Control"
        ):
            response["Cache-Control"] = "no-store"
        return response


class SessionAge:
    """Sessions end SESSION_ABSOLUTE_AGE after sign-in however busy, and SESSION_COOKIE_AGE after
    the last use.
    """

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
