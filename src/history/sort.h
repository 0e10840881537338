/*
 * sort.h: a stable merge sort of pointers.  Pure.
 *
 * n log n whatever the input: a record comes from a table that anybody may fill.
 */
#ifndef PROP64_SORT_H
#define PROP64_SORT_H

#include "common/core.h"

typedef int (*Prop64Compare)(const void *a, const void *b);

/* Sorts n pointers by what they point at; equal ones keep their order. */
extern void prop64_sort_pointers(const void **items, size_t n, Prop64Compare compare);

#endif /* PROP64_SORT_H */
