#!/usr/bin/env bash
# A county of a million documents (DOCUMENTS=…): lists near and far, validity on a day, gaps, the nightly reading of texts.
# Prints rows of RESULTS.md. Filling takes 75 s of CPU and 2 GB of disk; DIR=… keeps the county for another run.
set -euo pipefail
cd "$(dirname "$0")/.."
n=${DOCUMENTS:-1000000}; dir=${DIR:-}; own=""
stop() { [ -z "$own" ] || rm -rf "$own"; }
trap stop EXIT
[ -n "$dir" ] || { own=$(mktemp -d); dir=$own/county; }
ninja -C build --quiet src/gongkai bench/bench_million
if [ ! -e "$dir/gongkai.db" ]; then
  build/src/gongkai init --data "$dir" --demo >/dev/null
  build/bench/bench_million fill "$dir" "$n"
fi
echo "load $(cut -d' ' -f1-3 /proc/loadavg), $n documents" >&2
for part in jobs lists validity gaps night; do build/bench/bench_million $part "$dir"; done
echo "load $(cut -d' ' -f1-3 /proc/loadavg) at the end" >&2
