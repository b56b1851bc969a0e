"""Real servers for the tests, started once; the network off; the people who appear in them."""

from __future__ import annotations

import atexit
import os
import socket
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import django
import django.template
import hypothesis
import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from portal import catalogues, embedded, fonts
from tests import make, ordering, writes

ROOT = Path(__file__).resolve().parent.parent
TEST_VAR = ROOT / "var" / "test"
(TEST_VAR / "static").mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a missing one
(ROOT / "var" / "tmp").mkdir(parents=True, exist_ok=True)  # pytest's own folder is below it

# The first process (pytest-xdist's controller) starts the servers; its workers inherit the
# environment.
if "PYTEST_XDIST_WORKER" not in os.environ:
    _stack = ExitStack()
    _stack.enter_context(embedded.environment(TEST_VAR, durable=False))
    atexit.register(_stack.close)
    fonts.build()
    catalogues.build()
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
os.environ["STANDING_VAR_DIR"] = str(TEST_VAR)
os.environ["STANDING_STATIC_STORAGE"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
os.environ["STANDING_EMAIL_URL"] = "memorymail://"
for _rate in (
    "CHECKS",
    "UPLOADS",
    "API_CHECKS",
    "API_RANGES",
    "INTERESTS",
    "INVITATIONS",
    "RESULTS",
):
    os.environ[f"STANDING_{_rate}_A_MINUTE"] = "100000"
os.environ["STANDING_EVEN_SECONDS"] = "0"
os.environ["STANDING_EMBEDDED"] = "1"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs beside the ORM

# A busy machine is no failure of the program.
hypothesis.settings.register_profile("standing", deadline=None)
hypothesis.settings.load_profile("standing")

django.setup()
from django.apps import apps  # noqa: E402 -- needs the settings
from django.contrib.auth.hashers import Argon2PasswordHasher  # noqa: E402 -- as above
from django.core.cache import cache  # noqa: E402 -- as above
from django.db import connection, connections  # noqa: E402 -- needs the settings
from django.test.utils import setup_databases, teardown_databases  # noqa: E402 -- as above
from django.utils import translation  # noqa: E402 -- as above

from claims.datasets import joint, pictures  # noqa: E402 -- as above
from claims.vault import ciphers, journal  # noqa: E402 -- as above
from portal import database_roles  # noqa: E402 -- as above

writes.refuse_elsewhere(
    {table._meta.db_table for table in apps.get_models() if table.__module__.startswith("claims.")}
)
# Argon2 as on the site, at a price that fits a thousand made-up people.
Argon2PasswordHasher.time_cost = 1
Argon2PasswordHasher.memory_cost = 1024  # KiB
Argon2PasswordHasher.parallelism = 1

ordering.shuffle_unordered()
_connect = socket.socket.connect


def _local_only(self, address):
    """Unix sockets and this machine; everything else is a mistake of the test."""
    if self.family != socket.AF_UNIX and not str(address[0]).startswith(
        ("127.", "::1", "localhost")
    ):
        raise AssertionError(f"a test reached for the network: {address}")
    return _connect(self, address)


socket.socket.connect = _local_only


def server_url() -> str:
    """Where databases are made and dropped."""
    return make_conninfo(os.environ["STANDING_OWNER_DATABASE_URL"], dbname="postgres")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """The migrated database. pytest-django makes it only for tests that it gives a transaction;
    ours in a browser get a clone instead.
    """
    with django_db_blocker.unblock(), database_roles.owner():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"})
        name = connection.settings_dict["NAME"]
        connections.close_all()
        with psycopg.connect(server_url(), autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}_template" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{name}_template" TEMPLATE "{name}"')
    yield
    with django_db_blocker.unblock(), database_roles.owner():
        connections.close_all()
        with psycopg.connect(server_url(), autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}_template" WITH (FORCE)')
            # A greenlet of Playwright's keeps connections of its own; they would hold the database
            # up.
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
        teardown_databases(made, verbosity=0)


@pytest.fixture
def database(django_db_setup, django_db_blocker, settings):
    """A database of this test's own, cloned from the migrated one: the log in it refuses to be
    emptied.
    """
    with django_db_blocker.unblock():
        values = connection.settings_dict
        base, clone = values["NAME"], f"{values['NAME']}_clone"
        connections.close_all()
        with psycopg.connect(server_url(), autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{clone}" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{clone}" TEMPLATE "{base}_template"')
            # Of portal/database_roles.py, what a clone does not take over.
            server.execute(f'REVOKE TEMPORARY ON DATABASE "{clone}" FROM PUBLIC')
            values["NAME"] = clone
            cache.clear()
            try:
                yield make_conninfo(os.environ["DATABASE_URL"], dbname=clone)
            finally:
                connections.close_all()
                values["NAME"] = base
                server.execute(f'DROP DATABASE IF EXISTS "{clone}" WITH (FORCE)')


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    """Each test has its own index and its own encrypted files.

    What it opened is closed: an ordinary user may have a thousand files open.
    """
    settings.INDEX_DIR = tmp_path / "index"
    settings.FILES_DIR = tmp_path / "files"
    settings.HASHES_DIR = tmp_path / "hashes"
    settings.ANCHORS_DIR = tmp_path / "anchors"
    settings.ERASURES_DIR = tmp_path / "erasures"
    journal.begin()
    settings.KEYS_URL = (tmp_path / "keys").as_uri()
    yield
    ciphers.forget_all()
    joint._open.clear()
    pictures._open.clear()


@pytest.fixture(autouse=True)
def _nothing_counted():
    """How often an address asked in an earlier test."""
    cache.clear()


@pytest.fixture(autouse=True)
def _english():
    """A page that an earlier test read in Spanish leaves the language on in this process."""
    translation.activate("en")


# allauth's own page of second factors prints what a person does not always have.
OF_ALLAUTH = "authenticators."


class _Undefined(str):
    """What Django prints for a variable that a template names and nobody gave: an error here."""

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, variable: object) -> str:
        if str(variable).startswith(OF_ALLAUTH):
            return ""
        raise AssertionError(f"a template printed the undefined variable {variable}")


@pytest.fixture(autouse=True, scope="session")
def _no_undefined_variable():
    django.template.engines["django"].engine.string_if_invalid = _Undefined("%s")


@pytest.fixture
def at():
    """The moment at which a test happens."""
    return datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


@pytest.fixture
def matter(db, at):
    """The open matter, federal, with every theory signed off."""
    return make.matter(at=at)


@pytest.fixture
def ana(db, at):
    """The claimant."""
    return make.claimant("ana@example.org", "Ana Alder", at=at)


@pytest.fixture
def otto(db, at):
    """Another claimant: an outsider to Ana's claim."""
    return make.claimant("otto@example.org", "Otto Oak", at=at)


@pytest.fixture
def rhea(db, at):
    """The paralegal who reviews."""
    return make.staff("rhea@example.org", "Rhea Rowan", "paralegal", at=at)


@pytest.fixture
def alma(db, at):
    """The attorney who decides."""
    return make.staff("alma@example.org", "Alma Ash", "attorney", at=at)


@pytest.fixture
def ada(db, at):
    """The administrator."""
    return make.staff("ada@example.org", "Ada Aspen", "administrator", at=at)


@pytest.fixture
def enter():
    """enter(user) -> a test client in which the user is signed in, staff with their second
    factor.
    """
    return make.signed_in


@pytest.fixture
def meglass(db, at, tmp_path):
    """A small made-up MeGlass release in the index of this test."""
    return make.release("meglass", make.MEGLASS_LINES, tmp_path, at=at)
