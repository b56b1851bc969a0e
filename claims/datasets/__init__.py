"""Which datasets exist, which releases of them we hold, and whether a photo or an account stands in
one.

Reference data is immutable and lives in files (`index.py`, `build.py`); each dataset is one file in
`sources/`.
"""
