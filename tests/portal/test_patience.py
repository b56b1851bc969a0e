"""A database that restarts is waited for; one that refuses us is not."""

from __future__ import annotations

import threading
import time

import psycopg
import pytest
from django.db import OperationalError, connection

from portal.postgres import base


@pytest.fixture
def away(django_db_setup, django_db_blocker, settings, monkeypatch):
    """A server that does not listen; `away.port = …` lets it come back."""
    settings.DATABASE_WAIT = 3.0
    real = base.base.DatabaseWrapper.get_new_connection
    tries = []

    def connect(self, params):
        tries.append(time.monotonic())
        if away.is_back.is_set():
            return real(self, params)
        return psycopg.connect("postgresql://nobody@127.0.0.1:1/none", connect_timeout=1)

    away = type("Away", (), {"is_back": threading.Event(), "tries": tries})
    monkeypatch.setattr(base.base.DatabaseWrapper, "get_new_connection", connect)
    connection.close()
    with django_db_blocker.unblock():
        yield away
        connection.close()


def test_a_server_that_comes_back_is_used(away):
    threading.Timer(0.5, away.is_back.set).start()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
    assert len(away.tries) > 2


def test_one_that_stays_away_is_given_up_in_time(away, settings):
    settings.DATABASE_WAIT = 0.3
    began = time.monotonic()
    with pytest.raises(OperationalError, match="refused"):
        connection.ensure_connection()
    assert time.monotonic() - began < 5
    assert len(away.tries) > 2


@pytest.mark.parametrize(
    ("says", "is_waited_for"),
    [
        ("connection failed: Connection refused", True),
        ("FATAL:  the database system is starting up", True),
        ("FATAL:  the database system is not yet accepting connections", True),
        ('FATAL:  password authentication failed for user "standing"', False),
        ('FATAL:  database "standing" does not exist', False),
        ("FATAL:  sorry, too many clients already", False),
    ],
)
def test_only_a_restart_is_waited_for(says, is_waited_for):
    assert base.is_restart(psycopg.OperationalError(says)) is is_waited_for
