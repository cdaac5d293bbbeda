/* The typefaces of official letters and the fonts of Debian that come nearest.
 *
 * A county that owns 方正小标宋 or 仿宋_GB2312 installs them in the system; they are taken first.
 * SPDX-License-Identifier: MIT */
#include <fontconfig/fontconfig.h>
#include <pthread.h>

#include "lib/paper/letter_flow.h"

/* Fonts of TeX (package texlive-lang-chinese) lie outside fontconfig's folders. */
#define FANDOL "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"

static const char *const families[] = {
    [FACE_BODY] = "FangSong_GB2312,仿宋_GB2312,FangSong,仿宋,FandolFang,Noto Serif CJK SC,serif",
    [FACE_TITLE] = "FZXiaoBiaoSong-B05S,方正小标宋简体,方正小标宋_GBK,Noto Serif CJK SC,serif",
    [FACE_HEADING] = "SimHei,黑体,Noto Sans CJK SC,sans-serif",
    [FACE_DIGITS] = "SimSun,宋体,Noto Serif CJK SC,serif",
};

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void add_fonts(void)
{
    FcConfigAppFontAddDir(NULL, (const FcChar8 *)FANDOL);
}

PangoFontDescription *letter_font(enum face face, double size)
{
    PangoFontDescription *d = pango_font_description_new();
    pango_font_description_set_family_static(d, families[face]);
    pango_font_description_set_absolute_size(d, size * PANGO_SCALE);
    if (face == FACE_TITLE)
        pango_font_description_set_weight(d, PANGO_WEIGHT_BOLD);
    return d;
}

PangoContext *letter_pango(void)
{
    pthread_once(&once, add_fonts);
    PangoContext *c = pango_font_map_create_context(pango_cairo_font_map_get_default());
    cairo_font_options_t *o = cairo_font_options_create();
    cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
    pango_cairo_context_set_font_options(c, o);
    cairo_font_options_destroy(o);
    pango_cairo_context_set_resolution(c, 72);
    pango_context_set_language(c, pango_language_from_string("zh-cn"));
    pango_context_set_round_glyph_positions(c, FALSE);
    return c;
}
