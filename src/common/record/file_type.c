/* Telling what a file is by its first bytes, and for zip-based types by what is inside.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/file_type.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <zip.h>

#include "common/record/file.h"
#include "lib/base/utf8.h"

#define HEAD_BYTES 4096
#define MAX_ENTRIES 10000

static const struct file_kind kinds[] = {
    {"application/pdf", "pdf", "", "PDF 文件", true},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "",
        "Word 文档", false},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "", "Excel 表格",
        false},
    {"application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx", "",
        "PowerPoint 演示文稿", false},
    {"application/msword", "doc", "wps", "Word 97–2003 文档", false},
    {"application/vnd.ms-excel", "xls", "et", "Excel 97–2003 表格", false},
    {"application/vnd.ms-powerpoint", "ppt", "dps", "PowerPoint 97–2003 演示文稿", false},
    {"application/ofd", "ofd", "", "OFD 版式文件", false},
    {"image/png", "png", "", "PNG 图片", true},
    {"image/jpeg", "jpg", "jpeg", "JPEG 图片", true},
    {"image/gif", "gif", "", "GIF 图片", true},
    {"image/webp", "webp", "", "WebP 图片", true},
    {"video/mp4", "mp4", "m4v", "MP4 视频", false},
    {"application/zip", "zip", "", "ZIP 压缩包", false},
    {"text/plain", "txt", "csv", "文本文件", false},
};

static const char unknown[] =
    "不是可以上传的类型；可以上传 pdf、ofd、doc、docx、xls、xlsx、ppt、pptx、png、jpg、gif、webp、"
    "mp4、zip、txt、csv";

static const struct file_kind *by_ext(const char *ext)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (strcmp(kinds[i].ext, ext) == 0)
            return &kinds[i];
    return NULL;
}

const struct file_kind *file_kind_find(const char *mime)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (strcmp(kinds[i].mime, mime) == 0)
            return &kinds[i];
    return NULL;
}

bool file_kind_fits(const struct file_kind *k, const char *ext)
{
    size_t n = strlen(ext);
    if (strcasecmp(ext, k->ext) == 0)
        return true;
    for (const char *p = k->also; n && *p; p += strcspn(p, " "), p += *p == ' ')
        if (strcspn(p, " ") == n && strncasecmp(p, ext, n) == 0)
            return true;
    return false;
}

/* ---- zip and its kin ---- */
static bool runs_as_program(const char *name)
{
    static const char *const exts[] = {"exe", "bat", "cmd", "com", "scr", "msi", "ps1", "vbs",
        "vbe", "js", "jse", "wsf", "hta", "jar", "apk", "dll", "lnk", "sh"};
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < COUNT_OF(exts); i++)
        if (strcasecmp(dot + 1, exts[i]) == 0)
            return true;
    return false;
}

static bool has_entry(zip_t *z, const char *name)
{
    return zip_name_locate(z, name, ZIP_FL_ENC_RAW) >= 0;
}

static const char *plain_zip(zip_t *z, const char **why)
{
    for (zip_int64_t i = 0, n = zip_get_num_entries(z, 0); i < n; i++) {
        const char *name = zip_get_name(z, (zip_uint64_t)i, ZIP_FL_ENC_RAW);
        if (name && runs_as_program(name)) {
            *why = "压缩包里有可执行的程序，不能上传；请只放文档后重新压缩";
            return "";
        }
    }
    return "zip";
}

static const char *inside_zip(zip_t *z, const char **why)
{
    static const struct {
        const char *entry, *ext;
    } parts[] = {{"word/document.xml", "docx"}, {"xl/workbook.xml", "xlsx"},
        {"ppt/presentation.xml", "pptx"}};
    if (zip_get_num_entries(z, 0) > MAX_ENTRIES) {
        *why = "压缩包里的文件超过 10000 个，请分成几个压缩包";
        return "";
    }
    if (has_entry(z, "word/vbaProject.bin") || has_entry(z, "xl/vbaProject.bin") ||
        has_entry(z, "ppt/vbaProject.bin")) {
        *why = "文件里有宏，不能上传；请另存为不含宏的格式（如 docx）";
        return "";
    }
    for (size_t i = 0; has_entry(z, "[Content_Types].xml") && i < COUNT_OF(parts); i++)
        if (has_entry(z, parts[i].entry))
            return parts[i].ext;
    if (has_entry(z, "OFD.xml"))
        return "ofd";
    return plain_zip(z, why);
}

static const char *zip_ext(const char *path, const char **why)
{
    zip_t *z = zip_open(path, ZIP_RDONLY, NULL);
    if (!z) {
        *why = "压缩格式已损坏，请重新保存后再上传";
        return "";
    }
    const char *ext = inside_zip(z, why);
    zip_discard(z);
    return ext;
}

static const char *ole_ext(FILE *f, const char **why)
{
    const char *ext = ole_content(f);
    if (strcmp(ext, "encrypted") == 0)
        *why = "文件加了打开密码，公众无法阅读；请取消密码后再上传";
    else if (strcmp(ext, "macro") == 0)
        *why = "文件里有宏，不能上传；请另存为不含宏的格式（如 docx）";
    else
        return ext;
    return "";
}

/* ---- text ---- */
static bool has_word(const char *head, size_t n, const char *word)
{
    size_t len = strlen(word);
    for (size_t i = 0; i + len <= n; i++)
        if (strncasecmp(head + i, word, len) == 0)
            return true;
    return false;
}

/* Text that a browser or a shell might run when it is opened. */
static bool runs_as_page(const char *head, size_t n)
{
    static const char *const words[] = {"<!doctype", "<html", "<script", "<svg", "<?xml", "<body",
        "<iframe", "<?php", "<head", "<img"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (has_word(head, n, words[i]))
            return true;
    return n > 1 && head[0] == '#' && head[1] == '!';
}

/* Reads on in pieces; a character may be cut between two. */
static bool all_text(FILE *f)
{
    char piece[65536];
    size_t kept = 0, n;
    rewind(f);
    while ((n = fread(piece + kept, 1, sizeof piece - kept, f)) > 0) {
        n += kept;
        size_t good = utf8_first_bad(piece, n);
        if (n - good > 3 || memchr(piece + good, 0, n - good))
            return false;
        for (size_t i = 0; i < good; i++)
            if ((unsigned char)piece[i] < ' ' && !strchr("\t\n\r\f", piece[i]))
                return false;
        kept = n - good;
        memmove(piece, piece + good, kept);
    }
    return kept == 0;
}

static const char *text_ext(FILE *f, const char *head, size_t n, const char **why)
{
    if (runs_as_page(head, n)) {
        *why = "网页、脚本和 SVG 图片不能上传；请另存为 PDF 或 PNG";
        return "";
    }
    if (all_text(f))
        return "txt";
    if (!memchr(head, 0, n))
        *why = "不是可以上传的类型；如果是文本或 CSV，请另存为 UTF-8 编码后再上传";
    return "";
}

/* ---- the first bytes ---- */
static bool starts(const char *head, size_t n, const char *magic, size_t len)
{
    return n >= len && memcmp(head, magic, len) == 0;
}
#define STARTS(magic) starts(head, n, magic, sizeof magic - 1)

static const char *program(const char *head, size_t n)
{
    bool runs = STARTS("MZ") ||
                STARTS("\x7F"
                       "ELF") ||
                STARTS("\xCA\xFE\xBA\xBE") || STARTS("\xCF\xFA\xED\xFE") ||
                STARTS("\xCE\xFA\xED\xFE");
    return runs ? "可执行的程序不能上传" : NULL;
}

static bool is_mp4(const char *head, size_t n)
{
    static const char *const brands[] = {
        "isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "dash", "MSNV"};
    if (n < 12 || memcmp(head + 4, "ftyp", 4) != 0)
        return false;
    for (size_t i = 0; i < COUNT_OF(brands); i++)
        if (memcmp(head + 8, brands[i], 4) == 0)
            return true;
    return false;
}

static const char *ext_of_head(const char *head, size_t n)
{
    if (STARTS("%PDF-"))
        return "pdf";
    if (STARTS("\x89PNG\r\n\x1A\n"))
        return "png";
    if (STARTS("\xFF\xD8\xFF"))
        return "jpg";
    if (STARTS("GIF87a") || STARTS("GIF89a"))
        return "gif";
    if (STARTS("RIFF") && n >= 12 && memcmp(head + 8, "WEBP", 4) == 0)
        return "webp";
    return is_mp4(head, n) ? "mp4" : NULL;
}

const struct file_kind *file_kind_of(const char *path, const char **why)
{
    char head[HEAD_BYTES];
    *why = unknown;
    FILE *f = fopen(path, "rb");
    if (!f) {
        *why = "文件读不出来，请重新上传";
        return NULL;
    }
    size_t n = fread(head, 1, sizeof head, f);
    const char *ext = ext_of_head(head, n), *danger = program(head, n);
    if (danger) {
        *why = danger;
        ext = "";
    } else if (!ext && (STARTS("PK\3\4") || STARTS("PK\5\6"))) {
        ext = zip_ext(path, why);
    } else if (!ext && STARTS("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
        ext = ole_ext(f, why);
    } else if (!ext) {
        ext = text_ext(f, head, n, why);
    }
    fclose(f);
    return by_ext(ext);
}

const char *file_type(const char *path, const char **ext)
{
    const char *why;
    const struct file_kind *k = file_kind_of(path, &why);
    *ext = k ? k->ext : "";
    return k ? k->mime : "";
}
