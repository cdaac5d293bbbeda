/* Record sheets; see sheets.h. A sheet is a table; unlike a letter it is no template to be edited,
 * because it only repeats what was typed.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/sheets.h"

#include <string.h>

enum { COLUMNS = 4, MOST_ROWS = 16, CONTENT_LINES = 8 };

struct sheet {
    struct arena *mem;
    struct letter_row rows[MOST_ROWS];
    size_t n;
};

/* ---- rows ---- */

static void add_cells(struct sheet *s, const struct letter_cell *cells, size_t n, int min_lines)
{
    BUG_ON(s->n == MOST_ROWS);
    struct letter_cell *kept = ARENA_ARRAY(s->mem, struct letter_cell, n);
    memcpy(kept, cells, n * sizeof *cells);
    s->rows[s->n++] = (struct letter_row){kept, n, min_lines};
}

static void pair(struct sheet *s, const char *a, const char *x, const char *b, const char *y)
{
    const struct letter_cell cells[] = {{a, 1, true}, {x, 1, false}, {b, 1, true}, {y, 1, false}};
    add_cells(s, cells, COUNT_OF(cells), 1);
}

static void wide(struct sheet *s, const char *label, const char *text, int min_lines)
{
    const struct letter_cell cells[] = {{label, 1, true}, {text, COLUMNS - 1, false}};
    add_cells(s, cells, COUNT_OF(cells), min_lines);
}

static const char *when(struct arena *a, int64_t at)
{
    return time_text(at, arena_alloc(a, 17));
}

static const char *by(const struct letter_case *lc)
{
    return lc->ev->person ? arena_printf(lc->c->mem, "由%s记录", lc->ev->person_name)
                          : "申请人网上提交";
}

/* ---- sheets ---- */

/* RULE Q5: the form as it was sent, with the time at which the platform took it in. */
static void application_rows(const struct letter_case *lc, struct sheet *s)
{
    const struct foi_application *in = lc->in;
    const struct foi_applicant *w = &in->who;
    bool person = strcmp(w->kind, "NATURAL") == 0;
    pair(s, "收件号", lc->k->arrival, "申请编号", lc->k->number);
    pair(s, "提交时间", when(s->mem, lc->list[0].at), "提交方式", "网上申请");
    pair(s, "申请人", w->name, "类型", foi_title(foi_applicants, FOI_APPLICANTS, w->kind));
    pair(s, person ? "证件号码" : "信用代码", person ? w->id_number : w->credit_code,
        person ? "工作单位" : "联系人", person ? w->employer : w->contact);
    pair(s, "联系电话", w->phone, "电子邮箱", w->email);
    pair(s, "联系地址", w->address, "邮政编码", w->postcode);
    pair(s, "代理人", w->agent_name, "代理人电话", w->agent_phone);
    pair(s, "信息名称", in->title, "文号", in->docno);
    wide(s, "需要的信息", in->wanted, CONTENT_LINES);
    wide(s, "用途", in->purpose, 1);
    pair(s, "提供形式", foi_title(foi_forms, COUNT_OF(foi_forms), in->form), "获取方式",
        foi_titles(s->mem, foi_deliveries, COUNT_OF(foi_deliveries), in->delivery));
}

static void note_rows(const struct letter_case *lc, struct sheet *s)
{
    char day[24];
    const char *text = foi_event_arg(lc->ev, "text");
    bool silent = *foi_event_arg(lc->ev, "silent") == '1';
    pair(s, "申请编号", foi_case_name(lc->k), "申请人", lc->in->who.name);
    pair(s, "日期", arena_strdup(s->mem, day_text_zh(lc->ev->day, day)), "记录时间",
        when(s->mem, lc->ev->at));
    wide(s, "记录方式", by(lc), 1);
    wide(s, "内容", silent ? "申请人没有在期限内说明" : text, CONTENT_LINES);
    wide(s, "备注", foi_event_arg(lc->ev, "reason"), 1);
}

static const struct consult *consult_asked(const struct letter_case *lc)
{
    const char *seq = foi_event_arg(lc->ev, "consult");
    for (size_t i = 0; i < lc->d->n_consults; i++)
        if (strcmp(arena_printf(lc->c->mem, "%lld", (long long)lc->d->consults[i].seq), seq) == 0)
            return &lc->d->consults[i];
    return NULL;
}

/* RULE R8: what the other side said, or that it said nothing. The applicant is not named. */
static void opinion_rows(const struct letter_case *lc, struct sheet *s)
{
    const struct consult *of = consult_asked(lc);
    const struct foi_word *answers = foi_choices_of(foi_move_find("consult_answer"), "answer");
    char day[24];
    const char *answer = "";
    for (; answers->key; answers++)
        if (of && strcmp(answers->key, of->answer) == 0)
            answer = answers->title;
    pair(s, "申请编号", foi_case_name(lc->k), "征求对象", of ? of->party : "");
    pair(s, "收到日期", arena_strdup(s->mem, day_text_zh(lc->ev->day, day)), "意见", answer);
    wide(s, "意见和理由", foi_event_arg(lc->ev, "text"), CONTENT_LINES);
    wide(s, "理由审查",
        of && strcmp(of->answer, "OBJECT") == 0 ? of->reasonable ? "理由合理" : "理由不合理" : "",
        1);
    wide(s, "记录方式", by(lc), 1);
}

static bool on_the_web(const struct letter_case *lc)
{
    return lc->k->channel == CHANNEL_WEB;
}

/* RULE 1.8-2: what was withdrawn before it was confirmed still has its form. */
static bool unconfirmed(const struct letter_case *lc)
{
    return on_the_web(lc) && !*lc->k->number;
}

static bool not_paid(const struct letter_case *lc)
{
    return strcmp(lc->k->code, "O2") == 0;
}

/* RULE F7, 1.8-6 */
static void unpaid_rows(const struct letter_case *lc, struct sheet *s)
{
    char day[24];
    pair(s, "申请编号", foi_case_name(lc->k), "申请人", lc->in->who.name);
    pair(s, "应缴金额", arena_printf(s->mem, "%lld元", (long long)lc->k->fee_yuan), "缴费期限",
        arena_strdup(s->mem, day_text_zh(lc->k->pay_by, day)));
    wide(s, "核对情况", foi_event_arg(lc->ev, "text"), CONTENT_LINES);
    wide(s, "记录", by(lc), 1);
}

static const struct {
    const char *action, *slot, *title;
    bool for_applicant;
    bool (*when)(const struct letter_case *lc); /* NULL: always */
    void (*rows)(const struct letter_case *lc, struct sheet *s);
} sheets[] = {
    {"confirm", "application", "政府信息公开申请表", true, on_the_web, application_rows},
    {"correction_received", "corrected", "申请人补正记录", true, NULL, note_rows},
    {"accept_late", "corrected", "申请人补正记录", true, NULL, note_rows},
    {"reason_answer", "reason_answer", "申请人说明理由记录", true, NULL, note_rows},
    {"consult_answer", "consult_opinion", "征求意见反馈记录", false, NULL, opinion_rows},
    {"withdraw", "application", "政府信息公开申请表", true, unconfirmed, application_rows},
    {"withdraw", "ending", "撤回申请记录", true, NULL, note_rows},
    {"abandon", "fee", "未缴费记录", false, not_paid, unpaid_rows},
};

static enum st paint(const struct letter_case *lc, size_t row, struct foi_painted *out)
{
    static const int widths[COLUMNS] = {10, 16, 10, 16};
    struct ctx *c = lc->c;
    struct sheet s = {.mem = c->mem};
    struct buf pdf;
    int pages;
    sheets[row].rows(lc, &s);
    const struct letter_table table = {widths, COLUMNS, s.rows, s.n};
    const struct letter_block block = {BLOCK_TABLE, "", "", &table};
    struct letter l = letter_blank;
    l.title = arena_printf(c->mem, "%s\n%s", lc->organ->name, sheets[row].title);
    l.blocks = &block;
    l.n_blocks = 1;
    l.pages = PAGES_NONE;
    buf_init(&pdf, 0);
    enum st st = letter_pdf(&l, &pdf, &pages, &c->err);
    if (!st) {
        out->word = NULL;
        out->bytes = arena_strndup(c->mem, buf_str(&pdf), pdf.n);
        out->paper = (struct foi_paper){.case_id = lc->k->id,
            .event_seq = lc->ev->seq,
            .slot = sheets[row].slot,
            .suffix = "",
            .number = "",
            .wording_hash = "",
            .title = sheets[row].title,
            .file_name = arena_printf(c->mem, "%s.pdf", sheets[row].title),
            .mime = "application/pdf",
            .size_bytes = (int64_t)pdf.n,
            .pages = pages,
            .for_applicant = sheets[row].for_applicant,
            .day = lc->ev->day};
    }
    buf_release(&pdf);
    return st;
}

enum st foi_sheets(
    const struct letter_case *lc, struct foi_painted out[static FOI_PAINTED_MOST], size_t *n_out)
{
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(sheets); i++)
        if (strcmp(sheets[i].action, lc->ev->action) == 0 &&
            (!sheets[i].when || sheets[i].when(lc))) {
            BUG_ON(*n_out == FOI_PAINTED_MOST);
            st = paint(lc, i, &out[(*n_out)++]);
        }
    return st;
}
