"""PostgreSQL as Django has it, with a moment's patience (base.py)."""
