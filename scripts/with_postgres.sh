#!/bin/sh
# Run a command with DATABASE_URL naming a throw-away PostgreSQL, which ends with the command.
#
#   scripts/with_postgres.sh COMMAND...
#   scripts/with_postgres.sh --check      tell whether a PostgreSQL server is installed
#
# The server runs as an unprivileged user (PostgreSQL refuses root), listens on 127.0.0.1 only, trusts whoever can
# reach that port, and does not wait for the disk: nothing in it is worth keeping.
set -eu

bin=
for folder in $(command -v initdb 2> /dev/null | xargs -r dirname) /usr/lib/postgresql/*/bin /usr/pgsql-*/bin; do
    if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then
        bin=$folder
    fi
done
if [ -z "$bin" ]; then
    echo "No PostgreSQL server is installed." >&2
    exit 1
fi
[ "$1" != --check ] || exit 0

folder=$(mktemp -d "${TMPDIR:-/tmp}/wenxuan-pg.XXXXXX")
as_server() {
    "$@"
}
if [ "$(id -u)" = 0 ]; then
    server_user=nobody
    if id postgres > /dev/null 2>&1; then
        server_user=postgres
    fi
    chown "$server_user" "$folder"
    as_server() {
        setpriv --reuid "$server_user" --regid "$(id -g "$server_user")" --clear-groups -- "$@"
    }
fi

stop() {
    status=$?
    trap - EXIT
    cd /
    as_server "$bin/pg_ctl" --pgdata "$folder/data" --mode immediate --silent stop 2> /dev/null || true
    rm -rf "$folder"
    exit "$status"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
here=$PWD
cd "$folder"
as_server "$bin/initdb" --pgdata "$folder/data" --username wenxuan --auth trust --encoding UTF8 --locale C.UTF-8 \
    --no-sync > "$folder/initdb.log"
as_server "$bin/pg_ctl" --pgdata "$folder/data" --log "$folder/server.log" --wait --silent --options \
    "-p $port -k $folder -h 127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200" \
    start
as_server "$bin/createdb" --host 127.0.0.1 --port "$port" --username wenxuan wenxuan
cd "$here"

echo "PostgreSQL $("$bin/postgres" --version | cut -d' ' -f3) on 127.0.0.1:$port"
DATABASE_URL="postgres://wenxuan@127.0.0.1:$port/wenxuan" "$@"
