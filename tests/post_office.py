"""A real SMTP server that keeps what it gets."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message

from aiosmtpd.controller import Controller


@dataclass
class PostOffice:
    """Where the site's mail ends."""

    host: str
    port: int
    received: list[Message] = field(default_factory=list)

    @property
    def url(self) -> str:
        """As STANDING_EMAIL_URL names it."""
        return f"smtp://{self.host}:{self.port}"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- aiosmtpd's name
        self.received.append(message_from_bytes(envelope.content))
        return "250 OK"

    def wait_for(self, to: str, text: str, seconds: float = 30) -> Message:
        """The newest mail to this address whose subject or body holds the text."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for mail in reversed(self.received):
                if mail["To"] == to and (text in str(mail["Subject"]) or text in body_of(mail)):
                    return mail
            time.sleep(0.05)
        raise AssertionError(
            f"no mail to {to} with {text!r}; there were "
            f"{[str(m['Subject']) for m in self.received]}"
        )

    def code_for(self, to: str, text: str = "code", seconds: float = 30) -> str:
        """The newest code sent to this address; it is taken out, so that the next call waits for a
        new one.
        """
        mail = self.wait_for(to, text, seconds)
        self.received.remove(mail)
        return re.match(r"\d{6}", body_of(mail))[0]


def body_of(mail: Message) -> str:
    return mail.get_payload(decode=True).decode()


@contextmanager
def delivering() -> Iterator[PostOffice]:
    """A post office that is open for as long as the block runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        host, port = probe.getsockname()
    office = PostOffice(host, port)
    controller = Controller(office, hostname=host, port=port)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()
