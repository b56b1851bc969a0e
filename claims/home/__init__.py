"""The claimant's own pages once a claim exists: what happened, what is needed from me, my
documents.
"""
