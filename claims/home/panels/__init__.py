"""The panels of the claimant's page of a claim, one file each. Found by walking."""
