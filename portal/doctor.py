"""What is missing, wrong or weak about this installation, in words, each with what to do.

Each check yields sentences; a check that fails itself is a finding too. Nothing is changed.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.core.mail import get_connection
from django.db import connection
from django.utils import timezone
from psycopg.conninfo import conninfo_to_dict

from claims.audit import anchors
from claims.datasets import queries as datasets
from claims.jobs import queries as jobs
from claims.vault import actions as vault
from portal import database_roles, readiness

LEAST_ROOM = 2 * 2**30  # bytes
MOST_DRIFT = timedelta(seconds=5)
LATE = timedelta(hours=26)  # for what happens once a day
OLDEST_POSTGRESQL = 140000
OLDEST_VALKEY = (6, 2)
NEAR = ("", "localhost", "127.0.0.1", "::1")
FULL_BY = 0.95  # of a disk

Check = Callable[[], Iterator[str]]


def findings() -> list[str]:
    """Everything that is not as it should be; empty when all is.

    Each is one sentence or two, with what to do about it.
    """
    sentences: list[str] = []
    for check in CHECKS:
        try:
            sentences += check()
        except Exception as error:
            name = check.__name__.strip("_").replace("_", " ")
            sentences.append(f"The check of {name} failed: {type(error).__name__}: {error}")
    return sentences


def _preparation() -> Iterator[str]:
    for sentence in readiness.missing():
        yield f"{sentence} Run: python manage.py prepare"


def _settings() -> Iterator[str]:
    if settings.DEBUG:
        yield "STANDING_DEBUG is on: errors show the code to everybody. Take it out."
    if len(settings.SECRET_KEY) < 50:
        yield (
            "STANDING_SECRET_KEY is shorter than 50 letters. Make one as deploy/example.env says."
        )
    firm = settings.FIRM_NAME + settings.FIRM_LAWYER
    if "example" in settings.FIRM_EMAIL or "demo" in firm:
        yield (
            "The firm’s name, address or lawyer is still the example’s: set STANDING_FIRM_NAME, "
            "STANDING_FIRM_EMAIL and STANDING_FIRM_LAWYER."
        )


def _keys() -> Iterator[str]:
    lost = vault.missing_keys()
    if lost:
        yield (
            f"{len(lost)} data keys are not in the key store, the first of them {lost[0]}: what "
            "they encrypted cannot be read. Restore the key store from its backup "
            "(docs/runbooks/backups.md)."
        )
    parts = urlsplit(settings.KEYS_URL)
    folder = Path(parts.path)
    if parts.scheme == "file" and folder.is_dir() and folder.stat().st_mode & 0o077:
        yield f"Others can read the folder of the data keys. Run: chmod 700 {folder}"
    if parts.scheme == "file" and folder.is_relative_to(settings.FILES_DIR):
        yield "The data keys lie among the files that they open. Set STANDING_KEYS_URL elsewhere."


def _mail() -> Iterator[str]:
    if not settings.EMAIL_HOST:
        yield "No mail is sent: set STANDING_EMAIL_URL (smtp+tls://user:password@host:587)."
        return
    is_encrypted = settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL
    if settings.EMAIL_HOST not in NEAR and not is_encrypted:
        yield "Mail goes to its server unencrypted: begin STANDING_EMAIL_URL with smtp+tls://."
    server = get_connection(fail_silently=False)
    try:
        server.open()
        server.close()
    except OSError as error:
        yield (
            f"The mail server {settings.EMAIL_HOST}:{settings.EMAIL_PORT} does not take us: "
            f"{type(error).__name__}. Look at STANDING_EMAIL_URL; mail waits until it does."
        )


def _proxy() -> Iterator[str]:
    """What is wrong with TLS and with what the proxy tells of each visitor.

    Each is one sentence or two, with the setting to change.
    """
    if not settings.HTTPS:
        yield "The site is not served over TLS: STANDING_SITE_URL must begin with https://."
        return
    if not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        yield (
            "STANDING_PROXY_COUNT is 0: every visitor has the proxy’s address, so one of them can "
            "use up the limits of all. Set how many proxies add to X-Forwarded-For."
        )
    if not getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        yield (
            "STANDING_PROXY_SSL_HEADER is not set: behind a proxy every page would send the "
            "visitor in a circle."
        )


def _connections() -> Iterator[str]:
    database = conninfo_to_dict(settings.DATABASE_URL)
    host = str(database.get("host") or "")
    is_far = host not in NEAR and not host.startswith("/")
    if is_far and database.get("sslmode") not in ("require", "verify-ca", "verify-full"):
        yield "The database is reached over the network without TLS: add ?sslmode=verify-full."
    valkey = urlsplit(settings.REDIS_URL)
    if valkey.scheme == "redis" and not valkey.password:
        yield "Valkey has no password: set one, and put it into REDIS_URL."
    if valkey.scheme == "redis" and valkey.hostname not in NEAR:
        yield "Valkey is reached over the network without TLS: begin REDIS_URL with rediss://."


def _time() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        drift = abs(cursor.fetchone()[0] - timezone.now())
    if drift > MOST_DRIFT:
        yield (
            f"The clocks of this machine and of the database differ by {drift.total_seconds():.0f}"
            " seconds. Turn time synchronization on."
        )


def _disk() -> Iterator[str]:
    for folder in (settings.VAR_DIR, settings.FILES_DIR, settings.INDEX_DIR):
        there = next(each for each in (folder, *folder.parents) if each.exists())
        total, used, free = shutil.disk_usage(there)
        if free < LEAST_ROOM or used > total * FULL_BY:
            yield f"The disk of {folder} is nearly full: {free // 2**20} MB are free. Make room."


def _versions() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int")
        postgresql = cursor.fetchone()[0]
    if postgresql < OLDEST_POSTGRESQL:
        yield f"PostgreSQL {postgresql // 10000} is too old: 14 or later is needed."
    # Django's cache gives no name to what its client can do.
    about = cache._cache.get_client().info("server")  # type: ignore[attr-defined]
    version = tuple(int(part) for part in about["redis_version"].split(".")[:2])
    if version < OLDEST_VALKEY:
        yield f"Valkey or Redis {about['redis_version']} is too old: 6.2 or later is needed."


def _index() -> Iterator[str]:
    for name in datasets.broken_releases():
        yield (
            f"{name} in {settings.INDEX_DIR} cannot be read, so no check can be answered. Import "
            "it again, or restore the folder."
        )
    if not datasets.has_releases():
        yield "No dataset is imported: every check answers with nothing (docs/runbooks/lists.md)."


def _rights() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            yield "The site runs as the database’s administrator. Give it a role of its own."
        for table in database_roles.APPEND_ONLY:
            cursor.execute(
                "SELECT has_table_privilege(%s, 'UPDATE, DELETE, TRUNCATE') OR"
                " pg_get_userbyid(relowner) = current_user FROM pg_class WHERE oid = %s::regclass",
                [table, table],
            )
            if cursor.fetchone()[0]:
                yield (
                    f"The site’s role may change {table}, so the log shows nothing. Set "
                    "STANDING_OWNER_DATABASE_URL for prepare, and run it (docs/runbooks/"
                    "first-day.md)."
                )
        cursor.execute("SELECT current_setting('log_min_error_statement')")
        if cursor.fetchone()[0] not in ("panic", "fatal"):
            yield (
                "PostgreSQL writes refused statements into its log, and what people wrote with "
                "them. Set log_min_error_statement = panic and log_error_verbosity = terse."
            )


def _log() -> Iterator[str]:
    if len(settings.ANCHOR_MAIL) < 2:
        yield "The log’s head is mailed to fewer than two people: set STANDING_ANCHOR_MAIL."
    heads = anchors.read()
    if not heads or timezone.now() - datetime.fromisoformat(heads[-1].at) > LATE:
        yield (
            "The log’s head was not written down in the last day. Is beat running, and a worker? "
            "(systemctl status standing-beat standing-worker)"
        )


def _jobs() -> Iterator[str]:
    failed = len(jobs.failed())
    if failed:
        yield f"{failed} jobs gave up. An administrator starts them again at /staff/jobs/."
    waiting = jobs.waiting_since()
    if waiting and timezone.now() - waiting > timedelta(minutes=15):
        yield "Jobs wait for more than a quarter of an hour. Is a worker running?"


def _backups() -> Iterator[str]:
    if not settings.BACKUPS_DIR:
        yield "There are no backups: set STANDING_BACKUPS_DIR (docs/runbooks/backups.md)."
        return
    age = backup_age()
    if age is None:
        yield f"No backup lies in {settings.BACKUPS_DIR}. Run: python manage.py backup"
    elif age > LATE.total_seconds():
        yield f"The newest backup is {age / 3600:.0f} hours old. Does its nightly job run?"


def backup_age() -> float | None:
    """Seconds since the newest backup; None where there is none."""
    if not settings.BACKUPS_DIR:
        return None
    manifests = sorted(Path(settings.BACKUPS_DIR).glob("*/manifest.json"))
    return timezone.now().timestamp() - manifests[-1].stat().st_mtime if manifests else None


CHECKS: tuple[Check, ...] = (
    _preparation,
    _settings,
    _keys,
    _mail,
    _proxy,
    _connections,
    _time,
    _disk,
    _versions,
    _index,
    _rights,
    _log,
    _jobs,
    _backups,
)
