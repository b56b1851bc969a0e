"""My claims, the public pages on the law, and the interest list."""
