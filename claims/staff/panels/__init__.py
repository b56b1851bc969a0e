"""The panels of a claim's page at the desk, one file each. Found by walking."""
