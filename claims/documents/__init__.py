"""From a frozen submission to signed documents: rendered by the worker, read, agreed to, signed,
verified.
"""
