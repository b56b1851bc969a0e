"""What happened, by whom and when: append-only rows, chained afterwards by a sealer, so that no
request waits.
"""
