"""What every page knows: the firm's name and, in the demo, that it is one."""

from django.conf import settings
from django.http import HttpRequest


def site(_request: HttpRequest) -> dict[str, object]:
    return {
        "firm_name": settings.FIRM_NAME,
        "firm_address": settings.FIRM_ADDRESS,
        "firm_email": settings.FIRM_EMAIL,
        "firm_phone": settings.FIRM_PHONE,
        "is_demo": settings.EMBEDDED,
    }
