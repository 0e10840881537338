/*
 * history_test.c: laws of the history's layout, of its words, and of the record.
 *
 *   history_test [SEED]     the seed of the random properties; printed, fixed by default
 */
#include "charge/charge_core.h"
#include "history/history_core.h"
#include "history/record.h"
#include "history/sort.h"

#include <stdio.h>
#include <stdlib.h>

#include "check.h"

/* ---- words ---- */

static void
test_kinds(void)
{
    static const char *const names[] = {"conviction",   "arrest",       "charge",
                                        "adjudication", "registration", "death"};
    Prop64EventKind kind;

    for (int i = 0; i < 6; i++)
    {
        CHECK(prop64_event_kind_parse(names[i], strlen(names[i]), &kind) && (int)kind == i + 1,
              names[i]);
        CHECK(strcmp(prop64_event_kind_name((Prop64EventKind)(i + 1)), names[i]) == 0, names[i]);
    }
    CHECK(prop64_event_kind_parse(" Arrest\t", 8, &kind) && kind == PROP64_EVENT_ARREST,
          "any case, blanks around");
    CHECK(!prop64_event_kind_parse("", 0, &kind), "no kind");
    CHECK(!prop64_event_kind_parse("convictions", 11, &kind), "another word");
    CHECK(!prop64_event_kind_parse("conv", 4, &kind), "part of a word");
}

static void
test_dispositions(void)
{
    static const struct
    {
        const char *text;
        Prop64Disposition disposition;
    } cases[] = {
        {"", PROP64_CONVICTED},
        {"  \t ", PROP64_CONVICTED},
        {"CONVICTED", PROP64_CONVICTED},
        {" Convicted ", PROP64_CONVICTED},
        {"CONVICTED-PROB/JAIL", PROP64_CONVICTED},
        {"CONVICTED-PRISON", PROP64_CONVICTED},
        {"convicted misdemeanor", PROP64_CONVICTED},
        {"GUILTY PLEA", PROP64_CONVICTED},
        {"NOLO CONTENDERE", PROP64_CONVICTED},
        {"SENTENCE MODIFIED", PROP64_CONVICTED},
        {"PROBATION REVOKED", PROP64_CONVICTED},
        {"sentence reduced", PROP64_CONVICTED},
        {"CONV SET ASIDE & DISM PER 1203.4 PC", PROP64_DISMISSED_1203_4},
        {"dismissed 1203.4", PROP64_DISMISSED_1203_4},
        {"PC 1203.4A", PROP64_DISMISSED_1203_4},
        {"DISMISSED PER PC1203.41", PROP64_DISMISSED_1203_4},
        {"1203.42(a) granted", PROP64_DISMISSED_1203_4},
        {"REDUCED 17(B) AND DISMISSED 1203.4 PC", PROP64_DISMISSED_1203_4},
        {"DISMISSED PER 1203.43 PC", PROP64_DISPOSITION_UNKNOWN},
        {"DISMISSED PER 1203.425 PC", PROP64_DISPOSITION_UNKNOWN},
        {"PETITION 1203.4 DENIED", PROP64_DISPOSITION_UNKNOWN},
        {"REDUCED TO MISDEMEANOR", PROP64_REDUCED},
        {"Reduced", PROP64_REDUCED},
        {"REDUCED PER 17(B) PC", PROP64_REDUCED},
        {"17(b)(3) PC", PROP64_REDUCED},
        {"17b granted", PROP64_REDUCED},
        {"DECLARED MISDEMEANOR", PROP64_REDUCED},
        {"REDESIGNATED INFRACTION 11361.8", PROP64_REDUCED},
        {"REDUCED TO MISDEMEANOR PER 1170.18", PROP64_REDUCED},
        {"REDUCTION DENIED", PROP64_DISPOSITION_UNKNOWN},
        {"vacated", PROP64_VACATED},
        {"CONVICTED - VACATED", PROP64_VACATED},
        {"REVERSED ON APPEAL", PROP64_VACATED},
        {"vacated and dismissed", PROP64_VACATED},
        {"reversed in part", PROP64_DISPOSITION_UNKNOWN},
        {"SENTENCE VACATED", PROP64_DISPOSITION_UNKNOWN},
        {"SENTENCE VACATED, RESENTENCED", PROP64_RESENTENCED},
        {"set aside", PROP64_SET_ASIDE},
        {"CONVICTED-SET ASIDE", PROP64_SET_ASIDE},
        {"SET ASIDE AND DISMISSED", PROP64_SET_ASIDE},
        {"resentenced", PROP64_RESENTENCED},
        {"RE-SENTENCED", PROP64_RESENTENCED},
        {"RECALLED AND RESENTENCED 1170.18 PC", PROP64_RESENTENCED},
        {"RESENTENCED PROP 64", PROP64_RESENTENCED},
        {"relieved 11361.8", PROP64_RELIEVED},
        {"dismissed and sealed under 11361.8", PROP64_RELIEVED},
        {"DISMISSED HS11361.8(E)", PROP64_RELIEVED},
        {"Dismissed Prop 64", PROP64_RELIEVED},
        {"DISMISSED 11361.9", PROP64_RELIEVED},
        {"11361.8", PROP64_DISPOSITION_UNKNOWN},
        {"RECALLED OR DISMISSED 11361.8", PROP64_DISPOSITION_UNKNOWN},
        {"11361.8 DISMISSAL REQUESTED", PROP64_DISPOSITION_UNKNOWN},
        {"dismissed 11361.8 and 1203.4", PROP64_DISPOSITION_UNKNOWN},
        {"relieved", PROP64_DISPOSITION_UNKNOWN},
        {"DISMISSED/FURTHERANCE OF JUSTICE", PROP64_DISPOSITION_UNKNOWN},
        {"sealed", PROP64_DISPOSITION_UNKNOWN},
        {"NOT GUILTY", PROP64_DISPOSITION_UNKNOWN},
        {"ACQUITTED", PROP64_DISPOSITION_UNKNOWN},
        {"DIVERSION", PROP64_DISPOSITION_UNKNOWN},
        {"CONVICTEDXYZ", PROP64_DISPOSITION_UNKNOWN},
        {"?", PROP64_DISPOSITION_UNKNOWN},
    };
    static const char soup[] = "vacated set aside1203.4 17(b)reduced\377\001x-.";
    char longer[600];

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        CHECK(prop64_disposition_parse(cases[i].text, strlen(cases[i].text)) ==
                  cases[i].disposition,
              cases[i].text);
    for (int d = PROP64_DISPOSITION_UNKNOWN; d <= PROP64_RELIEVED; d++)
    {
        const char *name = prop64_disposition_name((Prop64Disposition)d);

        CHECK((int)prop64_disposition_parse(name, strlen(name)) == d, name);
    }
    CHECK(prop64_disposition_parse(NULL, 0) == PROP64_CONVICTED, "no text");
    memset(longer, 'x', sizeof(longer));
    memcpy(longer, "convicted ", 10);
    CHECK(prop64_disposition_parse(longer, sizeof(longer)) == PROP64_DISPOSITION_UNKNOWN,
          "a text too long is not understood");
    for (int i = 0; i < 20000; i++)
    {
        char noise[80];
        size_t len = draw(sizeof(noise));

        for (size_t k = 0; k < len; k++)
            noise[k] = soup[draw(sizeof(soup) - 1)];
        if (prop64_disposition_parse(noise, len) > PROP64_RELIEVED)
            CHECK(false, "noise gives a disposition");
    }
}

static void
test_level_after(void)
{
    static const struct
    {
        const char *text;
        Prop64Level felony_becomes;
    } cases[] = {
        {"", PROP64_FELONY},
        {"convicted", PROP64_FELONY},
        {"vacated", PROP64_FELONY},
        {"dismissed 1203.4", PROP64_FELONY},
        {"dismissed 11361.8", PROP64_FELONY},
        {"resentenced", PROP64_FELONY},
        {"reduced", PROP64_LEVEL_UNKNOWN},
        {"REDUCED TO MISDEMEANOR", PROP64_MISDEMEANOR},
        {"REDUCED TO INFRACTION", PROP64_INFRACTION},
        {"REDUCED PER 17(B) PC", PROP64_MISDEMEANOR},
        {"REDUCED TO MISDEMEANOR OR INFRACTION", PROP64_FELONY}, /* not understood */
        {"RESENTENCED 1170.18", PROP64_MISDEMEANOR},
        {"RESENTENCED 11361.8", PROP64_LEVEL_UNKNOWN},
        {"REDUCED 17(B), DISMISSED 1203.4", PROP64_MISDEMEANOR},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        CHECK(prop64_level_after(PROP64_FELONY, cases[i].text, strlen(cases[i].text)) ==
                  cases[i].felony_becomes,
              cases[i].text);
}

/* ---- layout ---- */

static Prop64Charge charges[4];

static Prop64Bounds
random_bounds(void)
{
    Prop64Bounds b = PROP64_ANY_DAY;

    if (draw(8) > 0)
        b.lo = (int32_t)draw(40) - 20;
    if (draw(8) > 0)
        b.hi = (b.lo == PROP64_DAY_OPEN_LOW ? -20 : b.lo) + (int32_t)(draw(2) * draw(20));
    return b;
}

static Prop64Event
random_event(void)
{
    static const char *const keys[] = {"1", "2", "3", "10", "\303\244"};
    Prop64Event e = {0};
    uint32_t k = draw(8), c = draw(6);

    e.kind = (Prop64EventKind)(draw(3) ? PROP64_EVENT_CONVICTION : 1 + draw(6));
    e.level_convicted = (Prop64Level)draw(4);
    e.level_now = (Prop64Level)draw(4);
    e.disposition = (Prop64Disposition)(draw(2) ? PROP64_CONVICTED : draw(8));
    e.on_date = random_bounds();
    e.sentence_ends = draw(2) ? random_bounds() : PROP64_ANY_DAY;
    if (c < 4)
    {
        e.charge = charges[c].bytes;
        e.charge_len = charges[c].len;
    }
    if (k < 5)
        e.count_key = prop64_key(keys[k], strlen(keys[k]));
    if (draw(2))
        e.case_key = prop64_key(keys[draw(5)], 1);
    if (draw(2))
        e.cycle_key = prop64_key(keys[draw(4)], 1);
    return e;
}

static bool
same_text(Prop64Key a, Prop64Key b)
{
    return a.data == NULL ? b.data == NULL : prop64_same_key(a, b);
}

static bool
same_event(const Prop64Event *a, const Prop64Event *b)
{
    return a->kind == b->kind && a->level_convicted == b->level_convicted &&
           a->level_now == b->level_now && a->disposition == b->disposition &&
           a->on_date.lo == b->on_date.lo && a->on_date.hi == b->on_date.hi &&
           a->sentence_ends.lo == b->sentence_ends.lo &&
           a->sentence_ends.hi == b->sentence_ends.hi && a->charge_len == b->charge_len &&
           (a->charge_len == 0 || memcmp(a->charge, b->charge, a->charge_len) == 0) &&
           same_text(a->count_key, b->count_key) && same_text(a->case_key, b->case_key) &&
           same_text(a->cycle_key, b->cycle_key);
}

static uint8_t *
build(const Prop64Event *events, uint32_t n, size_t *len)
{
    Prop64Writer pool = {NULL, 0, 0};
    uint8_t *bytes;

    for (uint32_t i = 0; i < n; i++)
        if (!prop64_event_append(&pool, &events[i], NULL))
            abort();
    bytes = prop64_history_finish(pool.data, pool.len, n, len, NULL);
    prop64_free(pool.data);
    return bytes;
}

/* The same bytes from the events that reading gives. */
static bool
rebuilds(const uint8_t *bytes, size_t len)
{
    Prop64Writer pool = {NULL, 0, 0};
    size_t offset = PROP64_HISTORY_HEADER, again_len;
    uint32_t n = 0;
    Prop64Event e;
    uint8_t *again;
    bool same = true;

    while (prop64_history_next(bytes, len, &offset, &e))
    {
        same = same && prop64_event_append(&pool, &e, NULL);
        n++;
    }
    again = prop64_history_finish(pool.data, pool.len, n, &again_len, NULL);
    same = same && again_len == len && memcmp(again, bytes, len) == 0;
    prop64_free(again);
    prop64_free(pool.data);
    return same;
}

static void
put_hash(uint8_t *bytes, size_t len)
{
    Prop64Writer w = {bytes + 8, 0, 8};

    prop64_put64(&w, prop64_hash64(bytes + PROP64_HISTORY_HEADER, len - PROP64_HISTORY_HEADER));
}

#define EVENTS 12

static void
test_layout(void)
{
    bool order = true, combine = true, reading = true, valid = true, fixpoint = true;
    bool untouched = true;

    for (int round = 0; round < 2000; round++)
    {
        Prop64Event events[EVENTS], shuffled[EVENTS], e;
        Prop64Writer pool = {NULL, 0, 0};
        uint32_t n = draw(EVENTS + 1), cut = n ? draw(n) : 0, left = n;
        size_t len, other_len, a_len, b_len, offset = PROP64_HISTORY_HEADER;
        uint8_t *whole, *other, *a, *b;
        bool seen[EVENTS] = {false};

        for (uint32_t i = 0; i < n; i++)
            shuffled[i] = events[i] = random_event();
        for (uint32_t i = n; i > 1; i--)
        {
            uint32_t k = draw(i);
            Prop64Event swap = shuffled[i - 1];

            shuffled[i - 1] = shuffled[k];
            shuffled[k] = swap;
        }
        whole = build(events, n, &len);
        other = build(shuffled, n, &other_len);
        order = order && len == other_len && memcmp(whole, other, len) == 0;
        valid = valid && prop64_history_validate(whole, len, NULL) &&
                prop64_history_count(whole, len) == n;
        fixpoint = fixpoint && rebuilds(whole, len);

        /* every event that went in comes out, once */
        while (prop64_history_next(whole, len, &offset, &e))
            for (uint32_t i = 0; i < n; i++)
                if (!seen[i] && same_event(&events[i], &e))
                {
                    seen[i] = true;
                    left--;
                    break;
                }
        reading = reading && left == 0 && offset == len;

        /* two parts, gathered again; and the pool stays as it was */
        a = build(shuffled, cut, &a_len);
        b = build(shuffled + cut, n - cut, &b_len);
        prop64_free(other);
        prop64_history_append(&pool, b, b_len);
        prop64_history_append(&pool, a, a_len);
        other = prop64_history_finish(pool.data, pool.len, n, &other_len, NULL);
        combine = combine && len == other_len && memcmp(whole, other, len) == 0;
        valid = valid && prop64_pool_validate(pool.data, pool.len, n, false, NULL);
        prop64_free(other);
        other = prop64_history_finish(pool.data, pool.len, n, &other_len, NULL);
        untouched = untouched && len == other_len && memcmp(whole, other, len) == 0;
        prop64_free(pool.data);
        prop64_free(a);
        prop64_free(b);
        prop64_free(whole);
        prop64_free(other);
    }
    CHECK(order, "any order of events gives the same bytes");
    CHECK(valid, "what is built is valid");
    CHECK(fixpoint, "reading and building again gives the same bytes");
    CHECK(reading, "every event comes out once");
    CHECK(combine, "gathering parts gives the whole");
    CHECK(untouched, "finishing leaves the pool as it was");
}

static void
test_damage(void)
{
    bool refused = true, cut_refused = true, canonical = true;
    int accepted = 0;

    for (int round = 0; round < 300; round++)
    {
        Prop64Event events[4];
        size_t len;
        uint8_t *bytes, *copy;

        for (int i = 0; i < 4; i++)
            events[i] = random_event();
        bytes = build(events, 4, &len);
        copy = malloc(len + 1);
        for (size_t i = 0; i < len; i++)
        {
            memcpy(copy, bytes, len);
            copy[i] ^= (uint8_t)(1 + draw(255));
            refused = refused && !prop64_history_validate(copy, len, NULL);
            cut_refused = cut_refused && !prop64_history_validate(bytes, i, NULL);
            /* with the hash made right, what is accepted must be canonical */
            put_hash(copy, len);
            if (prop64_history_validate(copy, len, NULL))
            {
                accepted++;
                canonical = canonical && rebuilds(copy, len);
                prop64_record_free(prop64_record_build(copy, len));
            }
        }
        memcpy(copy, bytes, len);
        copy[len] = 0;
        cut_refused = cut_refused && !prop64_history_validate(copy, len + 1, NULL);
        free(copy);
        prop64_free(bytes);
    }
    CHECK(refused, "a changed byte is refused");
    CHECK(cut_refused, "cut or longer bytes are refused");
    CHECK(canonical, "whatever is accepted is canonical");
    CHECK(accepted > 0, "some changes are valid values");
}

static void
test_limits(void)
{
    char key[PROP64_KEY_MAX + 1];
    Prop64Event e = random_event();
    Prop64Writer pool = {NULL, 0, 0};
    Prop64Error err;
    size_t len;
    uint8_t *bytes;

    memset(key, 'k', sizeof(key));
    e.case_key = prop64_key(key, PROP64_KEY_MAX);
    CHECK(prop64_event_append(&pool, &e, &err), "the longest key fits");
    e.case_key = prop64_key(key, PROP64_KEY_MAX + 1);
    CHECK(!prop64_event_append(&pool, &e, &err) && err.code == PROP64_ERR_LIMIT,
          "a longer key is a limit");
    e.case_key = prop64_key("   ", 3);
    CHECK(e.case_key.data == NULL, "a blank key is no key");
    e.on_date = (Prop64Bounds){2, 1};
    CHECK(!prop64_event_append(&pool, &e, &err) && err.code == PROP64_ERR_VALUE,
          "bounds the wrong way round");
    e.on_date = (Prop64Bounds){PROP64_DAY_LAST + 1, PROP64_DAY_LAST + 1};
    CHECK(!prop64_event_append(&pool, &e, &err) && err.code == PROP64_ERR_VALUE,
          "a day after 9999");
    e.on_date = (Prop64Bounds){PROP64_DAY_OPEN_HIGH, PROP64_DAY_OPEN_HIGH};
    CHECK(!prop64_event_append(&pool, &e, &err), "an open end on the wrong side");
    e = random_event();
    e.kind = (Prop64EventKind)7;
    CHECK(!prop64_event_append(&pool, &e, &err), "a kind of a later version");
    CHECK(prop64_history_finish(pool.data, pool.len, PROP64_HISTORY_EVENTS_MAX + 1, &len, &err) ==
                  NULL &&
              err.code == PROP64_ERR_LIMIT,
          "too many events");
    pool.len = PROP64_HISTORY_BYTES_MAX;
    e = random_event();
    CHECK(!prop64_event_append(&pool, &e, &err) && err.code == PROP64_ERR_LIMIT, "too many bytes");
    prop64_free(pool.data);

    bytes = prop64_history_finish(NULL, 0, 0, &len, &err);
    CHECK(len == PROP64_HISTORY_HEADER && prop64_history_validate(bytes, len, &err),
          "the empty history");
    CHECK(prop64_history_hash(bytes, len) == prop64_hash64("", 0), "hash of nothing");
    bytes[0] = 2;
    CHECK(!prop64_history_validate(bytes, len, &err) && err.code == PROP64_ERR_VERSION,
          "a later format");
    bytes[0] = 1;
    bytes[1] = 1;
    CHECK(!prop64_history_validate(bytes, len, &err) && err.code == PROP64_ERR_BINARY,
          "a reserved bit");
    prop64_free(bytes);
}

static int
compare_ints(const void *a, const void *b)
{
    int x = *(const int *)a / 16, y = *(const int *)b / 16;

    return (x > y) - (x < y);
}

static void
test_sort(void)
{
    bool sorted = true;

    for (int round = 0; round < 500; round++)
    {
        int values[70];
        const void *items[70];
        size_t n = draw(71);

        for (size_t i = 0; i < n; i++)
        {
            values[i] = (int)draw(200);
            items[i] = &values[i];
        }
        prop64_sort_pointers(items, n, compare_ints);
        for (size_t i = 1; i < n; i++)
        {
            int c = compare_ints(items[i - 1], items[i]);

            sorted =
                sorted && (c < 0 || (c == 0 && (const int *)items[i - 1] < (const int *)items[i]));
        }
    }
    CHECK(sorted, "the sort orders and is stable");
}

/* ---- the record ---- */

static Prop64Event
conviction(const char *key, int32_t lo, int32_t hi, Prop64Disposition disposition,
           Prop64Level level_convicted, Prop64Level level_now)
{
    Prop64Event e = {0};

    e.kind = PROP64_EVENT_CONVICTION;
    e.count_key = prop64_key(key, key ? strlen(key) : 0);
    e.on_date = (Prop64Bounds){lo, hi};
    e.sentence_ends = PROP64_ANY_DAY;
    e.disposition = disposition;
    e.level_convicted = level_convicted;
    e.level_now = level_now;
    return e;
}

/* The one count of some events. */
static Prop64Count
only_count(const Prop64Event *events, uint32_t n)
{
    size_t len;
    uint8_t *bytes = build(events, n, &len);
    Prop64Record *record = prop64_record_build(bytes, len);
    Prop64Count count = {0};

    if (record->ncounts == 1)
        count = record->counts[0];
    prop64_record_free(record);
    prop64_free(bytes);
    return count;
}

static void
test_counts(void)
{
    const int32_t open_lo = PROP64_DAY_OPEN_LOW, open_hi = PROP64_DAY_OPEN_HIGH;
    Prop64Event e[3];
    Prop64Count c;

    e[0] = conviction("1", 10, 10, PROP64_CONVICTED, PROP64_FELONY, PROP64_FELONY);
    c = only_count(e, 1);
    CHECK(c.nmembers == 1 && c.is_conviction == PROP64_TRUE && c.level_now == PROP64_FELONY,
          "one event is one count");

    e[1] = conviction("1", 50, 50, PROP64_REDUCED, PROP64_LEVEL_UNKNOWN, PROP64_MISDEMEANOR);
    c = only_count(e, 2);
    CHECK(c.nmembers == 2 && c.level_convicted == PROP64_FELONY &&
              c.level_now == PROP64_MISDEMEANOR && c.disposition == PROP64_REDUCED &&
              c.on_date.lo == 10 && c.on_date.hi == 10,
          "a later reduction changes the level, not the date");

    e[1].level_now = PROP64_LEVEL_UNKNOWN;
    c = only_count(e, 2);
    CHECK(c.level_now == PROP64_LEVEL_UNKNOWN, "a reduction to an unknown level");

    e[1] = conviction("1", open_lo, open_hi, PROP64_RELIEVED, PROP64_LEVEL_UNKNOWN,
                      PROP64_LEVEL_UNKNOWN);
    c = only_count(e, 2);
    CHECK(c.disposition == PROP64_DISPOSITION_UNKNOWN && c.is_conviction == PROP64_UNKNOWN,
          "a dismissal without a date may be the present state");
    CHECK(c.on_date.lo == 10 && c.on_date.hi == 10,
          "a dismissal without a date leaves the date of conviction");

    e[1] = conviction("1", 10, 10, PROP64_REDUCED, PROP64_LEVEL_UNKNOWN, PROP64_MISDEMEANOR);
    c = only_count(e, 2);
    CHECK(c.disposition == PROP64_DISPOSITION_UNKNOWN && c.is_conviction == PROP64_TRUE,
          "two states of one day: both leave a conviction");

    e[1] = conviction("1", 50, 60, PROP64_VACATED, PROP64_LEVEL_UNKNOWN, PROP64_LEVEL_UNKNOWN);
    c = only_count(e, 2);
    CHECK(c.is_conviction == PROP64_FALSE && c.level_now == PROP64_FELONY, "vacated is none");
    e[2] = conviction("1", 55, 55, PROP64_CONVICTED, PROP64_FELONY, PROP64_FELONY);
    c = only_count(e, 3);
    CHECK(c.is_conviction == PROP64_UNKNOWN, "convicted again, perhaps before it was vacated");
    e[2] = conviction("1", 61, 61, PROP64_CONVICTED, PROP64_FELONY, PROP64_FELONY);
    c = only_count(e, 3);
    CHECK(c.is_conviction == PROP64_TRUE && c.on_date.lo == 10, "convicted again after that");

    e[1] =
        conviction("1", 5, 5, PROP64_DISMISSED_1203_4, PROP64_LEVEL_UNKNOWN, PROP64_LEVEL_UNKNOWN);
    c = only_count(e, 2);
    CHECK(c.on_date.lo == 5 && c.on_date.hi == 5, "a state dated before the conviction");

    e[0] = conviction("1", 10, 10, PROP64_CONVICTED, PROP64_FELONY, PROP64_FELONY);
    e[0].sentence_ends = (Prop64Bounds){20, 20};
    e[1] = conviction("1", 15, 15, PROP64_CONVICTED, PROP64_FELONY, PROP64_FELONY);
    e[1].sentence_ends = (Prop64Bounds){30, open_hi};
    c = only_count(e, 2);
    CHECK(c.sentence_ends.lo == 30 && c.sentence_ends.hi == open_hi, "the later end of sentence");

    e[0].charge = charges[0].bytes;
    e[0].charge_len = charges[0].len;
    e[1].on_date = e[0].on_date;
    e[1].charge = charges[1].bytes;
    e[1].charge_len = charges[1].len;
    c = only_count(e, 2);
    CHECK(c.nmembers == 2 && c.charge == NULL, "two offences under one key on one day");
}

/* What a row says of a sentence that is no longer what it was. */
static void
test_reopened(void)
{
    static const struct
    {
        const char *disposition;
        bool reopened;
    } cases[] = {
        {"PROBATION REVOKED", true},     {"SENTENCE MODIFIED", true},
        {"PROBATION EXTENDED", true},    {"PROB REVOKED-JAIL", true},
        {"PROBATION TERMINATED", false}, {"CONVICTED-PROBATION", false},
        {"MODIFICATION DENIED", false},  {"PROBATION NOT REVOKED", false},
        {"RESENTENCED", false},          {"REDUCED", false},
    };
    Prop64Event e[2] = {0};
    Prop64Count c;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
    {
        Prop64Key text = prop64_key(cases[i].disposition, strlen(cases[i].disposition));

        e[0] = conviction("1", 10, 12, PROP64_CONVICTED, PROP64_FELONY, PROP64_FELONY);
        prop64_event_sentence(&e[0], text);
        CHECK(cases[i].reopened == (e[0].sentence_ends.lo == 10), cases[i].disposition);
        CHECK(e[0].sentence_ends.hi == PROP64_DAY_OPEN_HIGH, cases[i].disposition);
        e[0].sentence_ends = (Prop64Bounds){20, 20};
        prop64_event_sentence(&e[0], text);
        CHECK(e[0].sentence_ends.lo == 20, "a sentence that is stated stays");
        e[0].sentence_ends = e[0].on_date = PROP64_ANY_DAY;
        prop64_event_sentence(&e[0], text);
        CHECK(cases[i].reopened != prop64_any_day(e[0].sentence_ends), "also without a date");
        e[0].kind = PROP64_EVENT_ARREST;
        e[0].sentence_ends = PROP64_ANY_DAY;
        prop64_event_sentence(&e[0], text);
        CHECK(prop64_any_day(e[0].sentence_ends), "an arrest has no sentence");
    }

    e[0] = conviction("1", 10, 10, PROP64_CONVICTED, PROP64_FELONY, PROP64_FELONY);
    e[0].sentence_ends = (Prop64Bounds){20, 20};
    e[1] = conviction("1", 15, 15, PROP64_CONVICTED, PROP64_FELONY, PROP64_FELONY);
    e[1].sentence_ends = (Prop64Bounds){15, PROP64_DAY_OPEN_HIGH};
    c = only_count(e, 2);
    CHECK(c.sentence_ends.lo == 15 && c.sentence_ends.hi == PROP64_DAY_OPEN_HIGH,
          "a revoked sentence ends nobody knows when");
    e[1] = conviction("1", 15, 15, PROP64_RESENTENCED, PROP64_FELONY, PROP64_FELONY);
    c = only_count(e, 2);
    CHECK(prop64_any_day(c.sentence_ends), "a new sentence that is not told ends the old one");
    e[1].sentence_ends = (Prop64Bounds){30, 30};
    c = only_count(e, 2);
    CHECK(c.sentence_ends.lo == 30 && c.sentence_ends.hi == 30, "one that is told replaces it");
    e[1] = conviction("1", 15, 15, PROP64_REDUCED, PROP64_FELONY, PROP64_MISDEMEANOR);
    c = only_count(e, 2);
    CHECK(c.sentence_ends.lo == 20 && c.sentence_ends.hi == 20, "a reduction leaves the sentence");
}

/* A day that the bounds allow, near the others. */
static int32_t
some_day(Prop64Bounds b)
{
    int32_t lo = b.lo == PROP64_DAY_OPEN_LOW ? -30 : b.lo;
    int32_t hi = b.hi == PROP64_DAY_OPEN_HIGH ? (lo > 60 ? lo : 60) : b.hi;

    if (hi < lo)
        lo = hi;
    return lo + (int32_t)draw((uint32_t)(hi - lo) + 1);
}

static bool
within(Prop64Bounds inner, Prop64Bounds outer)
{
    return inner.lo >= outer.lo && inner.hi <= outer.hi;
}

/* Did the count's later states come no earlier than its conviction? */
static bool
in_time(const Prop64Count *c)
{
    int32_t first = PROP64_DAY_OPEN_HIGH, convicted = PROP64_DAY_OPEN_HIGH;

    for (uint32_t i = 0; i < c->nmembers; i++)
    {
        const Prop64Event *e = c->members[i];

        if (e->on_date.lo < first)
            first = e->on_date.lo;
        if (e->disposition == PROP64_CONVICTED && e->on_date.lo < convicted)
            convicted = e->on_date.lo;
    }
    return convicted == PROP64_DAY_OPEN_HIGH || convicted == first;
}

/* What the bounds say of a count is so whatever the days really were. */
static bool
count_is_sound(const Prop64Count *vague, const Prop64Count *exact)
{
    if (vague->disposition != PROP64_DISPOSITION_UNKNOWN &&
        exact->disposition != vague->disposition)
        return false;
    if (vague->is_conviction != PROP64_UNKNOWN && exact->is_conviction != vague->is_conviction)
        return false;
    if (vague->level_now != PROP64_LEVEL_UNKNOWN && exact->level_now != vague->level_now)
        return false;
    if (vague->level_convicted != PROP64_LEVEL_UNKNOWN &&
        exact->level_convicted != vague->level_convicted)
        return false;
    if (vague->charge != NULL && (exact->charge_len != vague->charge_len ||
                                  memcmp(exact->charge, vague->charge, vague->charge_len) != 0))
        return false;
    return within(exact->sentence_ends, vague->sentence_ends) &&
           (!in_time(exact) || within(exact->on_date, vague->on_date));
}

static void
test_record(void)
{
    bool sound = true, found = true, sums = true, spans = true;

    for (int round = 0; round < 4000; round++)
    {
        Prop64Event events[EVENTS], dated[EVENTS];
        uint32_t n = draw(EVENTS + 1), convictions = 0, members = 0;
        size_t len, dated_len;
        uint8_t *bytes, *dated_bytes;
        Prop64Record *record, *exact;
        Prop64Bounds vague, day;
        bool timely = true;

        for (uint32_t i = 0; i < n; i++)
        {
            dated[i] = events[i] = random_event();
            dated[i].on_date.lo = dated[i].on_date.hi = some_day(events[i].on_date);
            convictions += events[i].kind == PROP64_EVENT_CONVICTION;
        }
        bytes = build(events, n, &len);
        dated_bytes = build(dated, n, &dated_len);
        record = prop64_record_build(bytes, len);
        exact = prop64_record_build(dated_bytes, dated_len);
        for (uint32_t i = 0; i < record->ncounts; i++)
        {
            const Prop64Count *c = &record->counts[i];
            const Prop64Count *same = prop64_record_find_count(record, c->count_key);

            members += c->nmembers;
            found = found && (c->count_key.data ? same == c : same == NULL);
            if (same == NULL)
                continue;
            same = prop64_record_find_count(exact, c->count_key);
            sound = sound && same != NULL && count_is_sound(c, same);
        }
        sums = sums && members == convictions && record->nevents == n &&
               record->ncounts == exact->ncounts && record->nadjudications == exact->nadjudications;
        found = found && prop64_record_find_count(record, prop64_key("none", 4)) == NULL;

        /* first and last: of the exact record, when it has a certain one */
        for (uint32_t i = 0; i < exact->ncounts; i++)
            timely = timely && in_time(&exact->counts[i]);
        for (uint32_t i = 0; timely && i < exact->ncounts; i++)
        {
            const Prop64Count *c = &exact->counts[i];

            if (c->is_conviction != PROP64_TRUE)
                continue;
            spans = spans && prop64_record_first_conviction(record, &vague) &&
                    vague.lo <= c->on_date.lo && prop64_record_last_conviction(record, &vague) &&
                    vague.hi >= c->on_date.hi && prop64_record_first_conviction(exact, &day) &&
                    day.lo <= c->on_date.lo;
        }
        prop64_record_free(record);
        prop64_record_free(exact);
        prop64_free(bytes);
        prop64_free(dated_bytes);
    }
    CHECK(sound, "what bounds say of a count holds for every day within them");
    CHECK(found, "counts are found by their key");
    CHECK(sums, "every conviction is in one count");
    CHECK(spans, "first and last conviction enclose every conviction");
}

int
main(int argc, char **argv)
{
    static const char *const texts[] = {"HS 11357(b)", "HS 11358", "PC 187(a)", "PC 664/187(a)"};

    if (argc > 1)
        state = strtoull(argv[1], NULL, 10) | 1;
    printf("seed %llu\n", (unsigned long long)state);
    for (int i = 0; i < 4; i++)
        if (!prop64_charge_parse(texts[i], strlen(texts[i]), &charges[i], NULL))
        {
            printf("%s is not read\n", texts[i]);
            return 1;
        }
    test_kinds();
    test_dispositions();
    test_level_after();
    test_layout();
    test_damage();
    test_limits();
    test_sort();
    test_counts();
    test_record();
    test_reopened();
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
