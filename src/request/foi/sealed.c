/* Sealing and opening who asked for what; labels, keys and codes.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/sealed.h"

#include <string.h>

#include "lib/base/hash.h"
#include "lib/base/json.h"
#include "lib/base/utf8.h"

#define SUBJECT_CHARS 60
#define CODE_CHARS 10

/* One row a text: the member of the JSON object and its place in the structure. */
static const struct {
    const char *key;
    size_t at;
} texts[] = {
#define WHO(f)                                                                                     \
    {                                                                                              \
#f, offsetof(struct foi_application, who.f)                                                \
    }
#define APP(f)                                                                                     \
    {                                                                                              \
#f, offsetof(struct foi_application, f)                                                    \
    }
    WHO(kind), WHO(name), WHO(id_kind), WHO(id_number), WHO(employer), WHO(credit_code),
    WHO(legal_person), WHO(contact), WHO(phone), WHO(fax), WHO(email), WHO(address), WHO(postcode),
    WHO(agent_name), WHO(agent_id_number), WHO(agent_phone), APP(wanted), APP(title), APP(docno),
    APP(purpose), APP(form), APP(delivery), APP(code)};

static const char **text_of(struct foi_application *in, size_t i)
{
    return (const char **)((char *)in + texts[i].at);
}

void application_seal(struct ctx *c, const struct vault *v, const struct foi_application *in,
    const void **out, size_t *n)
{
    struct buf b;
    struct foi_application copy = *in;
    buf_init(&b, 0);
    buf_addc(&b, '{');
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (*text_of(&copy, i) && **text_of(&copy, i))
            jw_pair(&b, texts[i].key, *text_of(&copy, i));
    buf_addc(&b, '}');
    vault_seal(c, v, buf_str(&b), b.n, out, n);
    buf_release(&b);
}

enum st foi_case_open(struct ctx *c, const struct foi_case *k, struct foi_application *out)
{
    struct vault v;
    const char *text;
    size_t n;
    const struct json *j;
    *out = (struct foi_application){.organ_id = k->organ_id,
        .channel = k->channel,
        .arrived = k->arrived,
        .fix = k->fix,
        .filled_by_clerk = k->filled_by_clerk,
        .petition_id = k->petition_id};
    enum st st = vault_load(c, &v);
    if (!st)
        st = vault_open(c, &v, k->sealed, k->n_sealed, &text, &n);
    if (!st)
        st = json_parse(c->mem, text, n, &j, &c->err);
    for (size_t i = 0; !st && i < COUNT_OF(texts); i++)
        *text_of(out, i) = json_get_text(j, texts[i].key);
    return st;
}

const char *applicant_label(struct arena *a, const struct foi_applicant *who)
{
    const char *s = who->name, *end = s + strlen(s);
    if (strcmp(who->kind, "NATURAL") != 0)
        return who->name;
    utf8_next(&s, end);
    size_t n = utf8_count(s);
    return arena_printf(a, "%.*s%s", (int)(s - who->name), who->name, n > 1 ? "**" : "*");
}

const char *applicant_key(struct ctx *c, const struct vault *v, const struct foi_applicant *who)
{
    const char *id = *who->credit_code ? who->credit_code : who->id_number;
    char *upper = arena_strdup(c->mem, id);
    for (char *p = upper; *p; p++)
        if (*p >= 'a' && *p <= 'z')
            *p = (char)(*p - 32);
    return vault_mark(c, v, "foi.applicant",
        *upper ? upper : arena_printf(c->mem, "%s/%s", who->name, who->phone));
}

static bool digit_at(const char *s)
{
    return *s >= '0' && *s <= '9';
}

/* Telephone and identity numbers: seven digits and more become stars. */
static void mask_numbers(char *s)
{
    while (*s) {
        size_t n = strspn(s, "0123456789");
        if (n >= 7)
            memset(s, '*', n);
        s += n ? n : 1;
        while (*s && !digit_at(s))
            s++;
    }
}

const char *subject_of(struct arena *a, const struct foi_application *in)
{
    const char *from = *in->title ? in->title : in->wanted, *s = from, *end = from + strlen(from);
    from += strspn(from, " \n\r\t");
    s = from;
    for (int i = 0; s < end && *s != '\n' && i < SUBJECT_CHARS; i++)
        utf8_next(&s, end);
    char *out = arena_printf(a, "%.*s%s", (int)(s - from), from, s < end ? "…" : "");
    mask_numbers(out);
    return out;
}

const char *code_new(struct arena *a)
{
    static const char letters[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    char *out = arena_alloc(a, CODE_CHARS + 1);
    for (int i = 0; i < CODE_CHARS; i++) {
        unsigned char b;
        do
            random_bytes(&b, 1);
        while (b >= 256 - 256 % (sizeof letters - 1));
        out[i] = letters[b % (sizeof letters - 1)];
    }
    return out;
}

const char *code_typed(struct arena *a, const char *s)
{
    char *out = arena_alloc(a, strlen(s) + 1), *w = out;
    for (; *s; s++)
        if (*s != ' ' && *s != '-')
            *w++ = *s >= 'a' && *s <= 'z' ? (char)(*s - 32) : *s;
    return out;
}
