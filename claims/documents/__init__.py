"""From a frozen submission to documents: rendered by the worker, read, confirmed, verified."""
