"""The Celery application. Tasks are sent by `claims.jobs.actions.enqueue` alone."""

from celery import Celery

app = Celery("standing")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
