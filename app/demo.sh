#!/usr/bin/env bash
# Builds Confab, starts a server with a small seeded world on this computer, and opens two windows as two people.
#
#   app/demo.sh                      two windows, Inês and Kofi; close both to stop the server
#   app/demo.sh --screenshots DIR    no display needed: saves pictures of the main screens in DIR
#   app/demo.sh --fresh              throws the former demo world away first
#
# The world lives in build/demo; nothing outside the project's folder is touched but packages that are missing.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/resources/packages/install.sh"

shots=""
fresh=0
while [ $# -gt 0 ]; do
    case "$1" in
    --screenshots)
        [ $# -ge 2 ] || confab_die "--screenshots needs a folder"
        mkdir -p "$2" || confab_die "the folder $2 cannot be made"
        shots=$(cd "$2" && pwd)
        shift
        ;;
    --fresh) fresh=1 ;;
    --help | -h)
        sed -n '2,8s/^# \{0,1\}//p' "$0"
        exit 0
        ;;
    *) confab_die "unknown option $1; see app/demo.sh --help" ;;
    esac
    shift
done
if [ -z "$shots" ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    confab_die "there is no display here; app/demo.sh --screenshots DIR saves pictures instead."
fi

confab_install_packages "$root/resources/packages/debian.txt"
confab_build "$root" release

bin="$root/build/release/bin"
world="$root/build/demo"
if [ "$fresh" = 1 ] || [ -n "$shots" ]; then
    rm -rf "$world"
fi
if [ ! -e "$world/complete" ]; then
    rm -rf "$world"
    mkdir -p "$world"
    confab_say "making a small world: people, groups, a few thousand messages"
    QT_QPA_PLATFORM=offscreen "$bin/confab-demo" world "$world" || confab_die "the demo world could not be made; the line above says why."
    touch "$world/complete"
fi

if [ -n "$shots" ]; then
    confab_say "taking pictures"
    QT_QPA_PLATFORM=offscreen "$bin/confab-demo" screenshots "$world" "$shots" || confab_die "the pictures could not be taken; the line above says why."
    ls "$shots"
    exit 0
fi

server_out="$world/server.out"
"$bin/confab-server" --listen 127.0.0.1:0 --data "$world/server" --allow-plaintext >"$server_out" 2>"$world/server.log" &
server=$!
trap 'kill -TERM $server 2>/dev/null || true; wait $server 2>/dev/null || true' EXIT
for _ in $(seq 100); do
    grep -q '^confab-server listening on' "$server_out" && break
    kill -0 "$server" 2>/dev/null || confab_die "the server did not start: $(tail -n 1 "$world/server.log")"
    read -r -t 0.1 <> <(:) || true
done
url=$(sed -n 's/^confab-server listening on //p' "$server_out")
[ -n "$url" ] || confab_die "the server did not say where it listens; see $world/server.log"

confab_say "server at $url; two windows open now. Close both to stop."
"$bin/confab" --data "$world/ines" --server "$url" &
first=$!
"$bin/confab" --data "$world/kofi" --server "$url" &
second=$!
wait "$first" "$second" || true
