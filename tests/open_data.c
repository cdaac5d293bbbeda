/* A data set of /api/v1/ as a stranger uses it: found in the index, taken as JSON and CSV, read
 * with its schema. See client.h.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/json.h"
#include "tests/client.h"
#include "tests/test.h"

static struct loop_response fetch(struct app *app, struct arena *mem, const char *target)
{
    const char *local = strstr(target, "://") ? strchr(strstr(target, "://") + 3, '/') : target;
    struct loop_response p = loop_get(app, mem, local, NULL);
    must_be(&p, 200);
    return p;
}

static const struct json *fetch_json(struct app *app, struct arena *mem, const char *target)
{
    struct loop_response p = fetch(app, mem, target);
    const struct json *j;
    struct err e;
    if (json_parse(mem, p.body, p.body_bytes, &j, &e))
        fail_msg("%s is no JSON", target);
    return j;
}

static const struct json *set_of(struct app *app, struct arena *mem, const char *name)
{
    const struct json *sets = json_get(fetch_json(app, mem, "/api/v1/index.json"), "datasets");
    for (size_t i = 0; i < json_count(sets); i++)
        if (!strcmp(json_get_text(json_at(sets, i), "name"), name))
            return json_at(sets, i);
    fail_msg("no data set %s", name);
    return NULL;
}

static bool has_type(const struct json *value, const char *type)
{
    switch (json_kind(value)) {
    case JSON_TEXT:
        return !strcmp(type, "string");
    case JSON_INT:
        return !strcmp(type, "integer");
    case JSON_BOOL:
        return !strcmp(type, "boolean");
    case JSON_LIST:
        return !strcmp(type, "array");
    default:
        return false;
    }
}

/* Records and fields of a CSV; quoted fields may hold commas and line ends. */
static size_t csv_size(const char *text, size_t *fields)
{
    size_t records = 0;
    bool quoted = false;
    *fields = 1;
    for (const char *p = text; *p; p++) {
        quoted ^= *p == '"';
        records += !quoted && *p == '\n';
        *fields += !quoted && *p == ',' && !records;
    }
    return records;
}

size_t must_be_open_data(struct app *app, struct arena *mem, const char *name)
{
    const struct json *set = set_of(app, mem, name);
    const struct json *schema = fetch_json(app, mem, json_get_text(set, "schema"));
    const struct json *answer = fetch_json(app, mem, json_get_text(set, "json"));
    const struct json *list = json_get(schema, "properties");
    const char *member, *key;
    json_member(list, json_count(list) - 1, &member);
    const struct json *known = json_get(json_get(json_get(list, member), "items"), "properties");
    const struct json *rows = json_get(answer, member);
    assert_true(json_count(known) > 0);
    assert_true(json_count(rows) > 0);
    for (size_t i = 0; i < json_count(rows); i++)
        for (size_t k = 0; k < json_count(json_at(rows, i)); k++) {
            const struct json *value = json_member(json_at(rows, i), k, &key);
            const struct json *field = json_get(known, key);
            if (!field || !has_type(value, json_get_text(field, "type")))
                fail_msg("%s: %s is not as its schema says", name, key);
        }
    size_t fields;
    struct loop_response csv = fetch(app, mem, json_get_text(set, "csv"));
    assert_int_equal(csv_size(csv.body, &fields), json_count(rows) + 1);
    assert_int_equal(fields, json_count(known));
    return json_count(rows);
}
