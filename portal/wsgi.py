"""The entry point of the application server."""

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()

from claims.datasets import joint  # noqa: E402, after the settings

threading.Thread(target=joint.warm, name="warm the index", daemon=True).start()
