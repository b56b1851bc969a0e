"""Uploads stay in memory: nothing that a person sends lies on a disk unencrypted, not even for a
moment.

Not in that of the process: each is a file without a name that only the kernel holds, so a large
one makes no process large, and a reader of its own is given it as it is (claims/sandbox.py). Each
page says how much it takes, and a page that takes much is counted before anything is read.
"""

from __future__ import annotations

import os
from typing import Any
from weakref import WeakSet

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.urls import Resolver404, resolve

from claims.accounts.throttle import seconds_to_wait

_present: WeakSet[UploadedFile] = WeakSet()  # until their request is over


class TooLarge(RequestDataTooBig):
    """The files of one request are larger than its page takes; `limit` in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes in one upload")
        self.limit = limit


class InMemory(FileUploadHandler):
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
            all_at_once = content_length + sum(file.size or 0 for file in list(_present))
            is_full = all_at_once > settings.UPLOADS_AT_ONCE
            self.is_refused = is_full or bool(seconds_to_wait(request, "upload"))
            request.too_many_uploads = self.is_refused

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Raises SkipFile."""
        if self.is_refused:
            raise SkipFile
        super().new_file(*args, **kwargs)
        memory = os.fdopen(os.memfd_create("upload"), "w+b")  # Django closes it with the request
        self.file = UploadedFile(
            memory, self.file_name, self.content_type, 0, self.charset, self.content_type_extra
        )
        _present.add(self.file)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.file.write(raw_data)
        self.file.size = start + len(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        self.file.seek(0)
        self.file.size = file_size
        return self.file

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):  # the request ended before any file began
            self.file.close()
