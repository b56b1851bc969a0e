"""How often somebody may ask: so many times a minute for each address, counted in Valkey for all
workers together.

allauth's own limits keep a list of times under a lock, which is right for sign-in and slow for a
public look-up. Here a worker takes a few requests of an address at once from the common count and
gives them out itself, so most requests cost no exchange. Together the workers never give out more
than the limit; what one has taken and not given out is lost at the end of the minute.
"""

from __future__ import annotations

import threading
import time
from functools import cache

import structlog
from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.http import HttpRequest
from redis import Redis
from redis.exceptions import RedisError

WINDOW = 60  # seconds
MOST_TAKEN = 20  # requests at once, and at most a tenth of the limit
LONGEST_WAY = 200  # characters of X-Forwarded-For
log = structlog.get_logger("standing.throttle")
_taken: dict[str, int] = {}  # requests that this worker may still give out, by key
_addresses: dict[tuple[str | None, str | None, int], str] = {}
_lock = threading.Lock()


@cache
def _counters(url: str) -> Redis:
    return Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)


def seconds_to_wait(request: HttpRequest, action: str) -> int:
    """Count this request. Returns 0, or after how many seconds the caller may ask again.

    `action`: a key of settings.RATES. Without Valkey everyone may ask: the look-up itself does not
    need it.
    """
    now, limit = int(time.time()), settings.RATES[action]
    window = now // WINDOW
    key = f"rate:{window}:{action}:{limit}:{_address(request)}"
    with _lock:
        left = _taken.get(key, 0) or _take(key, limit, window)
        _taken[key] = max(left - 1, 0)
    return 0 if left else WINDOW - now % WINDOW


def _address(request: HttpRequest) -> str:
    """Whose request it is: an address, or a network of IPv6.

    Found out once for each way that it came.
    """
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    # What nobody of ours wrote is not kept, and nothing that is long.
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR") if proxies else None
    if forwarded and len(forwarded) > LONGEST_WAY:
        return get_ip(request)
    way = (request.META.get("REMOTE_ADDR"), forwarded, proxies)
    if way not in _addresses:
        if len(_addresses) > 10_000:
            _addresses.clear()
        _addresses[way] = get_ip(request)
    return _addresses[way]


def _take(key: str, limit: int, window: int) -> int:
    """Take some requests from the common count; returns how many there were."""
    for old in [other for other in _taken if not other.startswith(f"rate:{window}:")]:
        del _taken[old]
    amount = max(1, min(limit // 10, MOST_TAKEN))
    try:
        with _counters(settings.REDIS_URL).pipeline(transaction=False) as together:
            together.incrby(key, amount)
            together.expire(key, 2 * WINDOW)
            count, _ = together.execute()
    except RedisError as error:
        log.warning("no counters", error=type(error).__name__)
        return amount
    return max(0, min(amount, limit - (count - amount)))


def is_one_upload_too_many(request: HttpRequest) -> bool:
    """Whether this address sent more files than a minute takes.

    The upload handler counts before it reads, and leaves them out (portal/uploads.py).
    """
    return request.FILES is not None and getattr(request, "too_many_uploads", False)
