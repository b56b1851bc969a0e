"""Files that a claimant gives: originals and safe copies."""
