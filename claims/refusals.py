"""How an action says no. Every room may import this."""


class Refusal(Exception):
    """Nothing was changed.

    The message says why and what to do, in the language of the reader.
    """


class Stale(Refusal):
    """Somebody else changed it after the page was shown. Read it again, then decide.

    `key` names the field, where the page had several.
    """

    def __init__(self, message: object = "", *, key: str = "") -> None:
        super().__init__(message)
        self.key = key


def require_unchanged(shown: str, now: str, message: object = "", *, key: str = "") -> None:
    """The optimistic lock: what the page showed must be what stands now. Raises Stale.

    `shown` and `now`: a version, a digest or an id, as text.
    """
    if shown != now:
        raise Stale(message, key=key)
