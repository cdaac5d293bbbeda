/* See rules.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/interpret/rules.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/text/normal.h"

enum { REASON_CHARS = 10 };

void pack_stop_add(struct pack_stops *s, struct pack_stop stop)
{
    if (s->n == s->cap) {
        struct pack_stop *grown = ARENA_ARRAY(s->mem, struct pack_stop, s->cap + 16);
        if (s->n)
            memcpy(grown, s->list, s->n * sizeof *grown);
        s->list = grown;
        s->cap += 16;
    }
    s->list[s->n++] = stop;
}

bool pack_stopped(const struct pack_stops *s)
{
    for (size_t i = 0; i < s->n; i++)
        if (!s->list[i].hint)
            return true;
    return false;
}

/* ---- copying ---- */

/* Folded characters without marks and blanks. */
static size_t characters(struct arena *a, const char *text, uint32_t **out)
{
    struct buf key;
    buf_init(&key, 0);
    normal_key(text, strlen(text), &key);
    const char *p = buf_str(&key), *end = p + key.n;
    size_t n = 0;
    *out = ARENA_ARRAY(a, uint32_t, key.n + 1);
    while (p < end)
        (*out)[n++] = utf8_next(&p, end);
    buf_release(&key);
    return n;
}

static int by_group(const void *a, const void *b)
{
    return memcmp(*(uint32_t *const *)a, *(uint32_t *const *)b, COPY_CHARS * sizeof(uint32_t));
}

/* Where each group begins, sorted by what it says. */
static uint32_t **groups(struct arena *a, const char *text, size_t *n)
{
    uint32_t *c;
    size_t chars = characters(a, text, &c);
    *n = chars < COPY_CHARS ? 0 : chars - COPY_CHARS + 1;
    uint32_t **g = ARENA_ARRAY(a, uint32_t *, *n + 1);
    for (size_t i = 0; i < *n; i++)
        g[i] = c + i;
    qsort(g, *n, sizeof *g, by_group);
    return g;
}

int copied_percent(struct arena *a, const char *text, const char *policy)
{
    size_t n, n_policy, same = 0;
    uint32_t **g = groups(a, text, &n), **of_policy = groups(a, policy, &n_policy);
    for (size_t i = 0; i < n; i++)
        same += bsearch(&g[i], of_policy, n_policy, sizeof *g, by_group) != NULL;
    return n ? (int)(100 * same / n) : 0;
}

/* ---- the checks ---- */

static void check_plan(const struct plan *p, struct pack_stops *out)
{
    const struct {
        const char *place, *value;
    } parts[] = {{"解读要点", p->outline}, {"解读形式", p->forms}, {"发布渠道", p->channel},
        {"第一解读人", p->interpreter}, {"解读时间", day_given(p->planned_on) ? "有" : ""}};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (!*parts[i].value)
            pack_stop_add(out, (struct pack_stop){"P-NOPLAN", parts[i].place,
                                   arena_printf(out->mem, "解读方案没有写%s", parts[i].place),
                                   "补充解读方案", false});
}

static void check_reason(const struct plan *p, struct pack_stops *out)
{
    if (utf8_count(p->reason) < REASON_CHARS)
        pack_stop_add(
            out, (struct pack_stop){"P-NOMAT", "理由",
                     p->mode == PLAN_EXEMPT ? "不作解读没有写明理由" : "解读随后发布没有写明理由",
                     arena_printf(out->mem, "写明具体理由，不少于%d个字", REASON_CHARS), false});
}

static void check_copy(const char *policy, const struct pack_text *t, struct pack_stops *out)
{
    int percent = copied_percent(out->mem, t->plain, policy);
    if (percent >= COPY_PERCENT)
        pack_stop_add(out,
            (struct pack_stop){"P-COPY", t->title,
                arena_printf(out->mem, "解读材料有 %d%% 的内容照抄文件原文", percent),
                "用自己的话讲清背景依据、主要内容、适用范围、新旧差异，不照抄、不缩写", false});
}

void pack_check(const struct plan *p, const char *policy_plain, const struct pack_text *texts,
    size_t n, struct pack_stops *out)
{
    bool only_text = true;
    if (p->mode != PLAN_EXEMPT)
        check_plan(p, out);
    if (p->mode != PLAN_SYNC)
        check_reason(p, out);
    if (p->mode == PLAN_SYNC && !n)
        pack_stop_add(
            out, (struct pack_stop){"P-NOMAT", "解读材料", "没有解读材料",
                     "新建一份解读材料；确实不需要解读的，改为“不作解读”并写明理由", false});
    for (size_t i = 0; i < n; i++) {
        check_copy(policy_plain, &texts[i], out);
        only_text &= strcmp(texts[i].form, "文字") == 0;
    }
    if (n && only_text)
        pack_stop_add(out, (struct pack_stop){"P-FORM", "解读形式", "只有文字解读",
                               "图解、问答、视频更容易看懂，可以再加一种", true});
}
