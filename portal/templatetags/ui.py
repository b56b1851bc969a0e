"""The few tags that every template may use."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from typing import Any
from zlib import crc32

from django import template
from django.forms import Field
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.accounts import queries as accounts
from claims.accounts.models import User
from claims.accounts.permissions import Permission
from claims.law.glossary import GLOSSARY, Term

register = template.Library()


@register.simple_tag(takes_context=True)
def current(context: template.Context, *names: str) -> str:
    """`aria-current="page"` when the page shown has one of these URL names."""
    match = getattr(context.get("request"), "resolver_match", None)
    return SafeString(' aria-current="page"') if match and match.url_name in names else ""


@register.filter
def may(user: User, permission: str) -> bool:
    """Whether the person may do this in some matter; the name of a Permission."""
    return accounts.may(user, Permission[permission])


# The first that stands in what a browser says of itself: the others use its name too.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "FxiOS": "Firefox"}
BROWSERS |= {"CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows"}
SYSTEMS |= {"Mac OS": "Mac", "Linux": "Linux"}


@register.filter
def browser_name(agent: str) -> str:
    """Chrome on Android; as its owner would say it."""
    browser = _first_in(agent, BROWSERS) or _("a browser")
    system = _first_in(agent, SYSTEMS)
    if not system:
        return browser
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}


def _first_in(text: str, names: dict[str, str]) -> str:
    return next((name for sign, name in names.items() if sign in text), "")


# Nothing from elsewhere, no script made of text; a form that is refused is shown again (400).
HTMX = {
    "includeIndicatorStyles": False,
    "allowEval": False,
    "selfRequestsOnly": True,
    "responseHandling": [
        {"code": "[23]..", "swap": True},
        {"code": "400", "swap": True},
        {"code": "[45]..", "swap": False, "error": True},
    ],
}


@register.simple_tag
def htmx_config() -> str:
    return json.dumps(HTMX)


@register.filter
def is_staff(user: Any) -> bool:
    return accounts.is_staff(user)


TONES = {"error": "bad", "success": "good", "warning": "warn"}


@register.filter
def note_tone(level: str) -> str:
    """The tone of a message's box, by Django's name of its level."""
    return TONES.get(level, "")


@register.filter
def naming(error: str, label: str) -> str:
    """An error that names its field, where a library's own does not."""
    if error == str(Field.default_error_messages["required"]):
        return _("Fill in “%(label)s.”") % {"label": label}
    return error


@register.filter
def ends_a_sentence(label: str) -> bool:
    return str(label).endswith(("?", ".", "!"))


@register.filter
def days_from(day: date, today: date) -> int:
    """How many days are left."""
    return (day - today).days


# So common here that marking them would be noise.
PLAIN = frozenset({"claim", "claimant", "upload"})


@cache
def _terms(language: str) -> tuple[re.Pattern[str], dict[str, Term]]:
    """What finds the words of the law in a text of this language; the longest first."""
    terms = [term for term in GLOSSARY if term.key not in PLAIN]
    by_word = {(term.spanish if language == "es" else term.english).lower(): term for term in terms}
    words = "|".join(re.escape(word) for word in sorted(by_word, key=len, reverse=True))
    return re.compile(rf"\b({words})\b", re.IGNORECASE), by_word


@register.filter
def glossed(text: str) -> SafeString:
    """The text, with each word of the law at its first place as a button that shows what it means.

    It needs no script: the browser itself opens it.
    """
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


# --- The blocks that every page is made of ------------------------------------


@register.simple_block_tag
def card(content: str, title: str) -> SafeString:
    """{% card _("Evidence") %} … {% endcard %}"""
    return format_html('<section class="card"><h2>{}</h2>{}</section>', title, content)


@register.simple_block_tag
def tag(content: str, tone: str = "") -> SafeString:
    """A short label.

    `tone`: good, warn, bad, accent or "".
    """
    return format_html(
        '<span class="{}">{}</span>', f"tag {tone}".strip(), SafeString(content.strip())
    )


@register.simple_block_tag
def table(content: str, style: str = "dense") -> SafeString:
    """A table in its scroll box, which the keyboard reaches."""
    box = '<div class="scroll" tabindex="0"><table class="{}">{}</table></div>'
    return format_html(box, style, content)


@register.simple_tag
def column(title: str, style: str = "") -> SafeString:
    """One heading of a table.

    `style`: "number" aligns it.
    """
    styled = format_html(' class="{}"', style) if style else ""
    return format_html('<th scope="col"{}>{}</th>', styled, title)


@register.simple_tag
def digest(sha256: str) -> SafeString:
    """The first sixteen digits of a SHA-256."""
    return format_html('<span class="mono">{}…</span>', sha256[:16])


@register.simple_block_tag(takes_context=True)
def panel_form(context: template.Context, content: str, style: str = "") -> SafeString:
    """The form of a panel.

    With htmx an error comes back into the panel; without, with the page. Where the person must
    first confirm who they are, the way there stands in place of the form: what they type after it
    is not lost.
    """
    if context["must_confirm"]:
        return format_html(
            '<p><a class="button plain" href="{}">{}</a></p>',
            context["url"],
            _("First, confirm that it’s you"),
        )
    return format_html(
        '<form method="post" action="{0}" hx-post="{0}" hx-target="#panel-{1}"'
        ' hx-swap="outerHTML" class="{2}" novalidate>{3}{4}</form>',
        context["url"],
        context["panel"].key,
        style,
        CsrfTokenNode().render(context),
        content,
    )


STRENGTHS = {"strong": "good", "some": "good", "against": "bad"}


@register.filter
def strength_tone(strength: str) -> str:
    """The tone of the tag that an element's strength gets."""
    return STRENGTHS.get(strength, "warn")
