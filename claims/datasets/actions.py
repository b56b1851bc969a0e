"""Import a release: the files first, then the row that mirrors them."""

from __future__ import annotations

import json
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from claims.audit import actions as audit
from claims.datasets import build, index, joint, ranges, registry, spool
from claims.datasets.models import Release


def import_release(
    source_name: str,
    paths: list[Path],
    *,
    release: str,
    by: str,
    at: datetime,
    report: spool.Report,
    replaces: tuple[str, ...] = (),
    title: str = "",
    column: str = "",
    through: tuple[Path, ...] = (),
) -> build.Summary:
    """Build and publish a release beside the current ones, or instead of those that it replaces.

    The other arguments are those of build.Order. Raises build.CannotImport; then nothing has
    changed.
    """
    source = registry.sources().get(source_name)
    if source is None:
        raise build.CannotImport(
            f"There is no source {source_name}. Sources: {', '.join(sorted(registry.sources()))}."
        )
    if unfinished := _without_private_check(
        source_name, release
    ):  # stopped after it was published and recorded
        build.refuse_other_files(unfinished.folder, paths)
        make_private_checks(report=report)
        return build.summary(unfinished.folder, 0.0)
    is_recorded = Release.objects.filter(dataset=source.name, name=release).exists()
    order = build.Order(release, replaces, title, column, through)
    summary = build.import_release(
        source, paths, order, is_recorded=is_recorded, by=by, at=at, report=report
    )
    _record(summary, replaces, by=by, at=at)
    make_private_checks(report=report)
    return summary


@transaction.atomic
def _record(summary: build.Summary, replaces: tuple[str, ...], *, by: str, at: datetime) -> None:
    """The row that mirrors the manifest, and the end of what it replaces."""
    dataset, name = summary.dataset, summary.release
    row = Release.objects.create(
        dataset=dataset,
        name=name,
        rows=summary.rows,
        photos=summary.photos,
        owners=summary.owners,
        rejected=summary.rejected.total(),
        manifest=json.loads((Path(summary.folder) / "manifest.json").read_text()),
        published_at=at,
    )
    audit.record("dataset.imported", by=by, at=at, subject=row, dataset=dataset, release=name)
    for old in Release.objects.filter(dataset=dataset, name__in=replaces, retired_at=None):
        _end(old, replaced_by=name, by=by, at=at)


def retire(dataset: str, name: str, *, by: str, at: datetime) -> None:
    """Take a release out of what a check looks through.

    It stays on disk and in the list of releases, and what was found in it still names it.

    Raises build.CannotImport where no such release is current.
    """
    home = Path(settings.INDEX_DIR) / dataset
    open_rows = Release.objects.filter(dataset=dataset, name=name, retired_at=None)
    # Taken out on disk, and not yet in the list: finish that.
    was_cut_short = name not in build.current_names(home) and open_rows.exists()
    if not was_cut_short:
        build.retire(home, name)
    with transaction.atomic():
        for row in open_rows:
            _end(row, replaced_by="", by=by, at=at)


def _end(row: Release, *, replaced_by: str, by: str, at: datetime) -> None:
    row.retired_at, row.replaced_by = at, replaced_by
    row.save(update_fields=["retired_at", "replaced_by"])
    audit.record(
        "dataset.retired", by=by, at=at, subject=row, dataset=row.dataset, release=row.name
    )


def _without_private_check(source_name: str, release: str) -> index.Release | None:
    """The current release of that name, if it is recorded and its private check is not made yet."""
    if not Release.objects.filter(dataset=source_name, name=release).exists():
        return None
    current = (
        candidate
        for candidate in joint.current_releases()
        if (candidate.dataset, candidate.name) == (source_name, release)
    )
    return next((candidate for candidate in current if not candidate.ranges()), None)


def make_private_checks(*, report: spool.Report) -> list[str]:
    """Make the private check of every current release that lacks it.

    Returns their names; asked again, it goes on.
    """
    names = []
    for release in joint.current_releases():
        if not release.ranges():
            name = f"{release.dataset}/{release.name}"
            ranges.write(release, partial(_tell, report, name))
            names.append(name)
    return names


def _tell(report: spool.Report, name: str, kind: str, done: int, total: int) -> None:
    report(f"private check of {name}, {kind}s", done, done, total)
