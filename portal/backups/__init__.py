"""Backups, and how they become a site again. docs/runbooks/backups.md

    STANDING_BACKUPS_DIR/
      20261126T020000Z/         one backup: manifest.json, database.tar.gz.age, wal/
      wal/SYSTEM/               what happened since, one file for 16 MB of changes
      files/  index/            as they lie on the site: files by their random names, releases whole
      erasures.jsonl            the newest note of what was erased
    STANDING_KEY_BACKUPS_DIR/
      20261126T020000Z.all.age  the data keys, which lie apart from all that they open

The database and the keys are encrypted to STANDING_BACKUP_RECIPIENT; what opens them is not on the
site's machine. The files are encrypted already, each with a data key. Nothing lives longer than
STANDING_BACKUP_DAYS.
"""
