"""manage.py migrate: Django's own, under the role that owns the tables."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.core.management.commands import migrate

from portal import database_roles


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with database_roles.owner():
                super().handle(*args, **options)
                database_roles.grant()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
