/* Where the 代字 or the issuing body begins. Of publishing §4.1: the longest suffix that
 * is a known 代字 wins; otherwise the run of Han letters ends at one of the stop words.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/docno_word.h"

#include <string.h>

#include "lib/base/utf8.h"

#define BODY_MAX_CHARS 48

static const char *const known[] = {"国发", "国办发", "国办函", "国办秘函", "国办公开办函", "国函",
    "国令", "国办发明电", "国发明电", "国办秘", "中办发", "中发", "云政发", "云政办发", "云政办函",
    "云政函", "云政规", "云厅字", "云办发", "曲政发", "曲政办发", "曲政函", "曲政办函", "曲政规",
    "曲办发", "师政发", "师政办发", "师政复", "师政办函", "师政函", "师政规", "师政任", "师办发",
    "法发", "法释"};

/* Of the rules, and other words that cannot be inside a 代字. */
static const char *const code_stops[] = {"及", "和", "与", "或", "据", "按照", "根据", "印发",
    "转发", "以", "的", "见", "由", "在", "年", "月", "日", "号", "关于", "文件", "文号", "字号",
    "通知", "执行", "下发", "遵照", "发布", "公布", "贯彻", "落实", "学习", "人民政府", "办公厅",
    "办公室", "委员会", "我院", "收到", "现将", "现就", "参照", "依照", "比照"};
static const char *const body_stops[] = {"及", "或", "按照", "根据", "依据", "印发", "转发", "以",
    "的", "见", "由", "在", "年", "月", "日", "号", "关于", "文件", "通知", "执行", "发布", "公布",
    "经", "被", "修改", "修订", "修正", "制定", "颁布", "废止", "现将", "参照", "依照", "比照"};
/* Names in which a stop word is no stop. */
static const char *const spared[] = {"共和", "数据", "经济", "经贸", "外经", "经信", "经开"};

void word_text(struct buf *b, const struct cells *c, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        uint32_t cp = c->at[i].cp; /* the only marks inside are brackets, see with_bracket */
        buf_addcp(b, cp == '(' ? 0xFF08 : cp == ')' ? 0xFF09 : cp);
    }
}

static bool letter(uint32_t cp)
{
    return utf8_is_han(cp) || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
}

/* Cells before `end` spell s; gives where it starts. */
static bool spells(const struct cells *c, size_t low, size_t end, const char *s, size_t *start)
{
    size_t n = utf8_count(s);
    if (end < n || end - n < low)
        return false;
    const char *stop = s + strlen(s);
    for (size_t i = end - n; i < end; i++)
        if (utf8_next(&s, stop) != c->at[i].cp)
            return false;
    *start = end - n;
    return true;
}

/* 教育部、财政部令: the mark between two bodies, at cell i. */
static bool joins_bodies(const struct cells *c, size_t i)
{
    static const char ends[] = "院部局会委署行厅府办";
    if (i == 0 || c->at[i].cp != 0x3001)
        return false;
    for (const char *p = ends, *stop = ends + sizeof ends - 1; p < stop;)
        if (utf8_next(&p, stop) == c->at[i - 1].cp)
            return true;
    return false;
}

/* First cell of the run of letters before `end`. A blank ends it, except in a whole number and in
 * s p a c e d   o u t typesetting, where every piece is one character. */
static size_t run_start(const struct cells *c, size_t end, enum word_use use, bool whole)
{
    size_t max = use == WORD_CODE ? 2 * WORD_MAX_CHARS : BODY_MAX_CHARS;
    size_t i = end, piece = 0;
    while (i > 0 && end - i < max &&
           (letter(c->at[i - 1].cp) || (use == WORD_BODY && i < end && joins_bodies(c, i - 1)))) {
        if (i < end && c->at[i].gap) {
            if (!whole && piece != 1)
                break;
            piece = 0;
        }
        piece++;
        i--;
    }
    return i;
}

static bool is_spared(const struct cells *c, size_t low, size_t stop_from, size_t high)
{
    for (size_t i = 0; i < COUNT_OF(spared); i++) {
        size_t start;
        for (size_t end = stop_from + 1; end <= stop_from + 2 && end <= high; end++)
            if (spells(c, low, end, spared[i], &start))
                return true;
    }
    return false;
}

/* 和政办发, 及…: at the very beginning of a number by itself it is a name. */
static bool place_name(uint32_t cp)
{
    return cp == 0x548C || cp == 0x53CA || cp == 0x4E0E; /* 和及与 */
}

/* Days and numbers end what stands before them, but 日政发 (日照) is a code. */
static bool counts_something(const struct cells *c, size_t start, const char *stop)
{
    static const char *const units[] = {"年", "月", "日", "号"};
    for (size_t i = 0; i < COUNT_OF(units); i++)
        if (strcmp(units[i], stop) == 0)
            return start > 0 && cell_numeral(c->at[start - 1].cp);
    return true;
}

/* Whether the stop word in cells [start, at) really ends what stands before the word. */
static bool ends_here(const struct cells *c, size_t start, size_t at, const char *stop, bool whole)
{
    if (whole && start == 0 && at == 1 && place_name(c->at[0].cp))
        return false;
    if (c->at[start].cp == 0x548C && c->at[at].cp == 0x653F) /* 和政发, of 和县 */
        return false;
    return counts_something(c, start, stop);
}

/* End of the last stop word within [low, end), or low. */
static size_t after_stop(
    const struct cells *c, size_t low, size_t end, enum word_use use, bool whole)
{
    const char *const *stops = use == WORD_CODE ? code_stops : body_stops;
    size_t n = use == WORD_CODE ? COUNT_OF(code_stops) : COUNT_OF(body_stops), start;
    for (size_t at = end; at > low; at--)
        for (size_t i = 0; i < n; i++) {
            if (!spells(c, low, at, stops[i], &start) || is_spared(c, low, start, end))
                continue;
            bool name = at - start > 2 && end - at < 2; /* 县人民政府发: more than the one letter */
            if (use == WORD_BODY || (!name && ends_here(c, start, at, stops[i], whole)))
                return at;
        }
    return low;
}

/* 和 is inside many a body (住房和城乡建设部) but begins none; 原 says that it is no more. */
static size_t without_lead(const struct cells *c, size_t low, size_t end)
{
    size_t start;
    if (end - low < 4)
        return low;
    if (c->at[low].cp == 0x548C)
        low++;
    bool place = spells(c, low, low + 2, "原平", &start) ||
                 spells(c, low, low + 2, "原州", &start) || spells(c, low, low + 2, "原阳", &start);
    return c->at[low].cp == 0x539F && !place ? low + 1 : low;
}

/* 法（研）发: the office in round brackets before the last letter. */
static size_t with_bracket(const struct cells *c, size_t low, size_t end)
{
    if (end - low != 1 || low < 4 || c->at[low - 1].cp != ')' || c->at[low - 3].cp != '(' ||
        !utf8_is_han(c->at[low - 2].cp) || !utf8_is_han(c->at[low - 4].cp))
        return low;
    return low - 4;
}

size_t word_start(const struct cells *c, size_t end, enum word_use use, bool whole)
{
    size_t low = run_start(c, end, use, whole);
    size_t best = end, start;
    for (size_t i = 0; use == WORD_CODE && i < COUNT_OF(known); i++)
        if (spells(c, low, end, known[i], &start) && start < best)
            best = start;
    if (best < end)
        return best;
    low = after_stop(c, low, end, use, whole);
    if (use == WORD_CODE)
        low = with_bracket(c, low, end);
    if (use == WORD_BODY && !whole)
        low = without_lead(c, low, end);
    return use == WORD_CODE && end - low > WORD_MAX_CHARS ? end - WORD_MAX_CHARS : low;
}

static bool code_end(uint32_t cp)
{
    static const char ends[] = "发函复规任字电办通请报议批";
    for (const char *p = ends, *stop = ends + sizeof ends - 1; p < stop;)
        if (utf8_next(&p, stop) == cp)
            return true;
    return false;
}

bool word_ends_like_code(const struct cells *c, size_t end)
{
    size_t start;
    if (!end)
        return false;
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (spells(c, 0, end, known[i], &start))
            return true;
    return code_end(c->at[end - 1].cp);
}

bool word_is_code(const char *s)
{
    static const char *const tails[] = {
        "政发", "政办发", "政函", "政办函", "政复", "政规", "办发", "办函", "党发", "委发"};
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (strcmp(known[i], s) == 0)
            return true;
    size_t n = strlen(s);
    for (size_t i = 0; i < COUNT_OF(tails); i++) {
        size_t tail = strlen(tails[i]);
        if (n > tail && utf8_count(s) <= 8 && strcmp(s + n - tail, tails[i]) == 0)
            return true;
    }
    return false;
}
