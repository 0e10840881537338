/*
 * csv_cells.h: cells of a CSV line as RFC 4180 wants them, safe in a spreadsheet.
 *
 * Pure.  A cell is any bytes; nothing is validated, and nothing but quotes and the
 * guard is added, so that a reader of the line gets the bytes of the cell again.
 *
 * Quoted is a cell that holds a comma, a quote, CR or LF, that begins or ends with a
 * blank or a tab, or that is \. alone, with which COPY ends its data.  A quote within
 * is doubled.
 *
 * Guarded, with an apostrophe in front, is a cell that a spreadsheet would run: after
 * blanks, if any, it begins with = + - @, a tab, CR or LF, or with one of the four in
 * its full-width form (U+FF1D, U+FF0B, U+FF0D, U+FF20).  Blanks are the space, other
 * control characters, U+00A0, U+3000 and U+FEFF; what is not ASCII is read as UTF-8.
 * A lone -, a number with a sign, digits and at most one point, and a cell of nothing
 * but ASCII blanks and line ends, is no formula.
 */
#ifndef PROP64_CSV_CELLS_H
#define PROP64_CSV_CELLS_H

#include <stdbool.h>
#include <stddef.h>

/* What becomes of one cell. */
typedef struct Prop64CsvCell
{
    bool quoted;
    bool guarded;
    size_t size; /* bytes as written, the comma not counted */
} Prop64CsvCell;

/* Would a spreadsheet run it? */
extern bool prop64_csv_is_formula(const char *cell, size_t len);

/* safe: guard the cell when it is a formula. */
extern Prop64CsvCell prop64_csv_plan(const char *cell, size_t len, bool safe);

/* Writes plan.size bytes. */
extern void prop64_csv_write(const Prop64CsvCell *plan, const char *cell, size_t len, char *to);

#endif /* PROP64_CSV_CELLS_H */
