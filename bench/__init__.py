"""Measurements beside peers, in one run, taking turns: what `make bench` prints.

Made-up rows, real servers.
"""
