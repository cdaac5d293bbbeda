/* A letter as .docx with real styles, so that staff edit it as any of their documents.
 *
 * The seal is a mark in the text only: an edited draft is not sealed. letter_docx_body.c writes the
 * text, this file what surrounds it: styles, page, footers, package.
 * SPDX-License-Identifier: MIT */
#include <string.h>
#include <zip.h>

#include "lib/base/escape.h"
#include "lib/paper/letter_docx.h"

#define NS                                                                                         \
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "                    \
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."

static const char content_types[] =
    HEAD "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
         "<Default Extension=\"rels\" "
         "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
         "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
         "<Override PartName=\"/word/document.xml\" ContentType=\"" TYPE "document.main+xml\"/>"
         "<Override PartName=\"/word/styles.xml\" ContentType=\"" TYPE "styles+xml\"/>"
         "<Override PartName=\"/word/settings.xml\" ContentType=\"" TYPE "settings+xml\"/>"
         "<Override PartName=\"/word/footer1.xml\" ContentType=\"" TYPE "footer+xml\"/>"
         "<Override PartName=\"/word/footer2.xml\" ContentType=\"" TYPE "footer+xml\"/>"
         "<Override PartName=\"/docProps/core.xml\" "
         "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";

static const char package_rels[] = HEAD
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"" OFFICE "/officeDocument\" Target=\"word/document.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/"
    "metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";

static const char document_rels[] =
    HEAD "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
         "<Relationship Id=\"rId1\" Type=\"" OFFICE "/styles\" Target=\"styles.xml\"/>"
         "<Relationship Id=\"rId2\" Type=\"" OFFICE "/settings\" Target=\"settings.xml\"/>"
         "<Relationship Id=\"rId3\" Type=\"" OFFICE "/footer\" Target=\"footer1.xml\"/>"
         "<Relationship Id=\"rId4\" Type=\"" OFFICE "/footer\" Target=\"footer2.xml\"/>"
         "</Relationships>";

static const char settings[] = HEAD
    "<w:settings " NS "><w:evenAndOddHeaders/>"
    "<w:defaultTabStop w:val=\"420\"/><w:characterSpacingControl w:val=\"compressPunctuation\"/>"
    "</w:settings>";

/* Styles: id, name people see, typeface, half points, rest of the paragraph, rest of the run. */
static const struct docx_style_row {
    const char *id, *name, *face;
    int half_points;
    const char *paragraph, *run;
} styles[] = {
    {"Normal", "Normal", "仿宋_GB2312", 32, "", ""},
    {"Text", "公文正文", "仿宋_GB2312", 32, "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>",
        ""},
    {"Organ", "公文版头", "方正小标宋简体", 64, "<w:jc w:val=\"center\"/>",
        "<w:color w:val=\"D80E14\"/>"},
    {"Title", "Title", "方正小标宋简体", 44, "<w:jc w:val=\"center\"/><w:outlineLvl w:val=\"0\"/>",
        ""},
    {"Number", "公文文号", "仿宋_GB2312", 32, "<w:jc w:val=\"center\"/>", ""},
    {"Addressee", "公文主送", "仿宋_GB2312", 32, "", ""},
    {"Heading1", "heading 1", "黑体", 32,
        "<w:keepNext/><w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>"
        "<w:outlineLvl w:val=\"1\"/>",
        ""},
    {"Attachment", "公文附件", "仿宋_GB2312", 32, "<w:ind w:leftChars=\"200\" w:left=\"640\"/>",
        ""},
    {"Signature", "公文落款", "仿宋_GB2312", 32, "<w:keepNext/><w:jc w:val=\"right\"/>", ""},
    {"Seal", "公文印章", "仿宋_GB2312", 22, "<w:keepNext/><w:jc w:val=\"right\"/>",
        "<w:color w:val=\"A0A0A0\"/>"},
    {"Contact", "公文附注", "仿宋_GB2312", 32, "<w:ind w:leftChars=\"200\" w:left=\"640\"/>", ""},
    {"Line", "公文说明", "仿宋_GB2312", 24, "", ""},
    {"Cell", "公文表格", "仿宋_GB2312", 24, "", ""},
    {"Label", "公文表头", "黑体", 24, "<w:jc w:val=\"center\"/>", ""},
    {"Slip", "公文回执", "黑体", 32, "<w:keepNext/><w:jc w:val=\"center\"/>", ""},
};

static void write_fonts(struct buf *out, const char *face)
{
    buf_addf(out, "<w:rFonts w:ascii=\"%s\" w:hAnsi=\"%s\" w:eastAsia=\"%s\" w:cs=\"%s\"/>", face,
        face, face, face);
}

/* Text stands on the grid of 22 lines; titles and tables have their own distance of lines. */
static const char *line_spacing(const struct docx_style_row *s)
{
    if (s->half_points == 32)
        return "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"579\" w:lineRule=\"exact\"/>";
    if (s->half_points == 44)
        return "<w:snapToGrid w:val=\"0\"/>"
               "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"680\" w:lineRule=\"exact\"/>";
    return "<w:snapToGrid w:val=\"0\"/>"
           "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>";
}

/* Elements of a paragraph stand in a fixed order: keepNext, spacing, ind, jc, outlineLvl. */
static void write_style(struct buf *out, const struct docx_style_row *s)
{
    static const char keep[] = "<w:keepNext/>";
    bool normal = strcmp(s->id, "Normal") == 0;
    bool keeps = strncmp(s->paragraph, keep, sizeof keep - 1) == 0;
    buf_addf(out, "<w:style w:type=\"paragraph\"%s w:styleId=\"%s\"><w:name w:val=\"%s\"/>",
        normal ? " w:default=\"1\"" : "", s->id, s->name);
    if (!normal)
        buf_adds(out, "<w:basedOn w:val=\"Normal\"/>");
    buf_addf(out, "<w:qFormat/><w:pPr>%s%s%s</w:pPr><w:rPr>", keeps ? keep : "", line_spacing(s),
        s->paragraph + (keeps ? sizeof keep - 1 : 0));
    write_fonts(out, s->face);
    buf_adds(out, s->run);
    if (s->half_points == 32) /* 28 characters fill a line; grids of characters differ by program */
        buf_adds(out, "<w:spacing w:val=\"-4\"/>");
    buf_addf(out, "<w:sz w:val=\"%d\"/><w:szCs w:val=\"%d\"/></w:rPr></w:style>", s->half_points,
        s->half_points);
}

static void write_styles(struct buf *out)
{
    buf_adds(out, HEAD "<w:styles " NS "><w:docDefaults><w:rPrDefault><w:rPr>");
    write_fonts(out, "仿宋_GB2312");
    buf_adds(out,
        "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults>");
    for (size_t i = 0; i < COUNT_OF(styles); i++)
        write_style(out, &styles[i]);
    buf_adds(out, "</w:styles>");
}

static void write_footer(struct buf *out, enum letter_pages pages, bool even)
{
    const char *jc = pages == PAGES_CENTRE ? "center" : even ? "left" : "right";
    const char *side = pages == PAGES_CENTRE ? ""
                       : even                ? " w:leftChars=\"100\" w:left=\"280\""
                                             : " w:rightChars=\"100\" w:right=\"280\"";
    buf_addf(
        out, HEAD "<w:ftr " NS "><w:p><w:pPr><w:ind%s/><w:jc w:val=\"%s\"/></w:pPr>", side, jc);
    if (pages != PAGES_NONE) {
        static const char run[] = "<w:r><w:rPr><w:rFonts w:ascii=\"宋体\" w:hAnsi=\"宋体\" "
                                  "w:eastAsia=\"宋体\"/><w:sz w:val=\"28\"/></w:rPr>";
        buf_addf(out, "%s<w:t xml:space=\"preserve\">— </w:t></w:r>", run);
        buf_addf(out, "%s<w:fldChar w:fldCharType=\"begin\"/></w:r>", run);
        buf_addf(out, "%s<w:instrText>PAGE</w:instrText></w:r>", run);
        buf_addf(out, "%s<w:fldChar w:fldCharType=\"end\"/></w:r>", run);
        buf_addf(out, "%s<w:t xml:space=\"preserve\"> —</w:t></w:r>", run);
    }
    buf_adds(out, "</w:p></w:ftr>");
}

static void write_core(struct buf *out, const struct letter *l)
{
    char day[11];
    day_text(day_given(l->date) ? l->date : day_of(2000, 1, 1), day);
    buf_adds(out, HEAD
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/"
        "core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
        "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>");
    for (const char *p = l->title; *p; p++)
        escape_html(out, *p == '\n' ? " " : p, 1);
    buf_adds(out, "</dc:title><dc:creator>");
    escape_html(out, l->organ, strlen(l->organ));
    buf_addf(out,
        "</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">%sT00:00:00Z"
        "</dcterms:created></cp:coreProperties>",
        day);
}

static void write_document(struct buf *out, const struct letter *l)
{
    buf_adds(out, HEAD "<w:document " NS "><w:body>");
    letter_docx_body(out, l);
    buf_adds(out, "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/>"
                  "<w:footerReference w:type=\"even\" r:id=\"rId4\"/>"
                  "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
                  "<w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1985\" w:left=\"1588\" "
                  "w:header=\"851\" w:footer=\"1304\" w:gutter=\"0\"/>"
                  "<w:docGrid w:type=\"lines\" w:linePitch=\"579\"/>"
                  "</w:sectPr></w:body></w:document>");
}

struct package {
    zip_t *zip;
    struct buf parts[5];
    size_t n;
    bool failed;
};

static void add(struct package *p, const char *name, const void *bytes, size_t n)
{
    zip_source_t *s = zip_source_buffer(p->zip, bytes, n, 0);
    zip_int64_t at = s ? zip_file_add(p->zip, name, s, 0) : -1;
    if (at < 0) {
        zip_source_free(s);
        p->failed = true;
        return;
    }
    zip_file_set_mtime(
        p->zip, (zip_uint64_t)at, 946684800, 0); /* the same letter, the same bytes */
}

static struct buf *new_part(struct package *p)
{
    struct buf *b = &p->parts[p->n++];
    buf_init(b, 16u << 20);
    return b;
}

static void add_parts(struct package *p, const struct letter *l)
{
    struct buf *document = new_part(p), *style = new_part(p), *odd = new_part(p),
               *even = new_part(p), *core = new_part(p);
    write_document(document, l);
    write_styles(style);
    write_footer(odd, l->pages, false);
    write_footer(even, l->pages, true);
    write_core(core, l);
    add(p, "[Content_Types].xml", content_types, sizeof content_types - 1);
    add(p, "_rels/.rels", package_rels, sizeof package_rels - 1);
    add(p, "word/_rels/document.xml.rels", document_rels, sizeof document_rels - 1);
    add(p, "word/settings.xml", settings, sizeof settings - 1);
    add(p, "word/document.xml", document->p, document->n);
    add(p, "word/styles.xml", style->p, style->n);
    add(p, "word/footer1.xml", odd->p, odd->n);
    add(p, "word/footer2.xml", even->p, even->n);
    add(p, "docProps/core.xml", core->p, core->n);
    for (size_t i = 0; i < p->n; i++)
        p->failed |= buf_failed(&p->parts[i]);
}

static bool read_back(zip_source_t *s, struct buf *out)
{
    char piece[16384];
    zip_int64_t n = -1;
    if (zip_source_open(s) == 0) {
        while ((n = zip_source_read(s, piece, sizeof piece)) > 0)
            buf_add(out, piece, (size_t)n);
        zip_source_close(s);
    }
    return n == 0 && !buf_failed(out);
}

enum st letter_docx(const struct letter *l, struct buf *out, struct err *e)
{
    struct package p = {.n = 0};
    zip_error_t ze;
    enum st st = letter_check(l, e);
    if (st)
        return st;
    zip_source_t *s = zip_source_buffer_create(NULL, 0, 0, &ze);
    if (s) {
        zip_source_keep(s);
        p.zip = zip_open_from_source(s, ZIP_TRUNCATE, &ze);
    }
    if (p.zip)
        add_parts(&p, l);
    bool ok = p.zip && !p.failed && zip_close(p.zip) == 0;
    if (p.zip && !ok)
        zip_discard(p.zip);
    ok = ok && read_back(s, out);
    if (s)
        zip_source_free(s);
    for (size_t i = 0; i < p.n; i++)
        buf_release(&p.parts[i]);
    return ok ? ST_OK : err_set(e, ST_BROKEN, "", "没有生成文档，请重试");
}
