"""What must be there before anything is served.

`manage.py prepare` makes it; each start of a service proves it.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from claims.vault import journal
from portal import catalogues, fonts


def missing() -> list[str]:
    """What is not ready, each in words that an operator can act on; empty when all is."""
    return [
        *_unapplied_migrations(),
        *_uncollected_files(),
        *_missing_fonts(),
        *_missing_catalogues(),
        *_missing_journal(),
    ]


def _unapplied_migrations() -> list[str]:
    """One sentence where the database is behind the code or does not answer, else none."""
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return ["The database does not answer."]
    if not plan:
        return []
    return [f"{len(plan)} migrations have not been applied to the database."]


def _uncollected_files() -> list[str]:
    """The manifest that names each static file by its content; without it every page fails."""
    if not getattr(staticfiles_storage, "manifest_name", ""):
        return []  # plain files, as the tests and `make dev` have them
    if (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
        return []
    return [f"The static files have not been collected into {settings.STATIC_ROOT}."]


def _missing_fonts() -> list[str]:
    names = ["public-sans.woff2", *(f"public-sans-{weight}.ttf" for weight in fonts.WEIGHTS)]
    if all((fonts.FONTS / name).is_file() for name in names):
        return []
    return ["The typeface has not been cut, which pages and documents are set in."]


def _missing_catalogues() -> list[str]:
    sources = list(catalogues.LOCALE.glob(catalogues.SOURCES))
    if all(source.with_suffix(".mo").is_file() for source in sources):
        return []
    return ["The catalogues of translated words have not been made."]


def _missing_journal() -> list[str]:
    """Without it nobody knows whether this database is one from before an erasure."""
    if journal.path().exists():
        return []
    return [
        f"The journal of erasures is missing: {journal.path()}. If this database was restored, put "
        "the journal’s newest copy there and run: python manage.py replay_erasures."
    ]
