#!/usr/bin/env python
"""Django's command line. Over the servers that the environment names, or over the demo's own."""

import os
import sys

from portal import embedded


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    try:
        with embedded.servers_for(sys.argv[1:]):
            from django.core.management import execute_from_command_line

            execute_from_command_line(sys.argv)
    except embedded.ServerError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
