"""A query that asks for no order gets its rows in none, and rows that its order leaves equal come
in any: PostgreSQL promises nothing else, and what happens to be right on ten rows of a test is
wrong at a firm.
"""

from __future__ import annotations

from functools import wraps

from django.db.models.expressions import OrderBy
from django.db.models.functions import Random
from django.db.models.sql.compiler import SQLCompiler


def shuffle_unordered() -> None:
    """From now on random() is the last key of every SELECT's order."""
    ask = SQLCompiler.get_order_by

    @wraps(ask)
    def get_order_by(self):
        order = ask(self)
        query = self.query
        # These have groups, or rows that are distinct: SQL lets them be ordered by what they
        # select alone.
        if query.distinct or query.combinator or query.group_by is not None:
            return order
        expression = OrderBy(Random()).resolve_expression(query)
        return [*order, (expression, (*self.compile(expression), False))]

    SQLCompiler.get_order_by = get_order_by
