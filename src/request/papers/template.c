/* Reads templates of papers: one directive or paragraph a line; tells all mistakes at once.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "request/papers/paper_parts.h"

#define MAX_LINE_BYTES 4000
#define MAX_COLUMNS 12
#define MAX_ROW_LINES 40

enum argument {
    ARG_NONE,
    ARG_TEXT,
    ARG_FACT,
    ARG_LIST,
    ARG_CODES,
    ARG_WORD,
    ARG_WIDTHS,
    ARG_CELLS
};

static const struct directive {
    const char *name;
    enum template_op op;
    enum argument argument;
    const char *words; /* ARG_WORD: those allowed, in the order of their values */
} directives[] = {
    {"标题", OP_TITLE, ARG_TEXT, NULL},
    {"编号", OP_NUMBER, ARG_TEXT, NULL},
    {"主送", OP_TO, ARG_TEXT, NULL},
    {"小标题", OP_HEADING, ARG_TEXT, NULL},
    {"项", OP_ITEM, ARG_TEXT, NULL},
    {"逐项", OP_EACH, ARG_LIST, NULL},
    {"顶格", OP_LINE, ARG_TEXT, NULL},
    {"附件", OP_ATTACH, ARG_LIST, NULL},
    {"署名", OP_SIGN, ARG_TEXT, NULL},
    {"日期", OP_DATE, ARG_FACT, NULL},
    {"印章", OP_SEAL, ARG_NONE, NULL},
    {"联系", OP_CONTACT, ARG_TEXT, NULL},
    {"回执", OP_SLIP, ARG_TEXT, NULL},
    {"版头", OP_HEAD, ARG_WORD, "无 公文 信函"},
    {"页码", OP_PAGES, ARG_WORD, "外侧 居中 无"},
    {"表", OP_TABLE, ARG_WIDTHS, NULL},
    {"行", OP_ROW, ARG_CELLS, NULL},
    {"如有", OP_IF, ARG_FACT, NULL},
    {"如无", OP_IF_NOT, ARG_FACT, NULL},
    {"答复", OP_CODES, ARG_CODES, NULL},
    {"条例", OP_REGIME, ARG_WORD, "旧 新"},
    {"否则", OP_ELSE, ARG_NONE, NULL},
    {"结束", OP_END, ARG_NONE, NULL},
};

struct parser {
    struct arena *a;
    struct paper_findings *wrong;
    struct template_node *nodes;
    size_t n;
    int line;
    const char *start, *at; /* of the line, and of what is read; NULL: the line as a whole */
    size_t columns;         /* of the table that is open, 0 none */
    struct {
        int line;
        bool has_else;
    } open[TEMPLATE_MAX_DEPTH];
    int depth;
    bool titled;
};

static void problem(struct parser *p, const char *what, const char *remedy)
{
    int column = p->at ? template_column(p->start, p->at) : 0;
    finding_add(p->wrong,
        (struct paper_finding){"", finding_place(p->a, p->line, column), what, remedy, false});
}

static struct template_text read_text(struct parser *p, const char *s, const char *end)
{
    return template_text_parse(
        p->a, s, (size_t)(end - s), &(struct template_line){p->line, p->start}, p->wrong);
}

/* The word at *s, moved behind it and the spaces after it. */
static size_t word(const char **s, const char *end)
{
    const char *from = *s;
    while (*s < end && **s != ' ')
        (*s)++;
    size_t n = (size_t)(*s - from);
    while (*s < end && **s == ' ')
        (*s)++;
    return n;
}

static void read_fact(struct parser *p, struct template_node *node, const char *s, const char *end,
    enum argument argument)
{
    size_t n = (size_t)(end - s);
    if (!template_fact_find(s, n, &node->fact)) {
        problem(p, arena_printf(p->a, "没有占位符“%.*s”", (int)(n < 120 ? n : 120), s),
            "这里只写一个名称，不加括号；请从占位符表中选");
        return;
    }
    enum paper_type type = paper_fact_rows[node->fact].type;
    if (argument == ARG_LIST && type != PAPER_LIST)
        problem(p, arena_printf(p->a, "“%s”不是列表", paper_fact_rows[node->fact].name),
            "只有列表可以逐项列出，请改用正文中的占位符");
    if (node->op == OP_DATE && type != PAPER_DAY)
        problem(p, arena_printf(p->a, "“%s”不是日期", paper_fact_rows[node->fact].name),
            "请写作：@日期 成文日期");
}

static void read_codes(struct parser *p, struct template_node *node, const char *s, const char *end)
{
    const char *list = " ";
    while (s < end) {
        const char *from = s;
        const char *code = arena_strndup(p->a, from, word(&s, end));
        p->at = from;
        if (!reply_code_find(code))
            problem(p, arena_printf(p->a, "没有答复类型“%.40s”", code),
                "请用 G1 至 O3 中的代码，用空格分开");
        list = arena_printf(p->a, "%s%s ", list, code);
    }
    if (!list[1])
        problem(p, "没有写答复类型", "请写作：@答复 G1 G2");
    node->codes = list;
}

static void read_word(struct parser *p, struct template_node *node, const struct directive *d,
    const char *s, const char *end)
{
    const char *list = d->words;
    for (int value = 0; *list; value++) {
        size_t n = strcspn(list, " ");
        if ((size_t)(end - s) == n && memcmp(list, s, n) == 0) {
            node->value = value;
            return;
        }
        list += n;
        list += *list == ' ';
    }
    problem(p, arena_printf(p->a, "“@%s”后面的词不对", d->name),
        arena_printf(p->a, "请用其中之一：%s", d->words));
}

static void read_widths(
    struct parser *p, struct template_node *node, const char *s, const char *end)
{
    int *widths = ARENA_ARRAY(p->a, int, MAX_COLUMNS);
    while (s < end && node->n < MAX_COLUMNS) {
        const char *from = s;
        size_t n = word(&s, end);
        p->at = from;
        widths[node->n] = (int)strtol(arena_strndup(p->a, from, n), NULL, 10);
        if (widths[node->n] < 1 || widths[node->n] > 100)
            problem(p, "列宽应是1至100的整数", "请写作：@表 2 3 2 3");
        node->n++;
    }
    if (s < end || !node->n)
        problem(p, "表格应有1至12列", "请写作：@表 2 3 2 3");
    node->widths = widths;
    p->columns = node->n;
}

/* A cell that begins with * is the name of a field; @行5 leaves room for five lines. */
static void read_cells(struct parser *p, struct template_node *node, const char *s, const char *end)
{
    struct template_text *cells = ARENA_ARRAY(p->a, struct template_text, MAX_COLUMNS);
    bool *labels = ARENA_ARRAY(p->a, bool, MAX_COLUMNS);
    if (!p->columns)
        problem(p, "“@行”前没有“@表”", "请先写列宽，如：@表 2 3 2 3");
    for (bool more = true; more && node->n < MAX_COLUMNS; node->n++) {
        const char *bar = memchr(s, '|', (size_t)(end - s)), *to = bar ? bar : end;
        p->at = s;
        labels[node->n] = s < to && *s == '*';
        s += labels[node->n];
        cells[node->n] = read_text(p, s, to);
        more = bar != NULL;
        s = to + 1;
    }
    if (p->columns && node->n > p->columns)
        problem(p, arena_printf(p->a, "这一行有%zu格，表格只有%zu列", node->n, p->columns),
            "请减少格数；末格自动占满余下的列");
    node->cells = cells;
    node->labels = labels;
}

static void open_condition(struct parser *p)
{
    if (p->depth == TEMPLATE_MAX_DEPTH) {
        problem(p, "条件嵌套过深", "条件最多套四层，请拆成几段");
        return;
    }
    p->open[p->depth].line = p->line;
    p->open[p->depth++].has_else = false;
}

static void follow_condition(struct parser *p, enum template_op op)
{
    if (!p->depth) {
        problem(p, op == OP_END ? "“@结束”前没有条件" : "“@否则”前没有条件",
            "请在前面补上“@如有”“@答复”等，或删去这一行");
        return;
    }
    if (op == OP_END) {
        p->depth--;
        return;
    }
    if (p->open[p->depth - 1].has_else)
        problem(p, "同一条件写了两个“@否则”", "请删去一个");
    p->open[p->depth - 1].has_else = true;
}

static void read_argument(struct parser *p, const struct directive *d, struct template_node *node,
    const char *s, const char *end)
{
    switch (d->argument) {
    case ARG_NONE:
        if (s < end)
            problem(p, arena_printf(p->a, "“@%s”后面不应有内容", d->name), "请删去后面的内容");
        break;
    case ARG_TEXT:
        if (s == end)
            problem(p, arena_printf(p->a, "“@%s”后面没有内容", d->name), "请补上内容或删去这一行");
        node->text = read_text(p, s, end);
        break;
    case ARG_FACT:
    case ARG_LIST:
        read_fact(p, node, s, end, d->argument);
        break;
    case ARG_CODES:
        read_codes(p, node, s, end);
        break;
    case ARG_WORD:
        read_word(p, node, d, s, end);
        break;
    case ARG_WIDTHS:
        read_widths(p, node, s, end);
        break;
    case ARG_CELLS:
        read_cells(p, node, s, end);
        break;
    }
}

/* Words of people who look for what templates cannot do. */
static bool wants_loop(const char *name, size_t n)
{
    static const char *const words[] = {"循环", "重复", "引用", "包含", "插入", "模板", "调用",
        "include", "import", "for", "each", "while", "repeat", "loop"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (n >= strlen(words[i]) && memcmp(words[i], name, strlen(words[i])) == 0)
            return true;
    return false;
}

static void read_directive(struct parser *p, const char *s, const char *end)
{
    const char *name = s;
    size_t n = word(&s, end), bare = n;
    while (bare && name[bare - 1] >= '0' && name[bare - 1] <= '9')
        bare--;
    struct template_node *node = &p->nodes[p->n];
    for (size_t i = 0; i < COUNT_OF(directives); i++) {
        const struct directive *d = &directives[i];
        size_t len = d->op == OP_ROW ? bare : n;
        if (strlen(d->name) != len || memcmp(d->name, name, len) != 0)
            continue;
        *node = (struct template_node){.op = d->op, .line = p->line};
        p->n++;
        if (d->op == OP_ROW && bare < n)
            node->value = (int)strtol(arena_strndup(p->a, name + bare, n - bare), NULL, 10);
        if (node->value > MAX_ROW_LINES)
            problem(p, "行高过大", "一行最多留四十行的高度");
        p->at = s;
        read_argument(p, d, node, s, end);
        if (d->op >= OP_IF && d->op <= OP_REGIME)
            open_condition(p);
        if (d->op == OP_ELSE || d->op == OP_END)
            follow_condition(p, d->op);
        p->titled |= d->op == OP_TITLE;
        return;
    }
    problem(p, arena_printf(p->a, "没有“@%.*s”这种写法", (int)(n < 60 ? n : 60), name),
        wants_loop(name, n) ? "模板不能循环，也不能引用别的模板；列表请用“@逐项 名称”"
                            : "正文行不要以@开头；可用：@标题 @主送 @项 @逐项 @附件 @署名 @日期 "
                              "@如有 @答复 @结束 等");
}

static void read_line(struct parser *p, const char *s, const char *end)
{
    p->start = p->at = s;
    while (s < end && (end[-1] == ' ' || end[-1] == '\r' || end[-1] == '\t'))
        end--;
    if (s == end || *s == '#')
        return;
    if (end - s > MAX_LINE_BYTES) {
        problem(p, "这一行过长", "请分成几段");
        return;
    }
    if (*s == '@') {
        read_directive(p, s + 1, end);
        return;
    }
    p->nodes[p->n++] =
        (struct template_node){.op = OP_PARAGRAPH, .line = p->line, .text = read_text(p, s, end)};
}

static bool readable(struct parser *p, const char *text, size_t n)
{
    size_t lines = 1;
    if (n > PAPER_TEMPLATE_MAX_BYTES) {
        problem(p, "模板超过64 KB", "请删减内容");
        return false;
    }
    if (!utf8_valid(text, n)) {
        problem(p, "模板不是UTF-8文字", "请用UTF-8编码保存");
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)text[i];
        lines += c == '\n';
        if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7F) {
            problem(p, "模板中有不能打印的字符", "请删去这些字符");
            return false;
        }
    }
    if (lines > TEMPLATE_MAX_LINES)
        problem(p, "模板超过1000行", "请删减内容");
    return lines <= TEMPLATE_MAX_LINES;
}

enum st paper_template_parse(struct arena *a, const char *text, size_t n,
    const struct paper_template **out, struct paper_findings *wrong)
{
    struct parser p = {.a = a, .wrong = wrong, .line = 1};
    const char *s = text, *end = text + n;
    *out = NULL;
    if (!readable(&p, text, n))
        return ST_INVALID;
    p.nodes = ARENA_ARRAY(a, struct template_node, TEMPLATE_MAX_LINES);
    for (; s < end; p.line++) {
        const char *eol = memchr(s, '\n', (size_t)(end - s));
        read_line(&p, s, eol ? eol : end);
        s = eol ? eol + 1 : end;
    }
    p.at = NULL;
    while (p.depth) {
        p.line = p.open[--p.depth].line;
        problem(&p, "条件没有“@结束”", "请在条件内容之后补上“@结束”");
    }
    p.line = 1;
    if (!p.titled)
        problem(&p, "没有标题", "请加一行：@标题 …");
    if (paper_findings_count(wrong))
        return ST_INVALID;
    struct paper_template *t = ARENA_NEW(a, struct paper_template);
    *t = (struct paper_template){p.nodes, p.n};
    *out = t;
    return ST_OK;
}
