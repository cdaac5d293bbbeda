/* Is a page well-formed HTML? For tests of pages.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TESTS_WELLFORMED_H
#define TESTS_WELLFORMED_H

/* NULL when every element is closed where it must be, no paragraph holds a block, ids are unique,
 * attributes are quoted, pictures have alt, there is one h1 and no inline script, style or handler;
 * otherwise what is wrong, with the text around it. Valid until the next call. */
const char *html_problem(const char *html);

#endif
