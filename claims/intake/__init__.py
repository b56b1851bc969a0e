"""One person's claim, from the first page to counsel's decision."""
