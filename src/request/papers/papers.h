/* Papers of a request for information: from named facts and a template to a letter, and the checks
 * before it is signed. Pure: no database, no clock.
 *
 * Rules B1, B2, C1 … C6, K3 … K6 and §2.1 … §2.3 of rules/requests.md. Facts, templates, letters
 * and findings live in the arena they were made in. See docs/paper.md.
 *
 * SPDX-License-Identifier: MIT */
#ifndef REQUEST_PAPERS_H
#define REQUEST_PAPERS_H

#include "lib/base/json.h"
#include "lib/paper/docx.h"
#include "lib/paper/letter.h"
#include "request/law/law.h"

enum paper_type { PAPER_TEXT, PAPER_DAY, PAPER_INT, PAPER_YUAN, PAPER_LIST, PAPER_FLAG };

/* The facts: constant, name in templates, name in JSON, type. YUAN is told in fen. */
#define PAPER_FACTS(F)                                                                             \
    F(ORGAN, "机关名称", "organ", TEXT)                                                            \
    F(OFFICE, "工作机构", "office", TEXT)                                                          \
    F(ADDRESS, "联系地址", "address", TEXT)                                                        \
    F(PHONE, "联系电话", "phone", TEXT)                                                            \
    F(COURT, "管辖法院", "court", TEXT)                                                            \
    F(REQUEST_NUMBER, "申请编号", "request_number", TEXT)                                          \
    F(NUMBER, "文书编号", "number", TEXT)                                                          \
    F(ISSUED, "成文日期", "issued", DAY)                                                           \
    F(APPLICANT, "申请人", "applicant", TEXT)                                                      \
    F(IS_ORGANISATION, "单位申请人", "is_organisation", FLAG)                                      \
    F(APPLICANT_KIND, "申请人类型", "applicant_kind", TEXT)                                        \
    F(APPLICANT_ID, "证件", "applicant_id", TEXT)                                                  \
    F(APPLICANT_PHONE, "申请人电话", "applicant_phone", TEXT)                                      \
    F(APPLICANT_ADDRESS, "申请人地址", "applicant_address", TEXT)                                  \
    F(AGENT, "代理人", "agent", TEXT)                                                              \
    F(CHANNEL, "收到方式", "channel", TEXT)                                                        \
    F(RECEIVED, "收到日期", "received", DAY)                                                       \
    F(SUBJECT, "申请内容", "subject", TEXT)                                                        \
    F(PURPOSE, "用途", "purpose", TEXT)                                                            \
    F(FORM_WANTED, "提供形式要求", "form_wanted", TEXT)                                            \
    F(WAY_WANTED, "获取方式要求", "way_wanted", TEXT)                                              \
    F(PAGES, "材料页数", "pages", INT)                                                             \
    F(DUE, "答复期限", "due", DAY)                                                                 \
    F(QUERY_CODE, "查询码", "query_code", TEXT)                                                    \
    F(CORRECTIONS, "补正事项", "corrections", LIST)                                                \
    F(GUIDANCE, "补正指引", "guidance", TEXT)                                                      \
    F(CORRECTION_BY, "补正期限", "correction_by", DAY)                                             \
    F(CORRECTED, "补正收到日期", "corrected", DAY)                                                 \
    F(EXTENDED_DUE, "延长后期限", "extended_due", DAY)                                             \
    F(EXTENSION_REASON, "延期理由", "extension_reason", TEXT)                                      \
    F(EXTENSION_APPROVED, "延期批准日期", "extension_approved", DAY)                               \
    F(CONSULTED, "征求对象", "consulted", TEXT)                                                    \
    F(IS_JOINT, "共同制作", "is_joint", FLAG)                                                      \
    F(RECORD, "涉及信息", "record", TEXT)                                                          \
    F(QUESTION, "征求事项", "question", TEXT)                                                      \
    F(RELEASE_REASON, "公开理由", "release_reason", TEXT)                                          \
    F(QUANTITY_FACTS, "数量频次情况", "quantity_facts", TEXT)                                      \
    F(REASONS_ASKED, "需说明事项", "reasons_asked", TEXT)                                          \
    F(ANSWER_BY, "说明期限", "answer_by", DAY)                                                     \
    F(FEE_STANDARD, "计费标准", "fee_standard", TEXT)                                              \
    F(FEE_COUNTING, "计费过程", "fee_counting", TEXT)                                              \
    F(AMOUNT, "金额", "amount_fen", YUAN)                                                          \
    F(PAY_WAY, "缴费方式", "pay_way", TEXT)                                                        \
    F(CODE, "答复类型", "code", TEXT)                                                              \
    F(REASON, "理由", "reason", TEXT)                                                              \
    F(OTHER_BASIS, "其他依据", "other_basis", TEXT)                                                \
    F(INFO_TITLE, "信息名称", "info_title", TEXT)                                                  \
    F(WHERE, "公开位置", "where", TEXT)                                                            \
    F(PUBLISHED, "公开日期", "published", DAY)                                                     \
    F(SUPPLY_FORM, "提供形式", "supply_form", TEXT)                                                \
    F(COPIES, "份数", "copies", INT)                                                               \
    F(ATTACHMENTS, "附件", "attachments", LIST)                                                    \
    F(WAY, "获取途径", "way", TEXT)                                                                \
    F(WAY_TIME, "获取时间", "way_time", TEXT)                                                      \
    F(RELEASED_PART, "公开部分", "released_part", TEXT)                                            \
    F(CONSULT_COURSE, "征求意见经过", "consult_course", TEXT)                                      \
    F(SPECIAL_LAW, "专门规定", "special_law", TEXT)                                                \
    F(COUNTER, "查询窗口", "counter", TEXT)                                                        \
    F(RESPONSIBLE, "负责机关", "responsible", TEXT)                                                \
    F(RESPONSIBLE_CONTACT, "负责机关联系方式", "responsible_contact", TEXT)                        \
    F(PROCESSING, "需加工内容", "processing", TEXT)                                                \
    F(STILL_UNCLEAR, "仍不明确内容", "still_unclear", TEXT)                                        \
    F(RIGHT_CHANNEL, "法定途径", "right_channel", TEXT)                                            \
    F(FIX_FROM, "原记录", "fix_from", TEXT)                                                        \
    F(FIX_TO, "更正后记录", "fix_to", TEXT)                                                        \
    F(FIX_DONE, "更正日期", "fix_done", DAY)                                                       \
    F(FIX_BODY, "有权更正机关", "fix_body", TEXT)                                                  \
    F(FIX_CONTACT, "有权更正机关联系方式", "fix_contact", TEXT)                                    \
    F(EARLIER_NUMBER, "前次答复编号", "earlier_number", TEXT)                                      \
    F(EARLIER_DATE, "前次答复日期", "earlier_date", DAY)                                           \
    F(PUBLICATION_WAY, "出版物获取途径", "publication_way", TEXT)                                  \
    F(REASONS_GIVEN, "申请人说明", "reasons_given", TEXT)                                          \
    F(NOTICE_DATE, "告知日期", "notice_date", DAY)                                                 \
    F(REDO_BASIS, "重作依据", "redo_basis", TEXT)                                                  \
    F(OVERDUE_REASON, "逾期原因", "overdue_reason", TEXT)                                          \
    F(SEARCH_WHERE, "检索范围", "search_where", TEXT)                                              \
    F(SEARCH_WORDS, "检索词", "search_words", TEXT)                                                \
    F(SEARCH_WHO, "检索人", "search_who", TEXT)                                                    \
    F(SEARCH_DATE, "检索日期", "search_date", DAY)                                                 \
    F(SEARCH_RESULT, "检索结果", "search_result", TEXT)                                            \
    F(SECRET_LEVEL, "密级", "secret_level", TEXT)                                                  \
    F(CLASSIFIED_BY, "定密机关", "classified_by", TEXT)                                            \
    F(THIRD_PARTY, "第三方", "third_party", TEXT)                                                  \
    F(REASON_NOTICE_SENT, "说明理由告知日期", "reason_notice_sent", DAY)                           \
    F(REASON_SILENT, "逾期未说明", "reason_silent", FLAG)                                          \
    F(HANDLING_UNIT, "承办单位", "handling_unit", TEXT)                                            \
    F(CLERK, "经办人", "clerk", TEXT)                                                              \
    F(OPINION, "拟办意见", "opinion", TEXT)                                                        \
    F(REVIEW_OPINION, "审查意见", "review_opinion", TEXT)                                          \
    F(LEADER_OPINION, "领导批示", "leader_opinion", TEXT)                                          \
    F(PAPERS, "送达文书", "papers", LIST)                                                          \
    F(RECIPIENT, "受送达人", "recipient", TEXT)                                                    \
    F(DELIVERY_KIND, "送达方式", "delivery_kind", TEXT)                                            \
    F(DELIVERY_PLACE, "送达地点", "delivery_place", TEXT)                                          \
    F(DELIVERED, "送达日期", "delivered", DAY)                                                     \
    F(PETITION_NUMBER, "信访编号", "petition_number", TEXT)                                        \
    F(PETITION_DATE, "信访登记日期", "petition_date", DAY)                                         \
    F(PETITION_OFFICE, "信访部门", "petition_office", TEXT)                                        \
    F(PASSAGE, "涉及原文", "passage", TEXT)                                                        \
    F(PETITION_OPINION, "信访部门意见", "petition_opinion", TEXT)                                  \
    F(DISCLOSURE_OPINION, "公开机构意见", "disclosure_opinion", TEXT)                              \
    F(DECISION, "会签结论", "decision", TEXT)                                                      \
    F(LINKED_NUMBER, "关联编号", "linked_number", TEXT)                                            \
    F(CLOSED, "办结日期", "closed", DAY)                                                           \
    /* worked out from the others, never given */                                                  \
    F(YOU, "称谓", "", TEXT)                                                                       \
    F(BASIS, "依据", "", TEXT)                                                                     \
    F(REGULATION, "条例", "", TEXT)                                                                \
    F(REMEDY, "救济途径", "", TEXT)                                                                \
    F(CODE_NAME, "答复类型名称", "", TEXT)                                                         \
    F(WITHHELD, "不公开部分", "", LIST)                                                            \
    F(CONTACT, "联系方式", "", TEXT)

#define PAPER_ENUM(name, zh, json, type) FACT_##name,
enum paper_fact { PAPER_FACTS(PAPER_ENUM) PAPER_N_FACTS };
#undef PAPER_ENUM

struct paper_fact_row {
    const char *name, *json; /* json "": worked out */
    enum paper_type type;
};
extern const struct paper_fact_row paper_fact_rows[PAPER_N_FACTS];

struct paper_value {
    bool given;
    const char *text; /* "" when not given */
    struct day day;
    int64_t n;
    const char *const *list;
    size_t n_list;
};

/* A part withheld of a P1: what, by which code (D1 … D8, N1a …), why. */
struct paper_withheld {
    const char *what, *code, *reason;
};

struct paper_facts {
    struct arena *a;
    struct paper_value v[PAPER_N_FACTS];
    enum foi_regime regime;
    enum organ_kind organ_kind;
    const struct paper_withheld *withheld;
    size_t n_withheld;
    struct remedy_names names; /* remedy_names_default unless set */
    int nth;                   /* of this kind on the file, from 1 */
};

/* No facts, regime NEW, organ COUNTY. */
struct paper_facts *paper_facts_new(struct arena *a);
/* "" or day_none() leaves the fact out. The strings must outlive the facts. */
void paper_set_text(struct paper_facts *f, enum paper_fact fact, const char *text);
void paper_set_day(struct paper_facts *f, enum paper_fact fact, struct day day);
void paper_set_int(struct paper_facts *f, enum paper_fact fact, int64_t n); /* INT, YUAN, FLAG */
void paper_set_list(struct paper_facts *f, enum paper_fact fact, const char *const *list, size_t n);

/* What is wrong, or missing, and what to do about it. */
struct paper_finding {
    const char *rule;  /* "C4"; templates: "" */
    const char *place; /* "正文", "第12行" */
    const char *what, *remedy;
    bool note; /* does not stop the paper */
};
struct paper_findings {
    struct arena *a;
    struct paper_finding *at;
    size_t n, cap;
};
void paper_findings_init(struct paper_findings *out, struct arena *a);
/* Findings that stop the paper. */
size_t paper_findings_count(const struct paper_findings *f);

/* Facts from an object whose members are the JSON names, besides "regime" OLD|NEW, "organ_kind"
 * COUNTY|DEPARTMENT|TOWNSHIP|STREET, "withheld" [{"what","code","reason"}], "nth". Unknown members
 * and wrong types are findings. */
enum st paper_facts_json(struct arena *a, const struct json *j, struct paper_facts **out,
    struct paper_findings *wrong, struct err *e) MUST_CHECK;

struct paper_kind {
    const char *key;      /* "reply": also the name of its template file */
    const char *suffix;   /* "答"; "" for internal forms, which have no number of their own */
    const char *name;     /* 政府信息公开申请答复书 */
    const char *when;     /* in which situation */
    const char *template; /* key of the template it uses */
    bool has_remedy;      /* prints where to appeal */
};
extern const struct paper_kind paper_kinds[];
extern const size_t n_paper_kinds;
/* By key, suffix or name; NULL when there is none. */
const struct paper_kind *paper_kind_find(const char *word);

/* RULE B1: 师政信公开〔2018〕第1号. */
const char *paper_request_number(struct arena *a, const char *word, int year, int serial);
bool paper_is_request_number(const char *s);
/* RULE B2: 师政信公开〔2018〕第1号-答, -答2 for the second of its kind. ST_INVALID for what is no
 * request number, for a kind without suffix and for nth < 1. */
enum st paper_number(struct arena *a, const char *request_number, const struct paper_kind *kind,
    int nth, const char **out, struct err *e) MUST_CHECK;

struct paper_template;
#define PAPER_TEMPLATE_MAX_BYTES ((size_t)64 << 10)
/* The template, or all that is wrong in it with its lines: ST_INVALID and *out NULL. */
enum st paper_template_parse(struct arena *a, const char *text, size_t n,
    const struct paper_template **out, struct paper_findings *wrong) MUST_CHECK;
/* The shipped text of a kind. */
const char *paper_template_text(const struct paper_kind *kind, size_t *n);

/* ---- for those who edit templates ---- */

/* Group of the list of placeholders, what one means, its type in words, its value in an invented
 * case ("" when it has none). */
const char *paper_fact_group(enum paper_fact fact);
const char *paper_fact_meaning(enum paper_fact fact);
const char *paper_type_title(enum paper_type type);
const char *paper_fact_example(struct arena *a, enum paper_fact fact);

/* An invented case in which everything is known: under the regulation of 2008, of 2019, and since
 * 2024, when reconsideration comes first for some replies. */
enum paper_sample_time { SAMPLE_OLD, SAMPLE_NEW, SAMPLE_NOW, SAMPLE_TIMES };
struct paper_facts *paper_sample(
    struct arena *a, const struct paper_kind *kind, enum paper_sample_time time, const char *code);

/* Reads a template and tries it with invented cases of every kind of reply and every time, whole
 * ones and such in which only what every case has is known: parts that §2.2 and §2.3 demand, and
 * placeholders that not every case can fill. All findings at once; ST_INVALID when there are any.
 */
enum st paper_template_try(struct arena *a, const struct paper_kind *kind, const char *text,
    size_t n, struct paper_findings *wrong) MUST_CHECK;

/* Fills a template. Facts that it needs and that are not given: ST_INVALID and a finding each. */
enum st paper_fill(const struct paper_template *t, const struct paper_kind *kind,
    struct paper_facts *f, struct letter *out, struct paper_findings *missing) MUST_CHECK;
/* The same with the shipped template. */
enum st paper_build(const struct paper_kind *kind, struct paper_facts *f, struct letter *out,
    struct paper_findings *missing) MUST_CHECK;

/* Checks a paper, as built or as staff edited it, by its text: §2.2 for every kind, and for
 * replies C1 … C6 and K3 … K6. All findings at once; ST_INVALID when one of them stops the paper.
 */
enum st paper_check(const struct paper_kind *kind, struct paper_facts *f, const char *text,
    struct paper_findings *out) MUST_CHECK;

/* ---- letters that staff edited ---- */

/* What stands between addressee and attachments or signature, a line for each paragraph. */
const char *paper_body_text(struct arena *a, const struct letter *l);
/* The same from the whole text of an edited letter. Everything around it must still be as in
 * `made`: title, number, addressee, attachments, signature, date, contact. Findings of all that is
 * not: ST_INVALID, *body then as far as it can be told. */
enum st paper_body_cut(struct arena *a, const struct letter *made, const char *text,
    const char **body, struct paper_findings *wrong) MUST_CHECK;
/* Puts the body in place of that of l. Tables of l stay: each must be in the text, unchanged. */
enum st paper_body_set(
    struct arena *a, struct letter *l, const char *body, struct paper_findings *wrong) MUST_CHECK;

/* ---- internal forms that staff filled in ---- */

struct paper_form_place { /* a fact that staff write */
    enum paper_fact fact;
    const char *closed; /* NULL: now; else what to do instead */
};
struct paper_form {
    const struct letter *made;   /* as it was sent */
    const struct letter *marked; /* the same template with the facts of paper_form_mark */
    const struct paper_facts *f;
    const struct paper_form_place *places;
    size_t n_places;
};
/* The facts with a mark in place of each of these. */
struct paper_facts *paper_form_mark(
    const struct paper_facts *f, const struct paper_form_place *places, size_t n);

struct paper_form_change {
    size_t place;
    const char *label, *before, *now; /* of the cell */
};
/* Compares cell by cell what docx_read_form gave; room for n_places. What belongs to the case, to
 * somebody else or to nobody, and any other table, is a finding each: ST_INVALID. */
enum st paper_form_changes(const struct paper_form *form, const struct docx *back,
    struct paper_form_change *out, size_t *n, struct paper_findings *wrong) MUST_CHECK;
/* Names of the cells that may be written now. */
size_t paper_form_open(const struct paper_form *form, const char **labels, size_t most);

/* ---- edited texts that have waited ---- */

struct paper_told { /* a fact of the case that a text tells */
    enum paper_fact fact;
    size_t item; /* of a list */
    const char *words;
};
/* The facts whose words stand in the text. */
size_t paper_told(
    const struct paper_facts *f, const char *text, struct paper_told *out, size_t most);

struct paper_change {
    const char *name, *before, *now; /* 答复期限, as the text tells it, "" when it is no more */
};
/* What of it the text still tells and the case no longer says; room for n. */
size_t paper_changes(const struct paper_facts *f, const struct paper_told *told, size_t n,
    const char *text, struct paper_change *out);
/* A finding for each. */
void paper_check_changes(
    struct arena *a, const struct paper_change *list, size_t n, struct paper_findings *out);
/* The text with the new words in the places of the old ones. */
const char *paper_renew(
    struct arena *a, const struct paper_change *list, size_t n, const char *text);

#endif
