#!/usr/bin/env bash
# Words against the judged list segment.txt, ours and cppjieba's. Fails when our F1 falls below FLOOR.
set -euo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8
floor=${FLOOR:-0.955}; work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
grep -v '^#' bench/quality/segment.txt | tr -d ' +' >"$work/in"
build/gongkai segment <"$work/in" >"$work/ours"
score() { awk -v name="$1" -v show="${SHOW:-}" -f bench/quality/segment.awk bench/quality/segment.txt "$2"; }
echo "| words | judged lines | lines with a mistake | precision | recall | F1 |"
echo "|---|---|---|---|---|---|"
ours=$(score ours "$work/ours")
echo "$ours" | awk '{printf "| %s | %d | %d | %s | %s | %s |\n", $1, $2, $3, $4, $5, $6}'
if peer=$(bench/cppjieba.sh 2>/dev/null); then
  $peer print <"$work/in" >"$work/theirs"
  score cppjieba "$work/theirs" | awk '{printf "| %s | %d | %d | %s | %s | %s |\n", $1, $2, $3, $4, $5, $6}'
fi
awk -v f="${ours##* }" -v floor="$floor" 'BEGIN {exit f < floor}' || { echo "words: F1 ${ours##* } is below $floor"; exit 1; }
