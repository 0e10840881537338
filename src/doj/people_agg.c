/*
 * people_agg.c: prop64.people_agg, who stands in the rows; prop64.count_people, how many
 * people have which bits of all the lists in which they stand.
 *
 * Together they count people by what their rows together have, beside a tally of the rows,
 * in one pass and in parallel: PostgreSQL would group all rows by person as well, and does
 * that in one process only where there are two groupings.
 *
 * A person is the bytes of a text.  The state of people_agg is a pool of texts as an array
 * has them, in the order of the rows.  Both states travel between the processes of one query
 * only; what arrives is checked.
 */
#include "common/compat.h"

#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "common/aggregate_pg.h"
#include "common/arena.h"
#include "common/bytes.h"

PROP64_FUNCTION(prop64_people_agg_transition);
PROP64_FUNCTION(prop64_people_agg_combine);
PROP64_FUNCTION(prop64_people_agg_serialize);
PROP64_FUNCTION(prop64_people_agg_deserialize);
PROP64_FUNCTION(prop64_people_agg_final);
PROP64_FUNCTION(prop64_count_people_transition);
PROP64_FUNCTION(prop64_count_people_combine);
PROP64_FUNCTION(prop64_count_people_serialize);
PROP64_FUNCTION(prop64_count_people_deserialize);
PROP64_FUNCTION(prop64_count_people_final);

/* A list is returned as an array; the pool doubles, and may not ask for more than there can be. */
#define POOL_MAX (MaxAllocSize / 2)

typedef struct PeopleState
{
    uint32_t n;
    size_t last; /* where the last person stands in the pool */
    Prop64Writer pool;
} PeopleState;

/* ---- people_agg ---------------------------------------------------------- */

static void
check_pool(const PeopleState *state, size_t more)
{
    if (more > POOL_MAX - state->pool.len)
        ereport(ERROR,
                (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("list of people is too long"),
                 errdetail("A list holds at most %zu bytes.", (size_t)POOL_MAX)));
}

/* Call in the memory of the aggregate. */
static PeopleState *
people_or_new(PeopleState *state)
{
    return state != NULL ? state : palloc0(sizeof(*state));
}

/* Is it the person of the row before?  A person's rows mostly come together. */
static bool
is_last(const PeopleState *state, const text *person)
{
    const uint8_t *last = state->pool.data + state->last;

    return state->n > 0 && VARSIZE_ANY_EXHDR(last) == VARSIZE_ANY_EXHDR(person) &&
           memcmp(VARDATA_ANY(last), VARDATA_ANY(person), VARSIZE_ANY_EXHDR(person)) == 0;
}

Datum
prop64_people_agg_transition(PG_FUNCTION_ARGS)
{
    MemoryContext context = prop64_aggregate_context(fcinfo), caller;
    PeopleState *state = prop64_aggregate_state(fcinfo, 0);
    const text *person;
    size_t len, room;
    uint8_t *at;

    if (PG_ARGISNULL(1))
    {
        if (state == NULL)
            PG_RETURN_NULL();
        PG_RETURN_POINTER(state);
    }
    person = PG_GETARG_TEXT_PP(1);
    if (state != NULL && is_last(state, person))
        PG_RETURN_POINTER(state);
    caller = MemoryContextSwitchTo(context);
    state = people_or_new(state);
    len = VARSIZE_ANY_EXHDR(person);
    room = INTALIGN(VARHDRSZ + len);
    check_pool(state, room);
    state->last = state->pool.len;
    at = prop64_reserve(&state->pool, room);
    SET_VARSIZE(at, VARHDRSZ + len);
    memcpy(VARDATA(at), VARDATA_ANY(person), len);
    memset(at + VARHDRSZ + len, 0, room - VARHDRSZ - len);
    state->n++;
    MemoryContextSwitchTo(caller);
    PG_RETURN_POINTER(state);
}

Datum
prop64_people_agg_combine(PG_FUNCTION_ARGS)
{
    MemoryContext context = prop64_aggregate_context(fcinfo), caller;
    PeopleState *state = prop64_aggregate_state(fcinfo, 0);
    const PeopleState *other = prop64_aggregate_state(fcinfo, 1);

    if (other != NULL)
    {
        caller = MemoryContextSwitchTo(context);
        state = people_or_new(state);
        check_pool(state, other->pool.len);
        state->last = state->pool.len + other->last;
        prop64_put(&state->pool, other->pool.data, other->pool.len);
        state->n += other->n;
        MemoryContextSwitchTo(caller);
    }
    if (state == NULL)
        PG_RETURN_NULL();
    PG_RETURN_POINTER(state);
}

Datum
prop64_people_agg_serialize(PG_FUNCTION_ARGS)
{
    const PeopleState *state;
    bytea *message;

    (void)prop64_aggregate_context(fcinfo);
    state = (PeopleState *)PG_GETARG_POINTER(0);
    message = palloc(VARHDRSZ + state->pool.len);
    SET_VARSIZE(message, VARHDRSZ + state->pool.len);
    memcpy(VARDATA(message), state->pool.data, state->pool.len);
    PG_RETURN_BYTEA_P(message);
}

Datum
prop64_people_agg_deserialize(PG_FUNCTION_ARGS)
{
    const bytea *message;
    PeopleState *state;
    size_t len, at = 0;

    (void)prop64_aggregate_context(fcinfo);
    message = PG_GETARG_BYTEA_PP(0);
    len = VARSIZE_ANY_EXHDR(message);
    state = people_or_new(NULL);
    check_pool(state, len);
    /* where it stands aligned: its lengths are read there */
    prop64_put(&state->pool, VARDATA_ANY(message), len);
    while (at + VARHDRSZ <= len && VARSIZE(state->pool.data + at) >= VARHDRSZ)
    {
        state->last = at;
        at += INTALIGN(VARSIZE(state->pool.data + at));
        state->n++;
    }
    if (at != len || state->n == 0)
        ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
                        errmsg("state of prop64.people_agg is cut short")));
    PG_RETURN_POINTER(state);
}

/* Leaves the state as it is: a window may go on with it. */
Datum
prop64_people_agg_final(PG_FUNCTION_ARGS)
{
    const PeopleState *state;
    ArrayType *people;
    size_t size;

    (void)prop64_aggregate_context(fcinfo);
    if (PG_ARGISNULL(0))
        PG_RETURN_NULL();
    state = (PeopleState *)PG_GETARG_POINTER(0);
    size = ARR_OVERHEAD_NONULLS(1) + state->pool.len;
    people = palloc(size);
    SET_VARSIZE(people, size);
    people->ndim = 1;
    people->dataoffset = 0;
    people->elemtype = TEXTOID;
    ARR_DIMS(people)[0] = (int)state->n;
    ARR_LBOUND(people)[0] = 1;
    memcpy(ARR_DATA_PTR(people), state->pool.data, state->pool.len);
    PG_RETURN_ARRAYTYPE_P(people);
}

/* ---- count_people -------------------------------------------------------- */

/*
 * A person, and what the lists in which he stands have.  Most ids are short, and stand in
 * the key: a look at one in a table of many people is a wait for memory, and a look at its
 * bytes elsewhere would be a second one.
 */
#define ID_IN_KEY 16

typedef struct PersonKey
{
    union
    {
        uint64 words[2]; /* the bytes, and zeros behind them, when there are at most ID_IN_KEY */
        const char *far;
    } id;
    uint32 len;
    uint32 hash;
} PersonKey;

typedef struct Person
{
    PersonKey key;
    int64 bits;
    char status;
} Person;

static inline bool
same_person(PersonKey a, PersonKey b)
{
    if (a.len != b.len)
        return false;
    if (a.len > ID_IN_KEY)
        return memcmp(a.id.far, b.id.far, a.len) == 0;
    return a.id.words[0] == b.id.words[0] && a.id.words[1] == b.id.words[1];
}

#define SH_PREFIX          person
#define SH_ELEMENT_TYPE    Person
#define SH_KEY_TYPE        PersonKey
#define SH_KEY             key
#define SH_HASH_KEY(tb, k) (k).hash
#define SH_EQUAL(tb, a, b) same_person(a, b)
#define SH_STORE_HASH
#define SH_GET_HASH(tb, a) (a)->key.hash
#define SH_SCOPE           static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

/* How many people have just these bits. */
typedef struct Tally
{
    int64 bits;
    int64 people;
    char status;
} Tally;

#define SH_PREFIX          tally
#define SH_ELEMENT_TYPE    Tally
#define SH_KEY_TYPE        int64
#define SH_KEY             bits
#define SH_HASH_KEY(tb, k) (uint32) hash_bytes((const unsigned char *)&(k), sizeof(k))
#define SH_EQUAL(tb, a, b) ((a) == (b))
#define SH_SCOPE           static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

typedef struct CountState
{
    Prop64Arena ids;
    person_hash *people;
} CountState;

/* The key of an id, whose bytes may have to stay where they are. */
static PersonKey
person_key(const char *id, uint32 len)
{
    PersonKey key = {.len = len, .hash = hash_bytes((const unsigned char *)id, (int)len)};

    if (len > ID_IN_KEY)
        key.id.far = id;
    else
        memcpy(key.id.words, id, len);
    return key;
}

static const char *
id_of(const Person *person)
{
    return person->key.len > ID_IN_KEY ? person->key.id.far : (const char *)person->key.id.words;
}

static void
add_bits(CountState *state, PersonKey key, int64 bits)
{
    bool found;
    Person *person = person_insert(state->people, key, &found);

    if (found)
    {
        person->bits |= bits;
        return;
    }
    person->bits = bits;
    if (key.len > ID_IN_KEY)
    {
        /* the array goes, the person stays */
        person->key.id.far = prop64_arena_alloc(&state->ids, key.len);
        memcpy((char *)person->key.id.far, key.id.far, key.len);
    }
}

/* Asks memory for the place of a person, who is looked up a little later. */
static void
fetch(const CountState *state, PersonKey key)
{
#ifdef __GNUC__
    __builtin_prefetch(&state->people->data[key.hash & state->people->sizemask], 1);
#endif
}

static void
add_all(CountState *state, const PersonKey *keys, int n, int64 bits)
{
    CHECK_FOR_INTERRUPTS();
    for (int i = 0; i < n; i++)
        add_bits(state, keys[i], bits);
}

/* Call in the memory of the aggregate. */
static CountState *
count_or_new(CountState *state)
{
    if (state == NULL)
    {
        state = palloc0(sizeof(*state));
        state->people = person_create(CurrentMemoryContext, 256, NULL);
    }
    return state;
}

Datum
prop64_count_people_transition(PG_FUNCTION_ARGS)
{
    MemoryContext context = prop64_aggregate_context(fcinfo), caller;
    CountState *state = prop64_aggregate_state(fcinfo, 0);
    ArrayType *people;
    ArrayIterator each;
    PersonKey keys[64];
    int n = 0;
    int64 bits;
    Datum person;
    bool is_null;

    caller = MemoryContextSwitchTo(context);
    state = count_or_new(state);
    MemoryContextSwitchTo(caller);
    if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
        PG_RETURN_POINTER(state);
    people = PG_GETARG_ARRAYTYPE_P(1);
    bits = PG_GETARG_INT64(2);
    each = array_create_iterator(people, 0, NULL);
    caller = MemoryContextSwitchTo(context);
    while (array_iterate(each, &person, &is_null))
    {
        const text *id = (const text *)DatumGetPointer(person);

        if (is_null)
            continue;
        keys[n] = person_key(VARDATA_ANY(id), (uint32)VARSIZE_ANY_EXHDR(id));
        fetch(state, keys[n++]);
        if (n == lengthof(keys))
        {
            add_all(state, keys, n, bits);
            n = 0;
        }
    }
    add_all(state, keys, n, bits);
    MemoryContextSwitchTo(caller);
    array_free_iterator(each);
    PG_RETURN_POINTER(state);
}

/* The second state is copied: it belongs to another memory context. */
Datum
prop64_count_people_combine(PG_FUNCTION_ARGS)
{
    MemoryContext context = prop64_aggregate_context(fcinfo), caller;
    CountState *state = prop64_aggregate_state(fcinfo, 0);
    const CountState *other = prop64_aggregate_state(fcinfo, 1);

    if (other != NULL)
    {
        person_iterator people;
        const Person *person;

        caller = MemoryContextSwitchTo(context);
        state = count_or_new(state);
        person_start_iterate(other->people, &people);
        while ((person = person_iterate(other->people, &people)) != NULL)
            add_bits(state, person->key, person->bits);
        MemoryContextSwitchTo(caller);
    }
    if (state == NULL)
        PG_RETURN_NULL();
    PG_RETURN_POINTER(state);
}

/* Each person's bits, length and bytes. */
Datum
prop64_count_people_serialize(PG_FUNCTION_ARGS)
{
    const CountState *state;
    StringInfoData buf;
    person_iterator people;
    const Person *person;

    (void)prop64_aggregate_context(fcinfo);
    state = (CountState *)PG_GETARG_POINTER(0);
    pq_begintypsend(&buf);
    person_start_iterate(state->people, &people);
    while ((person = person_iterate(state->people, &people)) != NULL)
    {
        pq_sendint64(&buf, (uint64)person->bits);
        pq_sendint32(&buf, person->key.len);
        pq_sendbytes(&buf, id_of(person), (int)person->key.len);
    }
    PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

Datum
prop64_count_people_deserialize(PG_FUNCTION_ARGS)
{
    const bytea *message;
    CountState *state;
    Prop64Reader r;

    (void)prop64_aggregate_context(fcinfo);
    message = PG_GETARG_BYTEA_PP(0);
    state = count_or_new(NULL);
    r = prop64_reader(VARDATA_ANY(message), VARSIZE_ANY_EXHDR(message));
    while (prop64_remaining(&r) > 0 && !r.failed)
    {
        int64 bits = (int64)prop64_get64(&r);
        uint32 len = prop64_get32(&r);
        const uint8_t *id = prop64_take(&r, len);

        if (id != NULL)
            add_bits(state, person_key((const char *)id, len), bits);
    }
    if (r.failed)
        ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
                        errmsg("state of prop64.count_people is cut short")));
    PG_RETURN_POINTER(state);
}

static int
by_bits(const void *a, const void *b)
{
    int64 x = ((const Tally *)a)->bits, y = ((const Tally *)b)->bits;

    return x < y ? -1 : x > y;
}

/* {{bits, people}, ...}, by bits. */
Datum
prop64_count_people_final(PG_FUNCTION_ARGS)
{
    const CountState *state;
    tally_hash *tallies;
    person_iterator people;
    tally_iterator each;
    const Person *person;
    const Tally *tally;
    Tally *sorted;
    Datum *datums;
    int n = 0, dims[2], lower[2] = {1, 1};

    (void)prop64_aggregate_context(fcinfo);
    if (PG_ARGISNULL(0))
        PG_RETURN_ARRAYTYPE_P(construct_empty_array(INT8OID));
    state = (CountState *)PG_GETARG_POINTER(0);
    tallies = tally_create(CurrentMemoryContext, 64, NULL);
    person_start_iterate(state->people, &people);
    while ((person = person_iterate(state->people, &people)) != NULL)
    {
        bool found;
        Tally *of_bits = tally_insert(tallies, person->bits, &found);

        of_bits->people = found ? of_bits->people + 1 : 1;
    }
    if (tallies->members == 0)
        PG_RETURN_ARRAYTYPE_P(construct_empty_array(INT8OID));
    sorted = palloc(tallies->members * sizeof(*sorted));
    tally_start_iterate(tallies, &each);
    while ((tally = tally_iterate(tallies, &each)) != NULL)
        sorted[n++] = *tally;
    qsort(sorted, (size_t)n, sizeof(*sorted), by_bits);
    datums = palloc(2 * (size_t)n * sizeof(*datums));
    for (int i = 0; i < n; i++)
    {
        datums[2 * i] = Int64GetDatum(sorted[i].bits);
        datums[2 * i + 1] = Int64GetDatum(sorted[i].people);
    }
    dims[0] = n;
    dims[1] = 2;
    PG_RETURN_ARRAYTYPE_P(construct_md_array(datums, NULL, 2, dims, lower, INT8OID, sizeof(int64),
                                             FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}
