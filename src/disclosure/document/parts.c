/* The table of parts, and comparing two texts by it; see parts.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/parts.h"

#include <string.h>

#include "common/record/file.h"
#include "lib/text/clean.h"

#define META(member) offsetof(struct content, meta.member)

const struct part parts[] = {
    {"title", "标题", PART_TEXT, offsetof(struct content, title)},
    {"summary", "内容概述", PART_LONG, offsetof(struct content, summary)},
    {"body_html", "正文", PART_HTML, offsetof(struct content, body_html)},
    {"doc_no", "发文字号", PART_TEXT, META(doc_no)},
    {"issuer", "发文机关", PART_TEXT, META(issuer)},
    {"formed_on", "成文日期", PART_DAY, META(formed_on)},
    {"effective_on", "施行日期", PART_DAY, META(effective_on)},
    {"abolished_on", "废止日期", PART_DAY, META(abolished_on)},
    {"validity", "有效性", PART_TEXT, META(validity)},
    {"index_no", "索引号", PART_TEXT, META(index_no)},
    {"subject", "主题分类", PART_TEXT, META(subject)},
    {"genre", "体裁", PART_TEXT, META(genre)},
    {"open_mode", "公开方式", PART_TEXT, META(open_mode)},
    {"clause", "公开依据的条款", PART_TEXT, META(clause)},
    {"basis", "公开依据", PART_TEXT, META(basis)},
    {"open_limit", "公开时限", PART_TEXT, META(open_limit)},
    {"source", "来源", PART_TEXT, META(source)},
    {"source_url", "来源网址", PART_TEXT, META(source_url)},
    {"author", "作者", PART_TEXT, META(author)},
    {"keywords", "关键词", PART_TEXT, META(keywords)},
    {"region", "适用地区", PART_TEXT, META(region)},
};
const size_t n_parts = COUNT_OF(parts);

const struct part *part_find(const char *name)
{
    for (size_t i = 0; i < n_parts; i++)
        if (strcmp(parts[i].name, name) == 0)
            return &parts[i];
    return NULL;
}

const char *part_text(struct arena *a, const struct content *c, const struct part *p)
{
    const char *at = (const char *)c + p->offset;
    if (p->kind == PART_DAY) {
        struct day d;
        memcpy(&d, at, sizeof d);
        return day_text(d, ARENA_ARRAY(a, char, 11));
    }
    const char *text;
    memcpy(&text, at, sizeof text);
    return text;
}

void part_set(struct content *c, const struct part *p, const char *value)
{
    char *at = (char *)c + p->offset;
    if (p->kind == PART_DAY) {
        struct day d = day_parse(value);
        memcpy(at, &d, sizeof d);
        return;
    }
    memcpy(at, &value, sizeof value);
}

const char *plain_of(struct arena *a, const char *html)
{
    return html_plain_text(a, html);
}

const char *files_text(struct arena *a, const struct meta *m)
{
    const char *out = "";
    for (size_t i = 0; i < m->n_files; i++)
        out = arena_printf(a, "%s%s%s（%s，%.8s）", out, i ? "\n" : "", m->files[i].name,
            size_text(a, m->files[i].size_bytes), m->files[i].sha256);
    return out;
}

const char *events_text(struct arena *a, const struct meta *m)
{
    const char *out = "";
    for (size_t i = 0; i < m->n_events; i++)
        out =
            arena_printf(a, "%s%s%s %s", out, i ? "\n" : "", m->events[i].date, m->events[i].text);
    return out;
}

bool events_read(struct arena *a, const char *text, struct meta *m)
{
    char *lines = arena_strdup(a, text), *save = NULL;
    struct event *list = ARENA_ARRAY(a, struct event, strlen(text) / 2 + 1);
    m->events = list;
    m->n_events = 0;
    for (char *p = strtok_r(lines, "\n", &save); p; p = strtok_r(NULL, "\n", &save)) {
        p += strspn(p, " \t\r");
        if (!*p)
            continue;
        const char *date = arena_strndup(a, p, strnlen(p, 10));
        const char *what = p + strlen(date);
        what += strspn(what, " \t");
        if (!day_given(day_parse(date)) || !*what)
            return false;
        list[m->n_events++] = (struct event){date, what};
    }
    return true;
}

static void differ(struct difference *list, size_t *n, const struct part *part, const char *label,
    const char *before, const char *after)
{
    if (strcmp(before, after) != 0)
        list[(*n)++] = (struct difference){part, label, before, after};
}

size_t parts_differ(struct arena *a, const struct content *before, const struct content *after,
    const struct difference **out)
{
    struct difference *list = ARENA_ARRAY(a, struct difference, n_parts + 2);
    size_t n = 0;
    for (size_t i = 0; i < n_parts; i++)
        differ(list, &n, &parts[i], parts[i].label, part_text(a, before, &parts[i]),
            part_text(a, after, &parts[i]));
    differ(list, &n, NULL, "沿革", events_text(a, &before->meta), events_text(a, &after->meta));
    differ(list, &n, NULL, "附件", files_text(a, &before->meta), files_text(a, &after->meta));
    for (size_t i = 0; i < n; i++) {
        if (!list[i].part || list[i].part->kind != PART_HTML)
            continue;
        list[i].before = plain_of(a, list[i].before);
        list[i].after = plain_of(a, list[i].after);
    }
    *out = list;
    return n;
}

const char *parts_digest(struct arena *a, const struct content *c)
{
    struct meta m = c->meta;
    struct buf b;
    m.n_files = 0;
    buf_init(&b, 0);
    meta_write(&b, &m);
    struct sha256 h = content_digest(c->title, c->summary, c->body_html, buf_str(&b));
    buf_release(&b);
    return sha256_hex(&h, ARENA_ARRAY(a, char, SHA256_HEX_BYTES));
}
