#!/bin/sh
# Builds the fuzz targets with clang and runs each for a while from its seed corpus.
#
#   tests/fuzz/run.sh [--seconds N | --runs N] [--build DIR] [TARGET…]
#
# --runs N: N inputs a target from a fixed seed, the same ones every time.
#
# TARGET: frame_cbor frame_json content link_picture link_handshake mls_codec mls_outsider mls_insider mls_groups; all where
# none is named. Those of MLS groups do public key operations and get fewer of the runs. Exit code 77: this machine
# cannot (no clang, or none with libFuzzer). A crash is left in the build folder, and its path is printed.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
seconds=5
runs=""
build="$here/../../build/fuzz"
while [ $# -gt 0 ]; do
  case "$1" in
    --seconds) seconds=$2; shift 2 ;;
    --runs) runs=$2; shift 2 ;;
    --build) build=$2; shift 2 ;;
    -*) echo "unknown option $1" >&2; exit 2 ;;
    *) break ;;
  esac
done

clang=$(command -v clang++ || command -v clang++-14 || command -v clang++-16 || command -v clang++-19 || true)
mkdir -p "$build"
if [ -z "$clang" ] || ! printf 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char *, unsigned long) { return 0; }' \
    | "$clang" -x c++ -fsanitize=fuzzer,address,undefined - -o "$build/probe" 2>"$build/probe.log"; then
  echo "SKIPPED: fuzzing needs clang with libFuzzer and AddressSanitizer (Debian: clang, libclang-rt-14-dev)"
  exit 77
fi

launcher=$(command -v ccache || true)
cmake -S "$here" -B "$build" -G Ninja -DCMAKE_CXX_COMPILER="$clang" ${launcher:+-DCMAKE_CXX_COMPILER_LAUNCHER="$launcher"} >"$build/configure.log"
cmake --build "$build"

[ $# -gt 0 ] || set -- frame_cbor frame_json content link_picture link_handshake mls_codec mls_outsider mls_insider mls_groups
cd "$build"
for target in "$@"; do
  mkdir -p "found/$target"
  if [ -n "$runs" ]; then
    rm -rf "found/$target"; mkdir -p "found/$target"
    case "$target" in
      mls_outsider | mls_insider) bound="-seed=1 -runs=$((runs / 4))" ;;
      mls_groups) bound="-seed=1 -runs=$((runs / 100))" ;;
      *) bound="-seed=1 -runs=$runs" ;;
    esac
  else
    bound="-max_total_time=$seconds"
  fi
  echo "== $target, $bound"
  # The steps of the three clients are short, and only many of them lead anywhere.
  [ "$target" != mls_groups ] || bound="$bound -len_control=0"
  # What is found goes to found/, the committed corpus stays as it is. A single input may take 10 s or 512 MB at most.
  # shellcheck disable=SC2086
  "./fuzz_$target" $bound -timeout=10 -rss_limit_mb=512 -max_len=4096 -print_final_stats=1 \
    -artifact_prefix="$build/crash-$target-" "found/$target" "$here/corpus/$target" 2>"$target.log" \
    || { tail -40 "$target.log"; exit 1; }
  grep -E "number_of_executed_units|average_exec_per_sec" "$target.log"
done
