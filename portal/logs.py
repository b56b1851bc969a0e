"""Structured logs without personal data: an allow-list of keys, and paths with their identifiers
cut out.
"""

from __future__ import annotations

import logging.config
import re
import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

# What a line of the log may hold. Anything else is dropped, so that no address, name or answer
# slips in by accident.
ALLOWED = frozenset(
    "event level timestamp logger request method path status milliseconds job kind attempts error "
    "dataset release rows subject exc_info".split()
)
IDENTIFIERS = re.compile(
    r"CLM-[0-9A-Z-]+|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32,}|[0-9A-Za-z_-]{24,}|\d{5,}"
    r"|(?<=/(?:photo|owner)/)[0-9A-Fa-f]+$"  # what a private check sends
)


def keep_allowed(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """A structlog processor: drop every key that is not on the list (those with an underscore are
    structlog's own).
    """
    return {key: value for key, value in event.items() if key in ALLOWED or key.startswith("_")}


def without_traceback(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """A structlog processor for production: of an error only its type, since a traceback can hold
    private words.
    """
    if error := event.pop("exc_info", None):
        exception = error[1] if isinstance(error, tuple) else error
        event["error"] = (
            type(exception).__name__ if isinstance(exception, BaseException) else "unknown"
        )
    return event


def without_arguments(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """A structlog processor for other libraries' lines: the text may carry data, so mails and long
    numbers go.
    """
    text = re.sub(r"[^\s@]+@[^\s@]+", "…", str(event.get("event", "")))
    event["event"] = IDENTIFIERS.sub("…", text)[:500]
    return event


def logging_config(style: str) -> dict[str, Any]:
    """Configure structlog and the standard library's logging alike; `style` is "console" or
    "json".
    """
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_arguments,
        *(
            [without_traceback] if style == "json" else []
        ),  # the demo's console shows whole tracebacks
        keep_allowed,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer = (
        structlog.processors.JSONRenderer()
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    config = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    renderer,
                ],
            }
        },
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["out"], "level": "WARNING"},
        "loggers": {"standing": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
    }
    logging.config.dictConfig(config)
    return config


log = structlog.get_logger("standing.request")


class RequestLog:
    """One line a request: its id, method, path without identifiers, status and time.

    No query string, no user.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        log.info(
            "request",
            request=uuid.uuid4().hex[:12],
            method=request.method,
            path=IDENTIFIERS.sub("…", request.path),
            status=response.status_code,
            milliseconds=round((time.perf_counter() - started) * 1000, 1),
        )
        return response
