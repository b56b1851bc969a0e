"""The few tags that every template may use."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any
from zlib import crc32

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.accounts import queries as accounts
from claims.law.glossary import GLOSSARY, Term

register = template.Library()


@register.simple_tag(takes_context=True)
def current(context: template.Context, *names: str) -> str:
    """`aria-current="page"` when the page shown has one of these URL names."""
    match = getattr(context.get("request"), "resolver_match", None)
    return SafeString(' aria-current="page"') if match and match.url_name in names else ""


@register.filter
def is_staff(user: Any) -> bool:
    return accounts.is_staff(user)


@register.filter
def days_from(day: date, today: date) -> int:
    """How many days are left."""
    return (day - today).days


# So common here that marking them would be noise.
PLAIN = frozenset({"claim", "claimant", "upload"})


@cache
def _terms(language: str) -> tuple[re.Pattern[str], dict[str, Term]]:
    """What finds the words of the law in a text of this language; the longest first."""
    shown = [term for term in GLOSSARY if term.key not in PLAIN]
    by_word = {(term.spanish if language == "es" else term.english).lower(): term for term in shown}
    words = "|".join(re.escape(word) for word in sorted(by_word, key=len, reverse=True))
    return re.compile(rf"\b({words})\b", re.IGNORECASE), by_word


@register.filter
def glossed(text: str) -> SafeString:
    """The text, with each word of the law at its first place as a button that shows what it means.
    It needs no script: the browser itself opens it."""
    pattern, by_word = _terms(get_language() or "en")
    parts, seen = [], set()
    for number, part in enumerate(pattern.split(text)):
        term = by_word[part.lower()] if number % 2 else None
        if term is None or term.key in seen:
            parts.append(conditional_escape(part))
            continue
        seen.add(term.key)
        key = f"word-{term.key}-{crc32(text.encode()):x}"
        parts.append(
            format_html(
                '<button type="button" class="term" popovertarget="{0}">{1}</button>'
                '<span popover id="{0}" class="meaning"><strong>{1}</strong>: {2}</span>',
                key,
                part,
                _(term.meaning),
            )
        )
    return SafeString("".join(parts))
