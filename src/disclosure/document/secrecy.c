/* Rows of secrecy reviews and the setting which texts need one; see secrecy.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/secrecy.h"

#include <string.h>

#include "common/journal/journal.h"
#include "disclosure/document/desk_sql.h"

const char secrecy_basis_open[] =
    "不含国家秘密、工作秘密，公开后不危及国家安全、公共安全、经济安全、社会稳定";
const struct secrecy_rules secrecy_defaults = {
    .kinds = "document,notice,news,interpretation,page,answer", .free = ""};

static const struct {
    const char *key, *word;
    enum secrecy state;
} conclusions[] = {{"open", "可公开", SECRECY_OPEN}, {"cut", "删减后公开", SECRECY_CUT},
    {"closed", "不公开", SECRECY_CLOSED}};

static const char *const state_words[] = {[SECRECY_FREE] = "不需要审查",
    [SECRECY_OPEN] = "可公开",
    [SECRECY_NONE] = "尚未审查",
    [SECRECY_CHANGED] = "文本改过，须重新审查",
    [SECRECY_CUT] = "须删减，尚未删减",
    [SECRECY_CLOSED] = "不公开",
    [SECRECY_OWN] = "起草人自己审查，无效"};

const struct stmt stmt_secrecy_list = {"secrecy.list",
    "SELECT s.at, s.conclusion, s.basis, s.digest, COALESCE(p.name, '系统'), "
    "COALESCE(u.short_name, ''), CASE WHEN w.person IS NULL THEN 0 ELSE 1 END "
    "FROM document_secrecy s LEFT JOIN person p ON p.id = s.person "
    "LEFT JOIN unit u ON u.id = s.unit LEFT JOIN document_writer w ON w.record_id = s.record_id "
    "AND w.person = s.person WHERE s.record_id = $1 ORDER BY s.id DESC LIMIT 100",
    NULL};
const struct stmt stmt_secrecy_add = {"secrecy.add",
    "INSERT INTO document_secrecy (record_id, digest, at, person, unit, conclusion, basis) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)",
    NULL};
const struct stmt stmt_secrecy_rules = {
    "secrecy.rules", "SELECT key, value FROM document_setting ORDER BY key", NULL};
const struct stmt stmt_secrecy_rule_put = {"secrecy.rule_put",
    "INSERT INTO document_setting (key, value) VALUES ($1, $2) "
    "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    NULL};

const char *secrecy_word(const char *conclusion)
{
    for (size_t i = 0; i < COUNT_OF(conclusions); i++)
        if (!strcmp(conclusions[i].key, conclusion))
            return conclusions[i].word;
    return "";
}

const char *secrecy_state_word(enum secrecy s)
{
    return state_words[s];
}

const char *secrecy_digest(struct arena *a, const struct content *c)
{
    struct buf files;
    struct content only;
    content_init(&only);
    only.meta.files = c->meta.files;
    only.meta.n_files = c->meta.n_files;
    buf_init(&files, 0);
    meta_write(&files, &only.meta);
    struct sha256 h = content_digest(c->title, c->summary, c->body_html, buf_str(&files));
    buf_release(&files);
    return sha256_hex(&h, ARENA_ARRAY(a, char, SHA256_HEX_BYTES));
}

/* Whether `word` is one of a comma list. */
static bool listed(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *p = list; *p;) {
        size_t k = strcspn(p, ",");
        if (k == n && !strncmp(p, word, n))
            return true;
        p += k + (p[k] == ',');
    }
    return false;
}

/* Whether the path is one of a comma list, or below one. */
static bool below(const char *list, const char *path)
{
    for (const char *p = list; *p;) {
        size_t k = strcspn(p, ",");
        if (k && !strncmp(p, path, k) && (path[k] == '/' || !path[k]))
            return true;
        p += k + (p[k] == ',');
    }
    return false;
}

bool secrecy_needed(const struct secrecy_rules *r, const char *kind, const char *column_path)
{
    return listed(r->kinds, kind) && !below(r->free, column_path);
}

enum st secrecy_rules_get(struct ctx *c, struct secrecy_rules *out)
{
    struct rows *r;
    *out = secrecy_defaults;
    enum st st = q(c, &stmt_secrecy_rules, NO_ARGS, &r);
    while (!st && rows_next(r)) {
        if (!strcmp(rows_text(r, 0), "secrecy_kinds"))
            out->kinds = rows_text(r, 1);
        else if (!strcmp(rows_text(r, 0), "secrecy_free"))
            out->free = rows_text(r, 1);
    }
    return st;
}

enum st secrecy_rules_put(struct ctx *c, const struct secrecy_rules *r)
{
    enum st st = x(c, &stmt_secrecy_rule_put, ARGS(v_text("secrecy_kinds"), v_text(r->kinds)));
    if (!st)
        st = x(c, &stmt_secrecy_rule_put, ARGS(v_text("secrecy_free"), v_text(r->free)));
    return st ? st
              : journal_add(
                    c, &(struct act){.action = "document.settings", .subject_kind = "setting"});
}

static enum secrecy state_of(const struct secrecy_look *l)
{
    for (size_t i = 0; i < l->n; i++) {
        const struct secrecy_review *v = &l->all[i];
        if (strcmp(v->digest, l->digest) != 0)
            continue;
        if (v->own)
            return SECRECY_OWN;
        for (size_t k = 0; k < COUNT_OF(conclusions); k++)
            if (!strcmp(conclusions[k].key, v->conclusion))
                return conclusions[k].state;
    }
    return l->n ? SECRECY_CHANGED : SECRECY_NONE;
}

enum st secrecy_look_at(struct ctx *c, int64_t record_id, const char *kind, const char *column_path,
    const struct content *content, struct secrecy_look *out)
{
    struct rows *r;
    struct secrecy_rules rules;
    *out = (struct secrecy_look){.digest = secrecy_digest(c->mem, content)};
    enum st st = secrecy_rules_get(c, &rules);
    if (!st)
        st = q(c, &stmt_secrecy_list, ARGS(v_int(record_id)), &r);
    if (st)
        return st;
    struct secrecy_review *list = ARENA_ARRAY(c->mem, struct secrecy_review, rows_count(r) + 1);
    while (rows_next(r))
        list[out->n++] = (struct secrecy_review){.at = rows_int(r, 0),
            .conclusion = rows_text(r, 1),
            .basis = rows_text(r, 2),
            .digest = rows_text(r, 3),
            .name = rows_text(r, 4),
            .unit = rows_text(r, 5),
            .own = rows_int(r, 6) != 0};
    out->all = list;
    out->needed = secrecy_needed(&rules, kind, column_path);
    out->state = out->needed ? state_of(out) : SECRECY_FREE;
    return ST_OK;
}

enum st secrecy_add(
    struct ctx *c, int64_t record_id, const char *digest, const char *conclusion, const char *basis)
{
    const char *word = secrecy_word(conclusion);
    if (!*word)
        return fail(c, ST_INVALID, "secrecy", "请选择保密审查的结论：可公开、删减后公开或不公开");
    if (!*basis && strcmp(conclusion, "open") != 0)
        return fail(
            c, ST_INVALID, "secrecy_basis", "结论是“%s”的，请写明依据，以及哪些内容不能公开", word);
    const char *said = *basis ? basis : secrecy_basis_open;
    enum st st = x(c, &stmt_secrecy_add,
        ARGS(v_int(record_id), v_text(digest), v_int(c->now), v_int(c->person), v_int(c->unit),
            v_text(conclusion), v_text(said)));
    return st ? st
              : journal_add(c, &(struct act){.action = "record.secrecy",
                                   .subject_kind = "record",
                                   .subject_id = record_id,
                                   .detail = arena_printf(c->mem, "{\"note\":\"%s\"}", word)});
}
