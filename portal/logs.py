"""Structured logs without personal data: an allow-list of keys, and paths with their identifiers
cut out.
"""

from __future__ import annotations

import logging.config
import re
import time
import traceback
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

ROOT = Path(__file__).resolve().parent.parent
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
# What a line of the log may hold. Anything else is dropped, so that no address, name or answer
# slips in by accident.
ALLOWED = frozenset(
    "event level timestamp logger request method route status milliseconds job kind attempts error "
    "place dataset release rows subject exc_info".split()
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
    """A structlog processor for production: of an error its type and where it arose, since its text
    and a traceback can hold private words.
    """
    if error := event.pop("exc_info", None):
        exception = error[1] if isinstance(error, tuple) else error
        if isinstance(exception, BaseException):
            event["error"], event["place"] = type(exception).__name__, place_of(exception)
        else:
            event["error"] = "unknown"
    return event


def place_of(exception: BaseException) -> str:
    """Our last line that was run, and where in a library it ended, as file:line function."""
    frames = [
        (Path(frame.f_code.co_filename), line, frame.f_code.co_name)
        for frame, line in traceback.walk_tb(exception.__traceback__)
    ]
    ours = [frame for frame in frames if _is_ours(frame[0])]
    places = dict.fromkeys([*ours[-1:], *frames[-1:]])
    return " < ".join(f"{_short(path)}:{line} {name}" for path, line, name in places)


def _is_ours(path: Path) -> bool:
    return path.is_relative_to(ROOT) and "site-packages" not in path.parts


def _short(path: Path) -> str:
    return str(path.relative_to(ROOT)) if _is_ours(path) else "/".join(path.parts[-2:])


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
    """One line a request: its id, method, route, status and time; and its figure.

    The route is the pattern of the address, so no identifier is in it; nor a query string, nor a
    user.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        from portal import metrics  # it reads the rooms, which are not there yet

        started = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - started
        route = request.resolver_match.route if request.resolver_match else "(no page)"
        method = request.method if request.method in METHODS else "OTHER"
        log.info(
            "request",
            request=uuid.uuid4().hex[:12],
            method=method,
            route=f"/{route}",
            status=response.status_code,
            milliseconds=round(seconds * 1000, 1),
        )
        metrics.observe(f"/{route}", method, response.status_code, seconds)
        return response
