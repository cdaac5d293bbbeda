#!/usr/bin/env bash
# Cutting into words against cppjieba: same lines, in memory, one thread, alternating rounds. Prints a row of RESULTS.md.
set -euo pipefail
cd "$(dirname "$0")/.."
shared=${GONGKAI_SHARED:-../shared}; rounds=${ROUNDS:-5}; work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
ninja -C build --quiet bench/bench_segment
peer=$(bench/cppjieba.sh)
if [ -r "$shared/data/corpus/laws.jsonl" ]; then
  node -e 'for (const l of require("fs").readFileSync(process.argv[1], "utf8").split("\n")) if (l) console.log(JSON.parse(l).body)' \
    "$shared/data/corpus/laws.jsonl" >"$work/text"
else
  cat data/demo/*.html docs/manual.zh-CN.md >"$work/piece"
  while [ "$(stat -c %s "$work/text" 2>/dev/null || echo 0)" -lt 20000000 ]; do cat "$work/piece" >>"$work/text"; done
fi
for _ in $(seq "$rounds"); do
  build/bench/bench_segment <"$work/text" >>"$work/ours"
  $peer <"$work/text" >>"$work/theirs"
done
median() { sort -n "$1" | awk '{a[NR] = $1} END {print a[int((NR + 1) / 2)]}'; }
paste "$work/ours" "$work/theirs" | awk '{print $1 / $3}' | sort -n >"$work/ratio"
echo "| cutting $(($(stat -c %s "$work/text") / 1000000)) MB into words | $(median "$work/ours") MB/s CPU | cppjieba (mixed) $(median "$work/theirs") MB/s; × $(median "$work/ratio") ($(head -1 "$work/ratio")–$(tail -1 "$work/ratio")) | ≥ 1.5 × |"
