"""How often somebody may ask: so many times a minute for each address, counted in Valkey for all workers together.

allauth's own limits keep a list of times under a lock, which is right for sign-in and slow for a public look-up; here a
request costs one exchange with Valkey.
"""

from __future__ import annotations

import time
from functools import cache

import structlog
from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.http import HttpRequest
from redis import Redis
from redis.exceptions import RedisError

WINDOW = 60  # seconds
log = structlog.get_logger("standing.throttle")


@cache
def _counters(url: str) -> Redis:
    return Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)


def seconds_to_wait(request: HttpRequest, action: str) -> int:
    """Count this request. Returns 0, or after how many seconds the caller may ask again.

    `action`: a key of settings.RATES. Without Valkey everyone may ask: the look-up itself does not need it.
    """
    now = int(time.time())
    key = f"rate:{action}:{get_ip(request)}:{now // WINDOW}"
    try:
        with _counters(settings.REDIS_URL).pipeline(transaction=False) as together:
            asked, _ = together.incr(key).expire(key, 2 * WINDOW).execute()
    except RedisError as error:
        log.warning("no counters", error=type(error).__name__)
        return 0
    return WINDOW - now % WINDOW if asked > settings.RATES[action] else 0
