"""What the index shows of a photo, as facts for the law."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from claims.datasets import registry
from claims.datasets.queries import Outcome, source
from claims.law.logic import Answer

IN_IT = (Outcome.FOUND, Outcome.UPSTREAM_ONLY)  # a row of the photo, in a face set or in a pool


def facts_of(outcomes: Iterable[tuple[str, str]], pursued: Sequence[str]) -> dict[str, Answer]:
    """What is known of one photo and the datasets that the matter pursues, from its (dataset,
    outcome) in each.

    A photo that is not found leaves it open, as does a dataset that nobody can search: neither is a
    no.
    """
    pairs = list(outcomes)
    own = {name for name, outcome in pairs if outcome in IN_IT} & set(pursued)
    made_from = set().union(*(ancestors(name) for name in own)) - own
    searched = {name for name, outcome in pairs if outcome == Outcome.NOT_FOUND}
    rows = [_row(name, "yes") for name in sorted(own)]
    rows += [_row(name, "derived") for name in sorted(made_from)]
    rows += [_row(name, "unknown") for name in sorted(set(pursued) - own - made_from - searched)]
    return {"portal.datasets": Answer(rows)}


def ancestors(name: str) -> set[str]:
    """The datasets that this one was made from, and theirs."""
    parents = set(source(name).derived_from) & registry.sources().keys()
    return parents.union(*(ancestors(parent) for parent in parents))


def _row(name: str, holds: str) -> dict[str, Any]:
    """One dataset as the law looks at it; a pool of photos is no set of faces."""
    declared = source(name)
    geometry = declared.geometry_evidence.replace("unknown", "")
    return {
        "dataset": name,
        "holds": holds,
        "of_faces": declared.is_of_faces and not declared.is_pool,
        "geometry": geometry,
    }
