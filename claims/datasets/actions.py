"""Import a release: the files first, then the row that mirrors them."""

from __future__ import annotations

import json
from datetime import datetime
from functools import partial
from pathlib import Path

from django.db import transaction

from claims.audit import actions as audit
from claims.datasets import build, index, ranges, registry, spool
from claims.datasets.models import Release


def import_release(
    source_name: str, paths: list[Path], *, release: str, by: str, at: datetime, report: spool.Report
) -> build.Summary:
    """Build and publish a release. Raises build.CannotImport; then nothing has changed."""
    source = registry.sources().get(source_name)
    if source is None:
        raise build.CannotImport(f"There is no source {source_name}. Sources: {', '.join(sorted(registry.sources()))}.")
    if unfinished := _without_private_check(source_name, release):  # stopped after it was published and recorded
        build.refuse_other_files(unfinished.folder, paths)
        make_private_checks(report=report)
        return build.summary(unfinished.folder, 0.0)
    is_recorded = Release.objects.filter(dataset=source.name, name=release).exists()
    summary = build.import_release(source, paths, release, is_recorded=is_recorded, by=by, at=at, report=report)
    manifest = json.loads((Path(summary.folder) / "manifest.json").read_text())
    with transaction.atomic():
        row = Release.objects.create(
            dataset=source.name,
            name=release,
            rows=summary.rows,
            photos=summary.photos,
            owners=summary.owners,
            rejected=summary.rejected.total(),
            manifest=manifest,
            published_at=at,
        )
        audit.record("dataset.imported", by=by, at=at, subject=row, dataset=source.name, release=release)
    make_private_checks(report=report)
    return summary


def _without_private_check(source_name: str, release: str) -> index.Release | None:
    """The current release of that name, if it is recorded and its private check is not made yet."""
    if not Release.objects.filter(dataset=source_name, name=release).exists():
        return None
    current = (one for one in index.current_releases() if (one.dataset, one.name) == (source_name, release))
    return next((one for one in current if not one.ranges()), None)


def make_private_checks(*, report: spool.Report) -> list[str]:
    """Make the private check of every current release that lacks it. Returns their names; asked again, it goes on."""
    made = []
    for release in index.current_releases():
        if not release.ranges():
            name = f"{release.dataset}/{release.name}"
            ranges.write(release, partial(_tell, report, name))
            made.append(name)
    return made


def _tell(report: spool.Report, name: str, kind: str, done: int, total: int) -> None:
    report(f"private check of {name}, {kind}s", done, done, total)
