#!/usr/bin/env bash
# Publishing through the web while the server is killed at any moment: what a person was told is published (303) is on
# the public page after the next start, nothing half-done is visible, journal and log hold, and the work goes on.
set -euo pipefail
cd "$(dirname "$0")/../.."
source tests/run/county.bash
docs=${DOCS:-14}
what=start

"$g" init --data "$w/county" --demo >/dev/null || fail "init"
serve
touch "$w/served"
sign_in xinxi; sign_in shenhe; sign_in fuze

# act WHO PAGE ACTION [CURL-ARGUMENT…]: the form of a page, posted; prints the status
act() {
  local who=$1 page=$2 action=$3; shift 3
  as "$who" "$site$page" >/dev/null
  as "$who" --form-string "csrf=$(hidden csrf)" --form-string "once=$(hidden once)" \
    --form-string "version=$(hidden version)" --form-string "base=$(hidden base)" --form-string "seen=$(hidden seen)" "$@" "$site$action"
}
must() { [ "$2" = 303 ] || fail "$1: $2 $(sed 's/<[^>]*>//g' "$w/page" 2>/dev/null | tr -s ' \n' ' ' | tail -c 500)"; }
q() { sqlite3 "file:$w/county/gongkai.db?mode=ro" "$1"; }

for i in $(seq "$docs"); do
  must "new $i" "$(act xinxi /work/documents/new /work/documents/new -F kind=notice -F column_id=46 -F "title=断电试验第${i}号通知")"
  id=$(q "SELECT max(id) FROM record"); doc=/work/documents/$id/
  must "edit $i" "$(act xinxi "${doc}edit" "${doc}edit" -F op=save -F "title=断电试验第${i}号通知" -F open_mode=主动公开 -F source=县教育体育局 \
    -F formed_on=2018-09-10 --form-string "body_html=<p>断电试验第${i}号：请各单位按时报送。</p>")"
  must "submit $i" "$(act xinxi "${doc}submit" "${doc}submit")"
  must "approve $i" "$(act shenhe "${doc}review" "${doc}approve" -F secrecy=open)"
  waiting[i]=$id
done

# Publishes one after the other; notes each that was acknowledged.
publish_all() {
  for i in "${!waiting[@]}"; do
    local doc=/work/documents/${waiting[i]}/
    [ "$(act fuze "$doc" "${doc}publish")" != 303 ] || echo "$i" >>"$w/acknowledged"
  done
}
# Begins drafts meanwhile; notes the address of each that was acknowledged.
draft_some() {
  local to page csrf once
  while true; do
    page=$(curl -s -m 5 -b "$w/xinxi.jar" "$site/work/documents/new") || return 0
    csrf=$(grep -o 'name="csrf" value="[^"]*"' <<<"$page" | sed -n '1{s/.*value="//;s/"//;p}')
    once=$(grep -o 'name="once" value="[^"]*"' <<<"$page" | sed -n '1{s/.*value="//;s/"//;p}')
    to=$(curl -s -m 5 -o /dev/null -w '%{redirect_url}' -b "$w/xinxi.jar" -F "csrf=$csrf" -F "once=$once" -F kind=notice -F column_id=46 \
      -F "title=断电时的草稿" "$site/work/documents/new") || return 0
    [ -z "$to" ] || echo "$to" >>"$w/drafted"
  done
}
nothing() { [ "$(q "$2")" = 0 ] || fail "$what: $1"; }
look() {
  "$g" verify --data "$w/county" >"$w/verify" 2>&1 || fail "$what: verify: $(head -3 "$w/verify")"
  nothing 'shown without a leaf' "SELECT count(*) FROM item i WHERE NOT EXISTS (SELECT 1 FROM log_leaf l WHERE l.edition_id = i.edition_id)"
  nothing 'a leaf of nothing shown' "SELECT count(*) FROM log_leaf l WHERE NOT EXISTS (SELECT 1 FROM item i WHERE i.record_id = l.record_id)"
  nothing 'live and not shown' "SELECT count(*) FROM record r WHERE r.live_edition IS NOT NULL AND NOT EXISTS (SELECT 1 FROM item i WHERE i.record_id = r.id)"
  nothing 'shown and not live' "SELECT count(*) FROM item i JOIN record r ON r.id = i.record_id WHERE r.live_edition IS NOT i.edition_id"
  local i path shown
  for i in "${!waiting[@]}"; do
    path=$(q "SELECT path FROM item WHERE record_id = ${waiting[i]}")
    shown=$(curl -s -w '%{http_code}' "$site${path:-/none}" | tr '\n' ' ')
    if grep -qx "$i" "$w/acknowledged"; then
      [[ -n $path && $shown == *"断电试验第${i}号：请各单位"*200 ]] || fail "$what: number $i was acknowledged and is not shown at $path"
    fi
    # shown or not, it is decided: such a one needs no other try
    if [ -n "$path" ]; then
      [[ $shown == *200 ]] || fail "$what: $path: ${shown: -3}"
      unset "waiting[i]"
    fi
  done
}

: >"$w/acknowledged"; : >"$w/drafted"
rounds=0
while [ "${#waiting[@]}" -gt 0 ] && [ "$rounds" -lt 40 ]; do
  rounds=$((rounds + 1)); what="round $rounds"
  publish_all & publisher=$!
  draft_some & drafter=$!
  sleep "0.$(printf '%03d' $((RANDOM % (180 + 20 * rounds) + 20)))"
  stop_hard
  wait "$publisher" "$drafter" 2>/dev/null || true
  serve
  look
done
[ "${#waiting[@]}" -eq 0 ] || fail "${#waiting[@]} are still not published after $rounds rounds"
what=end
for to in $(tail -20 "$w/drafted"); do
  [ "$(as xinxi "$to")" = 200 ] || fail "an acknowledged draft is not there: $to"
done
[ "$(q "SELECT count(*) FROM draft WHERE title = '断电时的草稿'")" -ge "$(wc -l <"$w/drafted")" ] || fail "drafts are lost"
[ "$(q "SELECT count(*) FROM item WHERE title LIKE '断电试验第%'")" = "$docs" ] || fail "not every one is shown once"
nothing 'the journal tells otherwise' "SELECT count(*) FROM item i WHERE title LIKE '断电试验第%' AND 1 <>
  (SELECT count(*) FROM journal j WHERE j.action = 'record.publish' AND j.subject_id = i.record_id)"
status=$(as nobody "$site/search?q=%E6%96%AD%E7%94%B5%E8%AF%95%E9%AA%8C")
[ "$status" = 200 ] || fail "search: $status"
says '断电'
echo "publishing survived $rounds kills: $(wc -l <"$w/acknowledged") of $docs acknowledged, all of them shown; $(wc -l <"$w/drafted") drafts kept"
