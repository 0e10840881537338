/*
 * bytes.h: reading and writing big-endian bytes, with bounds checked once.
 *
 * Every stored and sent form of prop64 is a string of bytes written here, so
 * that it is the same on every machine.  A reader that runs past its end sets
 * "failed" and yields zeros from then on; callers look at it once, at the end.
 */
#ifndef PROP64_BYTES_H
#define PROP64_BYTES_H

#include "common/core.h"

typedef struct Prop64Reader
{
    const uint8_t *at;
    const uint8_t *end;
    bool failed;
} Prop64Reader;

typedef struct Prop64Writer
{
    uint8_t *data;
    size_t len;
    size_t room;
} Prop64Writer;

static inline Prop64Reader
prop64_reader(const void *data, size_t len)
{
    Prop64Reader r = {(const uint8_t *)data, (const uint8_t *)data + len, false};

    return r;
}

static inline size_t
prop64_remaining(const Prop64Reader *r)
{
    return (size_t)(r->end - r->at);
}

/* A pointer to the next n bytes, or NULL (and failed) when there are fewer. */
static inline const uint8_t *
prop64_take(Prop64Reader *r, size_t n)
{
    const uint8_t *p = r->at;

    if (r->failed || prop64_remaining(r) < n)
    {
        r->failed = true;
        return NULL;
    }
    r->at += n;
    return p;
}

static inline uint8_t
prop64_get8(Prop64Reader *r)
{
    const uint8_t *p = prop64_take(r, 1);

    return p ? p[0] : 0;
}

static inline uint16_t
prop64_get16(Prop64Reader *r)
{
    const uint8_t *p = prop64_take(r, 2);

    return p ? (uint16_t)((p[0] << 8) | p[1]) : 0;
}

static inline uint32_t
prop64_get32(Prop64Reader *r)
{
    const uint8_t *p = prop64_take(r, 4);

    return p ? ((uint32_t)p[0] << 24) | ((uint32_t)p[1] << 16) | ((uint32_t)p[2] << 8) | p[3] : 0;
}

static inline uint64_t
prop64_get64(Prop64Reader *r)
{
    uint64_t high = prop64_get32(r);

    return (high << 32) | prop64_get32(r);
}

/* Where the room is known already: compilers make one load of each. */
static inline uint32_t
prop64_load32(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static inline uint64_t
prop64_load64(const uint8_t *p)
{
    return (uint64_t)p[0] << 56 | (uint64_t)p[1] << 48 | (uint64_t)p[2] << 40 |
           (uint64_t)p[3] << 32 | (uint64_t)p[4] << 24 | (uint64_t)p[5] << 16 |
           (uint64_t)p[6] << 8 | p[7];
}

/* Room for n more bytes, grown by doubling; returns where they go. */
static inline uint8_t *
prop64_reserve(Prop64Writer *w, size_t n)
{
    uint8_t *p;

    if (w->len + n > w->room)
    {
        size_t room = w->room ? w->room : 64;

        while (room < w->len + n)
            room *= 2;
        w->data = w->data ? prop64_realloc(w->data, room) : prop64_alloc(room);
        w->room = room;
    }
    p = w->data + w->len;
    w->len += n;
    return p;
}

static inline void
prop64_put(Prop64Writer *w, const void *data, size_t n)
{
    if (n > 0)
        memcpy(prop64_reserve(w, n), data, n);
}

static inline void
prop64_put8(Prop64Writer *w, uint8_t v)
{
    *prop64_reserve(w, 1) = v;
}

static inline void
prop64_put16(Prop64Writer *w, uint16_t v)
{
    uint8_t *p = prop64_reserve(w, 2);

    p[0] = (uint8_t)(v >> 8);
    p[1] = (uint8_t)v;
}

static inline void
prop64_put32(Prop64Writer *w, uint32_t v)
{
    prop64_put16(w, (uint16_t)(v >> 16));
    prop64_put16(w, (uint16_t)v);
}

static inline void
prop64_put64(Prop64Writer *w, uint64_t v)
{
    prop64_put32(w, (uint32_t)(v >> 32));
    prop64_put32(w, (uint32_t)v);
}

/*
 * FNV-1a over bytes, finished by a mixer.  Used where a value keeps a hash of
 * its content inside its stored form, so it must never change.
 */
static inline uint64_t
prop64_hash64(const void *data, size_t len)
{
    const uint8_t *p = data;
    uint64_t h = UINT64_C(0xcbf29ce484222325);

    for (size_t i = 0; i < len; i++)
        h = (h ^ p[i]) * UINT64_C(0x100000001b3);
    h ^= h >> 33;
    h *= UINT64_C(0xff51afd7ed558ccd);
    h ^= h >> 33;
    h *= UINT64_C(0xc4ceb9fe1a85ec53);
    h ^= h >> 33;
    return h;
}

#endif /* PROP64_BYTES_H */
