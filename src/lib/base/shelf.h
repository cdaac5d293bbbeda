/* Rows of numbers and a few texts in memory, kept in several orders at once: any filter is one pass
 * over a few numbers a row, any page of it one walk along an order, near or far.
 *
 * A set of rows is a bitmap with one bit a row, shelf_words() words long. Pure: nothing here knows
 * what the numbers mean.
 *
 * SPDX-License-Identifier: MIT */
#ifndef BASE_SHELF_H
#define BASE_SHELF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/arena.h"
#include "lib/base/status.h"

enum { SHELF_FIELDS = 13, SHELF_ORDERS = 3, SHELF_TEXTS = 2 };

struct shelf_row {
    int64_t id;                /* above 0 */
    int64_t key[SHELF_ORDERS]; /* place in each order; equal keys: by id */
    uint32_t code[SHELF_FIELDS];
    const char *text[SHELF_TEXTS]; /* UTF-8, "" for none */
};

struct shelf;
struct shelf *shelf_new(void);
void shelf_free(struct shelf **s);

/* The rows that have these ids are replaced, the others added. Ids ascend. */
void shelf_put(struct shelf *s, const struct shelf_row *rows, size_t n);
/* So many rows were replaced that it pays to fill another shelf. */
bool shelf_worn(const struct shelf *s);

size_t shelf_words(const struct shelf *s);
/* Every row. */
uint64_t *shelf_all(const struct shelf *s, struct arena *a);
/* Those with the text in one of theirs; small and capital letters of ASCII are the same. */
uint64_t *shelf_with_text(const struct shelf *s, struct arena *a, const char *text);
/* Puts one row into the set, or takes it out. An id that is not there changes nothing. */
void shelf_set(const struct shelf *s, uint64_t *set, int64_t id, bool in);
/* Keeps of the set what is in the other one, too. */
void shelf_keep(const struct shelf *s, uint64_t *set, const uint64_t *other);
/* Keeps rows whose field is `value` where the mask has bits. */
void shelf_keep_code(
    const struct shelf *s, uint64_t *set, size_t field, uint32_t mask, uint32_t value);
/* Keeps rows whose field is a number below n that is marked. */
void shelf_keep_marked(
    const struct shelf *s, uint64_t *set, size_t field, const uint8_t *marked, size_t n);

int64_t shelf_count(const struct shelf *s, const uint64_t *set);
/* ids `first` … of the set in this order, at most `most`; returns how many. */
size_t shelf_page(const struct shelf *s, const uint64_t *set, size_t order, bool up, int64_t first,
    size_t most, int64_t *ids);
/* Largest key of the set in this order; 0 when it is empty. */
int64_t shelf_last_key(const struct shelf *s, const uint64_t *set, size_t order);
/* sum[code] counts the rows of the set by the field; codes are below n. */
void shelf_tally(const struct shelf *s, const uint64_t *set, size_t field, int64_t *sum, size_t n);

#endif
