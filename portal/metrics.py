"""Figures for whoever watches the machine, in Prometheus' format, at a port of their own.

They say how much and how long, by page and kind of work, and nothing about anybody. `manage.py web
--metrics-port` serves them; no page of the site does. docs/runbooks/watching.md says what to alert
on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from django.db import connection
from django.utils import timezone
from prometheus_client import Histogram, start_http_server
from prometheus_client.core import REGISTRY, GaugeMetricFamily
from prometheus_client.registry import Collector

from claims.audit import queries as audit
from claims.jobs import queries as jobs
from portal import doctor

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)  # seconds
requests = Histogram(
    "standing_request_seconds",
    "Requests by page, method and status.",
    ["route", "method", "status"],
    buckets=BUCKETS,
)


def observe(route: str, method: str, status: int, seconds: float) -> None:
    """Count one request."""
    requests.labels(route, method, str(status)).observe(seconds)


class OfTheWhole(Collector):
    """What every web process sees alike: take the largest of them. Read when it is asked for."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        began = time.perf_counter()
        try:
            yield _jobs()
            yield _gauge("oldest_job_seconds", "How long the oldest job waits.", _oldest_job)
            yield _gauge("unsealed_events", "Events that no seal covers yet.", audit.unsealed)
            yield _gauge("backup_age_seconds", "Of the newest backup.", doctor.backup_age)
        finally:
            connection.close()  # this thread asks once in a while
        yield _gauge("collect_seconds", "What reading these took.", lambda: _since(began))


def _jobs() -> GaugeMetricFamily:
    family = GaugeMetricFamily(
        "standing_jobs", "Jobs that wait or gave up.", labels=["kind", "state"]
    )
    for kind, state, count in jobs.unfinished():
        family.add_metric([kind, state], count)
    return family


def _gauge(name: str, says: str, read: Callable[[], float | None]) -> GaugeMetricFamily:
    """Without a value where there is none: unknown is not nought."""
    family = GaugeMetricFamily(f"standing_{name}", says)
    value = read()
    if value is not None:
        family.add_metric([], value)
    return family


def _oldest_job() -> float:
    since = jobs.waiting_since()
    return (timezone.now() - since).total_seconds() if since else 0


def _since(began: float) -> float:
    return time.perf_counter() - began


def serve(host: str, port: int) -> None:
    """Answer whoever watches, beside the site.

    Raises OSError where the port is another's.
    """
    REGISTRY.register(OfTheWhole())
    start_http_server(port, host)
