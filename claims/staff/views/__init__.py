"""The pages of the desk: claims one by one, and what the firm keeps for all of them."""
