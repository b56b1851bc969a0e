"""How often an address may ask: together the workers never give out more than the limit, and soon
all of it.
"""

from __future__ import annotations

import pytest
import time_machine
from django.core.cache import cache
from django.test import RequestFactory

from claims.accounts import throttle

MOMENT = 1_790_000_010  # half of a minute is over


@pytest.fixture(autouse=True)
def _nothing_asked_yet():
    cache.clear()
    throttle._taken.clear()


def ask(address="192.0.2.1", worker=None, forwarded=None) -> int:
    """One request; `worker`: what another worker has taken."""
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().post("/", REMOTE_ADDR=address, headers=headers)
    if worker is None:
        return throttle.seconds_to_wait(request, "check")
    kept = dict(throttle._taken)
    throttle._taken.clear()
    throttle._taken.update(worker)
    try:
        return throttle.seconds_to_wait(request, "check")
    finally:
        worker.clear()
        worker.update(throttle._taken)
        throttle._taken.clear()
        throttle._taken.update(kept)


@pytest.mark.parametrize("limit", [1, 2, 9, 10, 25, 60, 300])
def test_exactly_so_many_are_answered_in_a_minute(settings, limit):
    settings.RATES = {"check": limit}
    with time_machine.travel(MOMENT, tick=False):
        assert [bool(ask()) for _ in range(limit + 5)] == [False] * limit + [True] * 5
        assert ask() == 30  # the minute of the counter ends then
        assert ask("192.0.2.2") == 0
    with time_machine.travel(MOMENT + 30, tick=False):
        assert ask() == 0


def test_two_workers_together_give_out_no_more_than_the_limit(settings):
    settings.RATES = {"check": 60}
    first, second = {}, {}
    with time_machine.travel(MOMENT, tick=False):
        answered = sum(not ask(worker=(first, second)[number % 2]) for number in range(200))
    assert answered == 60


def test_what_was_taken_in_an_earlier_minute_is_forgotten(settings):
    settings.RATES = {"check": 60}
    for minute in range(3):
        with time_machine.travel(MOMENT + 60 * minute, tick=False):
            ask()
            assert len(throttle._taken) == 1


def test_the_address_that_our_proxy_adds_counts(settings):
    settings.RATES = {"check": 1}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    with time_machine.travel(MOMENT, tick=False):
        got = [
            bool(ask("10.0.0.1", forwarded=who))
            for who in ("198.51.100.1", "198.51.100.2", "1.1.1.1, 198.51.100.1")
        ]
    assert got == [False, False, True]


@pytest.mark.parametrize(("proxies", "kept"), [(0, 1), (1, 0)])
def test_what_a_stranger_writes_into_a_header_is_not_kept(proxies, kept, settings):
    """Four hundred long headers once cost seventeen megabytes."""
    settings.RATES = {"check": 60}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    throttle._addresses.clear()
    for number in range(50):
        ask(forwarded=f"192.0.2.{number}, " + ", ".join(["198.51.100.7"] * 500))
    assert len(throttle._addresses) == kept
