#!/usr/bin/env bash
# The workbench with 10,000 open requests: the list, one case, recounting every clock, the annual report; and gathering as many answered ones. Prints rows of RESULTS.md.
# CPU is what the kernel charged to all threads of the server for one page, in the mean; wall times are those of curl over the
# loopback, median and p90: on a machine that others use they say who waited for a processor.
set -euo pipefail
cd "$(dirname "$0")/.."
n=${CASES:-10000}; rounds=${ROUNDS:-40}; port=${PORT:-18090}; base=http://127.0.0.1:$port; work=$(mktemp -d); server=""
stop() { [ -z "$server" ] || kill "$server" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"; }
trap stop EXIT
ninja -C build --quiet src/gongkai bench/bench_requests bench/bench_feedback
build/src/gongkai init --data "$work/county" --demo >/dev/null
first=$(build/bench/bench_requests fill "$work/county" "$n")
build/src/gongkai serve --data "$work/county" --listen 127.0.0.1:"$port" --threads 2 >"$work/log" 2>&1 &
server=$!
for _ in $(seq 400); do curl -sf -o /dev/null "$base/robots.txt" && break; sleep 0.05; done
sleep 5 # the jobs of the start are over
sign_in() { # login
  rm -f "$work/jar"
  local csrf
  csrf=$(curl -s -c "$work/jar" -b "$work/jar" "$base/sign-in" | grep -o 'name="csrf" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"//')
  curl -s -o /dev/null -c "$work/jar" -b "$work/jar" --data-urlencode "csrf=$csrf" --data-urlencode "login=$1" --data-urlencode 'password=shizong-2018' "$base/sign-in"
}
cpu_ns() { cat /proc/"$server"/task/*/schedstat | awk '{s += $1} END {printf "%.0f", s}'; }
times() { # path
  curl -s -b "$work/jar" -o "$work/page" "$base$1"; grep -q "$2" "$work/page" || { echo "unexpected page $1" >&2; exit 1; }
  local before after
  before=$(cpu_ns)
  for _ in $(seq "$rounds"); do curl -s -b "$work/jar" -o /dev/null -w '%{time_total}\n' "$base$1"; done | sort -n >"$work/times"
  after=$(cpu_ns)
  awk -v ns=$((after - before)) '{a[NR] = $1 * 1000} END {printf "%.1f ms CPU, %.1f ms wall (p90 %.1f)", ns / 1e6 / NR, a[int((NR + 1) / 2)], a[int(NR * .9)]}' "$work/times"
}
sign_in xinxi
mine=$(times '/work/requests/?tab=mine' 'class="table cases"'); all=$(times '/work/requests/?tab=all' 'class="table cases"')
far=$(times '/work/requests/?tab=all&page=200' 'class="table cases"'); found=$(times '/work/requests/?tab=all&q=%E5%AD%A6%E5%8C%BA' 'class="table cases"')
one=$(times "/work/requests/$first/" 'id="doings"')
sign_in zhengfu
county=$(times '/work/requests/?tab=all' 'class="table cases"')
echo "| list of $n open requests: mine; all; page 200; a word; whole county | $mine; $all; $far; $found; $county | — | ≤ 20 ms |"
echo "| page of one request among $n | $one | — | ≤ 20 ms |"
kill "$server"; wait "$server" 2>/dev/null || true; server=""
build/bench/bench_requests recount "$work/county"
build/bench/bench_requests report "$work/county" 2018
build/bench/bench_feedback "$work/county"
echo "load $(cut -d' ' -f1 /proc/loadavg) at the end" >&2
