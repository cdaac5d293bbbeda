#!/usr/bin/env bash
# Proofreading: correction by 5-fold cross-validation, false alarms, speed, size and load time. Fails when
# F1 of official prose falls below 0.70. Needs the shared material; without it only the right sentences are read.
set -euo pipefail
cd "$(dirname "$0")/../.."
data=${GONGKAI_SHARED:-../shared}/data; work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
hits=$(build/gongkai proofread <tests/data/proof/right.txt | wc -l)
echo "| right sentences of tests/data/proof/right.txt | $(wc -l <tests/data/proof/right.txt) | findings | $hits |"
[ "$hits" = 0 ] || { echo "proof: findings on right sentences"; exit 1; }
[ -r "$data/corpus/laws.jsonl" ] || { echo "  the shared material is missing: nothing more to measure"; exit 0; }
echo
echo "As built (all of the corpus and of the training pairs in it: no blind rate), right sides of the training pairs, each once:"
for set in odw law; do
  cut -f2 "$data/csc/ecspell_${set}_train.tsv" | awk '!seen[$0]++' >"$work/$set"
  build/gongkai proofread --correct <"$work/$set" | tr -d '\r' >"$work/$set.out"
  changed=$(diff <(tr -d '\r' <"$work/$set") "$work/$set.out" | grep -c '^<' || true)
  echo "$set: $changed of $(wc -l <"$work/$set") changed"
done
grep -o '"body": "[^"]*' "$data/corpus/laws.jsonl" | sed 's/^"body": "//; s/\\n/\n/g' | LC_ALL=C awk 'length && (n += length) < 10000000' >"$work/text"
size=$(wc -c <"$work/text")
TIMEFORMAT='%U'; t=$( { time build/gongkai proofread <"$work/text" >/dev/null; } 2>&1)
t0=$( { time echo 一 | build/gongkai proofread >/dev/null; } 2>&1)
awk -v s="$size" -v t="$t" -v m="$(stat -c %s build/proof.model)" -v l="$t0" \
  'BEGIN { printf "speed %.1f MB/s of law texts (%.1f MB in %.2f s of one core); model %.1f MB; a run over one line takes %.0f ms in all\n", s / t / 1e6, s / 1e6, t, m / 1e6, l * 1000 }'
echo
build/tools/proof-train --data "$data" measure
