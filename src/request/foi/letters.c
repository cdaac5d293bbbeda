/* Facts of the papers: one small function for each part of the case.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/letters.h"

#include <stdlib.h>
#include <string.h>

#include "common/clock/calendar.h"

static const struct foi_event *last(const struct letter_case *lc, const char *action)
{
    return event_after(lc->list, lc->n, action, 0);
}

static const char *arg(const struct foi_event *ev, const char *name)
{
    return ev ? foi_event_arg(ev, name) : "";
}

static struct day day_of_event(const struct foi_event *ev)
{
    return ev ? ev->day : day_none();
}

/* The lines of a text that are not empty. */
static size_t lines_of(struct arena *a, const char *text, const char *const **out)
{
    const char **list = ARENA_ARRAY(a, const char *, strlen(text) / 2 + 2);
    size_t n = 0;
    while (*text) {
        size_t len = strcspn(text, "\n");
        if (strspn(text, " \t") < len)
            list[n++] = arena_strndup(a, text, len);
        text += len + (text[len] == '\n');
    }
    *out = list;
    return n;
}

static void set_lines(struct paper_facts *f, enum paper_fact fact, const char *text)
{
    const char *const *list;
    size_t n = lines_of(f->a, text, &list);
    paper_set_list(f, fact, list, n);
}

static void set_organ(const struct letter_case *lc, struct paper_facts *f)
{
    struct unit office;
    bool known = !unit_get(lc->c, lc->organ->office_id, &office);
    f->organ_kind = lc->organ->kind;
    f->regime = lc->k->regime;
    paper_set_text(f, FACT_ORGAN, lc->organ->name);
    paper_set_text(f, FACT_OFFICE, known ? office.name : lc->organ->name);
    paper_set_text(f, FACT_ADDRESS, lc->organ->address);
    paper_set_text(f, FACT_PHONE, lc->organ->phone);
    paper_set_text(f, FACT_COURT, lc->organ->court);
    paper_set_text(f, FACT_HANDLING_UNIT, lc->k->handler_name);
}

static void set_request(const struct letter_case *lc, struct paper_facts *f)
{
    const struct foi_application *in = lc->in;
    const struct foi_applicant *who = &in->who;
    paper_set_text(f, FACT_REQUEST_NUMBER, lc->k->number);
    paper_set_text(f, FACT_APPLICANT, who->name);
    paper_set_int(f, FACT_IS_ORGANISATION, strcmp(who->kind, "NATURAL") != 0);
    paper_set_text(f, FACT_APPLICANT_KIND, foi_title(foi_applicants, FOI_APPLICANTS, who->kind));
    paper_set_text(f, FACT_APPLICANT_ID, *who->credit_code ? who->credit_code : who->id_number);
    paper_set_text(f, FACT_APPLICANT_PHONE, who->phone);
    paper_set_text(f, FACT_APPLICANT_ADDRESS, who->address);
    paper_set_text(f, FACT_AGENT, who->agent_name);
    paper_set_text(f, FACT_CHANNEL, foi_channels[lc->k->channel].title);
    paper_set_text(f, FACT_SUBJECT, in->wanted);
    paper_set_text(f, FACT_PURPOSE, in->purpose);
    paper_set_text(f, FACT_FORM_WANTED, foi_title(foi_forms, COUNT_OF(foi_forms), in->form));
    paper_set_text(f, FACT_WAY_WANTED,
        foi_titles(f->a, foi_deliveries, COUNT_OF(foi_deliveries), in->delivery));
    paper_set_text(f, FACT_QUERY_CODE, in->code);
}

/* RULE R6c: until when the answer was due before the period was extended, with what is not counted
 * up to then. */
static enum st due_before(
    const struct letter_case *lc, const struct foi_event *ext, struct day *out)
{
    struct derived d;
    struct foi_case then = *lc->k;
    enum st st = foi_derive(lc->c, &then, lc->list, (size_t)(ext - lc->list), ext->day, &d);
    *out = then.due;
    return st;
}

static enum st set_clock(const struct letter_case *lc, struct paper_facts *f)
{
    enum st st = ST_OK;
    struct day due = lc->k->due;
    const struct foi_event *corrected = last(lc, "correction_received"),
                           *again = last(lc, "reopen");
    const struct foi_event *extension =
        event_after(lc->list, lc->n, "extension", again ? again->seq : 0);
    const struct foi_case *k = lc->k;
    if (!corrected)
        corrected = last(lc, "accept_late");
    paper_set_day(f, FACT_RECEIVED, k->start_first);
    paper_set_day(f, FACT_CORRECTED, day_of_event(corrected));
    paper_set_day(f, FACT_CORRECTION_BY, k->correction_deadline);
    if (extension)
        st = due_before(lc, extension, &due);
    paper_set_day(f, FACT_DUE, due);
    paper_set_day(f, FACT_EXTENDED_DUE, extension ? k->due : day_none());
    paper_set_text(f, FACT_EXTENSION_REASON, arg(extension, "text"));
    paper_set_day(f, FACT_EXTENSION_APPROVED, day_of_event(extension));
    return st;
}

/* Until when reasons are to be given: a date, because people do not count working days. */
static struct day answer_by(const struct foi_event *ev)
{
    struct err e;
    struct day d;
    int days = ev ? (int)strtol(arg(ev, "days"), NULL, 10) : 0;
    return days > 0 && !calendar_add(ev->day, days, &d, &e) ? d : day_none();
}

static void set_course(const struct letter_case *lc, struct paper_facts *f)
{
    const struct foi_event *notice = last(lc, "correction_notice"),
                           *asked = last(lc, "reason_notice"), *given = last(lc, "reason_answer"),
                           *search = last(lc, "search"), *fee = last(lc, "fee_notice");
    set_lines(f, FACT_CORRECTIONS, arg(notice, "text"));
    paper_set_text(f, FACT_GUIDANCE, arg(notice, "guidance"));
    paper_set_text(f, FACT_QUANTITY_FACTS, arg(asked, "text"));
    paper_set_text(f, FACT_REASONS_ASKED, arg(asked, "asked"));
    paper_set_day(f, FACT_ANSWER_BY, answer_by(asked));
    paper_set_day(f, FACT_REASON_NOTICE_SENT, day_of_event(asked));
    paper_set_text(f, FACT_REASONS_GIVEN, arg(given, "text"));
    paper_set_int(f, FACT_REASON_SILENT, *arg(given, "silent") == '1');
    paper_set_text(f, FACT_SEARCH_WHERE, arg(search, "where"));
    paper_set_text(f, FACT_SEARCH_WORDS, arg(search, "words"));
    paper_set_text(f, FACT_SEARCH_WHO, arg(search, "who"));
    paper_set_text(f, FACT_SEARCH_RESULT, arg(search, "text"));
    paper_set_day(f, FACT_SEARCH_DATE, day_of_event(search));
    paper_set_day(f, FACT_NOTICE_DATE, day_of_event(fee ? fee : notice));
}

static void set_fee(const struct letter_case *lc, struct paper_facts *f)
{
    const struct foi_event *fee = last(lc, "fee_notice");
    if (!fee)
        return;
    bool pages = strcmp(arg(fee, "standard"), "PAGES") == 0;
    paper_set_text(f, FACT_FEE_STANDARD, pages ? "按量计收" : "按件计收");
    const char *counting = arena_printf(f->a,
        pages ? "提供信息共%s页，按分档标准累计" : "本月申请共%s件，按分档标准累计",
        arg(fee, "count"));
    if (*arg(fee, "charged"))
        counting =
            arena_printf(f->a, "%s，减去本月其他申请已经通知的%s元", counting, arg(fee, "charged"));
    paper_set_text(f, FACT_FEE_COUNTING, counting);
    paper_set_int(f, FACT_AMOUNT, 100 * lc->k->fee_yuan);
    paper_set_text(f, FACT_PAY_WAY, arg(fee, "text"));
}

/* The course of the consultation, without names (§2.2, D4). */
static const char *consult_course(const struct letter_case *lc, struct arena *a)
{
    static const struct {
        const char *answer, *words;
    } ways[] = {{"AGREE", "第三方同意公开"}, {"OBJECT", "第三方不同意公开"},
        {"SILENT", "第三方逾期未提出意见"}};
    char day[24];
    for (size_t i = lc->d->n_consults; i-- > 0;)
        for (size_t j = 0; j < COUNT_OF(ways); j++)
            if (strcmp(lc->d->consults[i].kind, "THIRD") == 0 &&
                strcmp(lc->d->consults[i].answer, ways[j].answer) == 0)
                return arena_printf(a, "本机关于%s书面征求第三方意见，%s",
                    day_text_zh(lc->d->consults[i].issued, day), ways[j].words);
    return "";
}

static void set_consult(const struct letter_case *lc, struct paper_facts *f)
{
    const struct foi_event *consult = lc->consult ? lc->consult : last(lc, "consult");
    paper_set_text(f, FACT_CONSULTED, arg(consult, "party"));
    paper_set_int(f, FACT_IS_JOINT, strcmp(arg(consult, "kind"), "JOINT") == 0);
    paper_set_text(f, FACT_RECORD, arg(consult, "text"));
    paper_set_text(f, FACT_QUESTION, arg(consult, "question"));
    paper_set_text(f, FACT_CONSULT_COURSE, consult_course(lc, f->a));
    for (size_t i = 0; i < lc->d->n_consults; i++)
        if (strcmp(lc->d->consults[i].kind, "THIRD") == 0)
            paper_set_text(f, FACT_THIRD_PARTY, lc->d->consults[i].party);
}

/* ---- the reply ---- */

static const struct {
    const char *name;
    enum paper_fact fact;
} of_draft[] = {{"code", FACT_CODE}, {"info_title", FACT_INFO_TITLE}, {"reason", FACT_REASON},
    {"released_part", FACT_RELEASED_PART}, {"supply_form", FACT_SUPPLY_FORM}, {"where", FACT_WHERE},
    {"way", FACT_WAY}, {"way_time", FACT_WAY_TIME}, {"other_basis", FACT_OTHER_BASIS},
    {"secret_level", FACT_SECRET_LEVEL}, {"classified_by", FACT_CLASSIFIED_BY},
    {"special_law", FACT_SPECIAL_LAW}, {"counter", FACT_COUNTER}, {"responsible", FACT_RESPONSIBLE},
    {"responsible_contact", FACT_RESPONSIBLE_CONTACT}, {"processing", FACT_PROCESSING},
    {"still_unclear", FACT_STILL_UNCLEAR}, {"right_channel", FACT_RIGHT_CHANNEL},
    {"fix_from", FACT_FIX_FROM}, {"fix_to", FACT_FIX_TO}, {"fix_body", FACT_FIX_BODY},
    {"fix_contact", FACT_FIX_CONTACT}, {"earlier", FACT_EARLIER_NUMBER},
    {"publication_way", FACT_PUBLICATION_WAY}, {"opinion", FACT_OPINION}};

/* RULE K2: the parts withheld, one line each in the order of the grounds: 内容；理由. */
static void set_withheld(struct paper_facts *f, const struct foi_event *draft)
{
    const char *const *lines, *codes = arg(draft, "withheld");
    size_t n = lines_of(f->a, arg(draft, "withheld_parts"), &lines);
    struct paper_withheld *parts = ARENA_ARRAY(f->a, struct paper_withheld, n + 1);
    for (size_t i = 0; i < n && *codes; i++) {
        size_t len = strcspn(codes, " ");
        const char *cut = strstr(lines[i], "；");
        parts[i] = (struct paper_withheld){.code = arena_strndup(f->a, codes, len),
            .what = cut ? arena_strndup(f->a, lines[i], (size_t)(cut - lines[i])) : lines[i],
            .reason = cut ? cut + strlen("；") : ""};
        f->n_withheld = i + 1;
        codes += len + (codes[len] == ' ');
    }
    f->withheld = parts;
}

static void set_reply(const struct letter_case *lc, struct paper_facts *f)
{
    const struct foi_event *draft = lc->d->draft, *again = last(lc, "reopen");
    for (size_t i = 0; draft && i < COUNT_OF(of_draft); i++)
        paper_set_text(f, of_draft[i].fact, arg(draft, of_draft[i].name));
    if (!draft)
        return;
    paper_set_day(f, FACT_PUBLISHED, day_parse(arg(draft, "published")));
    paper_set_day(f, FACT_FIX_DONE, day_parse(arg(draft, "fix_done")));
    paper_set_day(f, FACT_EARLIER_DATE, day_parse(arg(draft, "earlier_date")));
    if (*arg(draft, "copies"))
        paper_set_int(f, FACT_COPIES, strtol(arg(draft, "copies"), NULL, 10));
    set_lines(f, FACT_ATTACHMENTS, arg(draft, "attachments"));
    set_withheld(f, draft);
    paper_set_text(f, FACT_RELEASE_REASON, arg(draft, "reason"));
    if (again)
        paper_set_text(f, FACT_REDO_BASIS,
            arena_printf(f->a, "%s（%s）",
                strcmp(arg(again, "order"), "COURT") == 0 ? "人民法院判决" : "行政复议决定",
                arg(again, "number")));
}

static void set_people(const struct letter_case *lc, struct paper_facts *f)
{
    const struct foi_event *sign = last(lc, "sign"), *deliver = last(lc, "deliver"),
                           *now = last(lc, "answer_now");
    sign = sign ? sign : now;
    deliver = deliver ? deliver : now;
    const char **papers = ARENA_ARRAY(f->a, const char *, 1);
    const struct foi_move *m = foi_move_find("deliver");
    paper_set_text(f, FACT_CLERK, lc->d->draft ? lc->d->draft->person_name : lc->ev->person_name);
    paper_set_text(f, FACT_REVIEW_OPINION, arg(lc->d->approved, "text"));
    paper_set_text(f, FACT_LEADER_OPINION, arg(sign, "text"));
    paper_set_text(f, FACT_OVERDUE_REASON, arg(sign, "late_reason"));
    papers[0] = lc->k->fix ? "政府信息更正申请答复书" : "政府信息公开申请答复书";
    paper_set_list(f, FACT_PAPERS, papers, 1);
    paper_set_text(f, FACT_RECIPIENT, lc->in->who.name);
    if (!deliver)
        return;
    for (const struct foi_word *w = foi_choices_of(m, "delivery"); w->key; w++)
        if (strcmp(w->key, arg(deliver, "delivery")) == 0)
            paper_set_text(f, FACT_DELIVERY_KIND,
                arena_printf(f->a, "%s，凭证：%s", w->title, arg(deliver, "evidence")));
    paper_set_day(f, FACT_DELIVERED, deliver->day);
}

/* What an act proposes that needs no reply is the reason given for it. */
static void set_proposal(const struct letter_case *lc, struct paper_facts *f)
{
    static const char *const acts[] = {"extension", "abandon", "withdraw"};
    const char *text = arg(lc->ev, "text");
    for (size_t i = 0; i < COUNT_OF(acts); i++)
        if (strcmp(lc->ev->action, acts[i]) == 0)
            paper_set_text(f, FACT_OPINION,
                lc->ev->person ? text : arena_printf(f->a, "申请人网上撤回：%s", text));
}

/* Why nothing more is done. */
static void set_ending(const struct letter_case *lc, struct paper_facts *f)
{
    if (strcmp(lc->ev->action, "abandon") != 0 && strcmp(lc->ev->action, "withdraw") != 0)
        return;
    paper_set_text(f, FACT_CODE, lc->k->code);
    paper_set_text(f, FACT_REASON, arg(lc->ev, "text"));
    if (lc->k->regime == REGIME_OLD) /* it asks for the correction, and is silent on its absence */
        paper_set_text(
            f, FACT_OTHER_BASIS, "《中华人民共和国政府信息公开条例》第二十一条第（四）项");
}

enum st letter_facts(
    const struct letter_case *lc, const struct paper_kind *kind, int nth, struct paper_facts **out)
{
    struct paper_facts *f = paper_facts_new(lc->c->mem);
    const char *number = "";
    set_organ(lc, f);
    set_request(lc, f);
    enum st st = set_clock(lc, f);
    set_course(lc, f);
    set_fee(lc, f);
    set_consult(lc, f);
    set_reply(lc, f);
    set_people(lc, f);
    set_ending(lc, f);
    set_proposal(lc, f);
    if (strcmp(kind->key, "review") == 0 && !*f->v[FACT_INFO_TITLE].text)
        paper_set_text(f, FACT_INFO_TITLE, lc->k->subject); /* replies that name no information */
    paper_set_day(f, FACT_ISSUED, lc->ev->day);
    f->nth = nth;
    if (!st && *kind->suffix)
        st = paper_number(f->a, lc->k->number, kind, nth, &number, &lc->c->err);
    paper_set_text(f, FACT_NUMBER, number);
    *out = f;
    return st;
}
