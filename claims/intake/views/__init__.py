"""The claimant's pages, from the first question to "check your answers"."""
