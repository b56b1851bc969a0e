"""What a person checked, carried on to a claim in their session, encrypted."""

from __future__ import annotations

from django.http import HttpRequest

from claims.vault import actions as vault

PLACE = "session:carried"


def carry_on(request: HttpRequest, texts: list[str]) -> None:
    """Keep these addresses until a claim takes them."""
    request.session["carried"] = vault.seal_text("\n".join(texts), PLACE)


def carried(request: HttpRequest) -> list[str]:
    """What the person checked before they signed up.

    Sessions lie in the database, so it is encrypted there.
    """
    sealed = request.session.get("carried", "")
    return vault.open_text(sealed, PLACE).splitlines() if sealed else []
