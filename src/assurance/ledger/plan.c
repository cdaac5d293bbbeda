/* Reading a plan: which lines are measures, which their chapters, what belongs to which.
 *
 * Official texts number in four levels: 一、 （一） 1. （1）. The level whose items carry the most
 * pairs of units is that of the measures; the nearest item above it in rank is the chapter. No
 * numbers, names or words of a particular plan are known here.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "assurance/ledger/plan_parts.h"
#include "lib/base/utf8.h"

#define MAX_BYTES (4 * 1024 * 1024)
#define MAX_MEASURES 2000
#define MAX_UNITS 500 /* of one measure */
#define MAX_DAYS 100

struct reading {
    struct arena *mem;
    struct line *lines;
    size_t n;
    size_t *section;    /* number of the 一、 the line stands in, 0 before the first */
    bool *units;        /* the line names units */
    bool *item_units;   /* the item that begins at the line does, itself or below */
    bool *measured;     /* by section: it holds a measure with units */
    size_t first, last; /* items of the measures' level with units */
    enum level level;   /* of the measures */
    bool *taken;        /* the line belongs to a measure, or heads a chapter */
    int year;
};

static bool names_units(struct arena *a, const char *text)
{
    struct found_unit *units;
    return plan_units(a, text, &units) > 0;
}

/* One past the last line that may belong to the item at i. */
static size_t item_end(const struct reading *r, size_t i)
{
    size_t end = i + 1;
    while (end < r->n &&
           (r->lines[end].level == LEVEL_TEXT || r->lines[end].level > r->lines[i].level))
        end++;
    return end;
}

/* Counts for each level the items that name units themselves, not through items below them. */
static enum level measure_level(const struct reading *r)
{
    size_t counts[LEVELS] = {0};
    enum level best = LEVEL_TEXT;
    for (size_t i = 0; i < r->n; i++) {
        if (r->lines[i].level == LEVEL_TEXT)
            continue;
        bool own = r->units[i];
        for (size_t k = i + 1; k < r->n && r->lines[k].level == LEVEL_TEXT; k++)
            own = own || r->units[k];
        counts[r->lines[i].level] += own;
    }
    for (int l = LEVEL_HAN; l < LEVELS; l++)
        if (counts[l] > counts[best])
            best = (enum level)l;
    return best;
}

static void note_lines(struct reading *r)
{
    size_t section = 0;
    for (size_t i = 0; i < r->n; i++) {
        section += r->lines[i].level == LEVEL_HAN;
        r->section[i] = section;
        r->units[i] = names_units(r->mem, r->lines[i].text);
    }
}

/* Each line belongs to at most one item of each level, so this is quick. */
static void note_items(struct reading *r)
{
    r->first = r->n;
    for (size_t i = 0; i < r->n; i++) {
        if (r->lines[i].level != r->level)
            continue;
        for (size_t k = i, end = item_end(r, i); k < end; k++)
            r->item_units[i] = r->item_units[i] || r->units[k];
        if (!r->item_units[i])
            continue;
        r->first = r->first == r->n ? i : r->first;
        r->last = i;
        r->measured[r->section[i]] = true;
    }
}

/* An item without units still counts when it stands among measures, so that none is lost. */
static bool stands_among(const struct reading *r, size_t i)
{
    return (i >= r->first && i <= r->last) || (r->level != LEVEL_HAN && r->measured[r->section[i]]);
}

/* Signature, date, 附件 below the last measure: short, no sentence, behind the units. */
static bool trailer(const struct reading *r, size_t i, bool units_seen)
{
    const char *s = r->lines[i].text;
    return units_seen && !r->units[i] && r->lines[i].level == LEVEL_TEXT && utf8_count(s) <= 40 &&
           !strstr(s, "。") && !strstr(s, "；");
}

static size_t measure_end(const struct reading *r, size_t i)
{
    size_t end = item_end(r, i);
    bool seen = r->units[i];
    for (size_t k = i + 1; k < end; k++) {
        if (trailer(r, k, seen))
            return k;
        seen = seen || r->units[k];
    }
    return end;
}

/* ---- parts of a measure ---- */

static const char *joined(struct arena *a, const struct line *lines, size_t n)
{
    size_t bytes = 1;
    for (size_t i = 0; i < n; i++)
        bytes += strlen(lines[i].text) + 16;
    char *out = arena_alloc(a, bytes), *w = out;
    for (size_t i = 0; i < n; i++) {
        const char *mark = "";
        if (i && lines[i].level == LEVEL_DIGIT_PAREN)
            mark = arena_printf(a, "（%d）", lines[i].number);
        else if (i && lines[i].level == LEVEL_DIGIT)
            mark = arena_printf(a, "%d.", lines[i].number);
        w += snprintf(w, bytes - (size_t)(w - out), "%s%s%s", i ? "\n" : "", mark, lines[i].text);
    }
    return out;
}

/* The first sentence, without its stop and without the units. */
static const char *title_of(struct arena *a, const char *text)
{
    static const char *const stops[] = {"。", "！", "？", "\n", NULL};
    static const char *const tails[] = {"；", ";", "：", ":", "，", ",", " ", "　", NULL};
    size_t n = 0, units = plan_units_start(text);
    while (text[n] && n < units && !text_starts_any(text + n, stops))
        n++;
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; tails[i]; i++) {
            size_t b = strlen(tails[i]);
            if (n >= b && memcmp(text + n - b, tails[i], b) == 0)
                n -= b, more = true;
        }
    }
    return arena_strndup(a, text, n);
}

static size_t units_of(
    struct arena *a, const struct found_unit *all, size_t n, bool lead, const char *const **out)
{
    const char **names = ARENA_ARRAY(a, const char *, n);
    size_t count = 0;
    for (size_t i = 0; i < n && count < MAX_UNITS; i++) {
        bool known = all[i].lead != lead;
        for (size_t k = 0; !known && k < count; k++)
            known = strcmp(names[k], all[i].name) == 0;
        if (!known)
            names[count++] = all[i].name;
    }
    *out = names;
    return count;
}

static void add_day(struct day *days, size_t *n, struct day d)
{
    for (size_t i = 0; i < *n; i++)
        if (days[i].n == d.n)
            return;
    days[(*n)++] = d;
}

static size_t days_of(struct arena *a, const char *text, int year, const struct day **out)
{
    struct found_date *found;
    size_t n = plan_dates(a, text, year, &found), count = 0;
    struct day *days = ARENA_ARRAY(a, struct day, n);
    for (size_t i = 0; i < n && count < MAX_DAYS; i++)
        add_day(days, &count, found[i].day);
    *out = days;
    return count;
}

static struct plan_measure read_measure(const struct reading *r, size_t i)
{
    struct plan_measure m = {.number = r->lines[i].number};
    struct found_unit *units;
    size_t start;
    m.text = joined(r->mem, r->lines + i, measure_end(r, i) - i);
    m.title = title_of(r->mem, m.text);
    m.problem = plan_problem(r->mem, m.text, &start);
    size_t n = plan_units(r->mem, m.text, &units);
    m.n_lead = units_of(r->mem, units, n, true, &m.lead);
    m.n_duty = units_of(r->mem, units, n, false, &m.duty);
    m.n_dates = days_of(r->mem, m.text, r->year, &m.dates);
    return m;
}

/* ---- the plan as a whole ---- */

/* Bytes of s before a remark at its end: （试行）, (征求意见稿). */
static size_t without_remark(const char *s)
{
    static const char *const pairs[][2] = {{"（", "）"}, {"(", ")"}};
    size_t n = strlen(s);
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        size_t len = strlen(pairs[i][1]);
        const char *open = NULL;
        for (const char *p = s; (p = strstr(p, pairs[i][0])); p++)
            open = p;
        if (open && n >= len && memcmp(s + n - len, pairs[i][1], len) == 0)
            return (size_t)(open - s);
    }
    return n;
}

static bool ends_as_title(const char *s)
{
    static const char *const ends[] = {
        "方案", "计划", "要点", "台账", "清单", "安排", "分工", "措施", NULL};
    size_t n = without_remark(s);
    for (size_t i = 0; ends[i]; i++) {
        size_t len = strlen(ends[i]);
        if (n >= len && memcmp(s + n - len, ends[i], len) == 0)
            return utf8_count(s) <= 60 && utf8_count(s) >= 4;
    }
    return false;
}

static const char *plan_title(const struct reading *r, size_t first)
{
    for (size_t i = first; i-- > 0;)
        if (r->lines[i].level == LEVEL_TEXT && ends_as_title(r->lines[i].text))
            return r->lines[i].text;
    for (size_t i = 0; i < r->n; i++) {
        const char *open = strstr(r->lines[i].text, "《"),
                   *close = open ? strstr(open, "》") : NULL;
        const char *name = close ? arena_strndup(r->mem, open + strlen("《"),
                                       (size_t)(close - open) - strlen("《"))
                                 : "";
        if (ends_as_title(name))
            return name;
    }
    return "";
}

/* The year that 年底前 means: of the date below the letter, else the latest date that is written
 * out, else the first year named at all. */
static int plan_year(const struct reading *r)
{
    int year = 0, latest = 0, named = 0, month, dom;
    for (size_t i = 0; i < r->n; i++) {
        struct found_date *found;
        struct day d = plan_date_line(r->lines[i].text);
        if (day_given(d))
            day_split(d, &year, &month, &dom);
        size_t n = plan_dates(r->mem, r->lines[i].text, 0, &found);
        for (size_t k = 0; k < n; k++) {
            int y;
            day_split(found[k].day, &y, &month, &dom);
            latest = y > latest ? y : latest;
        }
        for (const char *p = r->lines[i].text; *p && !named; p++) {
            const char *at = p;
            int y;
            if (text_read_year(&at, &y) &&
                (text_starts(at, "年") || text_starts(at, "〕") || text_starts(at, "﹞")))
                named = y;
        }
    }
    return year ? year : latest ? latest : named;
}

static void renumber(struct plan_measure *list, size_t n)
{
    bool rising = n > 0 && list[0].number > 0;
    for (size_t i = 1; i < n; i++)
        rising = rising && list[i].number > list[i - 1].number;
    for (size_t i = 0; !rising && i < n; i++)
        list[i].number = (int)i + 1;
}

static void renumber_chapters(struct plan_chapter *list, size_t n)
{
    bool rising = n > 0 && list[0].number > 0;
    for (size_t i = 1; i < n; i++)
        rising = rising && list[i].number > list[i - 1].number;
    for (size_t i = 0; !rising && i < n; i++)
        list[i].number = (int)i + 1;
}

static void open_chapter(
    struct reading *r, size_t head, struct plan_chapter *chapter, const struct plan *plan)
{
    bool none = head == r->n; /* the measures stand below no heading */
    chapter->number = none ? 1 : r->lines[head].number;
    chapter->title = none ? plan->title : title_of(r->mem, r->lines[head].text);
    if (!none)
        r->taken[head] = true;
}

static void collect(struct reading *r, struct plan *out)
{
    struct plan_measure *measures = ARENA_ARRAY(r->mem, struct plan_measure, r->n);
    struct plan_chapter *chapters = ARENA_ARRAY(r->mem, struct plan_chapter, r->n);
    size_t n = 0, n_chapters = 0, head = r->n, open = r->n + 1;
    for (size_t i = 0; i < r->n && n < MAX_MEASURES; i++) {
        enum level level = r->lines[i].level;
        if (level != LEVEL_TEXT && level < r->level)
            head = i;
        if (level != r->level || !stands_among(r, i))
            continue;
        if (head != open) {
            chapters[n_chapters].measures = measures + n;
            open_chapter(r, head, &chapters[n_chapters++], out);
            open = head;
        }
        for (size_t k = i, end = measure_end(r, i); k < end; k++)
            r->taken[k] = true;
        measures[n++] = read_measure(r, i);
        chapters[n_chapters - 1].n_measures++;
    }
    renumber(measures, n);
    renumber_chapters(chapters, n_chapters);
    out->chapters = chapters;
    out->n_chapters = n_chapters;
}

static void outer_dates(const struct reading *r, struct plan *out)
{
    struct day *days = ARENA_ARRAY(r->mem, struct day, MAX_DAYS);
    for (size_t i = 0; i < r->n; i++) {
        const struct day *found;
        size_t n = r->taken[i] ? 0 : days_of(r->mem, r->lines[i].text, r->year, &found);
        for (size_t k = 0; k < n && out->n_dates < MAX_DAYS; k++)
            add_day(days, &out->n_dates, found[k]);
    }
    out->dates = days;
}

static enum st check_input(const char *text, size_t n, struct err *e)
{
    if (n > MAX_BYTES)
        return err_set(e, ST_TOO_BIG, "text", "方案正文超过 4 MB，请只提供正文，不要附带其他材料");
    size_t bad = utf8_first_bad(text, n);
    if (bad < n)
        return err_set(e, ST_INVALID, "text",
            "第 %zu 个字节起不是有效的 UTF-8 文本，请用 UTF-8 编码保存后重试", bad + 1);
    return ST_OK;
}

enum st plan_read(struct arena *a, const char *text, size_t n, struct plan *out, struct err *e)
{
    struct reading r = {.mem = a};
    *out = (struct plan){.title = ""};
    enum st st = check_input(text, n, e);
    if (st)
        return st;
    r.n = plan_lines(a, arena_strndup(a, text, n), n, &r.lines);
    if (!r.n)
        return err_set(e, ST_INVALID, "text", "方案是空的，请粘贴方案正文或选择文件");
    r.section = ARENA_ARRAY(a, size_t, r.n);
    r.units = ARENA_ARRAY(a, bool, r.n);
    r.item_units = ARENA_ARRAY(a, bool, r.n);
    r.measured = ARENA_ARRAY(a, bool, r.n + 1);
    r.taken = ARENA_ARRAY(a, bool, r.n);
    note_lines(&r);
    r.level = measure_level(&r);
    if (r.level == LEVEL_TEXT)
        return err_set(e, ST_INVALID, "text",
            "没有读到整改措施：每条措施要以“1."
            "”“（一）”或“一、”编号，并写明牵头单位、责任单位，请检查方案正文");
    note_items(&r);
    out->title = plan_title(&r, r.first);
    r.year = out->year = plan_year(&r);
    collect(&r, out);
    outer_dates(&r, out);
    return ST_OK;
}
