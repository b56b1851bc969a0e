"""A server that restarts is waited for: whoever has a page open then sees it late, and no error.

Django looks at a kept connection before it uses it (CONN_HEALTH_CHECKS) and opens another where it
is broken; that is when the waiting happens. What was under way when the server went fails.
"""

from __future__ import annotations

import time
from typing import Any

import psycopg
from django.conf import settings
from django.db.backends.postgresql import base

# What libpq and the server say while it is away, comes up or goes down.
RESTARTS = (
    "Connection refused",
    "No such file or directory",
    "the database system is",
    "server closed the connection unexpectedly",
)


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> psycopg.Connection:
        """Raises OperationalError after settings.DATABASE_WAIT, and at once for another cause."""
        deadline = time.monotonic() + settings.DATABASE_WAIT
        while True:
            try:
                return super().get_new_connection(conn_params)
            except psycopg.OperationalError as error:
                if not is_restart(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.1)


def is_restart(error: psycopg.OperationalError) -> bool:
    return any(words in str(error) for words in RESTARTS)
