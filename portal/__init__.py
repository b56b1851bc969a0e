"""Wiring only: settings, URLs, Celery, the embedded servers, start-up checks and the demo.

The product is `claims`.
"""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
