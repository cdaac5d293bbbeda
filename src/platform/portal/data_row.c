/* Writing the rows of a data set as JSON or CSV; see portal.h.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/json.h"
#include "lib/web/csv.h"
#include "platform/portal/view.h"

static bool is(const struct data_field *f, const char *format)
{
    return strcmp(f->format, format) == 0;
}

void data_begin(const struct data_answer *d)
{
    const struct data_set *s = d->set;
    res_header(d->r, "Access-Control-Allow-Origin", "*");
    if (!d->csv) {
        d->r->content_type = "application/json; charset=utf-8";
        buf_addf(&d->r->out, "{\"%s\":[", s->list);
        return;
    }
    csv_begin(d->r, arena_concat(d->r->ctx->mem, d->file ? d->file : s->name, ".csv", NULL));
    for (size_t i = 0; i < s->n_fields; i++)
        csv_field(&d->r->out, s->fields[i].title, i + 1 == s->n_fields);
}

static void add_list(struct arena *a, struct buf *b, const struct data_field *f, const char *lines)
{
    jw_key(b, f->key);
    buf_addc(b, '[');
    for (const char *p = lines; *p;) {
        size_t n = strcspn(p, "\n");
        jw_comma(b);
        jw_text(b, arena_strndup(a, p, n));
        p += n + (p[n] == '\n');
    }
    buf_addc(b, ']');
}

static void add_member(
    struct arena *a, struct buf *b, const struct data_field *f, const char *value)
{
    if (is(f, "list")) {
        add_list(a, b, f, value);
    } else if (is(f, "boolean")) {
        jw_pair_bool(b, f->key, *value == '1');
    } else if (is(f, "integer") && *value) {
        jw_key(b, f->key);
        buf_adds(b, value);
    } else if (*value) {
        jw_pair(b, f->key, value);
    }
}

static const char *csv_value(struct arena *a, const struct data_field *f, const char *value)
{
    if (is(f, "boolean"))
        return *value == '1' ? "是" : "否";
    if (!is(f, "list") || !strchr(value, '\n'))
        return value;
    struct buf b;
    buf_init(&b, 0);
    for (const char *p = value; *p; p++)
        if (*p == '\n')
            buf_adds(&b, "；");
        else
            buf_addc(&b, *p);
    const char *text = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return text;
}

void data_row(const struct data_answer *d, const char *const values[])
{
    const struct data_set *s = d->set;
    struct buf *b = &d->r->out;
    struct arena *a = d->r->ctx->mem;
    if (!d->csv) {
        jw_comma(b);
        buf_adds(b, "\n{");
    }
    for (size_t i = 0; i < s->n_fields; i++)
        if (d->csv)
            csv_field(b, csv_value(a, &s->fields[i], values[i]), i + 1 == s->n_fields);
        else
            add_member(a, b, &s->fields[i], values[i]);
    if (!d->csv)
        buf_addc(b, '}');
}

void data_end(const struct data_answer *d)
{
    if (!d->csv)
        buf_adds(&d->r->out, "]}\n");
}

const char *data_day(struct arena *a, struct day d)
{
    char *text = arena_alloc(a, 11);
    return day_text(d, text);
}

const char *data_time(struct arena *a, int64_t t)
{
    char *text = arena_alloc(a, 26);
    return t ? time_rfc3339(t, text) : "";
}

const char *data_url(struct arena *a, const char *path)
{
    return *path ? absolute_url(a, path) : "";
}

const char *data_int(struct arena *a, int64_t n)
{
    return arena_printf(a, "%lld", (long long)n);
}
