#!/usr/bin/env bash
# Document numbers: every bracket and spelling of the rules must give the canonical form, and in law texts exactly the numbers that were
# reviewed by eye (docno_laws.txt) may be found. Fails at the first difference.
set -euo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8
shared=${GONGKAI_SHARED:-../shared}; work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
# word × brackets × spelling: "written<TAB>canonical"
awk 'BEGIN {
  n = split("国发 国办发 国办函 国办秘函 国办公开办函 云政发 云政办发 云政办函 云厅字 曲政发 曲政办发 师政发 师政办发 师政复 师政办函 和政发 呼政办发 甘区政办发 法释 劳社部发 高检发释字", word, " ")
  b = split("〔 〕 ﹝ ﹞ [ ] ［ ］ ( ) （ ） 【 】 〖 〗 { } < > 〈 〉 「 」 『 』 〔 ] 【 〕 ( ）", br, " ")
  for (i = 1; i <= n; i++) for (k = 1; k <= b; k += 2) {
    w = word[i]; o = br[k]; c = br[k + 1]; right = w "〔2018〕71号"
    print w o "2018" c "71号\t" right; print w o " 2018 " c " 71 号\t" right; print w "　" o "2018" c "71号\t" right
    print w o "2018" c "第71号\t" right; print w o "2018" c "071号\t" right; print w o "2018" c "71\t" right
    print w o "２０１８" c "７１号\t" right; print "根据" w o "2018" c "71号文件精神\t" right; print "（" w o "2018" c "71号）\t" right } }' >"$work/table"
cut -f1 "$work/table" | build/gongkai docno >"$work/got"
variants=$(wc -l <"$work/table")
right=$(cut -f2 "$work/table" | paste - "$work/got" | awk -F'\t' '$1 == $2' | wc -l)
paste "$work/table" "$work/got" | awk -F'\t' '$2 != $3 {print "  " $1 ": " $3}' | head -10 >&2
echo "| document numbers | cases | right |"; echo "|---|---|---|"
echo "| spellings: 21 words × 16 pairs of brackets × 9 spellings | $variants | $right |"
bad=$((variants - right))
if [ -r "$shared/data/corpus/laws.jsonl" ]; then
  ninja -C build --quiet bench/bench_docno >/dev/null
  node -e 'for (const l of require("fs").readFileSync(process.argv[1], "utf8").split("\n")) if (l) console.log(JSON.parse(l).body)' \
    "$shared/data/corpus/laws.jsonl" | build/bench/bench_docno | sort | uniq -c | awk '{print $1 "\t" $2}' | sort >"$work/found"
  grep -v '^#' bench/quality/docno_laws.txt | sort >"$work/reviewed"
  false=$(comm -23 "$work/found" "$work/reviewed" | wc -l); missed=$(comm -13 "$work/found" "$work/reviewed" | wc -l)
  echo "| law texts (57 MB): $(awk '{s += $1} END {print s}' "$work/reviewed") numbers in all; found beside them $false, missed $missed | $(wc -l <"$work/reviewed") different | $(comm -12 "$work/found" "$work/reviewed" | wc -l) |"
  bad=$((bad + false + missed))
fi
[ "$bad" -eq 0 ] || { echo "document numbers: $bad differences"; exit 1; }
