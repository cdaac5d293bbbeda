# For the tests of the running program: a demo county of its own on a free port, people signed in with curl.
# Sourced; sets g (program), w (scratch folder), site. Everything is stopped and removed at the end.
# SPDX-License-Identifier: MIT
g=${GONGKAI_PROGRAM:-$PWD/build/gongkai}
w=$(mktemp -d)
site=
server=
password=shizong-2018

fail() { echo "FAIL: $1" >&2; ! grep ' error ' "$w/log" >&2 || true; exit 1; }
end_all() {
  stop_hard
  rm -rf "$w"
}
trap end_all EXIT
trap 'echo "FAIL: ${what:-} (line $LINENO)" >&2' ERR

# serve [OPTION…]: starts, on the same port as before when there was one; waits for the first answer
serve() {
  local i try
  for try in 1 2 3 4 5; do
    [ -n "$site" ] || site=http://127.0.0.1:$((20000 + (RANDOM * 32768 + RANDOM) % 20000))
    "$g" serve --data "$w/county" --listen "${site#http://}" "$@" >>"$w/log" 2>&1 &
    server=$!
    for i in $(seq 200); do
      curl -s -o /dev/null "$site/robots.txt" && kill -0 "$server" 2>/dev/null && return 0
      kill -0 "$server" 2>/dev/null || break
      sleep 0.02
    done
    wait "$server" 2>/dev/null || true
    [ ! -f "$w/served" ] || fail "the server did not start again"
    site= # somebody else has the port
  done
  fail "the server did not start"
}
stop_hard() {
  [ -n "$server" ] || return 0
  kill -9 "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true # in a group of its own the shell says nothing
  server=
}

# as WHO CURL-ARGUMENT…: with this person's cookies; the answer's body to $w/page, its status to standard output
as() {
  local who=$1; shift
  curl -s -m 60 -o "$w/page" -w '%{http_code}' -b "$w/$who.jar" -c "$w/$who.jar" "$@" || true
}
# hidden NAME: value of a hidden field in the page fetched last
hidden() { grep -o "name=\"$1\" value=\"[^\"]*\"" "$w/page" | sed -n '1{s/.*value="//;s/"$//;p}'; }
sign_in() {
  rm -f "$w/$1.jar"
  as "$1" "$site/sign-in" >"$w/status"
  local status
  status=$(as "$1" --data-urlencode "csrf=$(hidden csrf)" -d "login=$1" -d "password=$password" "$site/sign-in")
  [ "$status" = 303 ] || fail "$1 is not signed in: $status"
}
# says TEXT: the page fetched last holds it
says() { grep -qF -- "$1" "$w/page" || fail "$what: the answer does not say $1: $(sed 's/<[^>]*>//g' "$w/page" | tr -s ' \n' ' ' | tail -c 600)"; }
