"""No line outside actions writes a row of a claim's tables: seen at the database, in every test.

A search of the source sees `objects.create`; it does not see `row.save()`, `row.things.add()`, nor
what a library saves for its caller. Here every INSERT, UPDATE and DELETE is asked who sent it.
"""

from __future__ import annotations

import re
import sys
from functools import wraps
from pathlib import Path

from django.db.backends.utils import CursorWrapper

ROOT = str(Path(__file__).resolve().parent.parent)
ROOMS = f"{ROOT}/claims/"
TESTS = f"{ROOT}/tests/"
# `models` and `fields` write for whoever saves the row; `adapters` for allauth; `erasure` is what
# the register of erasure calls.
MAY_WRITE = re.compile(
    r"/(actions(/\w+)?|erasure|models|fields|adapters|migrations/\w+)\.py$|/management/"
)
WRITE = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(?P<table>\w+)"')


def writer() -> str | None:
    """The innermost file of the house that the call stands in; None where a test wrote itself, or
    allauth, whose forms keep the rows of people.
    """
    frame = sys._getframe(1)
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(ROOMS):
            return name
        if "/allauth/" in name or (name.startswith(TESTS) and name != __file__):
            return None
        frame = frame.f_back
    return None


def refuse_elsewhere(tables: set[str]) -> None:
    """From now on a write to one of the tables from a file that may not is an AssertionError."""

    def guarded(execute):
        @wraps(execute)
        def run(self, sql, params=None):
            write = WRITE.match(str(sql))
            if write and write["table"] in tables:
                file = writer()
                if file and not MAY_WRITE.search(file):
                    raise AssertionError(
                        f"{file.removeprefix(ROOT)} writes {write['table']}: only actions write"
                    )
            return execute(self, sql, params)

        return run

    CursorWrapper.execute = guarded(CursorWrapper.execute)
    CursorWrapper.executemany = guarded(CursorWrapper.executemany)
