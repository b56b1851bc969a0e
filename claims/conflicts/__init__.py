"""Whom the firm may not act against or for: names searched, hits, who cleared them; the gate."""
