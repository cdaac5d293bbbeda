#!/usr/bin/env bash
# An import that is killed at any moment: what was committed is whole, a second run completes it, a third changes
# nothing, journal and log hold. Own made-up laws; about 9 MB, so that it takes several batches.
set -euo pipefail
cd "$(dirname "$0")/../.."
g=$PWD/build/gongkai
w=$(mktemp -d); trap 'rm -rf "$w"' EXIT
fail() { echo "FAIL: $1" >&2; exit 1; }
# some 1,500 documents of 6 kB, every tenth with an older version of the same title
awk 'BEGIN {
  for (i = 1; i <= 1500; i++) {
    body = "## 第一章 总则";
    for (a = 1; a <= 40; a++) body = body "\\n第" a "条 第" i "号试验办法规定，各单位应当在第" a "日以前报送材料，并且说明理由。";
    old = i % 10 == 0;
    printf "{\"id\":\"k%d\",\"title\":\"试验办法之%d\",\"type\":\"规范性文件\",\"issuer\":\"师宗县人民政府\",\"number\":\"师政发〔2018〕%d号\",\"date\":\"2018-01-0%d\",\"version\":%d,\"versions\":%d,\"latest\":%s,\"body\":\"%s\"}\n",
      i, old ? i - 1 : i, i, i % 9 + 1, old ? 1 : 2, i % 10 == 0 || i % 10 == 9 ? 2 : 1, old ? "false" : "true", body
  }
}' >"$w/laws.jsonl"
$g init --data "$w/county" >/dev/null || fail "init"
last() { tail -1 "$w/out"; }
killed=0
for delay in 0.02 0.05 0.08 0.12 0.18 0.25 0.35; do
  $g import documents "$w/laws.jsonl" --data "$w/county" >"$w/out" 2>&1 & pid=$!
  sleep "$delay"
  if kill -9 "$pid" 2>/dev/null; then killed=$((killed + 1)); fi
  wait "$pid" 2>/dev/null || true
  $g verify --data "$w/county" >"$w/verify" 2>&1 || fail "verify after a kill at ${delay}s: $(head -3 "$w/verify")"
done
[ "$killed" -gt 0 ] || fail "no run was killed"
$g import documents "$w/laws.jsonl" --data "$w/county" >"$w/out" 2>&1 || fail "the completing run: $(last)"
read -r added same < <(last | sed -E 's/新增 ([0-9]+)，更新 0，未变 ([0-9]+)，无法使用 0/\1 \2/')
[ $((added + same)) -eq 1500 ] || fail "the completing run: $(last)"
$g verify --data "$w/county" >"$w/verify" 2>&1 || fail "verify: $(head -3 "$w/verify")"
before=$($g verify --data "$w/county")
$g import documents "$w/laws.jsonl" --data "$w/county" >"$w/out" 2>&1 || fail "the third run"
[ "$(last)" = "新增 0，更新 0，未变 1500，无法使用 0" ] || fail "the third run: $(last)"
[ "$($g verify --data "$w/county")" = "$before" ] || fail "a repeated import wrote to the journal or the log"
if command -v sqlite3 >/dev/null; then
  q() { sqlite3 "$w/county/gongkai.db" "$1"; }
  [ "$(q "select count(*) from record where source like 'import:k%'")" = 1500 ] || fail "records"
  [ "$(q "select count(*) from edition e join record r on r.id = e.record_id where r.source like 'import:k%'")" = 1500 ] || fail "editions"
  [ "$(q "select count(*) from log_leaf l join record r on r.id = l.record_id where r.source like 'import:k%'")" = 1500 ] || fail "leaves"
  [ "$(q "select count(*) from link where kind = 'replaces'")" = 150 ] || fail "links of versions"
fi
echo "import survived $killed kills"
