"""Sending mail. Each e-mail has a number by which a second sending is the same mail.

A server that refuses an address for good is a bounce like any other, and no fault to try again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from smtplib import SMTPRecipientsRefused
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone, translation

from claims.accounts import actions
from claims.accounts.letterhead import text_of
from claims.accounts.models import User

FOR_GOOD = 500  # an SMTP reply from here on is permanent (RFC 5321, 4.2.1)


class Backend(EmailBackend):
    def _send(self, email_message: Any) -> bool:
        try:
            return super()._send(email_message)  # type: ignore[misc]  # not in the stubs
        except SMTPRecipientsRefused as error:
            codes = {address: code for address, (code, _text) in error.recipients.items()}
            for address, code in codes.items():
                if code >= FOR_GOOD:
                    actions.note_bounce(address, str(code), at=timezone.now())
            if all(code >= FOR_GOOD for code in codes.values()):
                return False
            raise


@contextlib.contextmanager
def as_read_by(user: User) -> Iterator[None]:
    """A block whose texts and times are those of the person who will read them."""
    with in_language(user.language), timezone.override(ZoneInfo(user.zone or settings.FIRM_ZONE)):
        yield


def in_language(code: str) -> translation.override:
    """A block whose texts are in the language of the person who will read them.

    `code`: as the person's row has it, "" where they never chose one.
    """
    return translation.override(code or settings.LANGUAGE_CODE)


def send_to_stranger(
    address: str, subject: str, template: str, *, number: str, **values: Any
) -> None:
    """One e-mail to somebody who never wrote to the firm: with the lawyer who answers for it, and
    the label that the bar asks for (ABA Model Rule 7.2(d) and its relatives in the states).
    """
    labels = [settings.MAIL_LABEL] if settings.MAIL_LABEL else []
    body = text_of(template, **values)
    send(address, ": ".join([*labels, subject]), body, number=number)


def send(address: str, subject: str, body: str, *, number: str) -> None:
    """One e-mail of the firm.

    `number` names it among all: sent again, it is the same one.
    """
    headers = {"Message-ID": f"<{number}@{settings.FIRM_EMAIL.partition('@')[2]}>"}
    EmailMessage(subject, body, None, [address], headers=headers).send()
