#!/usr/bin/env bash
# Search against judged questions: what the learnt table brings, by 5-fold cross-validation over the engine itself. Fails below the floors.
set -euo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8
ninja -C build --quiet tests/test_search_county
build/tests/test_search_county 2>&1 | grep '^# '
data=${GONGKAI_SHARED:-../shared}/data; work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
if [ ! -r "$data/search/articles/corpus.tsv" ]; then
  echo "judged questions are not installed: skipped"; exit 0
fi
ninja -C build --quiet bench/learn_search
articles="$data/search/articles"; documents="$data/search/documents"
build/bench/learn_search laws "$data/corpus/laws.jsonl" "$documents/docids.txt" >"$work/laws.tsv"
build/bench/learn_search check "$articles"/{corpus.tsv,queries.tsv,qrels.txt} \
  "$work/laws.tsv" "$documents"/{queries.tsv,qrels.txt} 2>/dev/null | tee "$work/table"
awk '/^\// {set++} /cross-validation/ {
  for (i = 1; i < NF; i++) { if ($i == "MRR@10") mrr = $(i + 1); if ($i == "R@100") recall = $(i + 1) }
  if (mrr < (set == 1 ? .50 : .60) || recall < (set == 1 ? .80 : .95)) { print "search: below the floor: " $0; bad = 1 }
} END {exit bad || set < 2}' "$work/table"
