/* Titles that are not torn inside a word.
 *
 * Browsers break Chinese between any two characters. In a title that is set large this tears words:
 * 印发政/务公开. With word-break: keep-all they break only where a <wbr> stands, and one is put
 * where a phrase of an official title begins or ends. A phrase longer than the line still breaks.
 *
 * SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <string.h>

#include "lib/base/escape.h"
#include "lib/ui/ui.h"

/* A break may stand before or after these. One word is in the list once; longer ones come first
 * where one begins with another. */
static const char *const before[] = {"《", "（", "“", "〈", "关于", "印发", "转发", "开展", "推进",
    "推动", "进一步", "加强", "做好", "落实", "贯彻", "实施", "促进", "深化", "支持", "规范",
    "建立", "完善", "公布", "废止", "修改", "调整", "工作", "管理", "方案", "办法", "规定", "条例",
    "意见", "通知", "公告", "通告", "批复", "决定", "报告", "办公室", "办公厅", "人民政府",
    "工作人员"};
static const char *const after[] = {"关于", "印发", "转发", "的", "和", "与", "及", "等", "、",
    "，", "：", "；", "》", "）", "”", "〉", "号", "年", "年度", "人民政府", "办公室", "办公厅",
    "国务院", "委员会", "进一步", "加强", "推进", "工作", "管理"};
/* No break inside these, although a word above is part of them. */
static const char *const whole[] = {"目的", "的士", "共和国", "和平", "和谐", "管理局", "工作会",
    "工作组", "参与", "与会", "及时", "等级", "年龄", "号召", "工作委员会", "管理委员会"};

/* Which first characters occur in the lists, by a hash of their three bytes. */
static bool firsts[4096];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static size_t first_of(const char *s)
{
    const unsigned char *u = (const unsigned char *)s;
    return u[0] < 0x80 ? 0 : ((size_t)u[1] << 6 ^ u[2]) & 4095;
}

static void note_firsts(const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        firsts[first_of(list[i])] = true;
}

static void note_all_firsts(void)
{
    note_firsts(before, COUNT_OF(before));
    note_firsts(after, COUNT_OF(after));
    note_firsts(whole, COUNT_OF(whole));
}

/* Bytes of the longest word of the list that s begins with. */
static size_t starts_with(const char *s, const char *const *list, size_t n)
{
    size_t best = 0;
    for (size_t i = 0; i < n; i++) {
        if (list[i][0] != s[0] || list[i][1] != s[1] || list[i][2] != s[2])
            continue; /* all words are of three-byte characters */
        size_t len = strlen(list[i]);
        if (len > best && strncmp(s, list[i], len) == 0)
            best = len;
    }
    return best;
}

/* Marks the places of s where a break may stand: marks[i] for "before byte i". */
static void mark_breaks(const char *s, size_t n, unsigned char *marks)
{
    size_t kept = 0; /* no break before this byte */
    for (size_t i = 0; i < n; i++) {
        if (((unsigned char)s[i] & 0xC0) == 0x80 || !firsts[first_of(s + i)])
            continue;
        size_t w = starts_with(s + i, whole, COUNT_OF(whole));
        if (w && i + w > kept)
            kept = i + w;
        if (starts_with(s + i, before, COUNT_OF(before)) && i >= kept)
            marks[i] = 1;
        w = starts_with(s + i, after, COUNT_OF(after));
        if (w && i >= kept && i + w < n)
            marks[i + w] = 1;
    }
}

/* Closing punctuation and small words never begin a line. */
static bool may_begin(const char *s)
{
    static const char *const never[] = {
        "》", "）", "”", "〉", "、", "，", "：", "；", "。", "的", "号", "年", "等"};
    return !starts_with(s, never, COUNT_OF(never));
}

/* A document number with the word before it: bytes [from, to). */
struct number {
    size_t from, to;
};
enum { NUMBERS = 8 };

static size_t skip_one(const char *s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strncmp(s, list[i], strlen(list[i])) == 0)
            return strlen(list[i]);
    return 0;
}

/* 〔2018〕71号 at s, in whatever brackets: its bytes, 0 when there is none. */
static size_t number_at(const char *s)
{
    static const char *const open[] = {"〔", "［", "【", "（", "[", "("};
    static const char *const close[] = {"〕", "］", "】", "）", "]", ")"};
    size_t i = skip_one(s, open, COUNT_OF(open)), n;
    if (!i || strspn(s + i, "0123456789") != 4)
        return 0;
    i += 4;
    n = skip_one(s + i, close, COUNT_OF(close));
    if (!n)
        return 0;
    i += n;
    n = strspn(s + i, "0123456789");
    if (!n || n > 5 || strncmp(s + i + n, "号", 3) != 0)
        return 0;
    return i + n + 3;
}

enum { WORD_CHARS = 5 };
/* Back over the word that the number belongs to, at most WORD_CHARS ideographs and not over a place
 * where a line may break. */
static size_t word_before(const char *s, size_t at, size_t least, const unsigned char *marks)
{
    for (int k = 0; k < WORD_CHARS && at >= least + 3 && (!k || !marks[at]); k++) {
        const unsigned char *c = (const unsigned char *)s + at - 3;
        if (c[0] < 0xE4 || c[0] > 0xE9 || (c[1] & 0xC0) != 0x80 || (c[2] & 0xC0) != 0x80)
            break;
        at -= 3;
    }
    return at;
}

static size_t find_numbers(
    const char *s, size_t n, unsigned char *marks, struct number list[static NUMBERS])
{
    size_t found = 0, least = 0;
    if (!strstr(s, "号")) /* most titles have none, and lists have many titles */
        return 0;
    for (size_t i = 0; i < n && found < NUMBERS; i++) {
        size_t len = number_at(s + i);
        if (!len)
            continue;
        list[found] = (struct number){word_before(s, i, least, marks), i + len};
        least = list[found].to;
        memset(marks + list[found].from + 1, 0, least - list[found].from - 1);
        i = least - 1;
        found++;
    }
    return found;
}

/* Text [from, to) with a break where a mark stands. */
static void with_breaks(
    struct buf *out, const char *title, size_t from, size_t to, const unsigned char *marks)
{
    for (size_t i = from ? from : 1; i < to; i++) {
        if (!marks[i] || !may_begin(title + i))
            continue;
        escape_html(out, title + from, i - from);
        buf_adds(out, "<wbr>");
        from = i;
    }
    escape_html(out, title + from, to - from);
}

/* The whole title, broken at the marks, its document numbers kept together. */
static void write_title(struct buf *out, const char *title, size_t n, const unsigned char *marks,
    const struct number *numbers, size_t found)
{
    size_t from = 0;
    for (size_t i = 0; i < found; i++) {
        with_breaks(out, title, from, numbers[i].from, marks);
        if (marks[numbers[i].from] && numbers[i].from > from)
            buf_adds(out, "<wbr>");
        buf_adds(out, "<span class=\"nowrap\">");
        escape_html(out, title + numbers[i].from, numbers[i].to - numbers[i].from);
        buf_adds(out, "</span>");
        from = numbers[i].to;
    }
    with_breaks(out, title, from, n, marks);
}

static void title_with(struct buf *out, const char *title, bool phrases)
{
    unsigned char marks[1024] = {0};
    size_t n = strlen(title);
    if (n >= sizeof marks) {
        html_text(out, title);
        return;
    }
    pthread_once(&once, note_all_firsts);
    struct number numbers[NUMBERS];
    mark_breaks(title, n, marks); /* also where the word before a number begins */
    size_t found = find_numbers(title, n, marks, numbers);
    if (!phrases)
        memset(marks, 0, sizeof marks);
    write_title(out, title, n, marks, numbers, found);
}

void ui_title(struct buf *out, const char *title)
{
    title_with(out, title, true);
}

void ui_line_title(struct buf *out, const char *title)
{
    title_with(out, title, false);
}
