#!/usr/bin/env bash
# Installs what debian.txt lists and is not there yet. Sourced by app/demo.sh and tests/run.sh, or run by hand.
# Works as root and with sudo; does nothing, quickly, when all is there.

confab_say() { printf '\033[1m==>\033[0m %s\n' "$*"; }
confab_die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

confab_missing_packages() {
    local list="$1" name
    sed -e 's/#.*//' "$list" | while read -r name; do
        [ -n "$name" ] || continue
        dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || printf '%s\n' "$name"
    done
}

confab_install_packages() {
    local list="$1" missing sudo=""
    command -v dpkg-query >/dev/null || confab_die "this script installs from Debian's or Ubuntu's packages; on other systems install what resources/packages/debian.txt lists and build with CMake."
    missing=$(confab_missing_packages "$list")
    # Node.js is needed by one interop test; any installation that is there already will do.
    command -v node >/dev/null || missing="$missing nodejs"
    command -v npm >/dev/null || missing="$missing npm"
    missing=$(printf '%s' "$missing" | tr '\n' ' ')
    [ -n "${missing// /}" ] || return 0
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || confab_die "these packages are missing and neither root nor sudo is at hand: $missing"
        sudo="sudo"
    fi
    confab_say "installing packages: $missing"
    $sudo apt-get -q update >/dev/null || confab_die "the package lists could not be updated; is the network there?"
    # shellcheck disable=SC2086
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install $missing >"${TMPDIR:-/tmp}/confab-install.$$.log" 2>&1 || {
        tail -n 20 "${TMPDIR:-/tmp}/confab-install.$$.log" >&2
        confab_die "the packages could not be installed; the lines above say why."
    }
    rm -f "${TMPDIR:-/tmp}/confab-install.$$.log"
}

# confab_build ROOT PRESET [--target NAME] [option…]: configures and builds one preset, all of it or one target; prints
# progress as the build tool does.
confab_build() {
    local root="$1" preset="$2" target=all
    shift 2
    if [ "${1:-}" = --target ]; then
        target="$2"
        shift 2
    fi
    confab_say "building ($preset)"
    (cd "$root" && cmake --preset "$preset" "$@" >"${TMPDIR:-/tmp}/confab-configure.$$.log" 2>&1) || {
        tail -n 20 "${TMPDIR:-/tmp}/confab-configure.$$.log" >&2
        confab_die "the build could not be configured; the lines above say why."
    }
    rm -f "${TMPDIR:-/tmp}/confab-configure.$$.log"
    (cd "$root" && cmake --build "build/$preset" -j "$(nproc)" --target "$target") || confab_die "the build failed; the lines above say where."
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    set -eu
    confab_install_packages "$(dirname "$0")/debian.txt"
fi
