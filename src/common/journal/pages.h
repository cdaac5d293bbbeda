/* Handlers and views of the public log's pages and of the journal's page for staff.
 *
 * SPDX-License-Identifier: MIT */
#ifndef JOURNAL_PAGES_H
#define JOURNAL_PAGES_H

#include "common/journal/tlog.h"
#include "lib/ui/ui.h"

handler_fn log_show, log_entry_show, log_proof, log_checkpoint, log_tile;
handler_fn journal_show;

/* ---- the public log: log_page.c, log.html ---- */
struct log_row {
    uint64_t seq;
    const char *act, *at, *title, *number, *unit, *sha256, *path;
    const char *when; /* at as shown: "2018-09-12 09:30" (RULE G-TIME) */
    int64_t record, edition;
};
/* Reads an entry's JSON; members that are absent are "". */
enum st log_row_read(
    struct ctx *c, uint64_t seq, const char *entry, struct log_row *out) MUST_CHECK;
const char *log_act_word(const char *act); /* 发布, 修改, 结束 */

struct log_view {
    struct tlog_head head;
    const char *verifier; /* "" when the key cannot be read */
    struct log_row *rows;
    size_t n;
};
#define LOG_PER_PAGE 50
void log_page(struct buf *out, struct req *r, const struct log_view *v);

struct proof_view {
    struct log_row row;
    const char *entry, *leaf; /* bytes that are hashed, and the hash as base64 */
    const char *const *proof; /* base64 */
    size_t n_proof;
    struct tlog_head head;
    const char *root, *verifier;
};
void log_entry_page(struct buf *out, struct req *r, const struct proof_view *v);
extern const struct stmt log_stmt_newest;

/* ---- the journal: journal_page.c, journal.html ---- */
struct journal_line {
    int64_t seq, at, subject_id, edition_id;
    const char *person, *unit, *origin, *action, *subject_kind, *detail, *hash;
};
struct attempt_line {
    int64_t at;
    const char *person, *unit, *route, *reason;
};
struct journal_view {
    bool attempts;
    struct journal_line *lines;
    struct attempt_line *refused;
    size_t n;
    int64_t total;
};
#define JOURNAL_PER_PAGE 50
void journal_page(struct buf *out, struct req *r, const struct journal_view *v);
const char *journal_action_word(const char *action);
const char *journal_origin_word(const char *origin);
/* The areas of actions, for the filter: {"record", "文件"} … */
extern const struct ui_option journal_areas[];
extern const size_t n_journal_areas;
/* Where the subject is looked at, "" when nowhere. */
const char *journal_subject_path(struct arena *a, const struct journal_line *l);
const char *journal_subject_words(struct arena *a, const struct journal_line *l);
/* The detail's members in words: 标题：…；说明：… */
const char *journal_detail_words(struct arena *a, const char *detail);
extern const struct stmt journal_stmt_find, journal_stmt_count, attempt_stmt_find,
    attempt_stmt_count;

#endif
