"""The site's settings for measuring: the pages of `site.py`, and no limit on how often one may
ask.
"""

import logging

from portal.settings import *  # noqa: F403
from portal.settings import RATES as _RATES

ROOT_URLCONF = "bench.site"
RATES = dict.fromkeys(_RATES, 10**9)
logging.disable()  # a line for each request would measure the terminal
