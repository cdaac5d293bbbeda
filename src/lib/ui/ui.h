/* Page frames and components: all that public pages and the workbench have in common.
 *
 * Everything here writes HTML into `out` and escapes what it is given. Strings may be NULL or ""
 * when a part is to be left out. A frame is opened and closed by the page template:
 *
 *     {% do public_begin(out, r, &(struct public_head){.title = c->name}); %} …
 *     {% do public_end(out, r); %}
 *
 * docs/templates.md says how templates work; /work/gallery shows every component; the classes for
 * markup that templates write themselves are listed in docs/look.md.
 *
 * SPDX-License-Identifier: MIT */
#ifndef UI_UI_H
#define UI_UI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/text/diff.h"
#include "lib/ui/html.h"
#include "lib/ui/site.h"
#include "lib/web/web.h"

/* Static files, /prefs, /theme-….css and the gallery. */
extern const struct module ui_module;

/* "/static/<hash>/name" of an embedded file; valid for ever. Names that do not exist are a bug. */
const char *ui_static(const char *name);
/* false when there is no such file, for parts that are built only sometimes (web/dist). */
bool ui_has_static(const char *name);

/* ---- frames ---- */

struct crumb {
    const char *label, *path; /* path "" for the page itself */
};

/* Head of a public page. The 网页标签 are written when not empty (RULE G-TAG, publishing §2.8);
 * SiteName, SiteDomain and SiteIDCode come from struct site. */
struct public_head {
    const char *title;          /* of this page; "" on the home page */
    const struct crumb *crumbs; /* below 首页; the last one is this page */
    size_t n_crumbs;
    const char *section; /* path of the navigation entry to mark, "/zwgk/" */
    bool home;           /* large search box in the head, no breadcrumb */
    bool no_search;      /* the page has its own search box */
    bool no_index;       /* robots: noindex */
    const char *column_name, *column_description, *column_keywords, *column_type;
    const char *article_title, *content_source, *keywords, *author, *description, *image;
    int64_t pub_date;              /* UTC seconds; 0: none */
    const char *url;               /* path of the page; becomes Url and the canonical link */
    const char *feed;              /* path of its Atom feed */
    const char *query;             /* kept in the search box */
    const struct site_link *hints; /* home: words to try, below the search box */
    size_t n_hints;
    const char *const *scripts; /* names of further embedded ES modules, NULL-terminated */
    const char *const *styles;  /* names of further embedded style sheets, NULL-terminated */
    /* HTML made of the above by public_ready, for pages that are written again and again; NULL:
     * made now. With them only title, home, styles and scripts are read. */
    const char *tags_html, *below_html;
};
void public_ready(struct arena *a, struct public_head *h);
void public_begin(struct buf *out, struct req *r, const struct public_head *h);
void public_end(struct buf *out, struct req *r);

/* One entry of the workbench's navigation. Shown when perm is NULL or req_can(r, perm). */
struct work_section {
    const char *key, *label, *path, *perm, *icon;
    const char *group; /* heading above it when it differs from that of the entry before */
};
/* The table of the program; constant, stays valid. Set once at start. */
void ui_set_work_sections(const struct work_section *list, size_t n);

struct work_head {
    const char *title;
    const char *section;        /* key of the navigation entry to mark */
    const char *intro;          /* one line below the title */
    const struct crumb *crumbs; /* above the title; may be none */
    size_t n_crumbs;
    bool own_title;     /* the page writes its own h1 */
    const char *search; /* path its search box leads to; NULL: /work/documents/ */
    const char *const *scripts, *const *styles;
};
/* Also shows the flash message. */
void work_begin(struct buf *out, struct req *r, const struct work_head *h);
void work_end(struct buf *out, struct req *r);

/* A page without navigation: sign-in, external-link prompt. Closed with plain_end. */
void plain_begin(struct buf *out, struct req *r, const char *title);
void plain_end(struct buf *out, struct req *r);

/* The hook of struct app_options: writes the whole page for r->status and r->ctx->err. */
void ui_error_page(struct req *r);

/* The foot of every public page; also the preview of the site settings. */
void site_footer(struct buf *out, const struct site *s);

/* ---- addresses ---- */

/* The query string with `name` set to value ("" removes it) and `page` removed: "?a=1&b=2" or "".
 * Lives in the request arena. */
const char *ui_query(struct req *r, const char *name, const char *value);
/* Path and query of this request, for back links. */
const char *ui_here(struct req *r);
/* True for "/…" without scheme, host, backslash or control characters. */
bool ui_local_path(const char *path);

/* ---- forms ---- */

struct ui_form {
    const char *action;   /* NULL: this page */
    const char *id;       /* id of the form element */
    bool once;            /* carries a once-token: the route has ROUTE_ONCE */
    bool files;           /* multipart */
    bool inline_form;     /* buttons in a row, no block layout */
    bool quiet;           /* the problems belong to another form of the page */
    bool keep;            /* the browser warns before unsaved input is lost */
    const char *autosave; /* path the editor posts the form to now and then; NULL: none */
};
/* POST form with the CSRF field. Lists r->problems at its top, each a link to its field. */
void ui_form_begin(struct buf *out, struct req *r, const struct ui_form *f);
void ui_form_end(struct buf *out);
/* What r->problems tell, for a page that shows the form no more. */
void ui_problems(struct buf *out, struct req *r);
/* Row of buttons at the end of a form: ui_actions_begin … ui_actions_end. */
void ui_actions_begin(struct buf *out);
void ui_actions_end(struct buf *out);

struct ui_option {
    const char *value, *label;
};
/* A field. In a form that is shown again (POST) what the person typed is kept; otherwise `value` is
 * shown. The message of problem_of(r, name) and the hint are tied to it by aria-describedby. */
struct ui_field {
    const char *name, *label, *hint, *value;
    const char *type;         /* ui_input: "text" by default; "date", "password", "email" … */
    const char *autocomplete; /* "username", "current-password" … */
    const char *placeholder;
    bool required, readonly, focus;
    int rows;                        /* ui_textarea: 0 is 6 */
    int max;                         /* longest input in characters; 0: none */
    int width;                       /* in characters; 0: full */
    const struct ui_option *options; /* ui_select, ui_radios, ui_checks */
    size_t n_options;
    const char *empty;         /* ui_select: label of the empty choice; NULL: none */
    const char *const *values; /* ui_checks: chosen values */
    size_t n_values;
    const char *accept; /* ui_file: ".docx,.pdf" */
    bool multiple;      /* ui_file */
    bool checked;       /* ui_check */
};
void ui_input(struct buf *out, struct req *r, const struct ui_field *f);
/* A whole number that must be given: a setting. */
void ui_number(struct buf *out, struct req *r, const char *name, const char *label,
    const char *hint, int value);
void ui_textarea(struct buf *out, struct req *r, const struct ui_field *f);
void ui_select(struct buf *out, struct req *r, const struct ui_field *f);
void ui_radios(struct buf *out, struct req *r, const struct ui_field *f);
/* Several check boxes of one name. */
void ui_checks(struct buf *out, struct req *r, const struct ui_field *f);
/* One check box; its value is "1". */
void ui_check(struct buf *out, struct req *r, const struct ui_field *f);
void ui_file(struct buf *out, struct req *r, const struct ui_field *f);
void ui_hidden(struct buf *out, const char *name, const char *value);

enum ui_kind { UI_PLAIN, UI_PRIMARY, UI_DANGER, UI_QUIET };
/* Submit button; name may be NULL. */
void ui_button(
    struct buf *out, enum ui_kind kind, const char *label, const char *name, const char *value);
/* A link that looks like a button. */
void ui_link_button(struct buf *out, enum ui_kind kind, const char *label, const char *path);
/* A whole form that is one button: POST to action with the CSRF field. */
void ui_post_button(
    struct buf *out, struct req *r, enum ui_kind kind, const char *label, const char *action);

/* ---- lists ---- */

/* GET form above a list: ui_filter_begin, ui_input / ui_select with the argument as value, …_end.
 * path NULL: this page. Fields keep the query arguments by themselves. */
void ui_filter_begin(struct buf *out, struct req *r, const char *path);
void ui_filter_end(struct buf *out, struct req *r);
/* One row of links that set query argument `name`: 年份 全部 2018 2017. */
void ui_facet(struct buf *out, struct req *r, const char *label, const char *name,
    const struct ui_option *options, size_t n);
/* 共 128 条 · 最近更新 2018-09-12 */
void ui_count(struct buf *out, int64_t n, const char *unit, struct day newest);
/* The page asked for by ?page=, at least 1. */
int64_t ui_page(const struct req *r);
/* Pager with the total; nothing but the total when all fits on one page. */
void ui_pager(struct buf *out, struct req *r, int64_t total, int64_t per_page);
/* Nothing here: what that means, what to do. */
void ui_empty(struct buf *out, const char *what, const char *hint);

struct ui_tab {
    const char *label, *path;
    int64_t count; /* shown behind the label; negative: not shown */
};
void ui_tabs(
    struct buf *out, const char *label, const struct ui_tab *tabs, size_t n, size_t current);

/* Facts about one thing: ui_facts_begin, ui_fact…, ui_facts_end. Empty facts are left out. */
void ui_facts_begin(struct buf *out);
void ui_fact(struct buf *out, const char *label, const char *value);
void ui_fact_day(struct buf *out, const char *label, struct day d);
void ui_fact_time(struct buf *out, const char *label, int64_t t);
void ui_fact_link(struct buf *out, const char *label, const char *text, const char *path);
/* Opens a fact whose value the caller writes: ui_fact_begin … ui_fact_end. */
void ui_fact_begin(struct buf *out, const char *label);
void ui_fact_end(struct buf *out);
void ui_facts_end(struct buf *out);

/* The title of a document, set large: it may break between phrases, not inside words. For a heading
 * with class "doc-title" or "phrases". */
void ui_title(struct buf *out, const char *title);
/* A title in a list or a sentence, broken anywhere but inside a document number. */
void ui_line_title(struct buf *out, const char *title);

/* Two texts side by side as diff_lines compared them; long equal runs are shortened. */
void ui_diff(struct buf *out, const struct diff_row *rows, size_t n);

/* ---- signs ---- */

/* A light is a word, a shape and a colour. The first five have the order of enum light of
 * common/clock: ui_light(out, (enum ui_light)light_of(due, today), NULL). */
enum ui_light {
    UI_LIGHT_WAIT,      /* 未到期 */
    UI_LIGHT_NEAR,      /* 临期 */
    UI_LIGHT_URGENT,    /* 紧急 */
    UI_LIGHT_LATE,      /* 逾期 */
    UI_LIGHT_DONE,      /* 已完成 */
    UI_LIGHT_DONE_LATE, /* 逾期完成 */
    UI_LIGHT_STOPPED,   /* 中止 */
    UI_LIGHT_NONE       /* 无期限 */
};
/* word NULL: the word above. */
void ui_light(struct buf *out, enum ui_light light, const char *word);

enum ui_mood { MOOD_INFO, MOOD_GOOD, MOOD_WARN, MOOD_STOP };
/* A short label: 草稿, 有效, 已废止. */
void ui_tag(struct buf *out, enum ui_mood mood, const char *text);
/* A banner: tombstone, repealed, unsaved … text may be NULL. */
void ui_notice(struct buf *out, enum ui_mood mood, const char *title, const char *text);
/* As ui_notice, but the caller writes the content: … ui_notice_end. */
void ui_notice_begin(struct buf *out, enum ui_mood mood, const char *title);
void ui_notice_end(struct buf *out);

/* label 进度, 13 of 18. */
void ui_progress(struct buf *out, const char *label, int64_t done, int64_t total);
/* An icon of icons.svg: search, menu, inbox, file, check, clock, alert, user, users, log, list,
 * settings, out, print, feed, down, up, left, right, plus, edit, trash, link, eye, undo, calendar
 * and more; gallery.c lists them all. */
void ui_icon(struct buf *out, const char *name);

/* ui_timeline_begin, ui_event…, ui_timeline_end; newest first is the caller's order. */
struct ui_event {
    int64_t at;             /* UTC seconds; 0: not yet */
    const char *what, *who; /* 审核通过, 张三（县政府办公室） */
    const char *note;
    enum ui_mood mood;
};
void ui_timeline_begin(struct buf *out);
void ui_event(struct buf *out, const struct ui_event *e);
void ui_timeline_end(struct buf *out);

#endif
