/*
 * history_core.h: one person's record as sorted events.  Pure.
 *
 * A history is a string of big-endian bytes, frozen on disk:
 *
 *   header   u8 version (1), u8 flags (0), u16 zero, u32 number of events,
 *            u64 prop64_hash64 of everything after the header
 *   event    u16 length of the rest of this event
 *            u8 kind, u8 level as convicted, u8 level now, u8 disposition
 *            i32 earliest day, i32 latest day
 *            i32 earliest and i32 latest day on which the sentence ends
 *            u8 length of the charge, charge bytes (0: unknown)
 *            count_key, case_key, cycle_key: each u16 length (0xFFFF: unknown), bytes
 *
 * Days are two's complement counts (day.h); an open end is INT32_MIN or INT32_MAX,
 * other days lie in 0001-01-01 to 9999-12-31.  A blank key is no key: it is unknown.
 *
 * Canonical: events ascend in byte order of "the rest" (memcmp, then the shorter
 * first); equal events are all kept (two counts without a key are two counts).
 * So equal histories are equal bytes.  The order is not that of time.
 *
 * Valid: what prop64_history_validate accepts: the layout, every charge, every
 * enum, lo <= hi, the order and the hash.  It runs on everything that arrives in
 * binary or from another process.  Keys are text in the server's encoding and are
 * checked by the glue.
 */
#ifndef PROP64_HISTORY_CORE_H
#define PROP64_HISTORY_CORE_H

#include "common/bytes.h"
#include "common/core.h"
#include "common/day.h"
#include "common/level.h"

#define PROP64_HISTORY_VERSION    1
#define PROP64_HISTORY_HEADER     16
#define PROP64_HISTORY_EVENTS_MAX 1000000
#define PROP64_HISTORY_BYTES_MAX  (64 * 1024 * 1024) /* of all events together */
#define PROP64_KEY_MAX            255                /* bytes of a key */

/* Kinds and dispositions: numbers are frozen, append only. */
typedef enum Prop64EventKind
{
    PROP64_EVENT_CONVICTION = 1,
    PROP64_EVENT_ARREST = 2,
    PROP64_EVENT_CHARGE = 3,
    PROP64_EVENT_ADJUDICATION = 4, /* juvenile, WIC 602 */
    PROP64_EVENT_REGISTRATION = 5,
    PROP64_EVENT_DEATH = 6
} Prop64EventKind;

#define PROP64_EVENT_KINDS "conviction, arrest, charge, adjudication, registration or death"

/* The present state of a count, as one event tells it. */
typedef enum Prop64Disposition
{
    PROP64_DISPOSITION_UNKNOWN = 0, /* stated in words this library does not know */
    PROP64_CONVICTED = 1,           /* stands as convicted */
    PROP64_REDUCED = 2,             /* level lowered: PC 17(b), PC 1170.18 */
    PROP64_DISMISSED_1203_4 = 3,    /* PC 1203.4, 1203.4a, 1203.41, 1203.42 */
    PROP64_SET_ASIDE = 4,           /* set aside, statute not told */
    PROP64_VACATED = 5,             /* vacated or reversed: no conviction */
    PROP64_RESENTENCED = 6,         /* recalled and resentenced */
    PROP64_RELIEVED = 7             /* dismissed and sealed under HS 11361.8 */
} Prop64Disposition;

/* Text as a pointer and a length; data NULL when unknown. */
typedef struct Prop64Key
{
    const char *data;
    size_t len;
} Prop64Key;

typedef struct Prop64Event
{
    Prop64EventKind kind;
    Prop64Level level_convicted;
    Prop64Level level_now;
    Prop64Disposition disposition;
    Prop64Bounds on_date;
    Prop64Bounds sentence_ends;
    const uint8_t *charge; /* NULL when unknown */
    size_t charge_len;
    Prop64Key count_key;
    Prop64Key case_key;
    Prop64Key cycle_key;
} Prop64Event;

/* Keys of one person are often numbered, and differ in their last byte. */
static inline bool
prop64_same_key(Prop64Key a, Prop64Key b)
{
    return a.data != NULL && b.data != NULL && a.len == b.len &&
           (a.len == 0 || a.data[a.len - 1] == b.data[a.len - 1]) &&
           memcmp(a.data, b.data, a.len) == 0;
}

/* An order of keys that means nothing else; unknown ones last. */
static inline int
prop64_compare_keys(Prop64Key a, Prop64Key b)
{
    if (a.data == NULL || b.data == NULL)
        return (a.data == NULL) - (b.data == NULL);
    if (a.len != b.len)
        return a.len < b.len ? -1 : 1;
    return memcmp(a.data, b.data, a.len);
}

/*
 * A key as a row holds it: NULL, empty and blank text are unknown, or else every
 * blank field of a file would be one and the same count.  Nothing is trimmed.
 * Whoever compares a key with those of a history makes it with this.
 */
extern Prop64Key prop64_key(const char *text, size_t len);

/* Names as SQL uses them; the parsers take any case and surrounding blanks. */
extern bool prop64_event_kind_parse(const char *text, size_t len, Prop64EventKind *kind);
extern const char *prop64_event_kind_name(Prop64EventKind kind);

/*
 * Dispositions in the words of California records (history_disposition.c has the
 * table).  Blank text means convicted; words that are not understood, or that
 * say two things, mean unknown.  parse(name(d)) is d.
 */
extern Prop64Disposition prop64_disposition_parse(const char *text, size_t len);
extern const char *prop64_disposition_name(Prop64Disposition disposition);

/* What an event of this kind has when its record states no disposition. */
extern Prop64Disposition prop64_disposition_default(Prop64EventKind kind);

/*
 * The level now when a record states only the level as convicted: the same,
 * unless the words of the disposition say that it changed ("REDUCED TO
 * MISDEMEANOR", "REDUCED PER 17(B) PC"); then the level they name, or unknown.
 */
extern Prop64Level prop64_level_after(Prop64Level convicted, const char *disposition, size_t len);

/*
 * What the words of a disposition say, for callers who meet the same words again and
 * again; 0 for blank.  The functions whose name ends in _told take it in their place.
 */
typedef uint32_t Prop64Told;

extern Prop64Told prop64_disposition_told(const char *text, size_t len);
extern Prop64Disposition prop64_disposition_of(Prop64Told told);
extern void prop64_event_state_told(Prop64Event *event, Prop64Key severity, Prop64Key severity_now,
                                    Prop64Told told);
extern void prop64_event_sentence_told(Prop64Event *event, Prop64Told told);

/*
 * Sets the levels and the disposition of an event whose kind is set, from the
 * three texts of a row; made with prop64_key, so that blank is not stated.
 */
extern void prop64_event_state(Prop64Event *event, Prop64Key severity, Prop64Key severity_now,
                               Prop64Key disposition);

/*
 * A row that says that its sentence was revoked, extended or modified and states
 * no end gets one: that day or later, nobody knows when.  Call it when kind and
 * dates of the event are set.
 */
extern void prop64_event_sentence(Prop64Event *event, Prop64Key disposition);

/*
 * Building: append events in any order (encoded, as in "event" above) to a
 * writer, then finish, which sorts and adds the header.  finish leaves the pool
 * of events as it was and returns fresh memory, NULL over a limit.  history_append
 * adds the events of a valid history; false means that the pool would be over
 * PROP64_HISTORY_BYTES_MAX.
 */
extern bool prop64_event_append(Prop64Writer *pool, const Prop64Event *event, Prop64Error *err);
extern bool prop64_history_append(Prop64Writer *pool, const uint8_t *history, size_t len);
extern uint8_t *prop64_history_finish(const uint8_t *pool, size_t pool_len, uint32_t nevents,
                                      size_t *len, Prop64Error *err);

/*
 * The two halves of finish, for a caller who has memory of its own: is it within
 * the limits, and writing PROP64_HISTORY_HEADER + pool_len bytes.
 */
extern bool prop64_history_fits(size_t pool_len, uint32_t nevents, Prop64Error *err);
extern void prop64_history_write(uint8_t *out, const uint8_t *pool, size_t pool_len,
                                 uint32_t nevents);

/*
 * Checks every byte of a value that did not come from prop64_history_finish, and
 * of a pool of events that comes from another process (sorted or not).
 */
extern bool prop64_pool_validate(const uint8_t *pool, size_t len, uint32_t nevents, bool sorted,
                                 Prop64Error *err);
extern bool prop64_history_validate(const uint8_t *bytes, size_t len, Prop64Error *err);

/* Reading a valid history. */
extern uint32_t prop64_history_count(const uint8_t *bytes, size_t len);
extern uint64_t prop64_history_hash(const uint8_t *bytes, size_t len);

/* Start with *offset = PROP64_HISTORY_HEADER; false at the end.  Event points into bytes. */
extern bool prop64_history_next(const uint8_t *bytes, size_t len, size_t *offset,
                                Prop64Event *event);

#endif /* PROP64_HISTORY_CORE_H */
