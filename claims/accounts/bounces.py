"""Mail that came back: what a delivery status notification says (RFC 3464), and nothing about who
it is.
"""

from __future__ import annotations

from email.message import Message


def failed(message: Message) -> list[tuple[str, str]]:
    """(address, status as in RFC 3463) of each recipient to whom the mail was given up.

    Empty for any other mail, and for a notification that it is only late.
    """
    return [
        (address, (block["Status"] or "5.0.0").strip())
        for part in message.walk()
        if part.get_content_type() == "message/delivery-status"
        for block in _blocks(part)
        if (block["Action"] or "").strip().lower() == "failed"
        and (address := _address(block["Final-Recipient"] or block["Original-Recipient"] or ""))
    ]


def _blocks(part: Message) -> list[Message]:
    """One of the message, then one of each recipient."""
    payload = part.get_payload()
    return (
        [block for block in payload if isinstance(block, Message)]
        if isinstance(payload, list)
        else []
    )


def _address(field: str) -> str:
    """ "rfc822; Ana@example.org" is the address ana@example.org."""
    return field.rpartition(";")[2].strip().strip("<>").lower()
