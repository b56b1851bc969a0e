"""What a person may paste (links, ids, file names, account exports) turned into references.

Standard library only.
"""
