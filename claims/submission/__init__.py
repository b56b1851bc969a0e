"""The frozen claim."""
