"""Is a photo or an account in a face dataset? Asks without telling: python3 private_check.py SITE
PHOTO_ID-or-NSID"""

import hashlib
import json
import re
import sys
import urllib.request

site, asked = sys.argv[1].rstrip("/"), sys.argv[2]
kind = "owner" if "@" in asked else "photo"
if not re.fullmatch(r"[1-9][0-9]{0,18}|[1-9][0-9]{4,11}@N[0-9]{2}", asked):
    sys.exit("Give a photo's number (90000000001) or an account id (12345678@N99), nothing else.")
for dataset in json.load(urllib.request.urlopen(f"{site}/api/v1/datasets"))["datasets"]:
    for release in dataset["releases"]:
        if kind in release["ranges"]:
            where, digits = (
                f"{dataset['name']}/{release['release']}/{kind}",
                release["ranges"][kind]["digits"],
            )
            hashed = hashlib.sha256(f"{where}/{asked}".encode()).hexdigest()[:16].upper()
            bucket = (
                urllib.request.urlopen(f"{site}/api/v1/range/{where}/{hashed[:digits] or 'all'}")
                .read()
                .decode()
            )
            print(
                where,
                (
                    "found"
                    if f"{hashed[digits:]}:1" in bucket.split("\n")
                    else "not found in the index we hold"
                ),
            )
