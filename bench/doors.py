"""Whether the time of an answer tells that an address is known here: known and unknown addresses
take turns, in the order of a coin, at each page that takes an address.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import date

import numpy as np
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from bench.ground import Ground
from bench.measure import Figure, smaller_is_better
from claims.accounts import actions as accounts
from claims.accounts.models import User
from claims.matters import actions as matters
from claims.matters.models import Matter

PAIRS = 1000
WARM = 20
MOST = 0.55  # the area under the curve that a guesser may reach
BORN = {"birth_date_year": "1990", "birth_date_month": "5", "birth_date_day": "17"}
DOORS = {
    "sign in by code": ("account_request_login_code", {}),
    "password reset": ("account_reset_password", {}),
    "sign up": ("account_signup", BORN),
    "interest list": ("interest", {}),
}


def bench_doors(ground: Ground) -> list[Figure]:
    addresses = list(_known())
    with override_settings(ACCOUNT_RATE_LIMITS=False):
        return [
            smaller_is_better(
                f"doors: {title}",
                PAIRS,
                _area(reverse(name), fields, addresses),
                "area",
                "at most",
                MOST,
            )
            for title, (name, fields) in DOORS.items()
        ]


def _known() -> Iterator[str]:
    """Addresses with an account and on the interest list."""
    now = timezone.now()
    matter = Matter.objects.first() or matters.open_matter(
        name="In re Doors",
        court="A court",
        forum="federal",
        theories=[],
        datasets=[],
        by="system",
        at=now,
    )
    for number in range(50):
        address = f"known-{number}@example.org"
        if not User.objects.filter(email=address).exists():
            user = accounts.create_user(email=address, birth_date=date(1990, 5, 17), at=now)
            accounts.grant(user, "claimant", by=user, at=now)
            matters.note_interest(matter, address, language="en", at=now)
        yield address


def _area(address: str, fields: dict[str, str], known: list[str]) -> float:
    """How well the time alone tells the two apart: 0.5 is not at all, 1 is always.

    Raises RuntimeError where the page does not answer as after a success.
    """
    times: dict[bool, list[float]] = {True: [], False: []}
    coin = random.Random(7)
    for number in range(PAIRS + WARM):
        order = [True, False]
        coin.shuffle(order)
        for is_known in order:
            email = coin.choice(known)
            if not is_known:
                email = f"unknown-{coin.getrandbits(60)}@example.org"
            client = Client(SERVER_NAME="localhost")
            started = time.perf_counter()
            answer = client.post(address, {"email": email, **fields})
            seconds = time.perf_counter() - started
            # A form with an error has a class for it, and says so to every page alike.
            if answer.status_code not in (200, 302) or b'class="error' in answer.content:
                raise RuntimeError(f"{address} answered {answer.status_code} to {email}")
            if number >= WARM:
                times[is_known].append(seconds)
    return _told_apart(np.array(times[True]), np.array(times[False]))


def _told_apart(first: np.ndarray, second: np.ndarray) -> float:
    """The area under the curve of a guesser who calls the slower one known, or the faster one."""
    together = np.concatenate((first, second))
    ranks = together.argsort().argsort() + 1
    won = ranks[: len(first)].sum() - len(first) * (len(first) + 1) / 2
    area = won / (len(first) * len(second))
    return float(max(area, 1 - area))
