/* What the applicant was told, and whether a text gives away who asked.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/text/fold.h"
#include "request/foi/foi.h"

enum st foi_answer_get(struct ctx *c, const struct foi_case *k, struct foi_answer *out)
{
    struct foi_event *events, none = {.action = ""};
    const struct foi_event *ev = &none;
    size_t n;
    enum st st = foi_event_list(c, k, &events, &n);
    if (st)
        return st;
    for (size_t i = 0; i < n; i++)
        if (!strcmp(events[i].action, "draft") || !strcmp(events[i].action, "answer_now"))
            ev = &events[i];
    const struct reply_code *code = reply_code_find(k->code);
    const char *no = "";
    bool given = *ev->action != '\0';
    *out = (struct foi_answer){.code = k->code,
        .title = code ? code->name : no,
        .day = day_given(k->replied) ? k->replied : k->closed,
        .info_title = given ? foi_event_arg(ev, "info_title") : no,
        .attachments = given ? foi_event_arg(ev, "attachments") : no,
        .released_part = given ? foi_event_arg(ev, "released_part") : no,
        .where = given ? foi_event_arg(ev, "where") : no,
        .way = given ? foi_event_arg(ev, "way") : no,
        .reason = given ? foi_event_arg(ev, "reason") : no};
    return ST_OK;
}

/* ---- giving away who asked ---- */

struct guarded { /* one value that must not occur */
    const char *what, *value;
};
enum { MOST_GUARDED = 80 };
struct guard_list {
    struct arena *a;
    struct guarded at[MOST_GUARDED];
    size_t n;
};

/* As it is compared: usual width, small letters, without blanks and marks of ASCII and of Chinese
 * texts, so that 0874-5752000 and ０８７４ 5752000 are the same. */
static const char *bare(struct arena *a, const char *s)
{
    struct buf wide;
    buf_init(&wide, 0);
    fold_width(s, strlen(s), &wide);
    const char *p = buf_str(&wide), *end = p + wide.n;
    char *out = arena_alloc(a, wide.n + 1), *w = out;
    while (p < end) {
        const char *from = p;
        uint32_t cp = utf8_next(&p, end);
        bool mark = utf8_is_space(cp) || (cp < 128 && strchr("-_.,:;()[]/\\'\"+*#", (int)cp)) ||
                    (cp >= 0x2010 && cp <= 0x206F) || (cp >= 0x3000 && cp <= 0x301F) ||
                    (cp >= 0xFF00 && cp <= 0xFF0F) || cp == 0xFF1A || cp == 0xFF1B || cp == 0xB7;
        if (mark)
            continue;
        if (cp >= 'A' && cp <= 'Z')
            *w++ = (char)(cp + 32);
        else {
            memcpy(w, from, (size_t)(p - from));
            w += p - from;
        }
    }
    *w = '\0';
    buf_release(&wide);
    return out;
}

/* least: characters below which it would be found everywhere. */
static void add_value(struct guard_list *g, const char *what, const char *value, size_t least)
{
    const char *s = value ? bare(g->a, value) : "";
    if (g->n < MOST_GUARDED && utf8_count(s) >= least)
        g->at[g->n++] = (struct guarded){what, s};
}

/* With and without the area code. */
static void add_phone(struct guard_list *g, const char *what, const char *value)
{
    const char *s = value ? bare(g->a, value) : "";
    size_t digits = strspn(s, "0123456789");
    add_value(g, what, s, 7);
    if (s[0] == '0' && digits >= 10)
        add_value(g, what, s + (digits >= 12 || s[1] > '2' ? 4 : 3), 7);
    if (digits == 13 && s[0] == '8' && s[1] == '6')
        add_value(g, what, s + 2, 7);
}

/* Whole, and the part that tells the house: 示例路12号3栋501室. */
static void add_address(struct guard_list *g, const char *what, const char *value)
{
    static const char *const places[] = {"市", "区", "县", "街道", "镇", "乡", "村", "路"};
    const char *s = value ? bare(g->a, value) : "";
    add_value(g, what, s, 5);
    for (size_t i = 0; i < COUNT_OF(places); i++)
        for (const char *p = s; (p = strstr(p, places[i]));) {
            p += strlen(places[i]);
            if (strpbrk(p, "0123456789"))
                add_value(g, what, p, 4);
        }
}

static void add_applicant(struct guard_list *g, const struct foi_applicant *w)
{
    add_value(g, "申请人的姓名或名称", w->name, 2);
    add_value(g, "申请人的证件号码", w->id_number, 6);
    add_value(g, "申请人的工作单位", w->employer, 4);
    add_value(g, "申请人的信用代码", w->credit_code, 8);
    add_value(g, "法定代表人的姓名", w->legal_person, 2);
    add_value(g, "联系人的姓名", w->contact, 2);
    add_phone(g, "申请人的电话", w->phone);
    add_phone(g, "申请人的传真", w->fax);
    add_value(g, "申请人的电子邮箱", w->email, 5);
    add_address(g, "申请人的地址", w->address);
    add_value(g, "代理人的姓名", w->agent_name, 2);
    add_value(g, "代理人的证件号码", w->agent_id_number, 6);
    add_phone(g, "代理人的电话", w->agent_phone);
}

static bool holds(struct arena *a, const struct guarded *v, const char *line, size_t n)
{
    return strstr(bare(a, arena_strndup(a, line, n)), v->value) != NULL;
}

/* The line a value stands in, 0 when it is spread over several, -1 when it is not there. */
static int line_of(struct arena *a, const struct guarded *v, const char *text)
{
    int line = 1;
    if (!strstr(bare(a, text), v->value))
        return -1;
    for (const char *p = text; *p; line++) {
        size_t n = strcspn(p, "\n");
        if (holds(a, v, p, n))
            return line;
        p += n + (p[n] == '\n');
    }
    return 0;
}

enum st foi_leaks(
    struct ctx *c, const struct foi_case *k, const char *text, struct foi_leak **list, size_t *n)
{
    struct foi_application app;
    struct foi_event *events;
    size_t n_events;
    struct guard_list *g = ARENA_NEW(c->mem, struct guard_list);
    enum st st = foi_case_open(c, k, &app);
    if (!st)
        st = foi_event_list(c, k, &events, &n_events);
    if (st)
        return st;
    *g = (struct guard_list){.a = c->mem};
    add_applicant(g, &app.who);
    add_value(g, "申请编号", k->number, 6);
    add_value(g, "收件号", k->arrival, 6);
    for (size_t i = 0; i < n_events; i++)
        if (!strcmp(events[i].action, "consult") &&
            !strcmp(foi_event_arg(&events[i], "kind"), "THIRD")) {
            add_value(g, "第三方的名称", foi_event_arg(&events[i], "party"), 2);
            add_address(g, "第三方的联系方式", foi_event_arg(&events[i], "address"));
        }
    *list = ARENA_ARRAY(c->mem, struct foi_leak, g->n + 1);
    *n = 0;
    for (size_t i = 0; i < g->n; i++) {
        int line = line_of(c->mem, &g->at[i], text);
        if (line >= 0 && !(*n && !strcmp((*list)[*n - 1].what, g->at[i].what)))
            (*list)[(*n)++] = (struct foi_leak){g->at[i].what, line};
    }
    return ST_OK;
}
