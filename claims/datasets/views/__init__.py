"""The check page, and the pages about the datasets themselves."""
