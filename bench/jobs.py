"""What must not grow with the tables: sealing the log, sending jobs again, the desk, each at
10,000 rows and at a hundred times as many, in turns.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from datetime import datetime

import psycopg
from celery import current_app
from django.db import connection, transaction
from django.utils import timezone
from psycopg.conninfo import make_conninfo

from bench.ground import Ground
from bench.measure import Figure, best_seconds, smaller_is_better
from claims.accounts import actions as accounts
from claims.accounts.models import User
from claims.audit import actions as audit
from claims.jobs import actions as jobs
from claims.staff import queries

SMALL, LARGE = 10_000, 1_000_000
WAITING = 1_000  # events for the sealer; one round seals as many
NEAR = 10  # of a hundred claims that go on have a day within the tiles' time

# One row each of what the tables need; `number` runs on from what is there.
FILL = {
    "events": """
        INSERT INTO audit_event (id, at, actor, verb, subject, details)
        SELECT md5('e' || number)::uuid, %(at)s, 'bench', 'claim.opened', 'claim:' || number, '{}'
        FROM generate_series(%(first)s::int, %(last)s::int) number""",
    "seals": """
        INSERT INTO audit_seal (number, event_id, sha256)
        SELECT number, md5('e' || number)::uuid, repeat('0', 64)
        FROM generate_series(%(first)s::int, %(last)s::int) number""",
    "jobs": """
        INSERT INTO jobs_job (id, kind, subject, state, attempts, done, total, message, error,
          created_at, not_before, finished_at)
        SELECT md5('j' || number)::uuid, 'accounts.send_mail', md5('s' || number)::uuid,
          CASE number %% 2 WHEN 0 THEN 'queued' ELSE 'done' END, 0, 0, 0, '', '', %(at)s,
          %(at)s::timestamptz - interval '1 hour' + number * interval '1 microsecond',
          CASE number %% 2 WHEN 0 THEN NULL ELSE %(at)s END
        FROM generate_series(%(first)s::int, %(last)s::int) number""",
    "keys": """
        INSERT INTO vault_datakey (id, created_at)
        SELECT md5(kind || number)::uuid, %(at)s
        FROM generate_series(%(first)s::int, %(last)s::int) number, unnest(ARRAY['u', 'c']) kind""",
    "users": """
        INSERT INTO accounts_user (id, email, name, password, is_active, created_at, language,
          data_key_id)
        SELECT md5('u' || number)::uuid, 'bench-' || number || '@example.org', '', '!', true,
          %(at)s, '', md5('u' || number)::uuid
        FROM generate_series(%(first)s::int, %(last)s::int) number""",
    # Of ten claims nine are over, some with early days; of the others one in ten is near.
    "claims": """
        INSERT INTO intake_claim (id, reference, claimant_name, other_names, state, status, on_hold,
          roles, created_at, submitted_at, changed_at, first_bar, account_id, data_key_id,
          matter_id)
        SELECT md5('c' || number)::uuid, 'B' || number, 'Bench ' || number, '', 'IL',
          CASE WHEN number %% 10 = 0 THEN 'submitted' ELSE 'declined' END, false, '[]',
          %(at)s, %(at)s, %(at)s::timestamptz - number * interval '1 second',
          %(at)s::timestamptz::date + CASE WHEN number %% 10 > 0 THEN number %% 3000 - 1500
            WHEN number %% 100 = 0 THEN number %% 170 ELSE 1000 END,
          md5('u' || number)::uuid, md5('c' || number)::uuid, md5('matter')::uuid
        FROM generate_series(%(first)s::int, %(last)s::int) number""",
}
MATTER = """
    INSERT INTO matters_matter (id, name, court, forum, theories, datasets, is_open, opened_at)
    VALUES (md5('matter')::uuid, 'Bench', 'A court', 'federal', '{}', '{}', true, %(at)s)
"""


def bench_jobs(ground: Ground) -> list[Figure]:
    at = timezone.now()
    owner = os.environ["STANDING_OWNER_DATABASE_URL"]
    with _databases(owner, ground, at) as (small, large):
        works = {
            "seal 1,000 events": _sealing,
            "send 500 jobs again": lambda: _unsent(lambda: jobs.resend(at=at)),
            "the desk's tiles": _tiles,
            "the worklist's first page": _worklist,
        }
        figures = []
        for title, work in works.items():
            ground.say(title)
            times = best_seconds({"small": _over(small, work), "large": _over(large, work)})
            figures.append(
                smaller_is_better(
                    title,
                    LARGE,
                    times["large"] * 1000,
                    "ms",
                    f"at {SMALL:,}",
                    times["small"] * 1000,
                )
            )
        _use(make_conninfo(owner))
    return figures


def _sealing() -> int:
    """Seal what waits, and take it back, so that each round does the same."""
    with transaction.atomic():
        count = audit.seal(batch=WAITING)
        transaction.set_rollback(True)
    return count


def _unsent(work: Callable[[], int]) -> int:
    """What it sends is taken out of the broker again."""
    count = work()
    with current_app.connection() as broker:
        broker.default_channel.client.flushdb()
    return count


def _tiles() -> int:
    return len(queries.expiring(_paralegal(), on=timezone.localdate()))


def _worklist() -> int:
    page = queries.worklist(_paralegal(), queries.Filter(), on=timezone.localdate())
    return len(page.claims)


def _paralegal() -> User:
    return User.objects.get(email="paralegal@bench.example")


def _over(name: str, work: Callable[[], int]) -> Callable[[], int]:
    def measured() -> int:
        if connection.settings_dict["NAME"] != name:
            connection.close()
            connection.settings_dict["NAME"] = name
            connection.ensure_connection()
        return work()

    return measured


@contextlib.contextmanager
def _databases(owner: str, ground: Ground, at: datetime) -> Iterator[tuple[str, str]]:
    """The names of two databases, filled to SMALL and to LARGE."""
    base = connection.settings_dict["NAME"]
    connection.close()
    names = ("bench_small", "bench_large")
    with psycopg.connect(make_conninfo(owner, dbname="postgres"), autocommit=True) as server:
        for name in names:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            server.execute(f'CREATE DATABASE {name} TEMPLATE "{base}"')
        try:
            for name, rows in zip(names, (SMALL, LARGE), strict=True):
                ground.say(f"filling {rows:,} rows of each")
                _fill(make_conninfo(owner, dbname=name), rows, at)
                _use(make_conninfo(owner, dbname=name))
                user = accounts.create_user(email="paralegal@bench.example", at=at)
                accounts.grant(user, "paralegal", by=user, at=at)
            yield names
        finally:
            connection.close()
            connection.settings_dict["NAME"] = base
            for name in names:
                server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _use(url: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = psycopg.conninfo.conninfo_to_dict(url)["dbname"]


def _fill(url: str, rows: int, at: datetime) -> None:
    with psycopg.connect(url) as database:
        values = {"at": at, "first": 1, "last": rows}
        database.execute("TRUNCATE audit_unsealed")
        database.execute(MATTER, values)
        for name, statement in FILL.items():
            last = rows - WAITING if name == "seals" else rows
            database.execute(statement, values | {"last": last})
        database.execute(
            "INSERT INTO audit_unsealed (event_id) SELECT md5('e' || number)::uuid"
            " FROM generate_series(%s::int, %s::int) number",
            [rows - WAITING + 1, rows],
        )
    with psycopg.connect(url, autocommit=True) as database:
        database.execute("VACUUM ANALYZE")
