"""The firm on its e-mails: what each of their texts may name."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string


def text_of(template: str, **values: Any) -> str:
    """The text of an e-mail, with the firm's name, address, lawyer, phone and hours."""
    firm = {
        "firm_name": settings.FIRM_NAME,
        "firm_address": settings.FIRM_ADDRESS,
        "firm_lawyer": settings.FIRM_LAWYER,
        "firm_phone": settings.FIRM_PHONE,
        "firm_hours": settings.FIRM_HOURS,
        "site_url": settings.SITE_URL,
    }
    return render_to_string(template, firm | values)
