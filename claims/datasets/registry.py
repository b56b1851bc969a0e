"""Every dataset, found by walking `sources/`: a file there declares SOURCE, or the start fails."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from claims.datasets import sources as package
from claims.datasets.source import Source


@cache
def sources() -> dict[str, Source]:
    """The datasets by name, each declared by a file in claims/datasets/sources.

    Raises ImportError for a file without SOURCE, ValueError for a duplicate.
    """
    # Walked, so that a new file needs no entry anywhere.
    by_name: dict[str, Source] = {}
    for module in pkgutil.iter_modules(package.__path__):
        path = f"{package.__name__}.{module.name}"
        source = getattr(import_module(path), "SOURCE", None)
        if not isinstance(source, Source):
            raise ImportError(f"{path.replace('.', '/')}.py declares no SOURCE")
        if source.name in by_name:
            raise ValueError(f"two files in claims/datasets/sources declare {source.name!r}")
        by_name[source.name] = source
    return by_name
