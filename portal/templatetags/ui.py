"""The few tags that every template may use."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.safestring import SafeString

from claims.accounts import queries as accounts

register = template.Library()


@register.simple_tag(takes_context=True)
def current(context: template.Context, *names: str) -> str:
    """`aria-current="page"` when the page shown has one of these URL names."""
    match = getattr(context.get("request"), "resolver_match", None)
    return SafeString(' aria-current="page"') if match and match.url_name in names else ""


@register.filter
def without_rows(findings: list[Any]) -> list[Any]:
    """The findings of a check that found no row."""
    return [finding for finding in findings if not finding.count]


@register.filter
def names_only(findings: list[Any]) -> bool:
    """Whether only a name was given, which cannot be looked up."""
    return all(finding.outcome == "name_not_checkable" for finding in findings)


@register.filter
def is_staff(user: Any) -> bool:
    return accounts.is_staff(user)


@register.filter
def days_from(day: date, today: date) -> int:
    """How many days are left."""
    return (day - today).days
