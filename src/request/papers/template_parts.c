/* Placeholders in a line of a template: {{收到日期}}, {{收到日期:date}}, {{领导批示?}}.
 *
 * SPDX-License-Identifier: MIT */
#include "request/papers/paper_parts.h"

#include <string.h>

#include "lib/base/utf8.h"

#define MAX_PARTS 200

static const struct {
    const char *name;
    enum paper_type type;
} type_names[] = {{"text", PAPER_TEXT}, {"date", PAPER_DAY}, {"int", PAPER_INT},
    {"yuan", PAPER_YUAN}, {"list", PAPER_LIST}, {"flag", PAPER_FLAG}};

bool template_fact_find(const char *name, size_t n, enum paper_fact *out)
{
    for (size_t i = 0; i < PAPER_N_FACTS; i++)
        if (strlen(paper_fact_rows[i].name) == n && memcmp(paper_fact_rows[i].name, name, n) == 0) {
            *out = (enum paper_fact)i;
            return true;
        }
    return false;
}

static const char *type_word(enum paper_type type)
{
    for (size_t i = 0; i < COUNT_OF(type_names); i++)
        if (type_names[i].type == type)
            return type_names[i].name;
    return "";
}

static void problem(
    struct paper_findings *wrong, struct template_place at, const char *what, const char *remedy)
{
    finding_add(wrong, (struct paper_finding){
                           "", finding_place(wrong->a, at.line, at.column), what, remedy, false});
}

/* Bytes of a name that a message repeats, to the end of a character. */
static size_t name_shown(const char *s, size_t n)
{
    size_t most = n < 120 ? n : 120;
    while (most && most < n && ((unsigned char)s[most] & 0xC0) == 0x80)
        most--;
    return most;
}

/* Inside of {{…}}. */
static bool read_placeholder(const char *s, size_t n, struct template_place line,
    struct template_part *out, struct paper_findings *wrong)
{
    struct arena *a = wrong->a;
    bool optional = n && s[n - 1] == '?';
    n -= optional;
    if (memmem(s, n, "{{", 2)) {
        problem(wrong, line, "占位符里又写了占位符",
            "模板不能套用自己，请分开写，如：{{申请人}}{{收到日期}}");
        return false;
    }
    const char *colon = memchr(s, ':', n);
    size_t name_n = colon ? (size_t)(colon - s) : n;
    enum paper_fact fact;
    if (!template_fact_find(s, name_n, &fact)) {
        problem(wrong, line, arena_printf(a, "没有占位符“%.*s”", (int)name_shown(s, name_n), s),
            template_near(a, s, name_n));
        return false;
    }
    if (colon) {
        const char *want = type_word(paper_fact_rows[fact].type);
        size_t got = n - name_n - 1;
        if (strlen(want) != got || memcmp(colon + 1, want, got) != 0) {
            problem(wrong, line,
                arena_printf(a, "占位符“%s”的类型不对", paper_fact_rows[fact].name),
                arena_printf(a, "请写作 {{%s:%s}} 或不写类型", paper_fact_rows[fact].name, want));
            return false;
        }
    }
    *out = (struct template_part){NULL, fact, optional, line.column};
    return true;
}

/* "\n" written as two characters ends a line. */
static const char *literal(struct arena *a, const char *s, size_t n)
{
    char *out = arena_alloc(a, n + 1);
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        bool newline = s[i] == '\\' && i + 1 < n && s[i + 1] == 'n';
        out[m++] = newline ? '\n' : s[i];
        i += newline;
    }
    out[m] = '\0';
    return out;
}

/* Where `at` stands in the line. */
static struct template_place place_of(const struct template_line *l, const char *at)
{
    return (struct template_place){l->number, template_column(l->start, at)};
}

int template_column(const char *start, const char *at)
{
    int n = 1;
    for (const char *s = start; s < at; n++)
        utf8_next(&s, at);
    return n;
}

struct template_text template_text_parse(struct arena *a, const char *s, size_t n,
    const struct template_line *line, struct paper_findings *wrong)
{
    struct template_part parts[MAX_PARTS];
    struct template_text t = {NULL, 0};
    const char *from = s, *end = s + n;
    while (s < end && t.n + 2 < MAX_PARTS) {
        const char *open = memmem(s, (size_t)(end - s), "{{", 2);
        size_t before = (size_t)((open ? open : end) - s);
        if (before)
            parts[t.n++] = (struct template_part){literal(a, s, before), 0, false, 0};
        if (!open)
            break;
        const char *close = memmem(open, (size_t)(end - open), "}}", 2);
        if (!close) {
            problem(wrong, place_of(line, open), "“{{”没有对应的“}}”", "请补上“}}”，或删去“{{”");
            break;
        }
        if (read_placeholder(
                open + 2, (size_t)(close - open) - 2, place_of(line, open), &parts[t.n], wrong))
            t.n++;
        s = close + 2;
    }
    if (t.n + 2 >= MAX_PARTS)
        problem(wrong, place_of(line, s), "这一行的占位符过多", "请分成几行");
    for (size_t i = 0; i < t.n; i++)
        if (parts[i].text && strstr(parts[i].text, "}}"))
            problem(wrong, place_of(line, memmem(from, n, "}}", 2)), "“}}”前没有“{{”",
                "请删去“}}”，或补上“{{”");
    struct template_part *copy = ARENA_ARRAY(a, struct template_part, t.n);
    if (t.n)
        memcpy(copy, parts, t.n * sizeof parts[0]);
    t.parts = copy;
    return t;
}
