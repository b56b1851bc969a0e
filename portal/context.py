"""What every page knows: the firm, and in the demo, that it is one."""

from django.conf import settings
from django.http import HttpRequest

from claims.accounts.letterhead import firm


def site(_request: HttpRequest) -> dict[str, object]:
    return firm() | {
        "firm_referrals": settings.FIRM_REFERRALS,
        "firm_bar_url": settings.FIRM_BAR_URL,
        "exit_url": settings.EXIT_URL,
        "example_link": settings.EXAMPLE_LINK,
        "is_demo": settings.EMBEDDED,
    }
