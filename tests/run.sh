#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test without a display.
#
#   tests/run.sh            the default suite: every test, the long ones in a short form
#   tests/run.sh --full     the long forms too, and the suites under the sanitizers
#   tests/run.sh NAME…      only the tests whose names match (a regular expression each)
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/resources/packages/install.sh"

full=0
names=()
for arg in "$@"; do
    case "$arg" in
    --full) full=1 ;;
    --help | -h)
        sed -n '2,6s/^# \{0,1\}//p' "$0"
        exit 0
        ;;
    -*) confab_die "unknown option $arg; see tests/run.sh --help" ;;
    *) names+=("$arg") ;;
    esac
done

started=$(date +%s)
confab_install_packages "$root/resources/packages/debian.txt"
confab_build "$root" release -DCONFAB_WERROR=ON

# run PRESET [ctest option…]: runs a preset's tests, prints failures in full, adds to the totals.
passed=0
failed=0
skipped=0
functions=0
run() {
    local preset="$1" log
    shift
    log="$root/build/$preset/tests.log"
    confab_say "testing ($preset)"
    if [ ${#names[@]} -gt 0 ]; then
        set -- "$@" -R "$(IFS='|'; printf '%s' "${names[*]}")"
    fi
    # A second try, said aloud: on a machine that is busy with something else a deadline of a test can pass.
    CONFAB_FULL=$full ctest --test-dir "$root/build/$preset" --output-on-failure --no-tests=error -j 2 \
        --repeat until-pass:2 --output-log "$log" "$@" | grep -vE '^ *(Start|Test project)' || true
    local total broken left_out tried
    total=$(sed -nE 's/.* tests failed out of ([0-9]+).*/\1/p' "$log" | tail -n 1)
    broken=$(sed -nE 's/.* ([0-9]+) tests failed out of .*/\1/p' "$log" | tail -n 1)
    [ -n "$total" ] || { total=1; broken=1; } # no summary: ctest itself did not get that far
    left_out=$(grep -cE '^ *[0-9]+/[0-9]+ Test .*\*\*\*Skipped' "$log" || true)
    tried=$(grep -cE 'Test .*(\*\*\*Failed|\*\*\*Timeout|\*\*\*Exception)' "$log" || true)
    [ "$tried" -le "$((2 * broken))" ] || confab_say "passed only at the second try: $(grep -oE 'Test .*(\*\*\*Failed|\*\*\*Timeout|\*\*\*Exception)' "$log" | awk '{print $3}' | sort -u | tr '\n' ' ')"
    passed=$((passed + total - broken - left_out))
    failed=$((failed + broken))
    skipped=$((skipped + left_out))
    functions=$((functions + $(awk '/^Totals: /{n += $2} END {print n + 0}' "$root/build/$preset/Testing/Temporary/LastTest.log" 2>/dev/null || echo 0)))
}

run release
if [ "$full" = 1 ]; then
    for preset in asan tsan; do
        confab_build "$root" "$preset" --target unit-and-integration
    done
    ASAN_OPTIONS=detect_leaks=1 run asan -L 'unit|integration'
    TSAN_OPTIONS="halt_on_error=0 suppressions=$root/tests/tsan.supp" run tsan -L 'unit|integration' -LE not-under-tsan
fi

confab_say "$functions test functions in $((passed + failed)) programs, $(($(date +%s) - started)) s"
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
