/* Commands that compute on one JSON value: clock, remedy, fee, fiscal check.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "compute.h"
#include "disclosure/fiscal/fiscal.h"
#include "options.h"
#include "request/law/clock_json.h"
#include "request/law/codes.h"
#include "request/law/fee.h"
#include "request/law/remedy.h"

int cmd_clock(int argc, char **argv)
{
    return no_options(argc, argv) ? compute(foi_clock_json) : 2;
}

static enum st read_day(
    const struct json *j, const char *name, bool needed, struct day *out, struct err *e)
{
    const struct json *v = json_get(j, name);
    *out = day_parse(json_text(v));
    if (json_kind(v) == JSON_NULL && !needed)
        return ST_OK;
    return day_given(*out) ? ST_OK
                           : err_set(e, ST_INVALID, name,
                                 "%s 不是存在的日期（应为 YYYY-MM-DD）：%s", name, json_text(v));
}

static enum st read_remedy(
    struct arena *a, const struct json *in, struct remedy_case *c, struct err *e)
{
    static const char *const organs[] = {"DEPARTMENT", "COUNTY", "TOWNSHIP", "STREET"};
    const struct json *withheld = json_get(in, "withheld");
    size_t organ = 0;
    *c =
        (struct remedy_case){.code = json_get_text(in, "code"), .n_withheld = json_count(withheld)};
    while (organ < COUNT_OF(organs) && strcmp(organs[organ], json_get_text(in, "organ")) != 0)
        organ++;
    if (organ == COUNT_OF(organs))
        return err_set(e, ST_INVALID, "organ", "organ 应是 DEPARTMENT、COUNTY、TOWNSHIP 或 STREET");
    c->organ = (enum organ_kind)organ;
    if (*c->code && !reply_code_find(c->code))
        return err_set(e, ST_INVALID, "code", "没有答复类型 %s", c->code);
    const char **codes = ARENA_ARRAY(a, const char *, c->n_withheld);
    for (size_t i = 0; i < c->n_withheld; i++) {
        codes[i] = json_text(json_at(withheld, i));
        if (!reply_code_find(codes[i]))
            return err_set(e, ST_INVALID, "withheld", "没有答复类型 %s", codes[i]);
    }
    c->withheld = codes;
    enum st st = read_day(in, "issued", *c->code, &c->issued, e);
    if (!st)
        st = read_day(in, "received", *c->code, &c->received, e);
    if (!st)
        st = read_day(in, "decision_received", false, &c->decision_received, e);
    return st ? st : read_day(in, "due", !*c->code, &c->due, e);
}

static enum st remedy_json(struct arena *a, const struct json *in, struct buf *out, struct err *e)
{
    struct remedy_case c;
    struct remedy r;
    char day[11];
    enum st st = read_remedy(a, in, &c, e);
    if (!st)
        st = foi_remedy(a, &c, &remedy_names_default, &r, e);
    if (st)
        return st;
    buf_addc(out, '{');
    jw_key(out, "bodies");
    buf_addc(out, '[');
    for (size_t i = 0; i < r.n_bodies; i++) {
        jw_comma(out);
        buf_addc(out, '{');
        jw_pair(out, "kind", r.bodies[i]);
        jw_pair(out, "name", r.names[i]);
        buf_addc(out, '}');
    }
    buf_addc(out, ']');
    jw_pair(out, "reconsideration_until", day_text(r.reconsideration_until, day));
    jw_pair_bool(out, "reconsideration_first", r.reconsideration_first);
    jw_pair(out, "court_until", day_text(r.court_until, day));
    jw_pair(out, "sentence", r.sentence);
    buf_addc(out, '}');
    return ST_OK;
}

int cmd_remedy(int argc, char **argv)
{
    return no_options(argc, argv) ? compute(remedy_json) : 2;
}

static bool whole_number(const char *s, int64_t *v)
{
    char *end;
    if (!*s || strlen(s) > 9 || strspn(s, "0123456789") != strlen(s))
        return false;
    *v = strtoll(s, &end, 10);
    return true;
}

int cmd_fee(int argc, char **argv)
{
    const char *pieces = NULL, *pages = NULL;
    const struct option_row rows[] = {{"--pieces", &pieces, NULL}, {"--pages", &pages, NULL}};
    size_t n;
    int64_t v;
    if (!options_read(argc, argv, rows, COUNT_OF(rows), NULL, 0, &n))
        return 2;
    /* RULE F2: one standard for one request, never both */
    if (!pieces == !pages)
        return usage_error("请给出 --pieces 或 --pages 中的一个：同一申请只按一种标准收费");
    if (!whole_number(pieces ? pieces : pages, &v))
        return usage_error("件数或页数应是不小于0的整数");
    printf("{\"total\":%lld}\n", (long long)(pieces ? foi_fee_pieces(v) : foi_fee_pages(v)));
    return 0;
}

int cmd_fiscal(int argc, char **argv)
{
    const char *what;
    size_t n;
    if (!options_read(argc, argv, NULL, 0, &what, 1, &n))
        return 2;
    if (n != 1 || strcmp(what, "check") != 0)
        return usage_error("用法：gongkai fiscal check < table.json");
    return compute(fiscal_check);
}
