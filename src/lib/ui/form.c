/* Which value, which attributes: the decisions behind the fields of form.html.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/ui/form.h"

#include <string.h>

/* The form is shown again after a POST that was refused. */
static bool typed_again(const struct req *r)
{
    return r->method == METHOD_POST && r->form;
}

const char *field_value(const struct req *r, const struct ui_field *f)
{
    if (f->type && strcmp(f->type, "password") == 0)
        return "";
    if (typed_again(r) && map_find(r->form, f->name))
        return req_form(r, f->name);
    if (r->method == METHOD_GET && !f->value && r->args)
        return req_arg(r, f->name);
    return f->value ? f->value : "";
}

bool field_chosen(const struct req *r, const struct ui_field *f, const char *value)
{
    if (typed_again(r)) {
        const char *const *values;
        size_t n = req_form_list(r, f->name, &values);
        for (size_t i = 0; i < n; i++)
            if (strcmp(values[i], value) == 0)
                return true;
        return false;
    }
    for (size_t i = 0; i < f->n_values; i++)
        if (strcmp(f->values[i], value) == 0)
            return true;
    return false;
}

bool field_checked(const struct req *r, const struct ui_field *f)
{
    return typed_again(r) ? req_form_bool(r, f->name) : f->checked;
}

static void attribute(struct buf *out, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    buf_addf(out, " %s=\"", name);
    html_text(out, value);
    buf_addc(out, '"');
}

static bool has_text(const char *s)
{
    return s && *s;
}

void field_attributes(struct buf *out, struct req *r, const struct ui_field *f)
{
    bool problem = *problem_of(r, f->name), hint = has_text(f->hint);
    attribute(out, "name", f->name);
    buf_addf(out, " id=\"f-%s\"", f->name);
    if (hint || problem)
        buf_addf(out, " aria-describedby=\"%s%s%s%s%s\"", problem ? "p-" : "",
            problem ? f->name : "", hint && problem ? " " : "", hint ? "h-" : "",
            hint ? f->name : "");
    if (problem)
        buf_adds(out, " aria-invalid=\"true\"");
    if (f->required)
        buf_adds(out, " required");
    if (f->readonly)
        buf_adds(out, " readonly");
    if (f->focus)
        buf_adds(out, " autofocus");
    if (f->max > 0)
        buf_addf(out, " maxlength=\"%d\"", f->max);
    if (f->width > 0)
        buf_addf(out, " size=\"%d\" class=\"sized\"", f->width);
    attribute(out, "placeholder", f->placeholder);
    attribute(out, "autocomplete", f->autocomplete);
}

const char *kind_class(enum ui_kind kind)
{
    static const char *const classes[] = {
        "button", "button primary", "button danger", "button quiet"};
    return classes[kind];
}
