/* Everything wrong with an entry of the register at once; see acts.h. Pure.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/record/content.h"
#include "disclosure/inventory/acts.h"
#include "lib/base/utf8.h"
#include "lib/text/docno.h"
#include "lib/text/indexno.h"

static void add(struct entry_problems *out, const char *field, const char *code, const char *text)
{
    if (out->n < MAX_PROBLEMS)
        out->list[out->n++] = (struct entry_problem){field, code, text};
}

/* RULE D-BRK … D-AMBIG: the number is written right. */
static void check_number(struct arena *a, const struct entry *e, struct entry_problems *out)
{
    static const struct {
        const char *code, *what;
    } words[] = {{"D-BRK", "年份要用六角括号〔〕"}, {"D-BRK-MIX", "年份两边的括号不成对"},
        {"D-YEAR", "年份不是四位，或不合理"}, {"D-ZERO", "序号前多了 0"},
        {"D-DI", "序号前多了“第”"}, {"D-HAO", "缺少“号”"}, {"D-SPACE", "中间有空格"},
        {"D-AMBIG", "分不清年份与序号，请对照原件"}};
    struct docno no;
    if (!*e->doc_no)
        return;
    if (!docno_parse(a, e->doc_no, &no)) {
        add(out, "doc_no", "D-FORM",
            "发文字号读不出来，请按“代字〔年份〕序号号”填写，例如 师政发〔2018〕12号");
        return;
    }
    char *list = arena_strdup(a, no.findings), *save = NULL;
    for (char *p = strtok_r(list, ",", &save); p; p = strtok_r(NULL, ",", &save))
        for (size_t i = 0; i < COUNT_OF(words); i++)
            if (!strcmp(words[i].code, p))
                add(out, "doc_no", words[i].code,
                    arena_printf(a, "%s，应写作 %s", words[i].what, no.text));
}

/* RULE C-IDX-FORM, RULE C-IDX-DATE */
static void check_index_no(struct arena *a, const struct entry *e, struct entry_problems *out)
{
    struct indexno number;
    int year = day_year(e->formed_on);
    if (!*e->index_no)
        return;
    if (!indexno_parse(a, e->index_no, &number))
        add(out, "index_no", "C-IDX-FORM", "索引号不符合任何一种编制规则；留空，上网时自动编号");
    else if (number.year && year && number.year != year)
        add(out, "index_no", "C-IDX-DATE", "索引号中的年份与成文日期不一致，请核对");
}

/* RULE R-LIMIT: 长期, or a day not before the document. */
static void check_open_limit(const struct entry *e, struct entry_problems *out)
{
    struct day last = open_limit_day(e->open_limit);
    if (!open_limit_known(e->open_limit))
        add(out, "open_limit", "R-LIMIT",
            "公开时限写“长期”，或者写公开的最后一天，例如 2020-12-31");
    else if (day_given(last) && day_given(e->formed_on) && last.n < e->formed_on.n)
        add(out, "open_limit", "R-LIMIT", "公开时限早于成文日期，请核对");
}

/* RULE R-OPEN, RULE R-BASIS, RULE R-CLAUSE: the decision and what it rests on. */
static void check_decision(const struct entry *e, struct entry_problems *out)
{
    const char *wrong = clause_problem(e->clause, e->open_mode, e->formed_on);
    if (!mode_known(e->open_mode)) {
        add(out, "open_mode", "R-OPEN", "没有确定公开方式，请选择主动公开、依申请公开或不予公开");
        return;
    }
    if (*wrong)
        add(out, "clause", "R-CLAUSE", wrong);
    if (mode_withheld(e->open_mode) && !*e->clause)
        add(out, "clause", "R-BASIS", "依申请公开、不予公开必须从列表中选择依据的条款");
}

void entry_check(
    struct arena *a, const struct entry *e, struct day today, struct entry_problems *out)
{
    out->n = 0;
    if (!e->title[strspn(e->title, " \t　")])
        add(out, "title", "R-TITLE", "没有标题，请填写规范的全称");
    if (!day_given(e->formed_on))
        add(out, "formed_on", "R-DATE", "没有成文日期，请填写签发的日期");
    else if (e->formed_on.n > today.n)
        add(out, "formed_on", "R-DATE", "成文日期在今天之后，请核对");
    check_number(a, e, out);
    check_index_no(a, e, out);
    check_open_limit(e, out);
    check_decision(e, out);
}
