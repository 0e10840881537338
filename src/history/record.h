/*
 * record.h: a history decoded once, its events gathered into counts.  Pure.
 *
 * A count is one charge of which a person was convicted (or adjudicated), with
 * its present state.  Conviction events with the same known count_key are one
 * count; an event without a key is a count of its own.  The record and all that
 * it points to live until prop64_record_free, and no longer than the bytes that
 * it was built from.
 *
 * Events of one count are ordered by their bounds of days, so "first" and
 * "latest" may be one of several.  Where those that it can be do not agree, the
 * answer is unknown; it never depends on the order of rows.
 *
 *   charge, level_convicted   of the first event that states one
 *   case_key, cycle_key       likewise
 *   on_date       the day of conviction: not before the events that say convicted,
 *                 not after any event of the count
 *   level_now     of the latest event that states one; a reduction or a new sentence
 *                 that names no level makes it unknown
 *   disposition   of the latest event
 *   sentence_ends of the latest event that states one; a new sentence that is not
 *                 told makes it unknown
 *
 * is_conviction: vacated and relieved (HS 11361.8) counts are none; a count set
 * aside without its statute, or with a disposition that is not understood, may be
 * one; all others are.  doc/history.md says why.
 */
#ifndef PROP64_RECORD_H
#define PROP64_RECORD_H

#include "history/history_core.h"

typedef struct Prop64Count
{
    Prop64EventKind kind; /* PROP64_EVENT_CONVICTION or PROP64_EVENT_ADJUDICATION */
    Prop64Level level_convicted;
    Prop64Level level_now;
    Prop64Disposition disposition;
    Prop64Truth is_conviction;
    Prop64Bounds on_date;
    Prop64Bounds sentence_ends;
    const uint8_t *charge; /* NULL when unknown */
    size_t charge_len;
    Prop64Key count_key;
    Prop64Key case_key;
    Prop64Key cycle_key;
    const Prop64Event **members; /* its events, canonical order */
    uint32_t nmembers;
} Prop64Count;

#define PROP64_KIND_BIT(kind) (UINT32_C(1) << ((unsigned)(kind) % 32))

typedef struct Prop64Record
{
    const Prop64Event *events; /* all, in canonical order */
    uint32_t nevents;
    uint32_t kinds; /* of its events, PROP64_KIND_BIT of each */
    /* counts of convictions: those with a key first, by key; then the others */
    const Prop64Count *counts;
    uint32_t ncounts;
    uint32_t nkeyed;
    /* the same for juvenile adjudications (is_conviction: does it stand?) */
    const Prop64Count *adjudications;
    uint32_t nadjudications;
    void *storage[3]; /* for prop64_record_free */
} Prop64Record;

/* Does it hold an event of this kind? */
static inline bool
prop64_record_has(const Prop64Record *record, Prop64EventKind kind)
{
    return (record->kinds & PROP64_KIND_BIT(kind)) != 0;
}

/* Does a count in this state count as a conviction? */
extern Prop64Truth prop64_disposition_stands(Prop64Disposition disposition);

/* Builds the record of a valid history, n log n in its events. */
extern Prop64Record *prop64_record_build(const uint8_t *history, size_t len);
extern void prop64_record_free(Prop64Record *record);

/*
 * The same in a room that is used again and again, for the short histories of most
 * people: no memory is asked for.  NULL when there are more events than that.  The
 * record is not freed; it lives until the room is used again.
 */
#define PROP64_RECORD_FEW 16

typedef struct Prop64RecordRoom
{
    Prop64Record record;
    Prop64Event events[PROP64_RECORD_FEW];
    const Prop64Event *members[PROP64_RECORD_FEW];
    Prop64Count counts[PROP64_RECORD_FEW];
} Prop64RecordRoom;

extern Prop64Record *prop64_record_build_few(Prop64RecordRoom *room, const uint8_t *history,
                                             size_t len);

/* A history of few events that is read when somebody first asks. */
typedef struct Prop64LaterRecord
{
    const uint8_t *history;
    size_t len;
    const Prop64Record *record; /* NULL until then */
    Prop64RecordRoom room;
} Prop64LaterRecord;

extern const Prop64Record *prop64_later_record(Prop64LaterRecord *later);

/* The conviction count with this key; NULL when there is none or the key is unknown. */
extern const Prop64Count *prop64_record_find_count(const Prop64Record *record, Prop64Key count_key);

/*
 * When the person was first and last convicted, as far as the record tells:
 * bounds over the counts that are or may be convictions.  false when there is
 * none.  When no count is certainly one, the bounds hold if any is.
 */
extern bool prop64_record_first_conviction(const Prop64Record *record, Prop64Bounds *bounds);
extern bool prop64_record_last_conviction(const Prop64Record *record, Prop64Bounds *bounds);

#endif /* PROP64_RECORD_H */
