"""What every page knows: the firm's name and, in the demo, that it is one."""

from django.conf import settings
from django.http import HttpRequest


def site(_request: HttpRequest) -> dict[str, object]:
    return {
        "firm_name": settings.FIRM_NAME,
        "firm_address": settings.FIRM_ADDRESS,
        "firm_email": settings.FIRM_EMAIL,
        "firm_phone": settings.FIRM_PHONE,
        "firm_hours": settings.FIRM_HOURS,
        "firm_lawyer": settings.FIRM_LAWYER,
        "firm_license": settings.FIRM_LICENSE,
        "firm_referrals": settings.FIRM_REFERRALS,
        "exit_url": settings.EXIT_URL,
        "firm_bar_url": settings.FIRM_BAR_URL,
        "example_link": settings.EXAMPLE_LINK,
        "site_url": settings.SITE_URL,
        "is_demo": settings.EMBEDDED,
    }
