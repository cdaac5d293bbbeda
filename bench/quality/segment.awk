# Scores cut lines (second file) against judged ones (first file): "name lines wrong precision recall F1".
# A word is right when it begins and ends where the judges cut or leave both open, and no judged cut lies
# inside. A judged word is found when no cut lies inside of it but at "+", and both its ends are cut.
function marks(s, m,   i, at, ch) { at = 0; delete m; m[0] = "c"
  for (i = 1; i <= length(s); i++) { ch = substr(s, i, 1)
    if (ch == " ") m[at] = "c"; else if (ch == "+" && !(at in m)) m[at] = "f"; else { at++ } }
  m[at] = "c"; return at }
FNR == NR { if ($0 !~ /^#/) gold[++n] = $0; next }
{ line++
  len = marks(gold[line], g); delete h; h[0] = 1; at = 0; bad = 0
  for (w = 1; w <= NF; w++) { at += length($w); h[at] = 1 }
  if (at != len) { printf "line %d does not hold the judged characters: %s\n", line, $0 > "/dev/stderr"; exit 1 }
  begin = 0
  for (i = 1; i <= len; i++) if (i in h) { predicted++; ok = (begin in g) && (i in g)
    for (k = begin + 1; k < i; k++) if (g[k] == "c") ok = 0
    right += ok; bad += !ok; begin = i }
  begin = 0
  for (i = 1; i <= len; i++) if (g[i] == "c") { judged++; ok = (begin in h) && (i in h)
    for (k = begin + 1; k < i; k++) if ((k in h) && g[k] != "f") ok = 0
    found += ok; bad += !ok; begin = i }
  if (bad) { wrong++; if (show) print line ": " $0 > "/dev/stderr" } }
END { p = right / predicted; r = found / judged
  printf "%s %d %d %.4f %.4f %.4f\n", name, line, wrong, p, r, 2 * p * r / (p + r) }
