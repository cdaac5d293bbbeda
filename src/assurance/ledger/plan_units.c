/* Units of a measure: 牵头单位 and 责任单位 in all the ways people write them.
 *
 * A label and a colon open a list; it ends with the bracket it stands in, the next label or the
 * sentence. Where there is no label, "（县财政局牵头，各乡镇配合）" is read.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "assurance/ledger/plan_parts.h"
#include "lib/base/utf8.h"

#define LIST_MAX_BYTES 3000

static const struct {
    const char *word;
    bool lead;
} labels[] = {
    /* longer ones first */
    {"牵头责任单位", true},
    {"牵头责任部门", true},
    {"主要责任单位", true},
    {"牵头主管单位", true},
    {"牵头单位", true},
    {"牵头部门", true},
    {"牵头科室", true},
    {"主办单位", true},
    {"牵头", true},
    {"责任单位", false},
    {"责任部门", false},
    {"责任主体", false},
    {"配合责任单位", false},
    {"配合单位", false},
    {"配合部门", false},
    {"协办单位", false},
    {"协同单位", false},
    {"参与单位", false},
    {"参加单位", false},
    {"落实单位", false},
    {"负责单位", false},
    {"完成单位", false},
    {"配合", false},
};

static const char *const opens[] = {"(", "（", "[", "［", "【", "〔", NULL};
static const char *const closes[] = {")", "）", "]", "］", "】", "〕", NULL};
static const char *const colons[] = {":", "：", "∶", "︰", NULL};
static const char *const semicolons[] = {";", "；", NULL};
static const char *const separators[] = {
    ",", "，", ";", "；", "、", "/", " ", "\t", "　", "\n", "\r", NULL};
static const char *const breaks[] = {",", "，", ";", "；", NULL};
static const char *const sentence_ends[] = {"。", "！", "？", NULL};

struct list { /* one label and what follows it */
    bool lead;
    size_t label, start, end; /* label: where its word begins */
};

static size_t char_bytes(const char *p)
{
    size_t n = 1;
    while (((unsigned char)p[n] & 0xc0) == 0x80)
        n++;
    return n;
}

static const char *step_back(const char *text, const char *p)
{
    do
        p--;
    while (p > text && ((unsigned char)*p & 0xc0) == 0x80);
    return p;
}

/* The character before p, blanks apart, is in the list. */
static bool behind_any(const char *text, const char *p, const char *const *words)
{
    while (p > text) {
        p = step_back(text, p);
        if (text_skip_blanks(p) == p && *p != '\n')
            return text_starts_any(p, words) > 0;
    }
    return false;
}

/* A label with its colon (or a semicolon typed for it) at p; gives the place behind. */
static const char *label_at(const char *text, const char *p, bool *lead)
{
    for (size_t i = 0; i < COUNT_OF(labels); i++) {
        if (!text_starts(p, labels[i].word))
            continue;
        const char *at = text_skip_blanks(p + strlen(labels[i].word));
        size_t n = text_starts_any(at, colons);
        if (!n && (behind_any(text, p, opens) || behind_any(text, p, breaks)))
            n = text_starts_any(at, semicolons);
        if (!n)
            return NULL;
        *lead = labels[i].lead;
        at += n;
        while ((n = text_starts_any(at = text_skip_blanks(at), colons)))
            at += n;
        return at;
    }
    return NULL;
}

static const char *find_label(const char *text, const char *p, bool *lead, const char **behind)
{
    for (; *p; p += char_bytes(p))
        if ((*behind = label_at(text, p, lead)))
            return p;
    return NULL;
}

/* Where the list that begins at p ends. */
static const char *list_end(const char *text, const char *p, bool enclosed)
{
    const char *from = p;
    bool lead;
    int depth = 0;
    for (; *p && p - from < LIST_MAX_BYTES; p += char_bytes(p)) {
        if (text_starts_any(p, opens))
            depth++;
        else if (text_starts_any(p, closes) && depth-- == 0)
            break;
        if (depth)
            continue;
        if (text_starts_any(p, sentence_ends) || label_at(text, p, &lead) ||
            (*p == '\n' && !enclosed))
            break;
    }
    return p;
}

/* A label stands in brackets when one opens right before it, or its list goes on from one that did.
 */
static bool next_list(const char *text, const char **p, bool *enclosed, struct list *out)
{
    const char *behind, *label = find_label(text, *p, &out->lead, &behind);
    if (!label)
        return false;
    *enclosed = behind_any(text, label, opens) || (*enclosed && label == *p);
    const char *end = list_end(text, behind, *enclosed);
    out->label = (size_t)(label - text);
    out->start = (size_t)(behind - text);
    out->end = (size_t)(end - text);
    *p = end;
    return true;
}

/* ---- splitting a list ---- */

static bool ends_with_any(const char *s, size_t n, const char *const *ends, size_t *bytes)
{
    for (; *ends; ends++) {
        *bytes = strlen(*ends);
        if (n >= *bytes && memcmp(s + n - *bytes, *ends, *bytes) == 0)
            return true;
    }
    return false;
}

/* 各乡 of 各乡、镇人民政府 is no unit: it waits for what it belongs to. */
static bool unfinished(const char *s, size_t n)
{
    static const char *const words[] = {"乡", "镇", "县", "市", "区", "村", "各乡", "各镇", "各县",
        "各市", "各区", "各村", "各街道", "各社区", NULL};
    for (size_t i = n; i-- > 0;)
        if (text_starts(s + i, "、")) { /* 各乡、镇 waits as 镇 does */
            s += i + strlen("、");
            n -= i + strlen("、");
            break;
        }
    for (size_t i = 0; words[i]; i++)
        if (n == strlen(words[i]) && memcmp(s, words[i], n) == 0)
            return true;
    return false;
}

static const char *const organ_ends[] = {"局", "办", "办公室", "中心", "委", "部", "院", "政府",
    "办事处", "公司", "队", "站", "所", "处", "会", "社", "校", "台", NULL};

/* "县政府办公室和县信访局" are two; "科技和信息化局" is one. Bytes of the joining word, or 0. */
static size_t joining_word(const char *from, const char *p)
{
    static const char *const words[] = {"以及", "和", "及", "与", NULL};
    static const char *const begins[] = {"县", "市", "省", "州", "区", "各", NULL};
    size_t n = text_starts_any(p, words), bytes;
    return n && ends_with_any(from, (size_t)(p - from), organ_ends, &bytes) &&
                   text_starts_any(p + n, begins)
               ? n
               : 0;
}

static size_t cut_tail(const char *s, size_t n)
{
    static const char *const tails[] = {"等有关单位", "等相关单位", "等单位", "等部门", "等",
        "按职责分工负责", "分工负责", "共同负责", "具体负责", "负责落实", "负责", "配合", "牵头",
        "参与", ".", "．", " ", "\t", "　", "\n", "\r", "：", ":", NULL};
    size_t bytes;
    while (ends_with_any(s, n, tails, &bytes))
        n -= bytes;
    return n;
}

struct sink {
    struct arena *mem;
    struct found_unit *list;
    size_t n, cap;
};

static void add_unit(struct sink *s, const char *text, struct found_unit u)
{
    static const char *const heads[] = {"由", "：", ":", " ", "　", NULL};
    size_t bytes;
    while (u.start < u.end && (bytes = text_starts_any(text + u.start, heads)))
        u.start += bytes;
    if (u.start >= u.end)
        return;
    u.end = u.start + cut_tail(text + u.start, u.end - u.start);
    if (u.start == u.end)
        return;
    u.name = arena_strndup(s->mem, text + u.start, u.end - u.start);
    if (s->n == s->cap) {
        struct found_unit *more = ARENA_ARRAY(s->mem, struct found_unit, s->cap * 2);
        memcpy(more, s->list, s->n * sizeof *more);
        s->list = more;
        s->cap *= 2;
    }
    s->list[s->n++] = u;
}

static void split(struct sink *s, const char *text, const struct list *l)
{
    size_t from = l->start;
    int depth = 0;
    for (size_t at = l->start; at < l->end; at += char_bytes(text + at)) {
        const char *p = text + at;
        depth += text_starts_any(p, opens) ? 1 : text_starts_any(p, closes) ? -1 : 0;
        size_t n = depth > 0 ? 0 : text_starts_any(p, separators);
        if (n && text_starts(p, "、") && unfinished(text + from, at - from))
            n = 0;
        if (!n && depth <= 0)
            n = joining_word(text + from, p);
        if (!n)
            continue;
        add_unit(s, text, (struct found_unit){.lead = l->lead, .start = from, .end = at});
        from = at + n;
        at = from - 1; /* separators are single characters or words: go on behind them */
    }
    add_unit(s, text, (struct found_unit){.lead = l->lead, .start = from, .end = l->end});
}

static struct sink new_sink(struct arena *a)
{
    return (struct sink){.mem = a, .list = ARENA_ARRAY(a, struct found_unit, 8), .cap = 8};
}

/* ---- units without labels ---- */

/* The last bracket of the text when it says who leads; false otherwise. */
static bool loose_bracket(const char *text, size_t *start, size_t *end)
{
    size_t n = strlen(text), bytes;
    static const char *const tails[] = {"。", " ", "　", "\n", "\r", "；", ";", NULL};
    static const char *const duties[] = {"负责", "牵头", "配合", "参与", "落实", NULL};
    while (ends_with_any(text, n, tails, &bytes))
        n -= bytes;
    if (!ends_with_any(text, n, closes, &bytes))
        return false;
    *end = n - bytes;
    int depth = 1;
    const char *p = text + *end;
    while (p > text && depth) {
        p = step_back(text, p);
        depth += text_starts_any(p, closes) ? 1 : text_starts_any(p, opens) ? -1 : 0;
    }
    if (depth)
        return false;
    *start = (size_t)(p - text);
    size_t inside = *start + text_starts_any(p, opens);
    return ends_with_any(text + inside, *end - inside, duties, &bytes);
}

static void loose_units(struct sink *s, const char *text)
{
    static const char *const leads[] = {"牵头", NULL};
    size_t start, end, bytes;
    if (!loose_bracket(text, &start, &end))
        return;
    size_t from = start + text_starts_any(text + start, opens);
    bool any_lead = strstr(text + from, "牵头") != NULL;
    for (size_t at = from; at <= end; at += at < end ? char_bytes(text + at) : 1) {
        size_t n = at < end ? text_starts_any(text + at, breaks) : 0;
        if (!n && at < end)
            continue;
        struct list l = {.start = from, .end = at};
        l.lead = ends_with_any(text + from, at - from, leads, &bytes) || !any_lead;
        split(s, text, &l);
        from = at + n;
    }
}

/* ---- what the ledger calls ---- */

size_t plan_units(struct arena *a, const char *text, struct found_unit **out)
{
    struct sink s = new_sink(a);
    struct list l;
    const char *p = text;
    bool enclosed = false;
    while (next_list(text, &p, &enclosed, &l))
        split(&s, text, &l);
    if (p == text)
        loose_units(&s, text);
    *out = s.list;
    return s.n;
}

size_t plan_units_start(const char *text)
{
    const char *p = text;
    struct list l;
    bool enclosed = false;
    size_t start, end;
    if (!next_list(text, &p, &enclosed, &l))
        return loose_bracket(text, &start, &end) ? start : strlen(text);
    const char *at = text + l.label;
    while (at > text) {
        const char *before = step_back(text, at);
        if (text_skip_blanks(before) != before)
            at = before;
        else if (enclosed && text_starts_any(before, opens))
            return (size_t)(before - text);
        else
            break;
    }
    return l.label;
}

size_t plan_units_split(struct arena *a, const char *list, const char ***names)
{
    struct sink s = new_sink(a);
    split(&s, list, &(struct list){.end = strlen(list)});
    *names = ARENA_ARRAY(a, const char *, s.n);
    for (size_t i = 0; i < s.n; i++)
        (*names)[i] = s.list[i].name;
    return s.n;
}
