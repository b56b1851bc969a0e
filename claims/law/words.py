"""Marks words for translation.

They stay English here; templates translate them when they are shown.
"""


def _(text: str) -> str:
    return text
