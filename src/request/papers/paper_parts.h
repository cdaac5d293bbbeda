/* Inside the papers: what facts.c, template*.c, basis.c and check*.c share.
 *
 * SPDX-License-Identifier: MIT */
#ifndef REQUEST_PAPER_PARTS_H
#define REQUEST_PAPER_PARTS_H

#include "request/papers/papers.h"

#define TEMPLATE_MAX_LINES 1000
#define TEMPLATE_MAX_DEPTH 4

struct template_part { /* literal text or a placeholder */
    const char *text;  /* NULL: a placeholder */
    enum paper_fact fact;
    bool optional; /* left empty where the fact is missing */
    int column;    /* of its {{ in the line, from 1 */
};
struct template_text {
    const struct template_part *parts;
    size_t n;
};

enum template_op {
    OP_PARAGRAPH,
    OP_TITLE,
    OP_NUMBER,
    OP_TO,
    OP_HEADING,
    OP_ITEM,
    OP_EACH,
    OP_LINE,
    OP_ATTACH,
    OP_SIGN,
    OP_DATE,
    OP_SEAL,
    OP_CONTACT,
    OP_SLIP,
    OP_HEAD,
    OP_PAGES,
    OP_TABLE,
    OP_ROW,
    OP_IF,
    OP_IF_NOT,
    OP_CODES,
    OP_REGIME,
    OP_ELSE,
    OP_END
};

struct template_node {
    enum template_op op;
    int line;
    struct template_text text; /* of most */
    enum paper_fact fact;      /* OP_IF, OP_IF_NOT, OP_EACH */
    const char *codes;         /* OP_CODES: " G1 G2 " */
    int value;                 /* OP_HEAD, OP_PAGES, OP_REGIME; OP_ROW: least lines */
    const int *widths;         /* OP_TABLE */
    const struct template_text *cells;
    const bool *labels;
    size_t n; /* of widths or cells */
};

struct paper_template {
    const struct template_node *nodes;
    size_t n;
};

struct template_line {
    int number;
    const char *start;
};
struct template_place {
    int line, column;
};
/* template_parts.c: the text of a line with its placeholders; problems are added to wrong. */
struct template_text template_text_parse(struct arena *a, const char *s, size_t n,
    const struct template_line *line, struct paper_findings *wrong);
/* Characters from start to at, counted from 1. */
int template_column(const char *start, const char *at);
bool template_fact_find(const char *name, size_t n, enum paper_fact *out);

/* near.c: what to do about a name that there is not: the placeholder that is spelled most like it,
 * a shared beginning counting for it; or what a group is made of whose title it resembles. */
const char *template_near(struct arena *a, const char *name, size_t n);

/* facts.c */
void finding_add(struct paper_findings *f, struct paper_finding what);
/* "第12行第5列"; column 0: "第12行" */
const char *finding_place(struct arena *a, int line, int column);
/* The fact as it stands in a letter, "" when not given. */
const char *paper_fact_text(const struct paper_facts *f, enum paper_fact fact);
bool paper_given(const struct paper_facts *f, enum paper_fact fact);

/* basis.c: facts worked out from the others. */
void paper_work_out(struct paper_facts *f, const struct paper_kind *kind);
/* "36(2)" -> 第三十六条第（二）项; "16(1)" -> 第十六条第一款 */
const char *paper_article(struct arena *a, const char *article);
/* Comma-separated articles on which a reply rests, "" when none is fixed, NULL when the regulation
 * of that time did not know this kind. */
const char *paper_articles(enum foi_regime regime, const char *code);
const char *paper_regulation(enum foi_regime regime);
/* Kinds of reply that need a basis besides the regulation. */
bool paper_needs_other_basis(enum foi_regime regime, const char *code);
/* The remedy of this paper, without days: they depend on the delivery. */
enum st paper_remedy(const struct paper_facts *f, const struct paper_kind *kind, struct remedy *out,
    struct err *e) MUST_CHECK;
/* 1 … 99 in Chinese digits, "" otherwise. */
const char *paper_chinese_number(struct arena *a, int n);

/* check.c: texts compared without white space and with one kind of brackets. */
struct check {
    const struct paper_kind *kind;
    struct paper_facts *f;
    const char *text; /* as check_plain gives it */
    struct paper_findings *out;
};
const char *check_plain(struct arena *a, const char *s);
/* The text holds s. */
bool check_has(const struct check *c, const char *s);
/* The text holds s or most of it: a restatement in other words. */
bool check_tells(const struct check *c, const char *s);
void check_say(
    struct check *c, const char *rule, const char *place, const char *what, const char *remedy);
/* The code of the reply is one of a list separated by spaces. */
bool check_code_in(const struct check *c, const char *codes);

/* must.c, check_reply.c, check_articles.c, check_remedy.c: each adds what it finds. */
void check_must(struct check *c);
void check_reply(struct check *c);
void check_articles(struct check *c);
void check_kind(struct check *c);
void check_remedy(struct check *c);

#endif
