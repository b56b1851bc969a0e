"""Copies of the index: its releases never change, what points to the current ones does.

The joint directory is left out: it is made again from the releases.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from portal.backups import folders

POINTER = "CURRENT"


def pointers() -> dict[str, str]:
    """Each dataset's file that says which releases count, by its name."""
    home = Path(settings.INDEX_DIR)
    paths = [path for path in sorted(home.glob(f"*/{POINTER}")) if path.parent.name != "joint"]
    return {str(path.relative_to(home)): path.read_text() for path in paths}


def copy_new(target: Path) -> list[str]:
    """Bring every release into `target` that is not there. Returns the files' names."""
    names = []
    for dataset in sorted(Path(settings.INDEX_DIR).glob("*/*/manifest.json")):
        release = dataset.parent
        if release.parent.name != "joint":
            below = str(release.relative_to(settings.INDEX_DIR))
            copied = folders.copy_new(release, target / below)
            names += [f"{below}/{name}" for name in copied]
    return names


def restore(source: Path, target: Path, texts: dict[str, str]) -> None:
    folders.copy_new(source, target)
    for name, text in texts.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(text)
