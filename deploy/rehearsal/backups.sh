#!/bin/sh
# The recipes of “Any moment, and another place” (docs/operations.md) in a folder: a table that was
# dropped comes back as it was at a moment, and files come back byte for byte. Debian: postgresql-17,
# pgbackrest, restic; root.    sh deploy/rehearsal/backups.sh
set -eu
recipe=$(realpath "$(dirname "$0")/../pgbackrest.conf")
folder=$(mktemp -d)
server=/usr/lib/postgresql/17/bin
chmod 755 "$folder" && chown nobody "$folder" && cd /
as() { setpriv --reuid=nobody --regid=nogroup --clear-groups env "$@"; }
ask() { as "$server/psql" -qAth "$folder" -p 5432 -U postgres -c "$1"; }
pgbackrest_() {
    as pgbackrest --config="$folder/pgbackrest.conf" --stanza=forum --log-level-console=warn "$@"
}
trap 'as "$server/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$folder"' EXIT

sed -e "s|/srv/backups/pgbackrest|$folder/repo|; s|/var/lib/postgresql/17/main|$folder/data|" \
    "$recipe" > "$folder/pgbackrest.conf"
printf 'pg1-socket-path=%s\npg1-user=postgres\n' "$folder" >> "$folder/pgbackrest.conf"
printf '[global]\nlog-path=%s/log\nlock-path=%s/lock\nspool-path=%s/spool\n' "$folder" "$folder" "$folder" \
    >> "$folder/pgbackrest.conf"
as mkdir "$folder/spool" "$folder/repo" "$folder/log" "$folder/lock"
as "$server/initdb" -D "$folder/data" -U postgres --auth=trust -E UTF8 >/dev/null
cat >> "$folder/data/postgresql.conf" <<END
listen_addresses = ''
unix_socket_directories = '$folder'
archive_mode = on
archive_command = 'pgbackrest --config=$folder/pgbackrest.conf --stanza=forum archive-push %p'
END
as "$server/pg_ctl" -D "$folder/data" -w -l "$folder/log/server" start >/dev/null
pgbackrest_ stanza-create
pgbackrest_ check
ask "CREATE TABLE guests AS SELECT n, 'guest ' || n AS name FROM generate_series(1, 5000) n"
pgbackrest_ --type=full backup
# It goes back to a moment of a later second than the backup's last.
sleep 2
ask "INSERT INTO guests SELECT n, 'late guest ' || n FROM generate_series(5001, 5100) n"
moment=$(ask "SELECT now()")
sleep 2
ask "DROP TABLE guests"
ask "SELECT pg_switch_wal()" >/dev/null
as "$server/pg_ctl" -D "$folder/data" -w -m fast stop >/dev/null
pgbackrest_ --delta --type=time --target="$moment" --target-action=promote restore
as "$server/pg_ctl" -D "$folder/data" -w -l "$folder/log/server" start >/dev/null
rows=$(ask "SELECT count(*) FROM guests")

mkdir -p "$folder/files/media"
head -c 3000000 /dev/urandom > "$folder/files/media/portrait.jpg"
export RESTIC_REPOSITORY="$folder/restic" RESTIC_PASSWORD=rehearsal RESTIC_CACHE_DIR="$folder/cache"
restic --quiet init
restic --quiet backup --tag forum "$folder/files"
restic --quiet check --read-data
restic --quiet forget --tag forum --keep-daily 30 --keep-monthly 12 --prune
restic --quiet restore latest --tag forum --target "$folder/back" >/dev/null
files=differ
diff -r "$folder/files" "$folder/back$folder/files" && files=same
echo "backups: a dropped table back with $rows of 5100 rows; restic's files: $files"
