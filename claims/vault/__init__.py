"""Keys, encrypted fields, encrypted files and blind indexes.

Each claim and each account has a data key, wrapped by the master key from the environment and kept
in a store apart from the database. Whatever is private about a person is encrypted with it
(AES-256-GCM, bound to its place by the associated data). Deleting one key makes the claim
unreadable here at once, and in backups of the database too; the store's own backups live at most
STANDING_BACKUP_DAYS, and after that nothing opens it.
"""
