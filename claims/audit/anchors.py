"""The head of the chain, written down each day where the database cannot reach.

Who runs the site can rebuild the whole chain, but not what was mailed to two people and stamped by
somebody else before. Where a server for time stamps is set (RFC 3161), its answer stands beside.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import requests
from django.conf import settings
from rfc3161_client import TimestampRequestBuilder, decode_timestamp_response

SECONDS = 20  # for the server that stamps


class NoStamp(Exception):
    """The server for time stamps did not answer as RFC 3161 says."""


@dataclass(frozen=True)
class Anchor:
    """The chain had `number` links, the last of them `sha256` (64 hexadecimal digits), at `at`
    (ISO 8601). `stamp`: the server's answer in base64, "" without one.
    """

    at: str
    number: int
    sha256: str
    stamp: str = ""

    @property
    def statement(self) -> str:
        """What is mailed, and what is stamped."""
        return f"{self.number}:{self.sha256}"


def path() -> Path:
    return Path(settings.ANCHORS_DIR) / "anchors.jsonl"


def read() -> list[Anchor]:
    """Every anchor, oldest first. A line that was cut off at its end is passed over."""
    if not path().exists():
        return []
    lines = path().read_text().splitlines()
    return [Anchor(**json.loads(line)) for line in lines if line.endswith("}")]


def append(anchor: Anchor) -> None:
    """Write one more line, and wait until it is on the disk."""
    path().parent.mkdir(parents=True, exist_ok=True)
    with open(path(), "a") as file:
        file.write(json.dumps(asdict(anchor)) + "\n")
        file.flush()
        os.fsync(file.fileno())


def parse(statement: str, at: datetime) -> Anchor:
    """An anchor as it stands in an e-mail, "number:sha256".

    Raises ValueError.
    """
    number, _colon, sha256 = statement.partition(":")
    if not number.isdigit() or len(sha256) != 64:
        raise ValueError(f"{statement!r} is no anchor: a number, a colon and 64 digits")
    return Anchor(at.isoformat(), int(number), sha256)


def stamp(statement: str) -> str:
    """The answer of the server for time stamps to this statement, in base64; "" where none is set.

    Raises NoStamp.
    """
    if not settings.TIMESTAMP_URL:
        return ""
    question = TimestampRequestBuilder().data(statement.encode()).build()
    headers = {"Content-Type": "application/timestamp-query"}
    try:
        answer = requests.post(
            settings.TIMESTAMP_URL, question.as_bytes(), headers=headers, timeout=SECONDS
        )
        answer.raise_for_status()
        stamped = decode_timestamp_response(answer.content).tst_info.message_imprint.message
    except (requests.RequestException, ValueError) as error:
        raise NoStamp(str(error)) from error
    if stamped != hashlib.sha512(statement.encode()).digest():
        raise NoStamp("the answer is for something else")
    return base64.b64encode(answer.content).decode()
