"""A Flickr download of 100,000 photos: sent, read, looked up and shown, beside what Python needs to
read it at all.
"""

from __future__ import annotations

import io
import json
import random
import time
import zipfile
from http.client import HTTPConnection

from bench.ground import Ground
from bench.http import served
from bench.measure import Figure, smaller_is_better

ROUNDS = 3
BOUNDARY = "----------standing-measures-this"


def bench_export(ground: Ground) -> list[Figure]:
    ground.say("writing a download of 100,000 photos")
    content = _download(ground.keys.tolist())
    theirs = ours = float("inf")
    with served(ground.index) as port:
        ground.say("measuring")
        for _round in range(ROUNDS):
            theirs = min(theirs, _alone(content))
            ours = min(ours, _sent(port, content))
    name = f"download of 100,000 photos, {len(content) >> 20} MB"
    return [
        smaller_is_better(
            name, ground.rows, ours, "s", "zipfile + json alone (0.33x allowed)", theirs
        )
    ]


def _download(numbers: list[int]) -> bytes:
    """About two kilobytes a photo, as real ones are; words drawn from a made-up vocabulary."""
    dice = random.Random(5)
    words = [
        "".join(dice.choices("abcdefghijklmnopqrstuvwxyz", k=dice.randint(3, 9)))
        for _ in range(3_000)
    ]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "account_profile.json", json.dumps({"nsid": "12345678@N99", "screen_name": "Made Up"})
        )
        for number in numbers:
            secret = f"{dice.getrandbits(40):010x}"
            photo = {
                "id": str(number),
                "name": " ".join(dice.choices(words, k=4)),
                "description": " ".join(dice.choices(words, k=30)),
                "count_views": "12",
                "count_faves": "0",
                "date_taken": "2011-06-12 10:00:00",
                "date_imported": f"{2005 + number % 14}-06-13 10:00:00",
                "photopage": f"https://www.flickr.com/photos/made_up/{number}/",
                "original": f"https://live.staticflickr.com/3741/{number}_{secret}_o.jpg",
                "license": "Attribution-NonCommercial License",
                "geo": [],
                "groups": [],
                "albums": [],
                "tags": [
                    {
                        "tag": word,
                        "user": "https://flickr.com/photos/made_up/",
                        "date_create": "2011-06-13 10:00:00",
                    }
                    for word in dice.choices(words, k=7)
                ],
                "people": [],
                "notes": [],
                "privacy": dice.choice(["public", "private"]),
                "comments": [],
            }
            archive.writestr(f"photo_{number}.json", json.dumps(photo, indent=1))
    return buffer.getvalue()


def _alone(content: bytes) -> float:
    started = time.perf_counter()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.infolist():
            json.loads(archive.read(member))
    return time.perf_counter() - started


def _sent(port: int, content: bytes) -> float:
    """As a visitor's browser sends it, to the end of the page that answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=300)
    connection.request("GET", "/flickr/download/", headers={"Host": "localhost"})
    answer = connection.getresponse()
    cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    token = (
        answer.read().decode().partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    )
    part = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name="
    form = f'{part}"csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
    file = f'{part}"files"; filename="1_a_part1.zip"\r\n'
    body = f"{form}{file}".encode()
    body += b"Content-Type: application/zip\r\n\r\n" + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    headers = {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Cookie": cookie,
        "Host": "localhost",
    }
    started = time.perf_counter()
    connection.request("POST", "/flickr/download/", body, headers)
    answer = connection.getresponse()
    page = answer.read().decode()
    seconds = time.perf_counter() - started
    if answer.status != 200 or "Nothing of this download is kept." not in page:
        raise RuntimeError(f"the download was answered with {answer.status}")
    return seconds
