#!/usr/bin/env bash
# Run the tests in two lanes, for two cores: `fast`, and `slow` for the journeys in Chromium, crashes and load, with many
# more examples for the rules. What asks no database runs once. What looks at pages alone runs on SQLite in `fast` and
# on PostgreSQL in `slow`, so that together both databases meet everything (tests/conftest.py), but for the long walks
# that are marked `once`: what they look at is the same whatever database it comes from.
# PostgreSQL is the one in PEARLS_TEST_POSTGRESQL_URL, else one that answers at the usual place, else one started here
# for the time of the tests. What cannot run is named at the end; a failure of any part is a failure of the whole.
set -u
cd "$(dirname "$0")/.." || exit 2
case "${1:-fast}" in
  fast | slow) examples=${1:-fast} ;;
  *) printf 'tools/test.sh: expected fast or slow, got %s\n' "$1" >&2; exit 2 ;;
esac
failed=0
left_out=()
folder=
report=

reachable() { # reachable URL
  .venv/bin/python - "$1" 2>/dev/null <<'PY'
import sys

import psycopg

with psycopg.connect(sys.argv[1], connect_timeout=3) as connection:
    row = connection.execute("select rolcreatedb or rolsuper from pg_roles where rolname = current_user").fetchone()
sys.exit(0 if row and row[0] else 1)
PY
}

as_owner() { # PostgreSQL refuses to run as root
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

start_postgresql() { # sets $postgresql, or fails
  local programs port
  programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  [ -n "$programs" ] || programs=$(dirname "$(command -v initdb 2>/dev/null)" 2>/dev/null)
  [ -x "$programs/initdb" ] || return 1
  folder=$(mktemp -d) && { [ "$(id -u)" != 0 ] || chown postgres "$folder"; } || return 1
  port=$(.venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  as_owner "$programs/initdb" -D "$folder/data" -U pearls -A trust -E UTF8 --locale=C.UTF-8 >/dev/null 2>&1 || return 1
  as_owner "$programs/pg_ctl" -D "$folder/data" -l "$folder/log" -w -o \
    "-h 127.0.0.1 -p $port -k $folder -c fsync=off -c full_page_writes=off" start >/dev/null 2>&1 || return 1
  stop_postgresql=("$programs/pg_ctl" -D "$folder/data" -m immediate stop)
  postgresql="postgresql://pearls@127.0.0.1:$port/postgres"
}

clean_up() {
  [ -n "${stop_postgresql:-}" ] && as_owner "${stop_postgresql[@]}" >/dev/null 2>&1
  [ -n "$folder" ] && rm -rf "$folder"
  [ -n "$report" ] && rm -f "$report"
}
trap clean_up EXIT

suite() { # suite NAME MARKER [VARIABLE=VALUE ...]
  local name=$1 chosen=$2
  shift 2
  printf '\n== %s, %s tests\n' "$name" "$examples"
  env "$@" .venv/bin/pytest -q -m "$chosen" --hypothesis-profile="$examples" -p no:cacheprovider
  case $? in 0 | 5) ;; *) return 1 ;; esac
}

on_sqlite() { suite "SQLite, $1" "$2" PEARLS_DATABASE_URL=; }

on_postgresql() { # on_postgresql WHAT MARKER [SUFFIX]; each lane has a database of its own, and may have none
  [ -z "$postgresql" ] || suite "PostgreSQL, $1" "$2" "PEARLS_DATABASE_URL=$postgresql${3:-}"
}

# The parts of a lane run one after the other. All windows of Chromium are in one lane, where they wait for no other.
fast_first() {
  on_sqlite "what asks the database" "not slow and database"
}
fast_second() {
  local wrong=0
  on_postgresql "services and queries" "not slow and database and not pages and not once" || wrong=1
  on_sqlite "what asks no database" "not slow and not database" || wrong=1
  return "$wrong"
}
slow_first() {
  local wrong=0
  on_sqlite "journeys in Chromium" "browser" || wrong=1
  on_postgresql "whole stories in Chromium" "journey and not once" _browser || wrong=1
  return "$wrong"
}
slow_second() {
  local wrong=0
  on_sqlite "crashes, load, many examples" "(slow or hypothesis) and not browser" || wrong=1
  on_postgresql "pages, crashes, load" "(slow or pages) and database and not browser and not once" || wrong=1
  return "$wrong"
}

postgresql=${PEARLS_TEST_POSTGRESQL_URL:-postgresql://pearls:pearls@127.0.0.1/pearls}
if ! reachable "$postgresql" && ! start_postgresql; then
  postgresql=
  left_out+=("everything on PostgreSQL: none answers, and none could be started")
fi
if [ "$examples" = slow ]; then # software of others, for the credentials; what is not here is named at the end
  outside=tests/credentials/npm
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    left_out+=("credentials before software from npm: node or npm was not found")
  elif ! (cd "$outside" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null); then
    rm -rf "$outside/node_modules"
    left_out+=("credentials before software from npm: its packages could not be had")
  fi
fi
report=$(mktemp)
"${examples}_second" >"$report" 2>&1 &
beside=$!
"${examples}_first" || failed=1
wait "$beside" || failed=1
cat "$report"
if [ "$examples" = slow ]; then
  command -v chromium >/dev/null || left_out+=("the journeys in Chromium: chromium was not found")
  command -v soffice >/dev/null || left_out+=("what LibreOffice reads: soffice was not found")
fi

printf '\n'
for item in "${left_out[@]:-}"; do
  [ -z "$item" ] || printf 'Left out: %s.\n' "$item"
done
if [ "$failed" = 0 ]; then echo "All tests that ran passed."; else echo "Tests failed." >&2; fi
exit "$failed"
