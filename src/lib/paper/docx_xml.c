/* Walking the XML of a part: counted, without document types, without network.
 *
 * SPDX-License-Identifier: MIT */
#include <libxml/xmlreader.h>
#include <stdlib.h>
#include <string.h>

#include "lib/paper/docx_parts.h"

/* One node on; false at the end or after a failure. */
static bool step(struct docx_reader *d)
{
    if (d->st)
        return false;
    int got = xmlTextReaderRead(d->xml);
    if (got < 0)
        docx_fail(d, ST_INVALID, "这个%s的部件 %s 已损坏，请用 %s 或 WPS 打开修复并另存后再导入",
            d->kind->thing, d->part, d->kind->program);
    else if (++d->nodes > d->kind->max_nodes)
        docx_fail(d, ST_TOO_BIG, "这个%s太大（超过 %zu 万个标记），请分成几份后再导入",
            d->kind->thing, d->kind->max_nodes / 10000);
    else if (got && xmlTextReaderNodeType(d->xml) == XML_READER_TYPE_DOCUMENT_TYPE)
        docx_fail(d, ST_INVALID,
            "这个%s里有不允许的实体定义，不能导入；请用 %s 或 WPS 打开并另存后再试", d->kind->thing,
            d->kind->program);
    return got == 1 && !d->st;
}

static const char *local_name(struct docx_reader *d)
{
    const xmlChar *name = xmlTextReaderConstLocalName(d->xml);
    return name ? (const char *)name : "";
}

void docx_children(struct docx_reader *d, docx_handler *fn, void *arg)
{
    int depth = xmlTextReaderDepth(d->xml);
    if (xmlTextReaderIsEmptyElement(d->xml))
        return;
    while (step(d) && xmlTextReaderDepth(d->xml) > depth)
        if (xmlTextReaderNodeType(d->xml) == XML_READER_TYPE_ELEMENT)
            fn(d, local_name(d), arg);
}

static void skip_child(struct docx_reader *d, const char *name, void *arg)
{
    (void)name;
    (void)arg;
    (void)d; /* its own children come one after the other through the same loop */
}

void docx_skip(struct docx_reader *d)
{
    docx_children(d, skip_child, NULL);
}

enum st docx_walk_part(struct docx_reader *d, const char *name, docx_handler *fn, void *arg)
{
    const char *p;
    size_t n;
    if (docx_load(d, name, &p, &n))
        return d->st;
    xmlTextReaderPtr before = d->xml;
    d->part = name;
    d->xml = xmlReaderForMemory(p, (int)n, NULL, NULL,
        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
    if (!d->xml)
        die("out of memory");
    bool any = false;
    while (step(d))
        if (xmlTextReaderNodeType(d->xml) == XML_READER_TYPE_ELEMENT) {
            any = true;
            docx_children(d, fn, arg);
        }
    if (!d->st && !any)
        docx_fail(d, ST_INVALID, "这个%s的部件 %s 是空的，请用 %s 或 WPS 打开并另存后再导入",
            d->kind->thing, name, d->kind->program);
    xmlFreeTextReader(d->xml);
    d->xml = before;
    return d->st;
}

const char *docx_attr(struct docx_reader *d, const char *name)
{
    const char *found = "";
    while (xmlTextReaderMoveToNextAttribute(d->xml) == 1)
        if (strcmp(local_name(d), name) == 0) {
            const xmlChar *v = xmlTextReaderConstValue(d->xml);
            found = v ? arena_strdup(d->a, (const char *)v) : "";
            break;
        }
    xmlTextReaderMoveToElement(d->xml);
    return found;
}

int docx_attr_int(struct docx_reader *d, const char *name, int fallback)
{
    const char *s = docx_attr(d, name);
    char *end;
    long n = strtol(s, &end, 10);
    return *s && !*end && n > -1000000000L && n < 1000000000L ? (int)n : fallback;
}

bool docx_on(struct docx_reader *d)
{
    const char *v = docx_attr(d, "val");
    return strcmp(v, "0") != 0 && strcmp(v, "false") != 0 && strcmp(v, "off") != 0 &&
           strcmp(v, "none") != 0;
}

const char *docx_text(struct docx_reader *d)
{
    struct buf b;
    int depth = xmlTextReaderDepth(d->xml);
    if (xmlTextReaderIsEmptyElement(d->xml))
        return "";
    buf_init(&b, 0);
    while (step(d) && xmlTextReaderDepth(d->xml) > depth) {
        int type = xmlTextReaderNodeType(d->xml);
        const xmlChar *v = xmlTextReaderConstValue(d->xml);
        if (v && (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
                     type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE ||
                     type == XML_READER_TYPE_WHITESPACE))
            buf_adds(&b, (const char *)v);
    }
    const char *text = arena_strndup(d->a, buf_str(&b), b.n);
    buf_release(&b);
    return text;
}
