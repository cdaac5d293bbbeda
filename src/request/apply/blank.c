/* The blank form of application (政府信息公开申请表) of an organ, to be printed and filled in by
 * hand.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/paper/letter.h"
#include "request/apply/pages.h"

enum { COLUMNS = 4, MOST_ROWS = 24 };

struct blank {
    struct arena *mem;
    struct letter_row rows[MOST_ROWS];
    size_t n;
};

static void row(struct blank *b, const struct letter_cell *cells, size_t n, int lines)
{
    struct letter_cell *kept = ARENA_ARRAY(b->mem, struct letter_cell, n);
    BUG_ON(b->n == MOST_ROWS);
    memcpy(kept, cells, n * sizeof *cells);
    b->rows[b->n++] = (struct letter_row){kept, n, lines};
}

static void head(struct blank *b, const char *text)
{
    row(b, (const struct letter_cell[]){{text, COLUMNS, true}}, 1, 1);
}

static void pair(struct blank *b, const char *one, const char *other)
{
    row(b,
        (const struct letter_cell[]){
            {one, 1, true}, {"", 1, false}, {other, 1, true}, {"", 1, false}},
        COLUMNS, 1);
}

static void wide(struct blank *b, const char *label, const char *text, int lines)
{
    row(b, (const struct letter_cell[]){{label, 1, true}, {text, COLUMNS - 1, false}}, 2, lines);
}

/* Boxes to tick: 纸质　□电子　… */
static const char *boxes(struct arena *a, const struct foi_word *words, size_t n)
{
    const char *out = "";
    for (size_t i = 0; i < n; i++)
        out = arena_printf(a, "%s%s□%s", out, i ? "　" : "", words[i].title);
    return out;
}

/* RULE Q6: the fields that forms of application have. */
static void fill(struct blank *b)
{
    head(b, "申请人（公民）");
    pair(b, "姓名", "工作单位");
    pair(b, "证件名称", "证件号码");
    head(b, "申请人（法人或者其他组织）");
    wide(b, "名称", "", 1);
    wide(b, "类型", boxes(b->mem, foi_applicants + 1, FOI_APPLICANTS - 1), 1);
    pair(b, "统一社会信用代码", "法定代表人");
    wide(b, "联系人", "", 1);
    head(b, "联系方式（至少填一项）");
    pair(b, "联系电话", "传真");
    pair(b, "电子邮箱", "邮政编码");
    wide(b, "联系地址", "", 1);
    head(b, "代理人（委托他人办理的填写，附授权委托书和双方身份证明）");
    pair(b, "姓名", "身份证号码");
    head(b, "申请内容（一份申请写一件事）");
    wide(b, "需要的信息", "名称、文号，或者时间、事项、单位等便于查找的特征：", 5);
    wide(b, "用途（可以不写）", "", 1);
    wide(b, "提供形式", boxes(b->mem, foi_forms, COUNT_OF(foi_forms)), 1);
    wide(b, "获取方式", boxes(b->mem, foi_deliveries, COUNT_OF(foi_deliveries)), 1);
    pair(b, "申请人签名或者盖章", "申请时间");
}

static const char *where(struct arena *a, const struct foi_organ *o)
{
    return arena_printf(a,
        "请附身份证明复印件，当面提交或者邮寄到：%s%s%s%s%s%"
        "s。书写有困难的，可以到窗口由工作人员代填。",
        o->name, *o->address ? "，" : "", o->address, *o->postcode ? "，邮编" : "", o->postcode,
        *o->phone ? arena_printf(a, "，电话%s", o->phone) : "");
}

enum st apply_blank(struct req *r)
{
    static const int widths[COLUMNS] = {22, 28, 22, 28};
    struct arena *a = r->ctx->mem;
    struct blank b = {.mem = a};
    struct foi_organ o;
    int64_t id;
    res_tag(r, "site");
    enum st st = req_id(r, "organ", &id);
    if (!st)
        st = foi_organ_get(r->ctx, id, &o);
    if (st)
        return fail(r->ctx, ST_NOT_FOUND, "", "没有这个受理机关，请从“依申请公开”页面下载申请表");
    fill(&b);
    struct letter_table table = {widths, COLUMNS, b.rows, b.n};
    struct letter_block blocks[] = {{.kind = BLOCK_TABLE, .label = "", .text = "", .table = &table},
        {.kind = BLOCK_LINE, .label = "", .text = where(a, &o)}};
    struct letter l = letter_blank;
    l.title = arena_printf(a, "%s\n政府信息公开申请表", o.name);
    l.organ = o.name;
    l.blocks = blocks;
    l.n_blocks = COUNT_OF(blocks);
    l.pages = PAGES_NONE;
    r->content_type = "application/pdf";
    res_header(r, "Content-Disposition", "inline; filename=\"shenqingbiao.pdf\"");
    return letter_pdf(&l, &r->out, NULL, &r->ctx->err);
}
