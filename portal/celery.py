"""The Celery application. Tasks are sent by `claims.jobs.actions.enqueue` alone."""

import os

from celery import Celery

# One settings path for each process, whatever starts it: without it Celery would look for a broker
# that does not exist.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
app = Celery("standing")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
