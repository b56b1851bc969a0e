"""Uploads stay in memory: nothing that a person sends lies on a disk unencrypted, not even for a moment."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler


class TooLarge(RequestDataTooBig):
    """The files of one request are larger than settings.LARGEST_UPLOAD."""


class InMemory(MemoryFileUploadHandler):
    """Takes every file, up to settings.LARGEST_UPLOAD bytes in one request."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803, Django's name
        content_length: int,
        boundary: bytes,
        encoding: str | None = None,
    ) -> None:
        """Raises TooLarge."""
        if content_length > settings.LARGEST_UPLOAD:
            raise TooLarge
        self.activated = True
