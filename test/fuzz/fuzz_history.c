/*
 * fuzz_history.c: any bytes as a history, as the events of one, and as words of a record.
 *
 * No mutation finds a hash, so the input is tried three times: as it is, with the
 * hash in its header made right, and as a pool of events that finish sorts.
 */
#include "fuzz.h"

#include "charge/charge_core.h"
#include "history/record.h"
#include "history/sentence.h"

/* Decodes and encodes every event again; the same history must come back. */
static void
must_come_back(const uint8_t *history, size_t len, bool backwards)
{
    uint32_t n = prop64_history_count(history, len);
    Prop64Event *events = prop64_alloc(n * sizeof(*events));
    Prop64Writer pool = {NULL, 0, 0};
    Prop64Error err = {0};
    size_t offset = PROP64_HISTORY_HEADER;
    size_t again_len = 0;
    uint8_t *again;
    uint32_t found = 0;

    while (found < n && prop64_history_next(history, len, &offset, &events[found]))
        found++;
    fuzz_must(found == n && offset == len, "a history has as many events as it says", NULL);
    for (uint32_t i = 0; i < n; i++)
        fuzz_must(prop64_event_append(&pool, &events[backwards ? n - 1 - i : i], &err),
                  "an event that was read can be written", err.detail);
    fuzz_must(prop64_pool_validate(pool.data, pool.len, n, false, &err), "a pool is valid",
              err.detail);
    again = prop64_history_finish(pool.data, pool.len, n, &again_len, &err);
    fuzz_must(again != NULL && again_len == len && memcmp(again, history, len) == 0,
              "equal events are equal bytes, whatever their order", NULL);
    prop64_free(again);
    if (pool.data != NULL)
        prop64_free(pool.data);
    prop64_free(events);
}

static void
must_be_bounds(Prop64Bounds b, const char *promise)
{
    fuzz_must(b.lo <= b.hi && b.lo != PROP64_DAY_OPEN_HIGH && b.hi != PROP64_DAY_OPEN_LOW, promise,
              NULL);
}

static uint32_t
check_counts(const Prop64Count *counts, uint32_t n, Prop64EventKind kind)
{
    uint32_t members = 0;

    for (uint32_t i = 0; i < n; i++)
    {
        const Prop64Count *c = &counts[i];

        fuzz_must(c->kind == kind && c->nmembers > 0, "a count has events of its kind", NULL);
        fuzz_must(c->level_convicted <= PROP64_FELONY && c->level_now <= PROP64_FELONY &&
                      c->disposition <= PROP64_RELIEVED && c->is_conviction <= PROP64_TRUE,
                  "a count is in a state that has a name", NULL);
        fuzz_must((c->charge != NULL) == (c->charge_len > 0) &&
                      (c->charge == NULL || prop64_charge_validate(c->charge, c->charge_len, NULL)),
                  "a count has a charge or none", NULL);
        must_be_bounds(c->on_date, "a day of conviction is bounds");
        must_be_bounds(c->sentence_ends, "an end of a sentence is bounds");
        for (uint32_t j = 0; j < c->nmembers; j++)
            fuzz_must(
                c->members[j]->kind == kind &&
                    (c->nmembers == 1 || prop64_same_key(c->members[j]->count_key, c->count_key)),
                "events of one count have its key", NULL);
        members += c->nmembers;
    }
    return members;
}

static void
check_record(const uint8_t *history, size_t len)
{
    Prop64Record *record = prop64_record_build(history, len);
    Prop64Bounds first, last;
    uint32_t convictions = 0, adjudications = 0;
    bool any;

    fuzz_must(record->nevents == prop64_history_count(history, len), "a record has all events",
              NULL);
    for (uint32_t i = 0; i < record->nevents; i++)
    {
        const Prop64Event *e = &record->events[i];

        convictions += e->kind == PROP64_EVENT_CONVICTION;
        adjudications += e->kind == PROP64_EVENT_ADJUDICATION;
        fuzz_must(prop64_event_kind_name(e->kind) != NULL &&
                      prop64_disposition_name(e->disposition) != NULL,
                  "what an event holds has a name", NULL);
    }
    fuzz_must(check_counts(record->counts, record->ncounts, PROP64_EVENT_CONVICTION) ==
                      convictions &&
                  check_counts(record->adjudications, record->nadjudications,
                               PROP64_EVENT_ADJUDICATION) == adjudications,
              "every event is in one count", NULL);
    fuzz_must(record->nkeyed <= record->ncounts, "counts with a key are counts", NULL);
    for (uint32_t i = 0; i < record->ncounts; i++)
    {
        Prop64Key key = record->counts[i].count_key;

        fuzz_must((key.data != NULL) == (i < record->nkeyed), "counts with a key come first", NULL);
        fuzz_must(prop64_record_find_count(record, key) ==
                      (key.data != NULL ? &record->counts[i] : NULL),
                  "a count is found by its key", NULL);
    }
    fuzz_must(prop64_record_find_count(record, (Prop64Key){"no such key", 11}) == NULL ||
                  record->nkeyed > 0,
              "no count is found without a key", NULL);
    any = prop64_record_first_conviction(record, &first);
    fuzz_must(prop64_record_last_conviction(record, &last) == any,
              "there is a first conviction when there is a last", NULL);
    if (any)
    {
        must_be_bounds(first, "the first conviction is bounds");
        must_be_bounds(last, "the last conviction is bounds");
        fuzz_must(first.lo <= last.lo && first.hi <= last.hi, "the first is not after the last",
                  NULL);
    }
    prop64_record_free(record);
}

/* The same record twice: every event stands twice, and counts with a key are the same. */
static void
check_twice(const uint8_t *history, size_t len)
{
    Prop64Writer pool = {NULL, 0, 0};
    Prop64Error err = {0};
    size_t twice_len = 0;
    uint32_t n = 2 * prop64_history_count(history, len);
    uint8_t *twice;

    fuzz_must(prop64_history_append(&pool, history, len) &&
                  prop64_history_append(&pool, history, len),
              "a small history fits twice", NULL);
    twice = prop64_history_finish(pool.data, pool.len, n, &twice_len, &err);
    fuzz_must(twice != NULL && prop64_history_validate(twice, twice_len, &err),
              "a history of two is valid", err.detail);
    check_record(twice, twice_len);
    prop64_free(twice);
    if (pool.data != NULL)
        prop64_free(pool.data);
}

/* Everything about bytes that may be a history; tells whether they are one. */
static bool
one_history(const uint8_t *bytes, size_t len)
{
    Prop64Error err = {0};

    if (!prop64_history_validate(bytes, len, &err))
    {
        fuzz_must_explain(&err, 0);
        return false;
    }
    must_come_back(bytes, len, false);
    must_come_back(bytes, len, true);
    check_record(bytes, len);
    check_twice(bytes, len);
    return true;
}

static void
mended_hash(const uint8_t *data, size_t size)
{
    Prop64Writer head = {NULL, 8, PROP64_HISTORY_HEADER};

    if (size < PROP64_HISTORY_HEADER)
        return;
    head.data = fuzz_copy(data, size);
    prop64_put64(&head, prop64_hash64(data + PROP64_HISTORY_HEADER, size - PROP64_HISTORY_HEADER));
    one_history(head.data, size);
    prop64_free(head.data);
}

/* As many events as their lengths say, sorted by finish. */
static void
as_pool(const uint8_t *data, size_t size)
{
    uint8_t *pool = fuzz_copy(data, size);
    uint8_t *history;
    Prop64Error err = {0};
    size_t len = 0;
    uint32_t n = 0;

    for (size_t at = 0; at + 2 <= size; n++)
        at += 2 + (((size_t)data[at] << 8) | data[at + 1]);
    if (!prop64_pool_validate(pool, size, n, false, &err))
        fuzz_must_explain(&err, 0);
    else
    {
        history = prop64_history_finish(pool, size, n, &len, &err);
        fuzz_must(history != NULL && one_history(history, len), "finish makes a valid history",
                  NULL);
        prop64_free(history);
    }
    prop64_free(pool);
}

/* The words of a row: kind, levels and disposition are told from any text. */
static void
as_words(const uint8_t *data, size_t size)
{
    uint8_t *copy = fuzz_copy(data, size);
    const char *text = (const char *)copy;
    Prop64Key words = prop64_key(text, size);
    Prop64Disposition disposition = prop64_disposition_parse(text, size);
    Prop64Event event = {.kind = PROP64_EVENT_CONVICTION};
    Prop64EventKind kind;

    fuzz_must(disposition <= PROP64_RELIEVED, "a disposition has a name", NULL);
    fuzz_must(prop64_disposition_parse(prop64_disposition_name(disposition),
                                       strlen(prop64_disposition_name(disposition))) == disposition,
              "a disposition's name means itself", NULL);
    fuzz_must(prop64_level_parse(text, size) <= PROP64_FELONY, "a level has a name", NULL);
    for (int level = PROP64_LEVEL_UNKNOWN; level <= PROP64_FELONY; level++)
        fuzz_must(prop64_level_after((Prop64Level)level, text, size) <= PROP64_FELONY,
                  "a level after a disposition has a name", NULL);
    if (prop64_event_kind_parse(text, size, &kind))
        fuzz_must(kind >= PROP64_EVENT_CONVICTION && kind <= PROP64_EVENT_DEATH,
                  "a kind has a name", NULL);
    event.on_date = (Prop64Bounds){100, 200};
    event.sentence_ends = PROP64_ANY_DAY;
    prop64_event_state(&event, words, words, words);
    prop64_event_sentence(&event, words);
    must_be_bounds(event.sentence_ends, "an end of a sentence is bounds");
    fuzz_must(event.level_convicted <= PROP64_FELONY && event.level_now <= PROP64_FELONY &&
                  event.disposition <= PROP64_RELIEVED,
              "an event is in a state that has a name", NULL);
    prop64_free(copy);
}

/* "180 d" and what may stand there: one part, and two of it, end on days in order. */
static void
as_sentence(const uint8_t *data, size_t size)
{
    uint8_t *copy = fuzz_copy(data, size);
    const char *text = (const char *)copy;
    const char *blank = size > 0 ? memchr(text, ' ', size) : NULL;
    size_t n = blank != NULL ? (size_t)(blank - text) : size;
    Prop64SentencePart parts[2];
    Prop64Bounds begins = {0, 30};
    Prop64Bounds one, two;

    parts[0] = prop64_sentence_part(text, n, text + n, size - n);
    parts[1] = parts[0];
    fuzz_must(parts[0].unit <= PROP64_UNIT_YEAR &&
                  prop64_unit_parse(text, size) <= PROP64_UNIT_YEAR,
              "a unit has a name", NULL);
    one = prop64_sentence_ends(begins, parts, 1);
    two = prop64_sentence_ends(begins, parts, 2);
    must_be_bounds(one, "an end of a sentence is bounds");
    must_be_bounds(two, "an end of a sentence is bounds");
    fuzz_must(begins.lo <= one.lo && one.lo <= two.lo && one.hi <= two.hi,
              "a longer sentence does not end earlier", NULL);
    must_be_bounds(prop64_sentence_ends(PROP64_ANY_DAY, parts, 2),
                   "an end of a sentence is bounds");
    must_be_bounds(prop64_sentence_ends((Prop64Bounds){PROP64_DAY_LAST, PROP64_DAY_LAST}, parts, 2),
                   "an end of a sentence is bounds");
    prop64_free(copy);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *copy = fuzz_copy(data, size);

    one_history(copy, size);
    prop64_free(copy);
    mended_hash(data, size);
    as_pool(data, size);
    as_words(data, size);
    as_sentence(data, size);
    return 0;
}
