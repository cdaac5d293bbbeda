#!/usr/bin/env bash
# The commands as commands.md says: exit codes, one clear line on standard error, nothing on standard output.
set -euo pipefail
cd "$(dirname "$0")/../.."
g=build/gongkai
w=$(mktemp -d); trap 'rm -rf "$w"' EXIT
fail() { echo "FAIL: $1" >&2; exit 1; }
# refused WHAT COMMAND…: exit 2, empty stdout, one line on stderr
refused() {
  local what=$1 rc=0; shift
  "$@" >"$w/out" 2>"$w/err" </dev/null || rc=$?
  [ $rc -eq 2 ] || fail "$what: exit $rc, not 2"
  [ ! -s "$w/out" ] || fail "$what: wrote to standard output"
  [ "$(wc -l <"$w/err")" -eq 1 ] || fail "$what: $(wc -l <"$w/err") lines on standard error"
}
refused "no command" $g
refused "unknown command" $g nonsense
refused "unknown option" $g init --date x
refused "missing value" $g init --data
refused "missing --data" $g serve
refused "no county there" $g serve --data "$w/none"
refused "unknown kind of import" $g import letters x --data "$w"
refused "docno takes no file" $g docno x
refused "plan of nothing" $g plan
printf '\xff\xfe\xff' >"$w/bad"
if $g plan <"$w/bad" >"$w/out" 2>"$w/err"; then fail "plan took garbage"; fi
$g help >"$w/help" || fail "help: exit $?"   # a file: grep -q leaves a pipe early, and the writer dies of it
grep -q 'import documents' "$w/help" || fail "help does not list import"
refused "paper without kind" $g paper
refused "unknown kind of paper" $g paper --kind 乙
refused "unknown format" $g paper --kind 答 --format doc

# a paper is built, checked, written as .docx, and the edited file is checked again
facts=tests/data/papers/facts.json
$g paper --kind 回 <$facts >"$w/receipt.txt" || fail "paper --kind 回"
cmp -s "$w/receipt.txt" tests/data/papers/receipt.txt || fail "the receipt is not the reviewed one"
$g paper --kind 回 --format docx <$facts >"$w/receipt.docx" || fail "paper as docx"
[ "$($g paper --kind 回 --check "$w/receipt.docx" <$facts)" = '[]' ] || fail "findings on an untouched paper"
$g paper --kind 回 --format pdf <$facts >"$w/receipt.pdf" || fail "paper as pdf"
[ "$(head -c 5 "$w/receipt.pdf")" = '%PDF-' ] || fail "no pdf"
sed 's/7K3M9Q//' "$w/receipt.txt" >"$w/edited.txt"
if $g paper --kind 回 --check "$w/edited.txt" <$facts >"$w/out" 2>"$w/err"; then fail "a paper without query code passed"; fi
grep -q '没有写明“查询码”' "$w/out" || fail "the missing query code is not named"

check() { # check LINE EXPECTED
  local got; got=$(printf '%s\n' "$1" | $g docno)
  [ "$got" = "$2" ] || fail "docno '$1' gave '$got', not '$2'"
}
check '国发[2019]5号' '国发〔2019〕5号'
check '见曲政办发﹝2018﹞71号和有关要求' '曲政办发〔2018〕71号'
check '没有文号的一行' ''

# texts and search, in the very forms of commands.md
[ "$(printf '政务公开\n政务公开工作方案\n' | $g keywords -n 1)" = 政务公开 ] || fail "keywords -n 1"
[ -n "$(printf '政务公开\n政务公开工作方案\n' | $g keywords)" ] || fail "keywords"
refused "keywords takes -n" $g keywords --n 3
refused "keywords -n without a number" $g keywords -n
refused "keywords -n of none" $g keywords -n 0
refused "an unknown short option" $g docno -n
[ "$(echo 国务院办公厅 | $g segment)" = 国务院办公厅 ] || fail "segment"
[ "$(echo 国务院办公厅 | $g segment --search)" = '国务 国务院 院办 办公 办公厅 国务院办公厅' ] || fail "segment --search"
echo '他在在县城' | $g proofread --json --date 2018-09-12 >"$w/out" || fail "proofread --json --date"
grep -q '"code":"T-REP-C","class":"repeat","start":1,"end":3,"text":"在在","suggest":\["在"\]' "$w/out" || fail "proofread --json: $(cat "$w/out")"
[ "$(printf '他在在县城\n好\n' | $g proofread --correct)" = $'他在县城\n好' ] || fail "proofread --correct"
refused "proofread of two minds" $g proofread --json --correct
refused "proofread of a day that is none" $g proofread --json --date 2018-02-30
printf 'a\t行政许可法\t\n\nb\t个体工商户条例\t有经营能力的公民\n' >"$w/corpus.tsv"
$g index --tsv "$w/corpus.tsv" --out "$w/index" >"$w/out" 2>"$w/err" || fail "index: $(cat "$w/err")"
grep -q '^2 篇.*空行 1 行' "$w/err" && [ ! -s "$w/out" ] || fail "index says $(cat "$w/err" "$w/out")"
printf 'q1\t个体工商户\n\nq2\t鑫淼\n' >"$w/queries.tsv"
$g search --index "$w/index" --queries "$w/queries.tsv" --limit 100 >"$w/out" || fail "search"
grep -Eqx 'q1 Q0 b 1 [0-9.]+ gongkai' "$w/out" && [ "$(wc -l <"$w/out")" -eq 1 ] || fail "search gave $(cat "$w/out")"
printf 'a\tb\tc\nd\n' >"$w/bad.tsv"
refused "a line without columns" $g index --tsv "$w/bad.tsv" --out "$w/index"
grep -q '第 2 行' "$w/err" || fail "index does not name the line: $(cat "$w/err")"

# says COMMAND INPUT EXPECTED: a part of the output
says() {
  local got; got=$(printf '%s\n' "$2" | $g $1) || fail "$1 of $2: exit $?"
  case $got in *"$3"*) ;; *) fail "$1 of $2 gave $got" ;; esac
}
says clock '{"channel":"F2F","arrived":"2018-09-12"}' '"due":"2018-10-09"'
says clock '[{"channel":"F2F","arrived":"2026-12-31"}]' '[{"error":'
says remedy '{"organ":"COUNTY","code":null,"due":"2023-11-10"}' '"kind":"CITY"'
says "report check" '{"format":"2021","year":2024,"table4":{"复议后起诉":{"结果维持":1,"结果纠正":0,"其他结果":0,"尚未审结":0,"总计":0}}}' '"id":"T7","cell":"table4.复议后起诉.总计"'
says "fiscal check" '{"kind":"sangong","unit":"万元","amounts":{"total":{"final":""}}}' '"id":"F-AMT","cell":"amounts.total.final"'
says indexno '000014349/2017-00110' '{"scheme":"STATE","org":"000014349","year":2017,"serial":"00110","findings":[]}'
says gaps '曲政办发〔2018〕3号' '{"series":[{"word":"曲政办发","year":2018,"last":3,"missing":[1,2]}],"unread":[]}'
[ "$($g fee --pieces 31)" = '{"total":2200}' ] || fail "fee --pieces 31"
[ "$($g fee --pages 250)" = '{"total":4700}' ] || fail "fee --pages 250"
refused "both fee standards" $g fee --pieces 1 --pages 1
for c in clock remedy "report check" "fiscal check"; do
  rc=0; echo 'not json' | $g $c >"$w/out" 2>"$w/err" || rc=$?
  [ $rc -eq 2 ] && [ ! -s "$w/out" ] && [ "$(wc -l <"$w/err")" -eq 1 ] || fail "$c took rubbish"
done

$g init --data "$w/county" --demo >"$w/out" || fail "init --demo"
grep -q '演示' "$w/out" || fail "init does not name the demo sign-ins"
refused "init twice" $g init --data "$w/county" --demo
[ "$(printf '由师宗县教育休育局负责。\n' | $g proofread --data "$w/county" --correct)" = '由师宗县教育体育局负责。' ] || fail "proofread --data"
printf '由师宗县教育休育局负责。\n' | $g proofread --data "$w/county" | grep -q T-UNIT || fail "proofread --data knows no units"
refused "proofread with the data of no county" $g proofread --data "$w/none"
$g verify --data "$w/county" >"$w/out" || fail "verify of a new county: $(cat "$w/out")"
refused "import of a missing file" $g import documents "$w/none.jsonl" --data "$w/county"
printf '{"id":"T1","title":"测试条例","type":"地方性法规","issuer":"某市人民代表大会常务委员会","number":"","date":"2018-01-01","body":"第一条 为了测试，制定本条例。"}\nnonsense\n' >"$w/d.jsonl"
$g import documents "$w/d.jsonl" --data "$w/county" >"$w/out" || fail "import: $(cat "$w/out")"
grep -q '^第 2 行：' "$w/out" || fail "import does not name the unusable line"
tail -1 "$w/out" | grep -q '新增 1，更新 0，未变 0，无法使用 1' || fail "import closes with: $(tail -1 "$w/out")"
$g import documents "$w/d.jsonl" --data "$w/county" >"$w/out" || fail "second import"
tail -1 "$w/out" | grep -q '新增 0，更新 0，未变 1，无法使用 1' || fail "second import closes with: $(tail -1 "$w/out")"
printf 'nonsense\n' >"$w/d2.jsonl"
rc=0; $g import documents "$w/d2.jsonl" --data "$w/county" >"$w/out" || rc=$?
[ $rc -eq 2 ] || fail "import without any usable line exits $rc"
$g verify --data "$w/county" >"$w/out" || fail "verify after import: $(cat "$w/out")"
# a folder of the vault that cannot be opened is named, the others are sealed anew
$g reseal --data "$w/county" --cipher sm4 >"$w/out" 2>"$w/err" || fail "reseal: $(cat "$w/err")"
grep -q '已按 sm4 重新加密' "$w/out" || fail "reseal says $(cat "$w/out")"
mkdir -p "$w/county/vault"
if [ "$(id -u)" = 0 ]; then ln -s nowhere "$w/county/vault/zz"; else mkdir -m 0 "$w/county/vault/zz"; fi
rc=0; $g reseal --data "$w/county" --cipher secretbox >"$w/out" 2>"$w/err" || rc=$?
[ $rc -eq 1 ] || fail "reseal with an unreadable folder exits $rc, not 1"
grep -q "/vault/zz（" "$w/err" || fail "reseal does not name the folder: $(cat "$w/err")"
grep -q '已按 secretbox 重新加密' "$w/out" || fail "reseal left out the others: $(cat "$w/out")"
rm -d "$w/county/vault/zz"
$g reseal --data "$w/county" --cipher secretbox >"$w/out" 2>"$w/err" || fail "reseal, mended: $(cat "$w/err")"
[ ! -s "$w/err" ] || fail "reseal still names $(cat "$w/err")"
# a changed byte is found
sqlite3 "$w/county/gongkai.db" "UPDATE edition SET body_html = replace(body_html, '测试', '篡改') WHERE title = '测试条例'"
rc=0; $g verify --data "$w/county" >"$w/out" || rc=$?
[ $rc -eq 1 ] || fail "verify missed a changed edition (exit $rc)"
grep -q '' "$w/out" || fail "verify says nothing"
echo "commands: all as said"
