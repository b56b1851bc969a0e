"""Compressed and encrypted files, in the format of age (https://age-encryption.org/v1).

Written to a public key, so that the machine which makes backups cannot open them.
"""

from __future__ import annotations

import contextlib
import gzip
import os
import shutil
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

import pyrage
from django.conf import settings
from django.core.management.base import CommandError
from pyrage import x25519

BLOCK = 1 << 20  # bytes


def write(target: Path, source: Callable[[BinaryIO], object]) -> None:
    """Encrypt what `source` writes into the file that it is given. The target appears whole or
    not at all.

    Raises CommandError where no recipient is set, and what `source` raises.
    """
    recipient = recipient_set()
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = target.with_name(f".{target.name}.part")

    def compress(sink: BinaryIO) -> None:
        with gzip.open(sink, "wb", compresslevel=3) as packed:
            source(cast(BinaryIO, packed))

    with open(aside, "wb") as file:
        with _beside(compress) as plain:
            pyrage.encrypt_io(plain, file, [recipient])
        file.flush()
        os.fsync(file.fileno())
    aside.replace(target)


def write_file(target: Path, source: Path) -> None:
    with open(source, "rb") as file:
        write(target, lambda sink: shutil.copyfileobj(file, sink, BLOCK))


def read(source: Path, identity: x25519.Identity, sink: Callable[[BinaryIO], object]) -> None:
    """Decrypt the file; `sink` reads it in clear from the file that it is given.

    Raises CommandError where the identity does not open it or the file is damaged.
    """

    def decrypt(target: BinaryIO) -> None:
        with open(source, "rb") as file:
            pyrage.decrypt_io(file, target, [identity])

    try:
        with _beside(decrypt) as packed, gzip.open(packed) as plain:
            sink(cast(BinaryIO, plain))
            while packed.read(BLOCK):  # to its end, whose seal covers the whole
                pass
    except (pyrage.DecryptError, EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise CommandError(
            f"{source} cannot be opened: it is damaged, or the identity is another one’s."
        ) from error


def read_to_file(source: Path, identity: x25519.Identity, target: Path) -> None:
    with open(target, "wb") as file:
        read(source, identity, lambda plain: shutil.copyfileobj(plain, file, BLOCK))


def identity_of(path: Path) -> x25519.Identity:
    """The secret key in a file, as age-keygen writes one. Raises CommandError."""
    lines = path.read_text().split() if path.is_file() else []
    keys = [line for line in lines if line.startswith("AGE-SECRET-KEY-")]
    if not keys:
        raise CommandError(
            f"There is no age secret key in {path}. Give the file that opens the backups: "
            "--identity FILE"
        )
    return x25519.Identity.from_str(keys[0])


def recipient_set() -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(settings.BACKUP_RECIPIENT)
    except pyrage.RecipientError:
        raise CommandError(
            "STANDING_BACKUP_RECIPIENT is not an age public key (age1…): make a pair with "
            "age-keygen, and keep the secret one elsewhere (docs/runbooks/backups.md)."
        ) from None


@contextlib.contextmanager
def _beside(writer: Callable[[BinaryIO], None]) -> Iterator[BinaryIO]:
    """What `writer` writes, readable while it writes. Raises what `writer` raised, at the end."""
    reading, writing = os.pipe()
    failures: list[BaseException] = []

    def write() -> None:
        try:
            with open(writing, "wb") as sink:
                writer(sink)
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=write, daemon=True)
    thread.start()
    try:
        with open(reading, "rb") as source:
            yield source
    finally:
        thread.join()
        if failures and not isinstance(failures[0], BrokenPipeError):
            raise failures[0]
