"""Two roles of the database: the owner's, under which migrations run, and the one under which
everything else runs.

The second owns nothing. It may not change or cut the log of events, nor take the guards off that
refuse it, so neither a hole in the site nor a person with its password can rewrite what happened.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

# Tables of which the runtime role reads, and adds to, rows alone.
APPEND_ONLY = ("audit_event", "audit_seal")
READ_ONLY = ("django_migrations",)


@contextlib.contextmanager
def owner() -> Iterator[None]:
    """The default connection under the owner's role, as long as the block runs.

    Raises ImproperlyConfigured where the two roles are not set apart.
    """
    if not settings.OWNER_DATABASE_URL:
        raise ImproperlyConfigured(
            "STANDING_OWNER_DATABASE_URL is not set: the tables are made under a role of their "
            "own, which the running site does not have (docs/runbooks/first-day.md)."
        )
    address = conninfo_to_dict(settings.OWNER_DATABASE_URL)
    values = connection.settings_dict
    before = {name: values[name] for name in ("USER", "PASSWORD", "HOST", "PORT")}
    if address.get("user") == _runtime_role():
        raise ImproperlyConfigured(
            "STANDING_OWNER_DATABASE_URL and DATABASE_URL name the same role. Give the running site"
            " one that owns nothing (docs/runbooks/first-day.md)."
        )
    connection.close()
    for name in before:
        values[name] = address.get(name.lower(), "")
    try:
        yield
    finally:
        connection.close()
        values.update(before)


def grant() -> None:
    """What the runtime role may do. Called under the owner's role, after each migration."""
    statements = [
        "GRANT USAGE ON SCHEMA public TO {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        *(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {{role}}" for table in APPEND_ONLY),
        *(f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {{role}}" for table in READ_ONLY),
        # A temporary table or a schema of its own could stand before the real one.
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC",
    ]
    names = {
        "role": sql.Identifier(_runtime_role()),
        "database": sql.Identifier(connection.settings_dict["NAME"]),
    }
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(sql.SQL(statement).format(**names))


def _runtime_role() -> str:
    return str(conninfo_to_dict(settings.DATABASE_URL).get("user", ""))
