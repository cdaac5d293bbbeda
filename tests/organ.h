/* Units and organs as tests need them: what a test does not care about is filled in.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TESTS_ORGAN_H
#define TESTS_ORGAN_H

#include "common/org/org.h"
#include "request/foi/foi.h"

static inline const char *test_or(const char *given, const char *usual)
{
    return given ? given : usual;
}

/* A department by default; its name is its code and its short name too. */
static inline enum st test_unit_add(struct ctx *c, struct unit u, int64_t *id)
{
    u.code = test_or(u.code, u.name);
    u.short_name = test_or(u.short_name, u.name);
    u.kind = test_or(u.kind, "DEPARTMENT");
    u.credit_code = test_or(u.credit_code, "");
    u.phone = test_or(u.phone, "");
    u.address = test_or(u.address, "");
    return unit_add(c, &u, id);
}

/* Does its work itself. */
static inline enum st test_organ_put(struct ctx *c, struct foi_organ o)
{
    o.office_id = o.office_id ? o.office_id : o.unit_id;
    o.address = test_or(o.address, "示例路1号");
    o.phone = test_or(o.phone, "0874-5750000");
    o.postcode = test_or(o.postcode, "");
    o.hours = test_or(o.hours, "");
    o.court = test_or(o.court, "");
    return foi_organ_put(c, &o);
}

#endif
