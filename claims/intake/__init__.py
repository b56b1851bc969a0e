"""The claim's spine: claim, subjects, photos, the status table, locks, registers."""
