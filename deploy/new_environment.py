#!/usr/bin/env python3
"""Write the environment files of a new installation, with new keys and passwords.

    python3 deploy/new_environment.py /etc/standing --host claims.example.org

They begin as the examples beside this file. It needs nothing but Python, and overwrites nothing.
What only the firm knows (its name, its mail server, where backups go) is left to fill in.
"""

import argparse
import base64
import os
import re
import secrets
import sys
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent
NAMES = {
    "standing.env": "example.env",
    "owner.env": "example-owner.env",
    "backup.env": "example-backup.env",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--host", required=True, help="the site's name, as people type it")
    parser.add_argument("--database", default="localhost", help="PostgreSQL's host")
    parser.add_argument("--cache", default="localhost", help="Valkey's or Redis' host")
    arguments = parser.parse_args()
    passwords = {
        role: secrets.token_urlsafe(24) for role in ("owner", "site", "backup", "cache", "postgres")
    }
    texts = {
        name: filled((EXAMPLES / example).read_text(encoding="utf-8"), arguments, passwords)
        for name, example in NAMES.items()
    }
    texts["database.env"] = (
        "# For deploy/database.sh and PostgreSQL's container.\n"
        f'POSTGRES_PASSWORD="{passwords["postgres"]}"\n'
        f'OWNER_PASSWORD="{passwords["owner"]}"\n'
        f'SITE_PASSWORD="{passwords["site"]}"\n'
        f'BACKUP_PASSWORD="{passwords["backup"]}"\n'
    )
    texts["cache.env"] = f'# For Valkey\'s container.\nVALKEY_PASSWORD="{passwords["cache"]}"\n'
    arguments.folder.mkdir(parents=True, exist_ok=True)
    there = [name for name in texts if (arguments.folder / name).exists()]
    if there:
        sys.exit(
            f"{', '.join(there)} in {arguments.folder} would be overwritten. Nothing was written."
        )
    for name, text in texts.items():
        file = os.open(arguments.folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "w", encoding="utf-8") as out:
            out.write(text)
    sys.stdout.write(
        f"{', '.join(texts)} written to {arguments.folder}. "
        "Fill in the firm's name, its mail and its backups.\n"
    )


def filled(text: str, arguments: argparse.Namespace, passwords: dict[str, str]) -> str:
    """An example with names and new secrets in the place of its made-up ones."""
    text = text.replace("claims.example.org", arguments.host)
    text = text.replace("standing_owner:password@", f"standing_owner:{passwords['owner']}@")
    text = text.replace("standing_backup:password@", f"standing_backup:{passwords['backup']}@")
    text = text.replace("standing:password@", f"standing:{passwords['site']}@")
    text = text.replace("redis://:password@", f"redis://:{passwords['cache']}@")
    text = text.replace("db.internal", arguments.database).replace(
        "cache.internal", arguments.cache
    )
    for name, value in (
        ("STANDING_SECRET_KEY", secrets.token_urlsafe(50)),
        ("STANDING_MASTER_KEYS", f"first:{new_key()}"),
        ("STANDING_INDEX_KEY", new_key()),
    ):
        text = re.sub(f'^{name}=""$', f'{name}="{value}"', text, flags=re.MULTILINE)
    return text


def new_key() -> str:
    """32 random bytes in URL-safe base64."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


if __name__ == "__main__":
    main()
