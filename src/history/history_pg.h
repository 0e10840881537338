/*
 * history_pg.h: what the PostgreSQL side of this room shares.
 *
 * A history datum is a packed varlena whose payload is the layout of
 * history_core.h.  It is read byte by byte, so alignment does not matter.
 */
#ifndef PROP64_HISTORY_PG_H
#define PROP64_HISTORY_PG_H

#include "common/compat.h"
#include "common/report.h"
#include "history/history_core.h"
#include "history/relief.h"

#define PROP64_GETARG_HISTORY(n) PG_GETARG_VARLENA_PP(n)
#define PROP64_HISTORY_BYTES(h)  ((const uint8_t *)VARDATA_ANY(h))
#define PROP64_HISTORY_LEN(h)    ((size_t)VARSIZE_ANY_EXHDR(h))

/* Where the arguments of a function have the parts of an event; 0-based. */
#define PROP64_NO_COLUMN (-1)

typedef struct Prop64EventColumns
{
    int kind; /* without it the event is a conviction */
    int charge;
    int severity;
    int on_date;
    int on_bounds;
    int severity_now;
    int sentence_ends;
    int sentence_bounds;
    int case_key;
    int cycle_key;
    int count_key;
    int disposition;
} Prop64EventColumns;

/* Points into the arguments; raises what prop64.event() raises. */
extern Prop64Event prop64_event_of_columns(FunctionCallInfo fcinfo, const Prop64EventColumns *at);

/* The datum of a pool of events; 0 when a soft error was saved. */
extern Datum prop64_history_datum(const Prop64Writer *pool, uint32_t nevents,
                                  struct Node *escontext);

/* Raises when a key in a pool of valid events is not text of the server's encoding. */
extern void prop64_history_verify_keys(const uint8_t *pool, size_t len);

/* Canonical JSON text, and a record read from a jsonb array (history_json.c). */
extern void prop64_history_to_json(StringInfo out, const uint8_t *bytes, size_t len);
extern void prop64_event_to_json(StringInfo out, const Prop64Event *event);
extern void prop64_bounds_to_json(StringInfo out,
                                  Prop64Bounds bounds); /* a day, or [first, last] */
extern Datum prop64_history_from_json(Datum jsonb, struct Node *escontext);

/* What relief leaves as the first six of an array of numbers (history_ops.c). */
#define PROP64_LEFT_NUMBERS 6
extern void prop64_left_to_datums(const Prop64Left *left, Datum *n);

#endif /* PROP64_HISTORY_PG_H */
