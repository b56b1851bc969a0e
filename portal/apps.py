"""Start-up: load every task, then check that what is named exists."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core.checks import Error, register
from django.utils.module_loading import autodiscover_modules


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        autodiscover_modules("tasks", "queries", "erasure", "integrity")
        register(named_things_exist)


def named_things_exist(**_kwargs: Any) -> list[Error]:
    """Tasks and guards that the status table names, the law's questions, the dataset files, the
    vault's keys.
    """
    from claims.datasets.registry import sources
    from claims.intake import registers
    from claims.intake.status import MOVES
    from claims.jobs import registry
    from claims.jobs.names import JobKind
    from claims.law.theory import all_jurisdictions
    from claims.vault.crypto import blind_index, master_keys

    errors = []
    for move in MOVES:
        for guard in move.guards:
            if guard.name not in registers.guards():
                text = (
                    f"The move {move.name!r} names the guard {guard.name!r}: nobody registers it."
                )
                errors.append(Error(text))
    for kind in JobKind:
        if kind not in registry.names():
            errors.append(Error(f"No task does the job {kind.value!r}."))
    for check in (all_jurisdictions, sources, master_keys, lambda: blind_index("check", "")):
        try:
            check()
        except (
            Exception
        ) as error:  # whatever is wrong with a declaration or a key, the start stops and says so
            errors.append(Error(str(error)))
    return errors
