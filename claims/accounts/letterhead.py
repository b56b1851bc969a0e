"""The firm, as its pages and e-mails name it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language


def firm() -> dict[str, str]:
    """Name, address, lawyer, phone, and in the reader's language the license and the hours."""
    is_spanish = get_language() == "es"
    return {
        "firm_name": settings.FIRM_NAME,
        "firm_address": settings.FIRM_ADDRESS,
        "firm_email": settings.FIRM_EMAIL,
        "firm_phone": settings.FIRM_PHONE,
        "firm_lawyer": settings.FIRM_LAWYER,
        "firm_license": settings.FIRM_LICENSE_ES if is_spanish else settings.FIRM_LICENSE,
        "firm_hours": settings.FIRM_HOURS_ES if is_spanish else settings.FIRM_HOURS,
        "site_url": settings.SITE_URL,
    }


def text_of(template: str, **values: Any) -> str:
    """The text of an e-mail."""
    return render_to_string(template, firm() | values)
