/* What the frames know about the site: plain strings, all "" rather than NULL.
 *
 * The process starts with the demo county, marked 演示. The portal calls ui_set_site once it has
 * loaded the county's own words, and again after each change.
 *
 * SPDX-License-Identifier: MIT */
#ifndef UI_SITE_H
#define UI_SITE_H

#include <stddef.h>

struct site_link {
    const char *label, *path; /* path "/zwgk/", or an absolute https address */
};

struct site {
    const char *name;          /* 师宗县人民政府 */
    const char *subtitle;      /* 门户网站 */
    const char *domain;        /* www.example.gov.cn: no scheme, no path */
    const char *id_code;       /* 政府网站标识码, 10 characters */
    const char *sponsor;       /* 主办单位 */
    const char *operator_unit; /* 承办单位 */
    const char *phone, *email, *address, *postcode;
    const char *icp;             /* 滇ICP备00000000号 */
    const char *psb;             /* 滇公网安备 53032300000000号 */
    const char *psb_code;        /* the 14 digits */
    const char *conac;           /* address behind 党政机关网站标识 */
    const char *jiucuo;          /* address of 我为政府网站找错; its site_code is id_code */
    const char *map;             /* /site-map/ */
    const char *colour;          /* main colour "#17495b"; "" keeps that of base.css */
    const char *demo;            /* line shown at the very top of a demo site; "" on a real one */
    const struct site_link *nav; /* main navigation, 首页 not included */
    size_t n_nav;
};

/* The site now; never NULL. */
const struct site *ui_site(void);
/* From the next request on; s and all it points to stay unchanged until the process ends.
 * NULL brings the demo county back. */
void ui_set_site(const struct site *s);

#endif
