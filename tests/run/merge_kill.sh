#!/usr/bin/env bash
# A server that is killed while it joins the files of the search index: the next one finds everything that was
# committed, without building the index anew, and joins the files. Own made-up laws in six imports, a file each.
set -euo pipefail
cd "$(dirname "$0")/../.."
source tests/run/county.bash
what=start
each=400
"$g" init --data "$w/county" >/dev/null || fail "init"
for n in 1 2 3 4 5 6; do
  awk -v n="$n" -v each="$each" 'BEGIN {
    for (i = 1; i <= each; i++) {
      body = "第一条 合并试验。";
      for (a = 2; a <= 30; a++) body = body "\\n第" a "条 第" n "批第" i "号办法规定，各单位应当在第" a * i "日以前报送材料，并且说明理由。";
      printf "{\"id\":\"m%d-%d\",\"title\":\"试验办法%d之%d\",\"type\":\"规范性文件\",\"issuer\":\"师宗县人民政府\",\"number\":\"\",\"date\":\"2018-01-01\",\"body\":\"%s\"}\n", n, i, n, i, body
    }
  }' >"$w/laws.jsonl"
  "$g" import documents "$w/laws.jsonl" --data "$w/county" >"$w/out" 2>&1 || fail "import $n: $(tail -1 "$w/out")"
done
files() { local list=("$w"/county/index/*.seg*); echo "${#list[@]}"; }
before=$(files)
[ "$before" -ge 6 ] || fail "only $before files to join"
cp -r "$w/county/index" "$w/parted"
found() { curl -s -G --data-urlencode "q=合并试验" "$site/search" | grep -o '查到 <b>[0-9]*' | grep -o '[0-9]*$'; }

touch "$w/log"; torn=0; joined=0; tried=0
for delay in 0 0 0.003 0.01 0.03 0 0.005 0 0.02 0; do
  [ "$((++tried))" -le 5 ] || [ "$torn" -eq 0 ] || break # more only until one met the middle
  what="kill ${delay}s into the joined file"
  rm -rf "$w/county/index"; cp -r "$w/parted" "$w/county/index"
  "$g" serve --data "$w/county" --listen 127.0.0.1:0 >>"$w/log" 2>&1 & server=$!
  for _ in $(seq 1000); do [ "$(files)" -le "$before" ] || break; sleep 0.002; done
  [ "$delay" = 0 ] || sleep "$delay"
  stop_hard
  named=$(strings -a "$w/county/index/manifest" | grep -c '\.seg' || true)
  [ "$(files)" -le "$named" ] || torn=$((torn + 1)) # a file that the manifest does not name
  [ "$named" -ge "$before" ] || joined=$((joined + 1))
  serve
  [ "$(found)" = $((6 * each)) ] || fail "$what: found $(found) of $((6 * each))"
  stop_hard
done
what=end
[ "$torn" -gt 0 ] || fail "no server was killed in the middle"
if grep -q 'it is built anew' "$w/log"; then fail "an index was built anew: $(grep 'built anew' "$w/log" | head -1)"; fi
# left alone, the files are joined, and what a killed server left is swept away
serve
for _ in $(seq 60); do [ "$(files)" -ge "$before" ] || break; sleep 0.1; done
[ "$(files)" -lt "$before" ] || fail "the files are not joined: $(files)"
[ "$(found)" = $((6 * each)) ] || fail "after joining: found $(found)"
echo "merging survived $torn kills in the middle, $joined behind it"
