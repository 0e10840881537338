/*
 * history_bytes.h: a history read where it stands, in line.  Pure.
 *
 * history_core.h documents the layout.  For this room, and for who looks at every
 * event of every row: what a caller does not look at is not decoded.
 */
#ifndef PROP64_HISTORY_BYTES_H
#define PROP64_HISTORY_BYTES_H

#include "history/history_core.h"

#define PROP64_EVENT_LENGTH_BYTES     2  /* the length in front of every event */
#define PROP64_EVENT_FIXED_BYTES      21 /* kind to length of the charge */
#define PROP64_EVENT_KEY_LENGTH_BYTES 2  /* the length in front of every key */
#define PROP64_EVENT_KEY_UNKNOWN      0xFFFF

/* An encoded event begins with the length of the rest. */
static inline size_t
prop64_event_rest(const uint8_t *event)
{
    return ((size_t)event[0] << 8) | event[1];
}

static inline Prop64Bounds
prop64_load_bounds(const uint8_t *at)
{
    return (Prop64Bounds){(int32_t)prop64_load32(at), (int32_t)prop64_load32(at + 4)};
}

/* Decodes one key; returns what is behind it, or NULL when it ended early. */
static inline const uint8_t *
prop64_key_read(const uint8_t *at, const uint8_t *end, Prop64Key *key)
{
    size_t len;

    *key = (Prop64Key){NULL, 0};
    if (end - at < PROP64_EVENT_KEY_LENGTH_BYTES)
        return NULL;
    len = (size_t)at[0] << 8 | at[1];
    at += PROP64_EVENT_KEY_LENGTH_BYTES;
    if (len == PROP64_EVENT_KEY_UNKNOWN)
        return at;
    if ((size_t)(end - at) < len)
        return NULL;
    *key = (Prop64Key){(const char *)at, len};
    return at + len;
}

/*
 * Decodes one event as far as the key of its count, without judging it; returns what is
 * behind that, or NULL when it ended early.  Once for every event of every row: one look
 * at the room for all that has one width.
 */
static inline const uint8_t *
prop64_event_read_count(const uint8_t *at, const uint8_t *end, Prop64Event *event)
{
    if (end - at < PROP64_EVENT_FIXED_BYTES)
        return NULL;
    event->kind = (Prop64EventKind)at[0];
    event->level_convicted = (Prop64Level)at[1];
    event->level_now = (Prop64Level)at[2];
    event->disposition = (Prop64Disposition)at[3];
    event->on_date = prop64_load_bounds(at + 4);
    event->sentence_ends = prop64_load_bounds(at + 12);
    event->charge_len = at[20];
    at += PROP64_EVENT_FIXED_BYTES;
    event->charge = event->charge_len > 0 ? at : NULL;
    if ((size_t)(end - at) < event->charge_len)
        return NULL;
    return prop64_key_read(at + event->charge_len, end, &event->count_key);
}

/* Decodes one event; returns what is behind it, or NULL when it ended early. */
static inline const uint8_t *
prop64_event_read(const uint8_t *at, const uint8_t *end, Prop64Event *event)
{
    at = prop64_event_read_count(at, end, event);
    if (at != NULL)
        at = prop64_key_read(at, end, &event->case_key);
    if (at != NULL)
        at = prop64_key_read(at, end, &event->cycle_key);
    return at;
}

/* The bytes of the next event, and what is behind it; NULL at the end. */
static inline const uint8_t *
prop64_history_step(const uint8_t *bytes, size_t len, size_t *offset, const uint8_t **end)
{
    const uint8_t *at = bytes + *offset;
    size_t rest;

    if (*offset + PROP64_EVENT_LENGTH_BYTES > len)
        return NULL;
    rest = prop64_event_rest(at);
    if (*offset + PROP64_EVENT_LENGTH_BYTES + rest > len)
        return NULL;
    *offset += PROP64_EVENT_LENGTH_BYTES + rest;
    at += PROP64_EVENT_LENGTH_BYTES;
    *end = at + rest;
    return at;
}

/* The next event, as prop64_history_next. */
static inline bool
prop64_history_read(const uint8_t *bytes, size_t len, size_t *offset, Prop64Event *event)
{
    const uint8_t *end;
    const uint8_t *at = prop64_history_step(bytes, len, offset, &end);

    return at != NULL && prop64_event_read(at, end, event) != NULL;
}

/* The same, but for the keys of the case and the cycle, which are not written. */
static inline bool
prop64_count_read(const uint8_t *bytes, size_t len, size_t *offset, Prop64Event *event)
{
    const uint8_t *end;
    const uint8_t *at = prop64_history_step(bytes, len, offset, &end);

    return at != NULL && prop64_event_read_count(at, end, event) != NULL;
}

#endif /* PROP64_HISTORY_BYTES_H */
