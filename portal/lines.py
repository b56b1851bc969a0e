"""The application server's lines: each has a time by which a request must be here whole.

waitress takes a request's whole body before a thread begins with it, so a line that stalls holds
no thread. By itself it drops a line that is silent; one that sends a byte now and then it would
keep for ever.
"""

from __future__ import annotations

import time

from waitress.channel import HTTPChannel

# A line that says nothing for so long is dropped, while a request is still under way.
SILENT_SECONDS = 20
# The slowest line that is waited for: 25 MB in ten minutes.
BYTES_A_SECOND = 25 * 1024 * 1024 / (600 - SILENT_SECONDS)


def seconds_for(length: int) -> float:
    """How long a request with a body of so many bytes may take to arrive."""
    return SILENT_SECONDS + length / BYTES_A_SECOND


class Line(HTTPChannel):
    """A connection whose requests arrive in time, or which is closed."""

    began = 0.0  # when the request that is under way began, in seconds since 1970

    def received(self, data: bytes) -> bool:
        """More of a request has come."""
        if self.request is None:
            self.began = time.time()
        is_taken: bool = super().received(data)
        if self.request and time.time() > self.began + seconds_for(self.request.content_length):
            self.will_close = True
        return is_taken
