"""Whose a Flickr account is: accounts, proofs, disputes."""
