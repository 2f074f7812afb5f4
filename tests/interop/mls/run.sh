#!/bin/sh
# Puts ts-mls into the build folder and lets it share MLS groups with core/mls.
#
#   tests/interop/mls/run.sh PEER FOLDER [--seed N] [--steps N] [--members N]
#   tests/interop/mls/run.sh PEER FOLDER --bench
#
# PEER: the program mls-peer. FOLDER: where npm installs. Without options: the suite's form, a few hundred steps, or with
# CONFAB_FULL=1 the whole one: 10,000 steps in groups of 2 to 20, and 200 steps each at 50 and at 200 members. --bench: the
# figures of ts-mls beside those of mls-bench.
# Exit code 77: this machine cannot (no node, no npm, no registry).
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
peer=$1
folder=$2
shift 2

skip() {
  echo "*** SKIPPED: MLS was not tried against ts-mls: $1 ***"
  exit 77
}
command -v node >/dev/null || skip "node is not installed"
mkdir -p "$folder"
if ! cmp -s "$here/package.json" "$folder/package.json" || [ ! -f "$folder/installed" ]; then
  command -v npm >/dev/null || skip "npm is not installed"
  rm -f "$folder/installed"
  cp "$here/package.json" "$folder/package.json"
  (cd "$folder" && timeout 120 npm install --no-audit --no-fund --no-package-lock --loglevel=error --fetch-retries=1 \
    --fetch-timeout=20000) || skip "npm could not fetch ts-mls (no network or no registry)"
  touch "$folder/installed"
fi
cp "$here"/*.mjs "$folder/" # node looks for packages beside the script

run() {
  node --no-warnings "$folder/groups.mjs" --peer "$peer" "$@"
}
if [ "${1:-}" = --bench ]; then
  node --no-warnings "$folder/bench.mjs"
elif [ $# -gt 0 ]; then
  run "$@"
elif [ "${CONFAB_FULL:-0}" = 1 ]; then
  run --steps 10000
  run --steps 200 --members 50
  run --steps 200 --members 200
else
  run --steps 200
fi
