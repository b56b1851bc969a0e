"""Each process of the tests has a broker and a cache of its own, or one would take the other's
jobs and counts. Loaded by name (pyproject.toml), since pytest-django reads the settings before any
conftest.py is read.
"""

import os

if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ["REDIS_URL"] += f"?db={int(os.environ['PYTEST_XDIST_WORKER'][2:]) + 1}"
