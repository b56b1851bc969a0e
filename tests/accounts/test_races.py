"""What people send at the same moment, over connections of their own."""

from __future__ import annotations

import random
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.accounts import actions
from claims.accounts.models import StepUpCode
from tests import make


def at_once(calls):
    """What each call returned."""

    def alone(call):
        try:
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(alone, calls))


def test_guesses_of_a_code_at_once_are_counted_one_by_one(database):
    ana = make.claimant("ana@example.org", "Ana", at=timezone.now())
    session = make.signed_in(ana).cookies["sessionid"].value
    for seed in range(4):
        actions.send_step_up_code(ana, at=timezone.now())
        code = re.search(r"\d{6}", make.outbox()[-1].body)[0]
        guesses = [f"{(int(code) + number) % 10**6:06d}" for number in range(1, 24)]
        guesses.append(code)
        random.Random(seed).shuffle(guesses)

        def guess(text):
            client = Client()
            client.cookies["sessionid"] = session
            return client.post(reverse("step_up"), {"code": text}).status_code

        answers = at_once([lambda text=text: guess(text) for text in guesses])
        row = StepUpCode.objects.filter(user=ana).first()
        assert answers.count(302) <= 1
        if row:  # the right one came too late
            assert (row.tries, answers.count(302)) == (3, 0)


def test_a_code_ends_with_its_time_and_with_the_next_one(ana, at):
    class Request:
        user = ana
        session: dict = {}

    actions.send_step_up_code(ana, at=at)
    first = re.search(r"\d{6}", make.outbox()[-1].body)[0]
    assert not actions.confirm_step_up(Request, first, at=at + timedelta(minutes=11))
    actions.send_step_up_code(ana, at=at)
    second = re.search(r"\d{6}", make.outbox()[-1].body)[0]
    if first != second:
        assert not actions.confirm_step_up(Request, first, at=at)
    assert actions.confirm_step_up(Request, second, at=at)
    assert not actions.confirm_step_up(Request, second, at=at)
    assert Request.session["code_entered_at"] == at.timestamp()


def test_no_code_stands_in_a_subject(ana, at):
    actions.send_step_up_code(ana, at=at)
    message = make.outbox()[-1]
    assert re.search(r"\d", message.subject) is None
    first, second = message.body.splitlines()[:2]
    assert re.match(r"\d{6} is your code\.", first)
    assert second == "It works for 10 minutes."
