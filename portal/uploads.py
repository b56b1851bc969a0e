"""Uploads stay in memory: nothing that a person sends lies on a disk unencrypted, not even for a
moment.

So each page says how much it takes, and a page that takes much is counted before anything is read.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile
from django.urls import Resolver404, resolve

from claims.accounts.throttle import seconds_to_wait


class TooLarge(RequestDataTooBig):
    """The files of one request are larger than its page takes; `limit` in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes in one upload")
        self.limit = limit


class InMemory(MemoryFileUploadHandler):
    """Takes files up to what settings.UPLOADS says of the page, in one request; of other pages
    hardly any.
    """

    is_refused = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803, Django's name
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        """Raises TooLarge."""
        request: Any = self.request
        try:
            name = resolve(request.path_info).url_name
        except Resolver404:
            name = ""
        limit = settings.UPLOADS.get(name or "", settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        if content_length > limit:
            raise TooLarge(limit)
        if name in settings.UPLOADS:
            self.is_refused = bool(seconds_to_wait(request, "upload"))
            request.too_many_uploads = self.is_refused
        self.activated = True

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.is_refused:
            raise SkipFile
        super().new_file(*args, **kwargs)
