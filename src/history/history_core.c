/* history_core.c: the frozen layout of a history, its names, and its check.  Pure. */
#include "history/history_bytes.h"

#include "charge/charge_core.h"
#include "history/sort.h"

#define FEW_EVENTS      32 /* of most people: sorted without asking for memory */
#define EVENT_BYTES_MIN (PROP64_EVENT_FIXED_BYTES + 3 * PROP64_EVENT_KEY_LENGTH_BYTES)

static const char *const kind_names[] = {
    [PROP64_EVENT_CONVICTION] = "conviction",
    [PROP64_EVENT_ARREST] = "arrest",
    [PROP64_EVENT_CHARGE] = "charge",
    [PROP64_EVENT_ADJUDICATION] = "adjudication",
    [PROP64_EVENT_REGISTRATION] = "registration",
    [PROP64_EVENT_DEATH] = "death",
};

static bool
is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

Prop64Key
prop64_key(const char *text, size_t len)
{
    Prop64Key key = {NULL, 0};

    for (size_t i = 0; text != NULL && i < len; i++)
        if (!is_blank(text[i]))
        {
            key.data = text;
            key.len = len;
            break;
        }
    return key;
}

bool
prop64_event_kind_parse(const char *text, size_t len, Prop64EventKind *kind)
{
    while (len > 0 && is_blank(*text))
        text++, len--;
    while (len > 0 && is_blank(text[len - 1]))
        len--;
    for (int k = PROP64_EVENT_CONVICTION; k <= PROP64_EVENT_DEATH; k++)
    {
        size_t i = 0;

        if (strlen(kind_names[k]) != len)
            continue;
        while (i < len &&
               ((text[i] >= 'A' && text[i] <= 'Z') ? text[i] + 32 : text[i]) == kind_names[k][i])
            i++;
        if (i == len)
        {
            *kind = (Prop64EventKind)k;
            return true;
        }
    }
    return false;
}

const char *
prop64_event_kind_name(Prop64EventKind kind)
{
    if (kind < PROP64_EVENT_CONVICTION || kind > PROP64_EVENT_DEATH)
        return "unknown";
    return kind_names[kind];
}

/* ---- writing ---- */

static bool
day_valid(int32_t day)
{
    return prop64_open_day(day) || (day >= PROP64_DAY_FIRST && day <= PROP64_DAY_LAST);
}

/* An open end must be open on its own side. */
static bool
bounds_valid(Prop64Bounds b)
{
    return b.lo <= b.hi && b.lo != PROP64_DAY_OPEN_HIGH && b.hi != PROP64_DAY_OPEN_LOW &&
           day_valid(b.lo) && day_valid(b.hi);
}

static uint8_t *
store16(uint8_t *at, uint16_t v)
{
    at[0] = (uint8_t)(v >> 8);
    at[1] = (uint8_t)v;
    return at + 2;
}

static uint8_t *
store_bounds(uint8_t *at, Prop64Bounds b)
{
    at = store16(at, (uint16_t)((uint32_t)b.lo >> 16));
    at = store16(at, (uint16_t)b.lo);
    at = store16(at, (uint16_t)((uint32_t)b.hi >> 16));
    return store16(at, (uint16_t)b.hi);
}

static bool
key_fits(Prop64Key key, const char *name, Prop64Error *err)
{
    if (key.data == NULL || key.len <= PROP64_KEY_MAX)
        return true;
    return prop64_error_set(err, PROP64_ERR_LIMIT, -1, "key of an event is too long",
                            "%s has %zu bytes; the limit is %d.", name, key.len, PROP64_KEY_MAX);
}

static bool
key_known(Prop64Key key)
{
    return key.data != NULL && key.len > 0;
}

static uint8_t *
store_key(uint8_t *at, Prop64Key key)
{
    if (!key_known(key))
        return store16(at, PROP64_EVENT_KEY_UNKNOWN);
    at = store16(at, (uint16_t)key.len);
    memcpy(at, key.data, key.len);
    return at + key.len;
}

static bool
pool_fits(const Prop64Writer *pool, size_t more)
{
    return more <= PROP64_HISTORY_BYTES_MAX && pool->len <= PROP64_HISTORY_BYTES_MAX - more;
}

static bool
too_large(Prop64Error *err)
{
    return prop64_error_set(err, PROP64_ERR_LIMIT, -1, "history is too large",
                            "A history holds at most %d events and %d bytes.",
                            PROP64_HISTORY_EVENTS_MAX, PROP64_HISTORY_BYTES_MAX);
}

bool
prop64_event_append(Prop64Writer *pool, const Prop64Event *event, Prop64Error *err)
{
    size_t charge_len = event->charge ? event->charge_len : 0;
    size_t rest = EVENT_BYTES_MIN + charge_len;
    uint8_t *at;

    if (event->kind < PROP64_EVENT_CONVICTION || event->kind > PROP64_EVENT_DEATH ||
        event->level_convicted > PROP64_FELONY || event->level_now > PROP64_FELONY ||
        event->disposition > PROP64_RELIEVED || charge_len > PROP64_CHARGE_MAX)
        return prop64_error_set(err, PROP64_ERR_VALUE, -1, "invalid event",
                                "A kind, level, disposition or charge is not one of this library.");
    if (!bounds_valid(event->on_date) || !bounds_valid(event->sentence_ends))
        return prop64_error_set(err, PROP64_ERR_VALUE, -1, "date of an event is out of range",
                                "Days run from 0001-01-01 to 9999-12-31, the earlier one first.");
    if (!key_fits(event->count_key, "count_key", err) ||
        !key_fits(event->case_key, "case_key", err) ||
        !key_fits(event->cycle_key, "cycle_key", err))
        return false;
    rest += key_known(event->count_key) ? event->count_key.len : 0;
    rest += key_known(event->case_key) ? event->case_key.len : 0;
    rest += key_known(event->cycle_key) ? event->cycle_key.len : 0;
    if (!pool_fits(pool, PROP64_EVENT_LENGTH_BYTES + rest))
        return too_large(err);

    /* once a row: one look at the room, then plain stores */
    at = prop64_reserve(pool, PROP64_EVENT_LENGTH_BYTES + rest);
    at = store16(at, (uint16_t)rest);
    *at++ = (uint8_t)event->kind;
    *at++ = (uint8_t)event->level_convicted;
    *at++ = (uint8_t)event->level_now;
    *at++ = (uint8_t)event->disposition;
    at = store_bounds(at, event->on_date);
    at = store_bounds(at, event->sentence_ends);
    *at++ = (uint8_t)charge_len;
    if (charge_len > 0)
        memcpy(at, event->charge, charge_len);
    at = store_key(at + charge_len, event->count_key);
    at = store_key(at, event->case_key);
    store_key(at, event->cycle_key);
    return true;
}

bool
prop64_history_append(Prop64Writer *pool, const uint8_t *history, size_t len)
{
    size_t more = len - PROP64_HISTORY_HEADER;

    if (!pool_fits(pool, more))
        return false;
    prop64_put(pool, history + PROP64_HISTORY_HEADER, more);
    return true;
}

static int
compare_events(const void *a, const void *b)
{
    size_t alen = prop64_event_rest(a), blen = prop64_event_rest(b);
    int c = memcmp((const uint8_t *)a + PROP64_EVENT_LENGTH_BYTES,
                   (const uint8_t *)b + PROP64_EVENT_LENGTH_BYTES, alen < blen ? alen : blen);

    return c != 0 ? c : (alen > blen) - (alen < blen);
}

bool
prop64_history_fits(size_t pool_len, uint32_t nevents, Prop64Error *err)
{
    if (nevents > PROP64_HISTORY_EVENTS_MAX || pool_len > PROP64_HISTORY_BYTES_MAX)
        return too_large(err);
    return true;
}

/* Copies the events in canonical order. */
static void
put_sorted(Prop64Writer *w, const uint8_t *pool, uint32_t nevents)
{
    const void *few[FEW_EVENTS];
    const void **events = nevents <= FEW_EVENTS ? few : prop64_alloc(nevents * sizeof(*events));

    for (uint32_t i = 0; i < nevents; i++)
    {
        events[i] = pool;
        pool += PROP64_EVENT_LENGTH_BYTES + prop64_event_rest(pool);
    }
    prop64_sort_pointers(events, nevents, compare_events);
    for (uint32_t i = 0; i < nevents; i++)
        prop64_put(w, events[i], PROP64_EVENT_LENGTH_BYTES + prop64_event_rest(events[i]));
    if (events != few)
        prop64_free(events);
}

void
prop64_history_write(uint8_t *out, const uint8_t *pool, size_t pool_len, uint32_t nevents)
{
    Prop64Writer head = {out, 0, PROP64_HISTORY_HEADER};
    Prop64Writer body = {out + PROP64_HISTORY_HEADER, 0, pool_len};

    if (nevents > 1)
        put_sorted(&body, pool, nevents);
    else
        prop64_put(&body, pool, pool_len);
    prop64_put8(&head, PROP64_HISTORY_VERSION);
    prop64_put8(&head, 0);
    prop64_put16(&head, 0);
    prop64_put32(&head, nevents);
    prop64_put64(&head, prop64_hash64(out + PROP64_HISTORY_HEADER, pool_len));
}

uint8_t *
prop64_history_finish(const uint8_t *pool, size_t pool_len, uint32_t nevents, size_t *len,
                      Prop64Error *err)
{
    uint8_t *out;

    if (!prop64_history_fits(pool_len, nevents, err))
        return NULL;
    *len = PROP64_HISTORY_HEADER + pool_len;
    out = prop64_alloc(*len);
    prop64_history_write(out, pool, pool_len, nevents);
    return out;
}

/* ---- reading ---- */

uint32_t
prop64_history_count(const uint8_t *bytes, size_t len)
{
    Prop64Reader r = prop64_reader(bytes, len);

    prop64_take(&r, 4);
    return prop64_get32(&r);
}

uint64_t
prop64_history_hash(const uint8_t *bytes, size_t len)
{
    Prop64Reader r = prop64_reader(bytes, len);

    prop64_take(&r, 8);
    return prop64_get64(&r);
}

bool
prop64_history_next(const uint8_t *bytes, size_t len, size_t *offset, Prop64Event *event)
{
    return prop64_history_read(bytes, len, offset, event);
}

/* ---- checking ---- */

static bool
broken(Prop64Error *err, const char *what, uint32_t event)
{
    return prop64_error_set(err, PROP64_ERR_BINARY, -1, "invalid binary value of prop64.history",
                            "Event %u %s.", event + 1, what);
}

static bool
key_valid(Prop64Key key)
{
    return key.data == NULL ||
           (key.len <= PROP64_KEY_MAX && prop64_key(key.data, key.len).data != NULL &&
            memchr(key.data, '\0', key.len) == NULL);
}

/* One event; on success *at has moved behind it. */
static bool
event_valid(const uint8_t **at, const uint8_t *end, uint32_t i, Prop64Error *err)
{
    Prop64Event event;
    size_t rest;

    if (end - *at < PROP64_EVENT_LENGTH_BYTES ||
        (size_t)(end - *at - PROP64_EVENT_LENGTH_BYTES) < prop64_event_rest(*at))
        return broken(err, "is cut short", i);
    rest = prop64_event_rest(*at);
    if (prop64_event_read(*at + PROP64_EVENT_LENGTH_BYTES, *at + PROP64_EVENT_LENGTH_BYTES + rest,
                          &event) != *at + PROP64_EVENT_LENGTH_BYTES + rest)
        return broken(err, "does not have the length that it states", i);
    if (event.kind < PROP64_EVENT_CONVICTION || event.kind > PROP64_EVENT_DEATH)
        return broken(err, "has an unknown kind", i);
    if (event.level_convicted > PROP64_FELONY || event.level_now > PROP64_FELONY)
        return broken(err, "has an unknown level", i);
    if (event.disposition > PROP64_RELIEVED)
        return broken(err, "has an unknown disposition", i);
    if (!bounds_valid(event.on_date) || !bounds_valid(event.sentence_ends))
        return broken(err, "has a date out of range", i);
    if (event.charge != NULL && !prop64_charge_validate(event.charge, event.charge_len, NULL))
        return broken(err, "has an invalid charge", i);
    if (!key_valid(event.count_key) || !key_valid(event.case_key) || !key_valid(event.cycle_key))
        return broken(err, "has an invalid key", i);
    *at += PROP64_EVENT_LENGTH_BYTES + rest;
    return true;
}

bool
prop64_pool_validate(const uint8_t *pool, size_t len, uint32_t nevents, bool sorted,
                     Prop64Error *err)
{
    const uint8_t *at = pool, *end, *before = NULL;

    if (nevents > PROP64_HISTORY_EVENTS_MAX || len > PROP64_HISTORY_BYTES_MAX)
        return too_large(err);
    if (nevents == 0 && len == 0)
        return true; /* a pool of nothing may be NULL */
    end = pool + len;
    for (uint32_t i = 0; i < nevents; i++)
    {
        const uint8_t *event = at;

        if (!event_valid(&at, end, i, err))
            return false;
        if (sorted && before != NULL && compare_events(before, event) > 0)
            return broken(err, "is out of order", i);
        before = event;
    }
    if (at != end)
        return prop64_error_set(
            err, PROP64_ERR_BINARY, -1, "invalid binary value of prop64.history",
            "%zu bytes are left over after the last event.", (size_t)(end - at));
    return true;
}

bool
prop64_history_validate(const uint8_t *bytes, size_t len, Prop64Error *err)
{
    Prop64Reader r = prop64_reader(bytes, len);
    uint8_t version = prop64_get8(&r);
    uint8_t flags = prop64_get8(&r);
    uint16_t zero = prop64_get16(&r);
    uint32_t nevents = prop64_get32(&r);
    uint64_t hash = prop64_get64(&r);

    if (r.failed)
        return prop64_error_set(
            err, PROP64_ERR_BINARY, -1, "invalid binary value of prop64.history",
            "A history has at least %d bytes; %zu were found.", PROP64_HISTORY_HEADER, len);
    if (version != PROP64_HISTORY_VERSION)
        return prop64_error_set(err, PROP64_ERR_VERSION, -1,
                                "unknown format version of prop64.history",
                                "Version %u was found; this library knows version %d.", version,
                                PROP64_HISTORY_VERSION);
    if (flags != 0 || zero != 0)
        return prop64_error_set(err, PROP64_ERR_BINARY, -1,
                                "invalid binary value of prop64.history",
                                "Reserved bits of the header are set.");
    if (!prop64_pool_validate(bytes + PROP64_HISTORY_HEADER, len - PROP64_HISTORY_HEADER, nevents,
                              true, err))
        return false;
    if (prop64_hash64(bytes + PROP64_HISTORY_HEADER, len - PROP64_HISTORY_HEADER) != hash)
        return prop64_error_set(err, PROP64_ERR_BINARY, -1,
                                "invalid binary value of prop64.history",
                                "The hash in the header is not that of the events.");
    return true;
}
