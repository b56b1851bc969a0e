"""manage.py note_bounces: mail that came back, from the mail server.

As a pipe of the mailbox that STANDING_FIRM_EMAIL names (in Postfix's aliases: `intake:
"|/srv/standing/manage.py note_bounces"`), or over a Maildir from cron: `manage.py note_bounces
--maildir /var/mail/intake`.
"""

from __future__ import annotations

import mailbox
import sys
from email import message_from_binary_file
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from claims.accounts import actions
from claims.accounts.bounces import failed


class Command(BaseCommand):
    help = (
        "Note the addresses to which mail came back; one message on standard input, or the new ones"
        " of a Maildir."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--maildir", help="read the new messages of this folder and mark them as seen"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """One message from standard input, or the new ones of a Maildir; each is read once."""
        noted = 0
        if options["maildir"]:
            box = mailbox.Maildir(options["maildir"], create=False)
            for key, message in box.items():
                if message.get_subdir() == "new":
                    noted += self._note(message)
                    message.set_subdir("cur")
                    message.add_flag("S")
                    box[key] = message
        else:
            noted = self._note(message_from_binary_file(sys.stdin.buffer))
        self.stdout.write(f"{noted} noted")

    def _note(self, message: Any) -> int:
        return sum(
            actions.note_bounce(address, status, at=timezone.now())
            for address, status in failed(message)
        )
