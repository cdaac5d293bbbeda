#!/usr/bin/env bash
# Queries, building and size of our search beside Xapian, Groonga and PostgreSQL full text, on the same items, queries and machine.
# usage: bench/search.sh [ITEMS, 100000]. Installs the peers from Debian when they are missing; needs the shared articles as material.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8
items=${1:-100000}; data=${GONGKAI_SHARED:-../shared}/data/search/articles/corpus.tsv
[ -r "$data" ] || { echo "the articles are not installed: skipped"; exit 0; }
for p in groonga libxapian-dev; do dpkg -s $p >/dev/null 2>&1 || apt-get install -y -q $p >/dev/null; done
ninja -C build --quiet bench/bench_search
work=$(mktemp -d); chmod 755 "$work"; trap 'scripts/pg stop "$work/pg" 2>/dev/null || true; rm -rf "$work"' EXIT
g++ -O2 -o "$work/xapian" bench/search_peer.cpp $(pkg-config --cflags --libs xapian-core)

# real articles first, then two of them joined under the title of the first
awk -F'\t' -v n="$items" 'BEGIN {srand(7)} {t[NR] = $2; x[NR] = $3; if (NR <= n) print "d" NR "\t" $2 "\t" $3}
  END {for (i = NR + 1; i <= n; i++) {a = 1 + int(rand() * NR); b = 1 + int(rand() * NR); print "d" i "\t" t[a] "\t" x[a] x[b]}}' "$data" >"$work/items.tsv"
grep . bench/search_queries.txt >"$work/queries"; nl -w1 "$work/queries" >"$work/queries.tsv"
bytes=$(stat -c %s "$work/items.tsv")
echo "$items items, $(awk -v b="$bytes" 'BEGIN {printf "%.1f", b / 1e6}') MB of text, $(wc -l <"$work/queries") queries × 3; load $(cut -d' ' -f1 /proc/loadavg)"
echo "| engine | building | index / text | query p50 | query p99 |"; echo "|---|---|---|---|---|"
seconds() { local from; from=$(date +%s.%N); "$@" >/dev/null; awk -v a="$from" -v b="$(date +%s.%N)" 'BEGIN {print b - a}'; }
size() { du -sb "$1" | cut -f1; }
row() { # name, seconds, index bytes; times in ms on standard input
  sort -n | awk -v name="$1" -v s="$2" -v i="$3" -v b="$bytes" '{t[NR] = $1} END {
    printf "| %s | %.1f MB/s | %.2f | %.2f ms | %.2f ms |\n", name, b / 1e6 / s, i / b, t[int((NR + 1) / 2)], t[int(NR * .99)]}'
}
thrice() { cat "$1" "$1" "$1"; }

s=$(seconds build/gongkai index --tsv "$work/items.tsv" --out "$work/ours" 2>/dev/null)
TIMES=1 build/bench/bench_search "$work/ours" "$work/queries.tsv" 3 2>"$work/ours.times" >"$work/ours.line"
row ours "$s" "$(size "$work/ours")" <"$work/ours.times"

s=$(seconds "$work/xapian" index "$work/xapian.db" <"$work/items.tsv")
thrice "$work/queries" | "$work/xapian" ask "$work/xapian.db" >"$work/x.times"
row "Xapian $(dpkg-query -W -f '${Version}' libxapian-dev), n-grams" "$s" "$(size "$work/xapian.db")" <"$work/x.times"

{ echo 'table_create Items TABLE_NO_KEY'; echo 'column_create Items title COLUMN_SCALAR Text'; echo 'column_create Items body COLUMN_SCALAR Text'
  echo 'table_create Terms TABLE_PAT_KEY ShortText --default_tokenizer TokenBigram --normalizer NormalizerAuto'
  echo 'load --table Items'; echo '['
  perl -CSD -F'\t' -lane 's/(["\\])/\\$1/g for @F; s/[\x00-\x1f]/ /g for @F; print(($. > 1 ? "," : "") . "{\"title\":\"$F[1]\",\"body\":\"$F[2]\"}")' "$work/items.tsv"
  echo ']'; echo 'column_create Terms index COLUMN_INDEX|WITH_SECTION|WITH_POSITION Items title,body'; } >"$work/groonga.in"
mkdir "$work/groonga"
s=$(seconds groonga -n "$work/groonga/db" <"$work/groonga.in")
thrice "$work/queries" | perl -CS -lne 's/(["\\])/\\$1/g; print "select Items --match_columns \"title * 3 || body\" --query \"$_\" --output_columns _id,_score --sort_keys -_score --limit 10"' >"$work/groonga.ask"
groonga "$work/groonga/db" <"$work/groonga.ask" | perl -ne 'print $1 * 1000, "\n" if /^\[\[0,[0-9.]+,([0-9.e-]+)\]/' >"$work/g.times"
row "Groonga $(dpkg-query -W -f '${Version}' groonga), TokenBigram" "$s" "$(size "$work/groonga")" <"$work/g.times"

# PostgreSQL has no Chinese parser: it gets the pairs of characters ready-made
pairs='sub pairs { my $o = ""; for my $r ($_[0] =~ /[\p{Han}]+|[A-Za-z0-9]+/g) { if ($r =~ /\p{Han}/ && length $r > 1) { $o .= substr($r, $_, 2) . " " for 0 .. length($r) - 2 } else { $o .= "$r " } } $o }'
url=$(scripts/pg start "$work/pg")
perl -CSD -F'\t' -lane "$pairs"' print join "\t", pairs($F[1]), pairs($F[2])' "$work/items.tsv" >"$work/pg.tsv"
load() { psql -q "$url" -c "CREATE TABLE items (id serial, title text, body text)" -c "\\copy items (title, body) from '$work/pg.tsv'" \
  -c "ALTER TABLE items ADD COLUMN v tsvector" -c "UPDATE items SET v = setweight(to_tsvector('simple', title), 'A') || to_tsvector('simple', body)" \
  -c "CREATE INDEX items_v ON items USING gin (v)" -c "VACUUM ANALYZE items"; }
s=$(seconds load)
thrice "$work/queries" | perl -CS -lne "$pairs"' my $q = join " & ", split " ", pairs($_); print "SELECT id FROM items WHERE v @@ to_tsquery('"'simple'"', '"'"'$q'"'"') ORDER BY ts_rank(v, to_tsquery('"'simple'"', '"'"'$q'"'"')) DESC LIMIT 10;"' >"$work/pg.sql"
psql -q -A -t "$url" -c '\timing on' -f "$work/pg.sql" >/dev/null 2>&1 || true
{ echo '\timing on'; cat "$work/pg.sql"; } | psql -q -A -t "$url" | perl -ne 'print "$1\n" if /^Time: ([0-9.]+) ms/' >"$work/p.times"
index=$(psql -q -A -t "$url" -c "SELECT pg_relation_size('items_v')")
row "PostgreSQL $(psql --version | grep -oE '[0-9]+\.[0-9]+' | head -1), GIN over pairs" "$s" "$index" <"$work/p.times"
echo; cat "$work/ours.line"
