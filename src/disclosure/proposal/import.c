/* Registering proposals from the table that the assembly's office hands over (.xlsx).
 *
 * All rows or none: every problem is told with its row. Rows that are registered already are passed
 * over, so that the same table may be handed in again with more rows.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "common/org/org.h"
#include "disclosure/proposal/acts.h"
#include "lib/paper/xlsx_read.h"

enum column {
    KIND,
    SESSION,
    YEAR,
    NUMBER,
    TITLE,
    NAME,
    PHONE,
    ADDRESS,
    SIGNERS,
    TEXT,
    LEAD,
    JOINT
};
const char *const prop_import_columns[] = {"类别", "届次", "年份", "编号", "标题", "提出人",
    "联系电话", "联系地址", "提出人数", "内容", "主办单位", "协办单位"};
const size_t n_prop_import_columns = COUNT_OF(prop_import_columns);
enum { COLUMNS = 12, MUST = 5, PROBLEMS_MAX = 100, ROWS_MAX = 5000 };
_Static_assert(COUNT_OF(prop_import_columns) == COLUMNS, "one name for each");

struct reading {
    struct ctx *c;
    const struct xsheet *sheet;
    size_t head, at[COLUMNS]; /* row of the names; column of each, SIZE_MAX when missing */
    const char **problems;
    struct prop_import *out;
};

static void problem(struct reading *g, size_t row, const char *text)
{
    if (g->out->n_problems < PROBLEMS_MAX)
        g->problems[g->out->n_problems++] =
            row ? arena_printf(g->c->mem, "第 %zu 行：%s", row + 1, text) : text;
}

static const char *cell(const struct reading *g, size_t row, enum column column)
{
    return g->at[column] == SIZE_MAX ? "" : xsheet_at(g->sheet, row, g->at[column])->text;
}

/* The first of the first ten rows that has all columns a proposal needs. */
static bool find_head(struct reading *g)
{
    for (g->head = 0; g->head < 10 && g->head < g->sheet->n_rows; g->head++) {
        size_t found = 0;
        for (size_t k = 0; k < COLUMNS; k++) {
            g->at[k] = SIZE_MAX;
            for (size_t col = g->sheet->n_columns; col-- > 0;)
                if (strcmp(xsheet_at(g->sheet, g->head, col)->text, prop_import_columns[k]) == 0)
                    g->at[k] = col;
            found += k < MUST && g->at[k] != SIZE_MAX;
        }
        if (found == MUST)
            return true;
    }
    return false;
}

static bool row_is_empty(const struct reading *g, size_t row)
{
    for (size_t k = 0; k < COLUMNS; k++)
        if (*cell(g, row, (enum column)k))
            return false;
    return true;
}

static const char *kind_of(const char *text)
{
    return strstr(text, "提案") ? "cppcc" : strstr(text, "建议") ? "npc" : "";
}

static int64_t whole_number(const char *text)
{
    char *end;
    int64_t n = strtoll(text, &end, 10);
    return *text && !*end ? n : -1;
}

static struct prop read_row(const struct reading *g, size_t row)
{
    const char *signers = cell(g, row, SIGNERS);
    return (struct prop){.kind = kind_of(cell(g, row, KIND)),
        .session = cell(g, row, SESSION),
        .year = (int)whole_number(cell(g, row, YEAR)),
        .number = whole_number(cell(g, row, NUMBER)),
        .title = cell(g, row, TITLE),
        .signers = *signers ? whole_number(signers) : 1,
        .who = {
            cell(g, row, NAME), cell(g, row, PHONE), cell(g, row, ADDRESS), cell(g, row, TEXT)}};
}

/* The numbers of the units named, "3,5"; a problem for each name that no unit has. */
static const char *unit_ids(struct reading *g, size_t row, const char *names)
{
    static const char *const marks[] = {"、", "，", ",", "；", ";", "\n"};
    const char *ids = "";
    char *text = arena_strdup(g->c->mem, names), *save = NULL;
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        for (char *p; (p = strstr(text, marks[i]));)
            memset(p, '|', strlen(marks[i]));
    for (char *p = strtok_r(text, "| ", &save); p; p = strtok_r(NULL, "| ", &save)) {
        struct unit u;
        if (unit_by_name(g->c, p, &u)) {
            g->c->err = (struct err){.st = ST_OK};
            problem(g, row, arena_printf(g->c->mem, "没有单位“%s”，请写单位全称或简称", p));
        } else
            ids = arena_printf(g->c->mem, "%s%s%lld", ids, *ids ? "," : "", (long long)u.id);
    }
    return ids;
}

static enum st assign(struct reading *g, size_t row, int64_t id)
{
    struct prop_reason reasons[PROP_REASONS];
    const struct prop_value list[] = {{"lead", unit_ids(g, row, cell(g, row, LEAD))},
        {"joint", unit_ids(g, row, cell(g, row, JOINT))}};
    const struct prop_values given = {list, COUNT_OF(list)};
    struct prop_do d = {.action = "assign", .given = &given, .reasons = reasons};
    if (!*list[0].value)
        return ST_OK;
    if (strchr(list[0].value, ',')) {
        problem(g, row, "主办单位只能有一个，其余写在“协办单位”");
        return ST_OK;
    }
    enum st st = prop_act(g->c, id, &d);
    for (size_t i = 0; i < d.n_reasons; i++)
        problem(g, row, reasons[i].text);
    g->out->assigned += !st;
    return d.n_reasons ? ST_OK : st;
}

static enum st take_row(struct reading *g, size_t row)
{
    const struct prop p = read_row(g, row);
    const char *field, *gap = prop_register_gap(&p, day_at(g->c->now), &field);
    int64_t id;
    if (gap) {
        problem(g, row, gap);
        return ST_OK;
    }
    enum st st = prop_find(g->c, &p, &id);
    if (st || id) {
        g->out->known += !st;
        return st;
    }
    st = prop_register(g->c, &p, &id);
    g->out->added += !st;
    return st ? st : assign(g, row, id);
}

static enum st take_sheet(struct reading *g)
{
    enum st st = ST_OK;
    if (g->sheet->n_rows > ROWS_MAX)
        return fail(g->c, ST_TOO_BIG, "file", "表格超过 %d 行，请分批导入", ROWS_MAX);
    for (size_t row = g->head + 1; !st && row < g->sheet->n_rows; row++)
        if (!row_is_empty(g, row))
            st = take_row(g, row);
    if (!st && !g->out->added && !g->out->known && !g->out->n_problems)
        problem(g, 0, "表格里没有建议提案，请在表头下面逐行填写");
    if (!st && g->out->n_problems)
        return fail(g->c, ST_INVALID, "file", "表格有 %zu 处问题，一件也没有登记；改好后重新上传",
            g->out->n_problems);
    return st;
}

enum st prop_import(struct ctx *c, const char *path, struct prop_import *out)
{
    struct xlsx book;
    struct reading g = {
        .c = c, .problems = ARENA_ARRAY(c->mem, const char *, PROBLEMS_MAX), .out = out};
    *out = (struct prop_import){.problems = g.problems};
    enum st st = xlsx_read(c->mem, path, &book, &c->err);
    for (size_t i = 0; !st && i < book.n_sheets; i++) {
        g.sheet = &book.sheets[i];
        if (find_head(&g))
            return take_sheet(&g);
    }
    return st ? st
              : fail(c, ST_INVALID, "file",
                    "没有找到表头：前十行里要有“类别、届次、年份、编号、标题”这几列");
}
