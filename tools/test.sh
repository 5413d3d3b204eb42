#!/usr/bin/env bash
# Run the tests: `fast` on SQLite and then on PostgreSQL, `slow` the journeys in Chromium, crashes and load.
# What cannot run here is named at the end; a failure of any part is a failure of the whole.
set -u
cd "$(dirname "$0")/.." || exit 2
export PYTHONPATH="$PWD/src"
postgresql=${PEARLS_TEST_POSTGRESQL_URL:-postgresql://pearls:pearls@127.0.0.1/pearls}
failed=0
left_out=()

reachable() {
  .venv/bin/python - "$1" <<'PY' 2>/dev/null
import sys
import psycopg

psycopg.connect(sys.argv[1], connect_timeout=3).close()
PY
}

suite() { # suite NAME MARKER [VARIABLE=VALUE ...]
  local name=$1 marker=$2
  shift 2
  printf '\n== %s\n' "$name"
  env "$@" .venv/bin/pytest -q -m "$marker" || failed=1
}

case "${1:-fast}" in
  fast) marker='not slow' ;;
  slow) marker='slow' ;;
  *) printf 'tools/test.sh: expected fast or slow, got %s\n' "$1" >&2; exit 2 ;;
esac

suite "SQLite" "$marker" PEARLS_DATABASE_URL=
if reachable "$postgresql"; then
  suite "PostgreSQL" "$marker" "PEARLS_DATABASE_URL=$postgresql"
else
  left_out+=("the tests on PostgreSQL: none answers at the address in PEARLS_TEST_POSTGRESQL_URL")
fi

printf '\n'
for item in "${left_out[@]:-}"; do
  [ -n "$item" ] && printf 'Left out: %s\n' "$item"
done
[ "$failed" = 0 ] && echo "All tests that ran passed." || echo "Tests failed." >&2
exit "$failed"
