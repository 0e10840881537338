/*
 * report.h: the one place where a pure error becomes a PostgreSQL error.
 */
#ifndef PROP64_REPORT_H
#define PROP64_REPORT_H

#include "common/compat.h"
#include "common/core.h"

/*
 * Raises err, or saves it when escontext asks for soft errors (16 and later).
 * input is the text being read, of which err->offset is a byte offset; the
 * detail then begins "At character N: ".  Pass NULL for errors of binary values.
 */
extern void prop64_report(struct Node *escontext, const Prop64Error *err, const char *input,
                          size_t input_len);

#endif /* PROP64_REPORT_H */
