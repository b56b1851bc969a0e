"""Limits that no stranger can use to lock somebody out.

A limit for an address alone would: whoever knows it uses it up. So each browser from which somebody
has signed in is remembered by a cookie, and has a count of its own for that address; everybody else
has one for each network they come from, and all of them together a wide one.
"""

from __future__ import annotations

import secrets

from allauth.core import ratelimit
from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

YEAR = 365 * 24 * 3600  # seconds
_signer = Signer(salt="accounts.browsers")


def remember(request: HttpRequest, response: HttpResponse, address: str) -> None:
    """Somebody has signed in from this browser with this address."""
    number, _of = _read(request)
    value = _signer.sign(f"{number or secrets.token_urlsafe(12)}.{_digest(address)}")
    response.set_cookie(
        settings.BROWSER_COOKIE_NAME,
        value,
        max_age=YEAR,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def is_within_limits(request: HttpRequest, action: str, address: str) -> bool:
    """Count something that is asked for an address. False where it is too often.

    `action`: a key of ACCOUNT_RATE_LIMITS; for strangers that with "_by_strangers" counts too.
    """
    number, digest = _read(request)
    address = address.strip().lower()
    if number and constant_time_compare(digest, _digest(address)):
        return ratelimit.consume(request, action=action, key=f"browser:{number}:{address}")
    is_few = ratelimit.consume(request, action=action, key=f"{get_ip(request)}:{address}")
    return is_few and ratelimit.consume(request, action=f"{action}_by_strangers", key=address)


def _read(request: HttpRequest) -> tuple[str, str]:
    """(the browser's number, whose it is), or twice nothing."""
    try:
        text = _signer.unsign(request.COOKIES.get(settings.BROWSER_COOKIE_NAME, ""))
    except BadSignature:
        return "", ""
    number, _, digest = text.partition(".")
    return number, digest


def _digest(address: str) -> str:
    """The cookie names no address."""
    return salted_hmac("accounts.browsers", address.lower(), algorithm="sha256").hexdigest()
