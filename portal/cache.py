"""What the cache holds is JSON: nobody who can write to Valkey can make a process here run code."""

from __future__ import annotations

import json
from typing import Any


class JsonSerializer:
    """For Django's RedisCache, which pickles by default.

    Whole numbers stay as they are, so that Valkey can count with them. Tuples come back as lists.
    """

    def dumps(self, value: Any) -> Any:
        """Raises TypeError for what JSON does not know."""
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        return json.dumps(value).encode()

    def loads(self, data: Any) -> Any:
        return json.loads(data)
