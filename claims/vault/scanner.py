"""A virus scanner, where the firm has one: clamd, asked by its INSTREAM command (docs.clamav.net,
"clamd").
"""

from __future__ import annotations

import io

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings

SECONDS = 20


class Unavailable(Exception):
    """A scanner is set and does not answer, or answers that it could not scan: nothing unscanned is
    kept.
    """


def found_in(content: bytes) -> str:
    """The name of what the scanner found, "" for nothing; "" too where no scanner is set.

    Raises Unavailable.
    """
    if not settings.CLAMD:
        return ""
    try:
        answers = _scanner(settings.CLAMD).instream(io.BytesIO(content))
    except (ClamdError, OSError) as error:
        raise Unavailable(type(error).__name__) from error
    status, name = answers.get("stream", ("ERROR", None))
    if status == "ERROR":
        raise Unavailable(str(name))
    return str(name) if status == "FOUND" else ""


def _scanner(address: str) -> ClamdNetworkSocket:
    """ "/run/clamav/clamd.ctl" or "host:port"."""
    if address.startswith("/"):
        return ClamdUnixSocket(address, timeout=SECONDS)
    host, _, port = address.rpartition(":")
    return ClamdNetworkSocket(host, int(port), timeout=SECONDS)
