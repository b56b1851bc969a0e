"""Keys, encrypted fields, encrypted files and blind indexes.

Each claim and each account has a `DataKey`, wrapped by the master key from the environment.
Whatever is private about a person is encrypted with it (AES-256-GCM, bound to its place by the
associated data), so erasing one wrapped key erases the claim in every backup.
"""
