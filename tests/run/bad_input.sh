#!/usr/bin/env bash
# Bad input of every kind to the real program over the network: each gets its status and a clear Chinese message,
# nobody else is held up, nothing is lost, and the county still verifies.
set -euo pipefail
cd "$(dirname "$0")/../.."
source tests/run/county.bash
what=start
n=0
# gets STATUS WHO CURL-ARGUMENT…: the request named by $what must end with one of the statuses ("400|414")
gets() {
  local expected=$1 got; shift
  got=$(as "$@")
  [[ $got =~ ^($expected)$ ]] || fail "$what: $got, not $expected"
  n=$((n + 1))
}
# page_says TEXT: a whole page in Chinese with this message
page_says() { says "$1"; says '<html lang="zh-'; says '</html>'; }
# form WHO PATH: fetches the page of a form, so that csrf, once, version can be taken with `hidden`
form() { [ "$(as "$1" "$site$2")" = 200 ] || fail "$what: no form at $2"; }
# save STATUS WHO PATH CURL-ARGUMENT…: posts the form of a draft as fetched last
save() {
  local status=$1 who=$2 path=$3; shift 3
  gets "$status" "$who" -F "csrf=$(hidden csrf)" -F "version=$(hidden version)" -F "base=$(hidden base)" "$@" "$site$path"
}

"$g" init --data "$w/county" --demo >/dev/null || fail "init"
serve
touch "$w/served"
sign_in xinxi; sign_in zhengfu

what='malformed UTF-8 and NUL in addresses'
for target in '/search?q=%ff%fe' '/search?q=%00' '/search?q=%ed%a0%80' '/%c0%af' '/zwgk/%00.html' '/?a=%f5'; do
  gets 400 nobody "$site$target"; page_says '<h1>'
done
what='the same in a form'
form nobody /sign-in; csrf=$(hidden csrf)
for bytes in '%ff' '%00' '%ed%a0%80' '%b9%ab%bf%aa'; do # the last: 公开 in GB18030
  gets 400 nobody -d "csrf=$csrf&login=$bytes&password=x" "$site/sign-in"; page_says '<h1>'
done

what='path tricks'
for target in /../county/gongkai.db /files/../../keys/log.key /files/..%2f..%2fkeys%2flog.key '/static/..\..\x' //etc/passwd \
  /files/%2e%2e/%2e%2e/gongkai.db '/zwgk/./x' /static/%252e%252e/x '/files/....//x'; do
  gets '400|404' nobody --path-as-is "$site$target"; page_says '<h1>'
done

what='an address that is not there'; gets 404 nobody "$site/none"; page_says '<h1>'
what='a method nobody offers'; gets 405 nobody -X DELETE "$site/"; page_says '不支持'
what='a body that is no form'; gets 415 nobody -H 'Content-Type: application/xml' -d '<a/>' "$site/sign-in"; page_says '<h1>'

what='oversized headers'
big=$(head -c 12000 /dev/zero | tr '\0' a)
# pages that are the same for everybody read nothing of the head but how the visitor reads: any other page refuses
gets 431 nobody -H "X-Big: $big" "$site/sign-in"; page_says '请求头太大'
gets 431 nobody -H "Cookie: a=$big" "$site/sign-in"; page_says '请求头太大'
gets 414 stranger "$site/search?q=$big"; page_says '<h1>' # without cookies: curl 7.88 forgets a line end beside long addresses
big=$(head -c 100000 /dev/zero | tr '\0' a) # more than is ever read of a head
gets 431 nobody -H "X-Big: $big" "$site/"
gets 414 stranger "$site/search?q=$big"

what='wrong or missing CSRF'
form zhengfu /work/; foreign=$(hidden csrf)
form xinxi /work/documents/new; csrf=$(hidden csrf); once=$(hidden once)
new=(-F kind=notice -F column_id=46 -F title=坏输入的试验)
for token in '' wrong "$foreign"; do
  gets 403 xinxi -F "csrf=$token" -F "once=$once" "${new[@]}" "$site/work/documents/new"; page_says '刷新'
done
gets 403 xinxi -F "once=$once" "${new[@]}" "$site/work/documents/new"
gets 403 xinxi -H 'Sec-Fetch-Site: cross-site' -F "csrf=$csrf" -F "once=$once" "${new[@]}" "$site/work/documents/new"

what='double posts'
count() { sqlite3 "$w/county/gongkai.db" "SELECT count(*) FROM draft WHERE title = '坏输入的试验'"; }
send_new() { curl -s -o /dev/null -w '%{http_code} %{redirect_url}\n' -b "$w/xinxi.jar" -F "csrf=$csrf" -F "once=$once" "${new[@]}" "$site/work/documents/new"; }
for i in 1 2 3; do send_new >"$w/new.$i" & jobs[i]=$!; done
wait "${jobs[@]}"
[ "$(sort -u "$w"/new.? | wc -l)" -eq 1 ] || fail "$what: $(cat "$w"/new.?)"
read -r status edit <"$w/new.1"
[ "$status" = 303 ] || fail "$what: $status"
[ "$(count)" = 1 ] || fail "$what: $(count) drafts"
edit=${edit#"$site"}; doc=${edit%edit}

what='wrong types'
printf 'MZ\220\0\3\0\0\0\4\0\0\0\377\377 this is a program' >"$w/通知.pdf"
printf '<!doctype html><html><body><script>alert(1)</script></body></html>' >"$w/图.png"
printf '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>' >"$w/标志.svg"
printf 'nothing of the kind' >"$w/假.docx"
form xinxi "$edit"
for file in 通知.pdf 图.png 标志.svg; do
  save 422 xinxi "$edit" -F op=files -F title=坏输入的试验 -F "files=@$w/$file"; page_says "$file"
done
save 422 xinxi "$edit" -F op=docx -F title=坏输入的试验 -F "docx=@$w/假.docx"; page_says 'Word'
gets 422 xinxi -F "csrf=$csrf" -F "file=@$w/图.png" "$site${doc}image"; says '“图.png”：网页、脚本和 SVG 图片不能上传'

what='a zip bomb'
perl -MIO::Compress::Zip=:all -e 'my $z = new IO::Compress::Zip $ARGV[0], Name => "[Content_Types].xml" or die;
  print $z "<Types/>"; $z->newStream(Name => "word/document.xml"); my $p = " " x 1048576;
  print $z "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
  print $z $p for 1 .. 300; print $z "</w:body></w:document>"; close $z' "$w/炸弹.docx"
form xinxi "$edit"
save 422 xinxi "$edit" -F op=docx -F title=坏输入的试验 -F "docx=@$w/炸弹.docx"; page_says 'Word'

what='an upload of 200 MB'
truncate -s 200M "$w/大.pdf"
for how in 'Expect:' 'X-Expect: as curl does' 'Transfer-Encoding: chunked'; do # the first: as browsers do
  save 413 xinxi "$edit" -H "$how" -F op=files -F "files=@$w/大.pdf"; page_says '没有保存'
  form xinxi "$edit"
done
rm "$w/大.pdf"

what='too many fields, too many parts, elements too deep'
form xinxi "$edit"; csrf=$(hidden csrf)
{ printf 'csrf=%s' "$csrf"; seq -f '&a%g=b' 20000; } | tr -d '\n' >"$w/fields"
gets 413 xinxi --data-binary "@$w/fields" "$site$edit"; page_says '请分几次提交'
{ seq -f $'--B\r\nContent-Disposition: form-data; name="a%g"\r\n\r\nb\r' 5000; printf -- '--B--\r\n'; } >"$w/parts"
gets 413 xinxi -H 'Content-Type: multipart/form-data; boundary=B' --data-binary "@$w/parts" "$site$edit"; page_says '请分几次提交'
form xinxi "$edit"
seq -f '<table><tr><td><div title="%g">' 50000 >"$w/deep.html"
save 422 xinxi "$edit" -F op=save -F title=坏输入的试验 -F "body_html=<$w/deep.html"

what='a file name with a path'
form xinxi "$edit"
printf '%%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n' >"$w/a.pdf"
save 303 xinxi "$edit" -F op=files -F title=坏输入的试验 -F "files=@$w/a.pdf;filename=../../../keys/附件<b>.pdf"
form xinxi "$edit"; says '附件'
if grep -q '<b>.pdf\|\.\./\.\./keys' "$w/page"; then fail "$what: shown as given"; fi

what='hostile HTML'
printf '%s' '<p onclick="alert(1)">甲<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">乙</a>' \
  '<iframe src="//evil.example"></iframe><svg><style><img src=x onerror=alert(1)></style></svg><form action=/x><input name=csrf></form>' \
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">' >"$w/body.html"
save 303 xinxi "$edit" -F op=save --form-string 'title="><script>alert(1)</script>' -F "body_html=<$w/body.html"
for page in '' preview history; do
  form xinxi "$doc$page"
  if grep -qE '<script>|onerror=|onclick=|href="javascript:|<iframe|evil\.example|action="?/x' "$w/page"; then fail "$what: $page shows it"; fi
done
form xinxi "${doc}preview"; says '甲'

what='stale versions'
form xinxi "$edit"
csrf=$(hidden csrf); version=$(hidden version); base=$(hidden base)
change() { gets "$1" xinxi -F "csrf=$csrf" -F "version=$version" -F "base=$base" -F op=save -F title=坏输入的试验 --form-string "body_html=<p>$2</p>" "$site$edit"; }
change 303 第一个人写的一段
change 409 第二个人写的另一段
page_says 第一个人写的; says 第二个人写的
form xinxi "$edit"; says 第一个人写的一段

what='plans in other encodings'
printf '一、基础信息\r\n1.补充完善各部门机构职能信息。(牵头单位:县政府办公室,责任单位:县教育体育局)\r\n' >"$w/plan.txt"
iconv -f UTF-8 -t GB18030 "$w/plan.txt" >"$w/plan.gb.txt"
{ cat "$w/plan.txt"; printf '\xff\xfe\x80'; } >"$w/plan.bad.txt"
{ cat "$w/plan.txt"; printf 'a\0b'; } >"$w/plan.nul.txt"
send_plan() { # send_plan STATUS FILE
  form zhengfu /work/ledger/import
  gets "$1" zhengfu -F "csrf=$(hidden csrf)" -F "once=$(hidden once)" -F "file=@$w/$2" "$site/work/ledger/import"
}
send_plan 422 plan.bad.txt; page_says '不是有效的 UTF-8'
send_plan 422 plan.nul.txt; page_says '文件'
send_plan 422 炸弹.docx; page_says 'Word'
send_plan 422 通知.pdf; page_says '文件'
send_plan 303 plan.gb.txt
location=$(sqlite3 "$w/county/gongkai.db" 'SELECT max(id) FROM plan')
form zhengfu "/work/ledger/plans/$location/"; says 补充完善各部门机构职能信息
# command CODE TEXT ARGUMENT…: exits with CODE and says TEXT
command() {
  local code=$1 text=$2 rc=0; shift 2
  "$g" "$@" --data "$w/county" >"$w/page" 2>&1 || rc=$?
  [ "$rc" -eq "$code" ] || fail "$what: exit $rc, not $code: $(head -3 "$w/page")"
  says "$text"
  n=$((n + 1))
}
command 0 '读出 1 条措施' import plan "$w/plan.gb.txt"
command 2 '不是有效的 UTF-8' import plan "$w/plan.bad.txt"
command 2 '' import plan "$w/plan.nul.txt"

what='documents in other encodings'
line='{"id":"B%s","title":"试验办法%s","type":"规范性文件","issuer":"师宗县人民政府","date":"2018-01-01","body":"第一条 试验。"}\n'
{ printf "$line" 1 '' | iconv -f UTF-8 -t GB18030; printf "$line" 2 $'\xff'; printf "$line" 3 '\u0000'
  printf '{"id":"B4","title":"\0"}\n'; printf "$line" 5 好; } >"$w/mixed.jsonl"
command 0 '新增 1，更新 0，未变 0，无法使用 4' import documents "$w/mixed.jsonl"
says 'GB18030'; for i in 1 2 3 4; do says "第 $i 行："; done

what='a paragraph of 10 MB to be proofread'
for mark in '（' '“' '天' '，' '《' '”'; do
  perl -e 'print $ARGV[0] x (10_000_000 / length $ARGV[0]), "\n"' "$mark" >"$w/long.txt"
  TIMEFORMAT=%U; took=$( { time "$g" proofread <"$w/long.txt" >"$w/page"; } 2>&1 ) || fail "$what: $mark"
  awk -v t="$took" 'BEGIN { exit !(t < 3) }' || fail "$what: $took s for $mark"
  [ "$(wc -l <"$w/page")" -le 300 ] || fail "$what: $(wc -l <"$w/page") findings for $mark"
  n=$((n + 1))
done
rm "$w/long.txt"

what='slow clients'
address=${site#http://}; host=${address%:*}; port=${address#*:}
for i in $(seq 60); do
  exec {fd}<>"/dev/tcp/$host/$port"; slow[i]=$fd
  if [ $((i % 2)) = 0 ]; then printf 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ' >&"$fd"
  else printf 'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\nlogin=' >&"$fd"; fi
done
begin=$(date +%s%N)
for i in 1 2 3 4 5; do gets 200 nobody "$site/"; gets 200 xinxi "$site/work/"; done
[ $((($(date +%s%N) - begin) / 1000000)) -lt 3000 ] || fail "$what: they hold up the others"
for fd in "${slow[@]}"; do exec {fd}>&-; done

what='the end'
kill -0 "$server" 2>/dev/null || fail "the server ended"
gets 200 nobody "$site/"
if grep -q ' error \|Sanitizer' "$w/log"; then fail "errors in the log: $(grep -m3 ' error \|Sanitizer' "$w/log")"; fi
"$g" verify --data "$w/county" >"$w/out" || fail "verify: $(head -3 "$w/out")"
[ -z "$(ls "$w/county/tmp" 2>/dev/null)" ] || fail "uploads are left: $(ls "$w/county/tmp")"
echo "bad input: $n answers as they should be"
