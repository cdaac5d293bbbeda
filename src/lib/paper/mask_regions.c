/* The list of regions as the page component saves it.
 *
 * SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <string.h>

#include "lib/base/json.h"
#include "lib/base/utf8.h"
#include "lib/paper/mask.h"

#define GROUND_MAX_BYTES 8
#define LABEL_MAX_CHARS 20

static bool ground_ok(const char *s)
{
    size_t n = strlen(s);
    for (size_t i = 0; i < n; i++)
        if (!isascii((unsigned char)s[i]) || !isalnum((unsigned char)s[i]))
            return false;
    return n >= 1 && n <= GROUND_MAX_BYTES;
}

static bool label_ok(const char *s)
{
    for (const char *p = s; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7F)
            return false;
    return *s && utf8_count(s) <= LABEL_MAX_CHARS;
}

/* -1 when absent, no whole number or outside 0 … 10000. */
static int number(const struct json *j, const char *key)
{
    int64_t v = json_get_int(j, key, -1);
    return v < 0 || v > MASK_SCALE ? -1 : (int)v;
}

static enum st read_region(
    const struct json *j, int n_pages, size_t i, struct mask_region *out, struct err *e)
{
    *out = (struct mask_region){number(j, "page"), number(j, "x"), number(j, "y"), number(j, "w"),
        number(j, "h"), json_get_text(j, "ground"), json_get_text(j, "label")};
    if (out->page < 1 || out->page > n_pages)
        return err_set(
            e, ST_INVALID, "regions", "第 %zu 个遮盖区域的页码应在 1 到 %d 之间", i + 1, n_pages);
    if (out->x < 0 || out->y < 0 || out->w < 1 || out->h < 1 || out->x + out->w > MASK_SCALE ||
        out->y + out->h > MASK_SCALE)
        return err_set(
            e, ST_INVALID, "regions", "第 %zu 个遮盖区域不在页面之内，请重新画出这个区域", i + 1);
    if (!ground_ok(out->ground) || !label_ok(out->label))
        return err_set(e, ST_INVALID, "regions",
            "第 %zu 个遮盖区域没有写明理由，请为它选择不予公开的理由", i + 1);
    return ST_OK;
}

enum st mask_regions_read(
    struct arena *a, const char *json, int n_pages, struct mask_regions *out, struct err *e)
{
    const struct json *list;
    *out = (struct mask_regions){NULL, 0};
    enum st st = json_parse(a, json, strlen(json), &list, e);
    if (st)
        return st;
    size_t n = json_count(list);
    if (json_kind(list) != JSON_LIST)
        return err_set(e, ST_INVALID, "regions", "遮盖区域应是一个列表，请重新打开页面再试");
    if (n > MASK_MAX_REGIONS)
        return err_set(
            e, ST_TOO_BIG, "regions", "遮盖区域超过 %d 个，请把相邻的区域合并", MASK_MAX_REGIONS);
    struct mask_region *rows = ARENA_ARRAY(a, struct mask_region, n);
    for (size_t i = 0; !st && i < n; i++)
        st = read_region(json_at(list, i), n_pages, i, &rows[i], e);
    if (!st)
        *out = (struct mask_regions){rows, n};
    return st;
}

void mask_regions_write(struct buf *out, const struct mask_regions *r)
{
    buf_addc(out, '[');
    for (size_t i = 0; i < r->n; i++) {
        const struct mask_region *m = &r->rows[i];
        buf_adds(out, i ? ",{" : "{");
        jw_pair_int(out, "page", m->page);
        jw_pair_int(out, "x", m->x);
        jw_pair_int(out, "y", m->y);
        jw_pair_int(out, "w", m->w);
        jw_pair_int(out, "h", m->h);
        jw_pair(out, "ground", m->ground);
        jw_pair(out, "label", m->label);
        buf_addc(out, '}');
    }
    buf_addc(out, ']');
}
