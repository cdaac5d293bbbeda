/* Checking a form against its field table: everything that is wrong, at once.
 *
 * SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/utf8.h"
#include "lib/web/app.h"

/* White space of any script off both ends. */
static char *trim(struct arena *a, const char *s)
{
    const char *end = s + strlen(s), *from = s, *to = s;
    bool begun = false;
    for (const char *p = s; p < end;) {
        const char *at = p;
        if (utf8_is_space(utf8_next(&p, end)))
            continue;
        if (!begun)
            from = at;
        begun = true;
        to = p;
    }
    return begun ? arena_strndup(a, from, (size_t)(to - from)) : arena_strdup(a, "");
}

/* \r\n and \r become \n; one line of TEXT has no line breaks at all. */
static char *line_ends(char *s, bool one_line)
{
    char *w = s;
    for (const char *p = s; *p; p++) {
        if (*p == '\r' && p[1] == '\n')
            continue;
        char c = *p == '\r' ? '\n' : *p;
        *w++ = c == '\n' && one_line ? ' ' : c;
    }
    *w = '\0';
    return s;
}

static bool has_control(const char *s)
{
    for (; *s; s++)
        if (((unsigned char)*s < ' ' && *s != '\n' && *s != '\t') || *s == 0x7F)
            return true;
    return false;
}

static void check_length(struct req *r, const struct field *f, const char *value)
{
    static const int64_t defaults[] = {[FIELD_TEXT] = 200,
        [FIELD_LONG] = 20000,
        [FIELD_HTML] = 4 << 20,
        [FIELD_SECRET] = 200,
        [FIELD_LIST] = 200};
    int64_t most = f->max ? f->max : defaults[f->kind];
    int64_t n = f->kind == FIELD_HTML ? (int64_t)strlen(value) : (int64_t)utf8_count(value);
    if (has_control(value))
        problem_add(r, f->name, "“%s”含有无法识别的控制字符，请删去后重新填写", f->label);
    else if (n > most)
        problem_add(r, f->name,
            f->kind == FIELD_HTML ? "“%s”太长，最多 %lld 字节，现在有 %lld 字节"
                                  : "“%s”太长，最多 %lld 个字，现在有 %lld 个字",
            f->label, (long long)most, (long long)n);
    else if (n && n < f->min)
        problem_add(r, f->name, "“%s”太短，至少 %lld 个字", f->label, (long long)f->min);
}

static void check_int(struct req *r, const struct field *f, const char *value)
{
    char *end;
    errno = 0;
    long long v = strtoll(value, &end, 10);
    if (*end || errno || end == value)
        problem_add(r, f->name, "“%s”应填整数", f->label);
    else if (f->max && (v < f->min || v > f->max))
        problem_add(r, f->name, "“%s”应在 %lld 到 %lld 之间", f->label, (long long)f->min,
            (long long)f->max);
    else if (f->min && v < f->min)
        problem_add(r, f->name, "“%s”不能小于 %lld", f->label, (long long)f->min);
}

static void check_value(struct req *r, const struct field *f, const char *value)
{
    int64_t t;
    switch (f->kind) {
    case FIELD_TEXT:
    case FIELD_LONG:
    case FIELD_HTML:
    case FIELD_SECRET:
        check_length(r, f, value);
        break;
    case FIELD_INT:
        check_int(r, f, value);
        break;
    case FIELD_DAY:
        if (!day_given(day_parse(value)))
            problem_add(r, f->name, "“%s”不是存在的日期，请按 2018-09-12 的格式填写", f->label);
        break;
    case FIELD_TIME:
        if (!time_parse(value, &t))
            problem_add(
                r, f->name, "“%s”不是存在的时间，请按 2018-09-12 09:30 的格式填写", f->label);
        break;
    default:
        break;
    }
}

static void missing(struct req *r, const struct field *f)
{
    bool choice = f->kind == FIELD_BOOL || f->kind == FIELD_LIST;
    if (choice || f->kind == FIELD_FILE)
        problem_add(r, f->name, choice ? "请选择“%s”" : "请选择要上传的“%s”", f->label);
    else
        problem_add(r, f->name, "“%s”不能为空", f->label);
}

static void check_files(struct req *r, const struct field *f)
{
    if (f->required && !req_upload(r, f->name))
        missing(r, f);
    for (const struct upload *u = r->uploads; u && f->max; u = u->next)
        if (strcmp(u->field, f->name) == 0 && u->size_bytes > f->max) {
            problem_add(r, f->name, "“%s”太大，最多 %lld MB，请压缩后重新上传", f->label,
                (long long)((f->max + (1 << 20) - 1) >> 20));
            return;
        }
}

/* Every value of a repeated field; the first one that is wrong is told. */
static void check_list(struct req *r, const struct field *f)
{
    struct value_list *list = map_find(r->lists, f->name);
    for (size_t i = 0; list && i < list->n; i++) {
        list->values[i] = line_ends(trim(r->ctx->mem, list->values[i]), true);
        if (!*problem_of(r, f->name))
            check_length(r, f, list->values[i]);
    }
    if (f->required && (!list || !list->n))
        missing(r, f);
}

static void check_field(struct req *r, const struct field *f)
{
    if (f->kind == FIELD_FILE) {
        check_files(r, f);
        return;
    }
    if (f->kind == FIELD_LIST) {
        check_list(r, f);
        return;
    }
    const char *raw = req_form(r, f->name);
    char *value = f->kind == FIELD_SECRET ? arena_strdup(r->ctx->mem, raw) : trim(r->ctx->mem, raw);
    if (f->kind != FIELD_SECRET)
        line_ends(value, f->kind != FIELD_LONG && f->kind != FIELD_HTML);
    map_set(r->form, f->name, value);
    if (*value)
        check_value(r, f, value);
    else if (f->required)
        missing(r, f);
}

bool req_check_form(struct req *r, const struct form *form)
{
    for (size_t i = 0; i < form->n; i++)
        check_field(r, &form->fields[i]);
    return !r->problems;
}

void form_check(struct req *r)
{
    bool good = req_check_form(r, r->route->form);
    (void)good; /* the problems are in r */
}
