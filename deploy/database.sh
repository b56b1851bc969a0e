#!/bin/sh
# The three roles and the database, once, where PostgreSQL starts on an empty folder; on a server of your own run it as
# PostgreSQL's administrator with the three passwords set.
#
#   OWNER_PASSWORD=… SITE_PASSWORD=… BACKUP_PASSWORD=… deploy/database.sh
set -eu

psql --quiet --no-psqlrc --output /dev/null --set ON_ERROR_STOP=1 --dbname postgres \
  --set owner="$OWNER_PASSWORD" --set site="$SITE_PASSWORD" --set backup="$BACKUP_PASSWORD" <<'SQL'
-- The first owns the tables and is used by `prepare` alone; the site runs as the second, which can neither change nor cut
-- the log of what happened; the third copies the server.
CREATE ROLE standing_owner LOGIN PASSWORD :'owner';
CREATE ROLE standing LOGIN PASSWORD :'site';
CREATE ROLE standing_backup LOGIN REPLICATION PASSWORD :'backup' IN ROLE standing_owner;
CREATE DATABASE standing OWNER standing_owner;
-- PostgreSQL's own log: errors without what people wrote.
ALTER SYSTEM SET log_min_error_statement = 'panic';
ALTER SYSTEM SET log_error_verbosity = 'terse';
-- A copy that stands still must not fill the disk.
ALTER SYSTEM SET max_slot_wal_keep_size = '20GB';
\connect standing
GRANT EXECUTE ON FUNCTION pg_create_restore_point(text), pg_switch_wal() TO standing_backup;
-- Whose view of the database is older than an erasure, so that the copy waits for it.
GRANT pg_read_all_stats TO standing_backup;
SELECT pg_reload_conf();
SQL

# Containers reach each other inside one network; a server of your own names the network that the site is in.
if [ -n "${PGDATA:-}" ]; then
  echo "host replication standing_backup samenet scram-sha-256" >> "$PGDATA/pg_hba.conf"
fi
