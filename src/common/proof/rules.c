/* What a finding means for publishing, see rules.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/proof/rules.h"

#include <string.h>

#include "lib/base/utf8.h"

enum { NEAR_CHARS = 3, SHORT_CHARS = 2 };

static const struct serious_row {
    const char *code, *class; /* class "": any */
} serious_rows[] = {
    {"T-WORD", "typo"},
    {"T-WORD", "idiom"},
    {"T-WORD", "gov"},
    {"T-WORD", "legal"},
    {"T-WORD", "title"},
    {"T-WORD", "gat"},
    {"T-DATE-2", ""},
    {"T-BR-PAIR", ""},
    {"T-SEQ", ""},
};

/* RULE T-GATE */
bool proof_is_serious(const struct proof_finding *f)
{
    if (f->severity == PROOF_VETO)
        return true;
    if (f->severity != PROOF_ERROR || f->confidence < PROOF_SURE)
        return false;
    for (size_t i = 0; i < COUNT_OF(serious_rows); i++)
        if (!strcmp(f->code, serious_rows[i].code) &&
            (!*serious_rows[i].class || !strcmp(f->class, serious_rows[i].class)))
            return true;
    return false;
}

bool proof_may_remember(const char *code)
{
    return strcmp(code, "T-PII") != 0 && strcmp(code, "T-SECRET") != 0;
}

/* Where the n characters before byte `at` begin. */
static size_t back_from(const char *line, size_t at, size_t n)
{
    while (at && n) {
        at--;
        n -= ((unsigned char)line[at] & 0xC0) != 0x80;
    }
    return at;
}

const char *proof_before(struct arena *a, const char *line, const struct proof_finding *f, size_t n)
{
    size_t from = back_from(line, f->from, n);
    return arena_strndup(a, line + from, f->from - from);
}

const char *proof_after(struct arena *a, const char *line, const struct proof_finding *f, size_t n)
{
    return arena_strndup(a, line + f->to, utf8_prefix(line + f->to, n));
}

const char *proof_context(struct arena *a, const char *line, const struct proof_finding *f)
{
    if (f->end - f->start > SHORT_CHARS)
        return "";
    return arena_printf(
        a, "%s…%s", proof_before(a, line, f, NEAR_CHARS), proof_after(a, line, f, NEAR_CHARS));
}

const struct proof_class proof_classes[] = {
    {"typo", "错别字"},
    {"idiom", "固定词语"},
    {"gov", "政务用语"},
    {"legal", "法律用语"},
    {"title", "职务、机构称谓"},
    {"org2018", "机构改革后的名称"},
    {"org2023", "机构改革后的名称（金融）"},
    {"gat", "涉港澳台用语"},
    {"discr", "不当用语"},
    {"variant", "异形词"},
    {"redund", "重复累赘"},
    {"number", "数字"},
    {"punct", "标点"},
    {"ctx", "用词"},
    {"repeat", "重复"},
    {"missing", "缺字"},
    {"pair", "括号、引号"},
    {"date", "日期"},
    {"serial", "序号"},
    {"list", "固定提法"},
    {"reference", "引用"},
    {"docno", "文号"},
    {"unit", "单位名称"},
    {"law", "法规名称"},
    {"privacy", "个人信息、密级"},
};
const size_t n_proof_classes = COUNT_OF(proof_classes);

const char *proof_class_word(const char *key)
{
    for (size_t i = 0; i < n_proof_classes; i++)
        if (!strcmp(proof_classes[i].key, key))
            return proof_classes[i].word;
    return key;
}
