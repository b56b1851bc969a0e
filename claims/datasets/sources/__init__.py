"""One file a dataset, each declaring SOURCE.

The facts come with their sources; nothing else is said of a dataset.
"""
