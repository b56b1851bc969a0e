"""Feeds generated and mutated input to whatever reads what people and files bring: no crash, no
hang, no memory over its bound. `make fuzz` runs all of it; the suite a little (test_fuzz.py). Each
input is made from a number alone, so what fails can be made again: the number stands in the error.
"""

from __future__ import annotations

import contextlib
import io
import json
import random
import resource
import signal
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

SECONDS = 5  # for one input
MEMORY = 1 << 30  # bytes beyond what the process has at its start
FORMS = Path(__file__).parent / "flickr" / "forms.tsv"
PIECES = (
    "https:// http: // www.flickr.com flic.kr/p/ live.staticflickr.com/ farm9.staticflickr.com "
    "/photos/ /people/ /gp/ 12345678@N99 @N 90000000001 0 _0123456789 _b.jpg _o.png .json ?id= & # "
    "%2F %00 % ٣ é 𝟙 ' < > [::1] :80 in/album- ///// _identity_3/ web.archive.org/web/2014/ "
    "photo.gne video_ 9999999999999999999999999"
).split()
PIECES += ["\n", "\r", "\t", " ", "\x00", "\u202e", "\ud83d"]
BYTES = [b"\n", b"\r\n", b"\t", b"{", b"[", b'"', b"\\u", b"@N", b"9" * 30, b"\x00"]


def text(number: int, forms: list[str]) -> str:
    """What somebody may paste: a known form with slips in it, or pieces of links in any order."""
    dice = random.Random(number)
    if number % 3:
        letters = list(dice.choice(forms))
        for _slip in range(dice.randrange(6)):
            place = dice.randrange(len(letters) + 1)
            letters[place : place + dice.randrange(3)] = dice.choice(
                [dice.choice(PIECES), chr(dice.randrange(1, 0x2FFF)), ""]
            )
        return "".join(letters)
    return "".join(dice.choices(PIECES, k=dice.randrange(1, 14)))


def mutated(number: int, content: bytes) -> bytes:
    """The file with bytes changed, cut out, put in, repeated or cut off."""
    dice, data = random.Random(number), bytearray(content * (1 + number % 3))
    for _change in range(dice.randrange(1, 8)):
        place = dice.randrange(len(data) + 1)
        length = dice.choice([1, 1, 2, 5, 40, 400])
        match dice.randrange(7):
            case 0:
                data[place : place + 1] = bytes([dice.randrange(256)])
            case 1:
                del data[place : place + length]
            case 2:
                data[place:place] = dice.randbytes(length)
            case 3:
                data[place:place] = data[place : place + length] * dice.randrange(1, 60)
            case 4:
                data[place:place] = dice.choice(
                    [b"\n", b"\r\n", b"\t", b"{", b"[", b'"', b"\\u", b"@N", b"9" * 30, b"\x00"]
                )
            case 5:
                del data[place:]
            case 6:
                data[place:place] = b"[" * dice.choice([1, 70, 3_000])
    return bytes(data)


@contextlib.contextmanager
def limited(what: str, number: int) -> Iterator[None]:
    """Raises AssertionError that names the input, for whatever goes wrong or takes too long."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"longer than {SECONDS} s")

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    except BaseException as error:
        raise AssertionError(f"{what}, input {number}: {type(error).__name__}: {error}") from error
    finally:
        signal.alarm(0)


def fuzz_refs(numbers: range) -> None:
    from claims.flickr import refs

    forms = [line.split("\t")[0] for line in FORMS.read_text(encoding="utf-8").splitlines()[1:]]
    for number in numbers:
        with limited("refs.parse", number):
            for ref in refs.parse(text(number, forms)):
                assert ref.kind
                assert ref.photo_id is None or 0 < ref.photo_id < 2**63


def fuzz_reader(name: str, numbers: range) -> None:
    from claims.datasets.opened import Opened
    from claims.datasets.registry import sources
    from claims.datasets.source import Log, WrongFile
    from tests.datasets.test_sources import SAMPLES

    reader, content = sources()[name].reader, SAMPLES[name][1].encode()
    assert reader is not None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        for number in numbers:
            path.write_bytes(mutated(number, content))
            log = Log(lambda _line, _reason: None, lambda _line: None)
            with limited(name, number), contextlib.suppress(WrongFile):
                for batch in reader(Opened(path).blocks(), log):
                    assert len(batch.photo) == len(batch.owner) == len(batch.line)
                    assert all(len(column) == len(batch.photo) for column in batch.extras.values())
                    assert (
                        not len(batch.photo)
                        or 0 < int(batch.photo.min()) <= int(batch.photo.max()) < 2**63
                    )


def fuzz_exports(numbers: range) -> None:
    from claims.flickr import export
    from tests.flickr.test_export import PHOTO, PROFILE, archive

    members = {
        "account_profile.json": PROFILE,
        "albums.json": {"albums": [{"id": "1", "photos": ["0"]}]},
    }
    members |= {
        f"photo_{9 * 10**10 + number}.json": PHOTO | {"id": str(9 * 10**10 + number)}
        for number in range(3)
    }
    packed = archive(members).getvalue()
    for number in numbers:
        if number % 2:  # the ZIP itself
            content = mutated(number, packed)
        else:  # what stands in it
            buffer = io.BytesIO()
            with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
                for place, (name, member) in enumerate(members.items()):
                    made.writestr(name, mutated(number + place, json.dumps(member).encode()))
            content = buffer.getvalue()
        with limited("export.read", number), contextlib.suppress(export.Refused):
            for photo in export.read(io.BytesIO(content)).photos:
                assert 0 < photo.photo_id < 2**63


def targets() -> dict[str, Callable[[range], None]]:
    from tests.datasets.test_sources import SAMPLES

    readers = {name: lambda numbers, name=name: fuzz_reader(name, numbers) for name in SAMPLES}
    return {"refs.parse": fuzz_refs, "export.read": fuzz_exports} | readers


def main(texts: int, files: int) -> None:
    """All of it; the process may not grow by more than MEMORY."""
    import django

    django.setup()
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + MEMORY, held + MEMORY))
    for name, fuzz in targets().items():
        started, count = time.perf_counter(), texts if name == "refs.parse" else files
        fuzz(range(count))
        print(
            f"{name:<14}{count:>10,} inputs, {time.perf_counter() - started:6.1f} s: no crash, no "
            "hang",
            flush=True,
        )


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:3]))
