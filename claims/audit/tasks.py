"""The sealer, run by beat."""

from celery import shared_task

from claims.audit import actions


@shared_task(name="audit.seal")
def seal() -> None:
    while actions.seal():
        pass
