"""A claim's page is made of panels.

The firm's desk and the claimant's home each have a folder of them, found by walking; this is what
both share.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from claims.accounts.guards import confirmed_lately
from claims.accounts.permissions import Permission
from claims.accounts.requests import SignedInRequest
from claims.intake.models import Claim
from claims.refusals import Refusal


@dataclass(frozen=True)
class Page:
    """Whose eyes see which claim.

    The desk and the home each add what their panels ask of it.
    """

    request: SignedInRequest
    claim: Claim

    @property
    def url(self) -> str:
        """The address of the whole page."""
        raise NotImplementedError

    def panel_url(self, key: str) -> str:
        """Where a panel's form is sent."""
        raise NotImplementedError

    def may(self, permission: Permission | None) -> bool:
        raise NotImplementedError

    @property
    def is_confirmed(self) -> bool:
        """Whether the person proved within ten minutes who they are."""
        return confirmed_lately(self.request)


@dataclass(frozen=True)
class Act:
    """What a panel's form does.

    `form(page, data)` makes the form, unbound without data; `run(page, form)` does one action
    and returns what the person is told. `leads_to`: another page than the claim's.
    `is_confirmed`: only after a fresh confirmation of who it is.
    """

    form: Callable[[Any, QueryDict | None], BaseForm]
    run: Callable[[Any, Any], str]
    permission: Permission | None = None
    leads_to: str = ""
    is_confirmed: bool = False


@dataclass(frozen=True)
class Panel:
    """One part of the page.

    `reads(page)`: what the template reads; None where there is nothing to show. `place`: its
    column and its rank there.
    """

    key: str
    template: str
    place: tuple[str, int]
    reads: Callable[[Any], dict[str, Any] | None]
    act: Act | None = None


@dataclass(frozen=True)
class Shown:
    """A panel as it stands on a page."""

    panel: Panel
    html: SafeString

    @property
    def column(self) -> str:
        return self.panel.place[0]


@cache
def panels_in(package: ModuleType) -> dict[str, Panel]:
    """Every `PANEL` of the package's modules, by key, in the order of their places.

    Raises AttributeError for a module without one, ValueError for two that share a key or a place.
    """
    names = [module.name for module in pkgutil.iter_modules(package.__path__)]
    panels = [importlib.import_module(f"{package.__name__}.{name}").PANEL for name in names]
    panels.sort(key=lambda panel: panel.place)
    by_key = {panel.key: panel for panel in panels}
    places = {panel.place for panel in panels}
    if not len(by_key) == len(places) == len(panels):
        raise ValueError(f"two panels in {package.__name__} have the same key or place")
    return by_key


def show(page: Page, panel: Panel, form: BaseForm | None = None) -> Shown | None:
    """`form`: one with errors, to be shown again."""
    values = panel.reads(page)
    if values is None:
        return None
    act = panel.act
    if act and page.may(act.permission) and form is None:
        form = act.form(page, None)
    values |= {
        "claim": page.claim,
        "panel": panel,
        "form": form,
        "url": page.panel_url(panel.key),
        "must_confirm": bool(act and act.is_confirmed and not page.is_confirmed),
    }
    html = render_to_string(panel.template, values, page.request)
    return Shown(panel, format_html('<div id="panel-{}">{}</div>', panel.key, html))


def show_html(page: Page, panel: Panel, form: BaseForm) -> str:
    """The panel alone, with what is wrong in its form; "" where nothing is to be shown any more."""
    shown_panel = show(page, panel, form)
    return shown_panel.html if shown_panel else ""


def show_all(
    page: Page, panels: Iterable[Panel], key: str = "", form: BaseForm | None = None
) -> list[Shown]:
    """Every panel that has something to show; the one called `key` with this form."""
    parts = [show(page, panel, form if panel.key == key else None) for panel in panels]
    return [part for part in parts if part is not None]


def answer(page: Page, panel: Panel) -> HttpResponse | BaseForm:
    """Do what a panel's form asks.

    Returns the way on, or the form with what is wrong in it.

    Raises Http404 for a panel that takes no form, PermissionDenied.
    """
    act = panel.act
    if act is None:
        raise Http404
    if not page.may(act.permission):
        raise PermissionDenied
    form = act.form(page, page.request.POST)
    if not form.is_valid():
        return form
    try:
        told = act.run(page, form)
    except Refusal as refusal:
        messages.error(page.request, str(refusal))
        return way_to(page, page.url)
    messages.success(page.request, told)
    return way_to(page, redirect(act.leads_to).url if act.leads_to else page.url)


def way_to(page: Page, url: str) -> HttpResponse:
    """htmx follows a redirect by itself and would put a whole page into a panel."""
    if page.request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
