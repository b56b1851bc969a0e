"""Long proofs, which `make prove` runs: each piece is written down when it is done, so a proof that
was stopped goes on where it was. A small member of each stands in the tests.
"""
