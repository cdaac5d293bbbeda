#!/usr/bin/env bash
# Sealing anew while the county is served: what was sealed before is read before, meanwhile and after; what comes in
# afterwards is sealed with the new cipher by the same process, and is read; and all the way back.
set -euo pipefail
cd "$(dirname "$0")/../.."
source tests/run/county.bash
what=start
id_number=11010519491231002X
q() { sqlite3 -cmd '.timeout 10000' "file:$w/county/gongkai.db?mode=ro" "$1"; }

"$g" init --data "$w/county" --demo >/dev/null || fail "init"
serve
touch "$w/served"
sign_in zhengfu
printf '%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n' >"$w/scan.pdf"

# apply NAME: an application over the web, with a file; its case is in $case
apply() {
  what="an application of $1"
  rm -f "$w/public.jar"
  [ "$(as public "$site/request/form")" = 200 ] || fail "$what: no form"
  local status organ
  organ=$(grep -o '<option value="[0-9][0-9]*"' "$w/page" | sed -n '1{s/.*="//;s/"$//;p}') # the government of the county
  status=$(as public --form-string "csrf=$(hidden csrf)" --form-string "once=$(hidden once)" -F "organ=$organ" -F about=get -F who=person \
    -F "name=$1" -F id_kind=ID -F "id_number=$id_number" -F phone=0874-5752000 -F 'wanted=2018年义务教育阶段学区划分的文件全文' -F form=ELECTRONIC \
    -F delivery=ONLINE -F agree=1 -F "identity_file=@$w/scan.pdf" "$site/request/send")
  [ "$status" = 303 ] || fail "$what: $status $(sed 's/<[^>]*>//g' "$w/page" | tr -s ' \n' ' ' | tail -c 400)"
  case=$(q 'SELECT max(id) FROM foi_case')
}
# reads CASE NAME: page with name and number of identity, and the file as it was sent
reads() {
  local paper
  [ "$(as zhengfu "$site/work/requests/$1/")" = 200 ] || fail "$what: no page of case $1"
  says "$2"
  [ "$(as zhengfu --form-string "csrf=$(hidden csrf)" "$site/work/requests/$1/identity")" = 200 ] || fail "$what: no identity of case $1"
  says "$id_number"
  paper=$(q "SELECT id FROM foi_paper WHERE case_id = $1 AND slot = 'identity'")
  [ "$(as zhengfu "$site/work/requests/$1/papers/$paper")" = 200 ] || fail "$what: no file of case $1"
  cmp -s "$w/page" "$w/scan.pdf" || fail "$what: the file of case $1 is another"
}
# sealed_by CIPHER TABLE WHERE: every value of these rows; SM4 begins with GKS4
sealed_by() {
  local sm4=0 all
  all=$(q "SELECT count(*) FROM $2 WHERE length(sealed) > 0 AND $3")
  [ "$1" != sm4 ] || sm4=$all
  [ "$all" -gt 0 ] || fail "$what: nothing in $2 where $3"
  [ "$(q "SELECT count(*) FROM $2 WHERE $3 AND hex(substr(sealed, 1, 4)) = '474B5334'")" = "$sm4" ] || fail "$what: not all of $2 where $3 is sealed by $1"
}
reseal() {
  local rc=0
  "$g" reseal --data "$w/county" --cipher "$1" >"$w/resealed" 2>&1 || rc=$?
  [ $rc -eq 0 ] || fail "reseal --cipher $1: exit $rc: $(cat "$w/resealed")"
}

apply 欧阳示例; first=$case
reads "$first" 欧阳示例
sealed_by secretbox foi_case "id = $first"

for cipher in sm4 secretbox; do
  reseal "$cipher" & job=$!
  what="while sealing anew by $cipher"
  apply "同时$cipher"; meanwhile=$case
  while reads "$first" 欧阳示例; kill -0 "$job" 2>/dev/null; do :; done
  wait "$job" || fail "$what: $(cat "$w/resealed")"
  what="sealed anew by $cipher"
  if grep -q '：0 个值\|，0 个文件' "$w/resealed"; then fail "$what: nothing was: $(cat "$w/resealed")"; fi
  reads "$first" 欧阳示例
  sealed_by "$cipher" foi_case "id = $first"
  sealed_by "$cipher" foi_paper "case_id = $first"
  reads "$meanwhile" "同时$cipher"
  apply "后来$cipher"
  what="taken in after sealing anew by $cipher"
  reads "$case" "后来$cipher"
  for table in foi_paper foi_event; do sealed_by "$cipher" "$table" "case_id = $case"; done
  sealed_by "$cipher" foi_case "id = $case"
  reads "$first" 欧阳示例
  reseal "$cipher" # whatever was under way at the change
  what="everything by $cipher"
  sealed_by "$cipher" foi_case true
  sealed_by "$cipher" foi_paper true
  for f in "$w"/county/vault/??/*; do
    if cmp -s -n 4 "$f" <(printf GKS4); then [ "$cipher" = sm4 ]; else [ "$cipher" != sm4 ]; fi || fail "$what: $f is not"
  done
done

what='the end'
kill -0 "$server" 2>/dev/null || fail "the server ended"
if grep -q ' error \|Sanitizer' "$w/log"; then fail "errors in the log: $(grep -m3 ' error \|Sanitizer' "$w/log")"; fi
"$g" verify --data "$w/county" >"$w/out" || fail "verify: $(head -3 "$w/out")"
echo "reseal: read before, meanwhile and after"
