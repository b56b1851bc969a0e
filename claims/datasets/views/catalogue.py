"""The datasets: what was made from what, and a page about each. Public; says nothing of anybody."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from claims.accounts import queries as accounts
from claims.datasets import drawings, queries, registry
from claims.datasets.coverage import EXPOSING_AI
from claims.datasets.drawings import Branch
from claims.datasets.source import Fact, Source

GEOMETRY = {
    "strong": _("It includes measurements of faces."),
    "some": _("It was made with programs that measure faces, or for them."),
    "none": _("It includes nothing about measured faces."),
    "unknown": _("We don’t know if faces were measured for it."),
}


@login_not_required
@require_GET
def datasets(request: HttpRequest) -> HttpResponse:
    """The tree: Flickr, what was taken from it, and what was made from that."""
    releases = queries.held()
    roots = _roots({release.source.name for release in releases})
    return render(
        request, "datasets/datasets.html", {"roots": roots, "picture": drawings.tree(roots)}
    )


def _roots(held: set[str]) -> list[Branch]:
    """The two places that all datasets come from, each with what was drawn from it.

    `held`: names of the datasets of which this site has a release.
    """
    by_name = registry.sources()

    def below(parent: str) -> list[Branch]:
        children = [source for source in by_name.values() if parent in source.derived_from]
        return [
            Branch(source.title, source, source.name in held, below(source.name))
            for source in children
        ]

    return [
        Branch(str(_("Photos on Flickr")), None, False, below("flickr")),
        Branch(str(_("Picture searches on the web")), None, False, below("web")),
    ]


@login_not_required
@require_GET
def dataset(request: HttpRequest, name: str) -> HttpResponse:
    """What is known of one dataset, each statement with its source, and which releases of it we
    hold. What nobody checked in its source is shown to staff alone, and marked.
    """
    source = registry.sources().get(name)
    if source is None:
        raise Http404
    sees_all = request.user.is_authenticated and accounts.is_staff(request.user)
    context = {
        "source": source,
        "facts": _shown(source.facts, sees_all),
        "all_are_checked": all(fact.is_checked for fact in source.facts) or not sees_all,
        "users": _shown(source.reported_users, sees_all),
        "geometry": GEOMETRY[source.geometry_evidence],
        "held": [release for release in queries.held() if release.source.name == name],
        "shortfalls": queries.shortfalls(name),
        **_family(source),
    }
    return render(request, "datasets/dataset.html", context)


def _shown(facts: tuple[Fact, ...], sees_all: bool) -> list[Fact]:
    return [fact for fact in facts if fact.is_checked or sees_all]


def _family(source: Source) -> dict[str, list[Source]]:
    """What a dataset was made from, and what was made from it."""
    sources = registry.sources()
    return {
        "made_from": [sources[parent] for parent in source.derived_from if parent in sources],
        "made_into": [other for other in sources.values() if source.name in other.derived_from],
    }


@login_not_required
@require_GET
def coverage(request: HttpRequest) -> HttpResponse:
    """What a check can look through here, what nobody can check, and how that compares with
    exposing.ai.
    """
    loaded = {release.source.name for release in queries.held()}
    groups: dict[str, list[Source]] = {"looked": [], "readable": [], "closed": []}
    for source in sorted(registry.sources().values(), key=lambda source: source.title.lower()):
        if not source.is_generic:
            groups[_group(source, loaded)].append(source)
    context = {"held": loaded, "compared": EXPOSING_AI, "shortfalls": queries.shortfalls()}
    return render(request, "datasets/coverage.html", groups | context)


def _group(source: Source, loaded: set[str]) -> str:
    if source.name in loaded:
        return "looked"
    return "readable" if source.is_readable else "closed"
