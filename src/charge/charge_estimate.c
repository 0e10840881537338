/*
 * charge_estimate.c: how many rows fall under a charge, from what ANALYZE gathered.
 *
 * The rows under a charge are one range of the order.  Of the column's most common
 * values those in the range are known one by one.  For the others there is the
 * histogram: k of its bounds in the range tell that between k - 1 and k + 1 of its
 * equal parts are.  The estimate is the geometric mean of the least and the most, which
 * is never wrong by more than the root of three once two bounds are in.  Positions
 * inside a part are not guessed: sections crowd, and bytes tell nothing about crowds.
 *
 * Every term grows with the range, so a section is never estimated above its code nor
 * a subdivision above its section.
 */
#include "charge/charge_plan.h"

#include <math.h>

#include "access/htup_details.h"
#include "catalog/pg_statistic.h"
#include "utils/array.h"
#include "utils/lsyscache.h"
#include "utils/selfuncs.h"

/* A range that holds this share of the rows is to be estimated within a factor of 2. */
#define PROMISED_SHARE 0.01

/* How much smaller it may look in ANALYZE's sample: 30,000 rows with default settings. */
#define SAMPLE_LUCK 0.8

/* An array that is not known yet is taken to have so many elements, as in PostgreSQL's own = ANY. */
#define UNKNOWN_ELEMENTS 10

/* The least estimate where the number of rows is not known. */
#define LEAST_SHARE 1.0e-6

PROP64_FUNCTION(prop64_charge_under_sel);
PROP64_FUNCTION(prop64_charge_under_joinsel);
PROP64_FUNCTION(prop64_charge_covers_sel);
PROP64_FUNCTION(prop64_charge_covers_joinsel);

typedef struct Key
{
    const uint8_t *bytes;
    size_t len;
} Key;

/* A range of charges, both ends included. */
typedef struct Range
{
    Key low;
    Key high;
    Prop64Charge end; /* the bytes of high */
} Range;

typedef struct CommonValue
{
    Key key;
    double share;
    double before; /* share of the common values that sort before it */
} CommonValue;

/* What is known about a column.  All shares are of all rows. */
typedef struct Column
{
    bool known;
    double nulls;
    int ncommon;
    CommonValue *common; /* ascending */
    double common_share;
    int nbounds; /* of the histogram over the rest: 0 or at least 2 */
    Key *bounds; /* ascending */
    double rest; /* neither NULL nor a common value */
    double one;  /* one value of the rest; the least that is ever estimated */
} Column;

/* ---------- what ANALYZE gathered ---------- */

static Key
key_of(const struct varlena *v)
{
    Key key = {prop64_charge_bytes(v), prop64_charge_size(v)};

    return key;
}

static int
compare_keys(const Key *a, const Key *b)
{
    return prop64_charge_compare(a->bytes, a->len, b->bytes, b->len);
}

static int
compare_common(const void *a, const void *b)
{
    return compare_keys(&((const CommonValue *)a)->key, &((const CommonValue *)b)->key);
}

/* The slot's values live in the planner's memory from here on. */
static bool
slot_of(HeapTuple statistics, int kind, int flags, Oid charge, AttStatsSlot *slot)
{
    return get_attstatsslot(slot, statistics, kind, InvalidOid, flags) && slot->nvalues > 0 &&
           getBaseType(slot->valuetype) == charge;
}

static void
read_common(Column *column, HeapTuple statistics, Oid charge)
{
    AttStatsSlot slot;

    if (!slot_of(statistics, STATISTIC_KIND_MCV, ATTSTATSSLOT_VALUES | ATTSTATSSLOT_NUMBERS, charge,
                 &slot) ||
        slot.nnumbers != slot.nvalues)
        return;
    column->ncommon = slot.nvalues;
    column->common = palloc(sizeof(CommonValue) * (size_t)slot.nvalues);
    for (int i = 0; i < slot.nvalues; i++)
    {
        column->common[i].key = key_of(PG_DETOAST_DATUM_PACKED(slot.values[i]));
        column->common[i].share = slot.numbers[i];
    }
    qsort(column->common, (size_t)slot.nvalues, sizeof(CommonValue), compare_common);
    for (int i = 0; i < slot.nvalues; i++)
    {
        column->common[i].before = column->common_share;
        column->common_share += column->common[i].share;
    }
}

static void
read_histogram(Column *column, HeapTuple statistics, Oid charge)
{
    AttStatsSlot slot;

    if (!slot_of(statistics, STATISTIC_KIND_HISTOGRAM, ATTSTATSSLOT_VALUES, charge, &slot) ||
        slot.nvalues < 2)
        return;
    column->nbounds = slot.nvalues;
    column->bounds = palloc(sizeof(Key) * (size_t)slot.nvalues);
    for (int i = 0; i < slot.nvalues; i++)
        column->bounds[i] = key_of(PG_DETOAST_DATUM_PACKED(slot.values[i]));
}

/*
 * function is what would read the rows: like PostgreSQL's own estimators, this shows
 * it no statistics of rows that the user may not see unless it is LEAKPROOF.
 */
static void
read_column(Column *column, VariableStatData *var, Oid charge, Oid function)
{
    double rows = var->rel != NULL ? var->rel->tuples : 0;
    bool guessed;
    double others;

    memset(column, 0, sizeof(*column));
    column->one = rows >= 1 ? 1 / rows : LEAST_SHARE;
    if (!HeapTupleIsValid(var->statsTuple) || var->vartype != charge)
        return;
    column->nulls = ((Form_pg_statistic)GETSTRUCT(var->statsTuple))->stanullfrac;
    if (!statistic_proc_security_check(var, function))
        return;
    column->known = true;
    read_common(column, var->statsTuple, charge);
    read_histogram(column, var->statsTuple, charge);

    column->rest = Max(1 - column->nulls - column->common_share, 0);
    others = get_variable_numdistinct(var, &guessed) - column->ncommon;
    column->one = Max(column->one, column->rest / Max(others, 1));
}

/* ---------- shares ---------- */

static double
within(double share, const Column *column)
{
    share = Min(share, 1 - column->nulls);
    share = Max(share, column->one);
    CLAMP_PROBABILITY(share);
    return share;
}

/*
 * The share of an ancestor that nobody knows yet: PostgreSQL's own for a range with
 * unknown ends, which is also what it takes the index's two bounds for.
 */
static double
unknown_share(const Column *column)
{
    return within(DEFAULT_RANGE_INEQ_SEL * (1 - column->nulls), column);
}

static bool
range_under(Key ancestor, Range *range)
{
    if (!prop64_charge_plausible(ancestor.len))
        return false;
    range->low = ancestor;
    prop64_charge_high(ancestor.bytes, ancestor.len, &range->end);
    range->high.bytes = range->end.bytes;
    range->high.len = range->end.len;
    return true;
}

/* How many of n ascending keys, stride bytes apart, are before key (or not after it). */
static int
keys_before(const void *keys, int n, size_t stride, const Key *key, bool or_equal)
{
    int from = 0;

    while (from < n)
    {
        int middle = from + (n - from) / 2;
        int cmp = compare_keys((const Key *)((const char *)keys + stride * (size_t)middle), key);

        if (cmp < 0 || (or_equal && cmp == 0))
            from = middle + 1;
        else
            n = middle;
    }
    return from;
}

static double
common_share(const Column *column, const Range *range)
{
    size_t stride = sizeof(CommonValue);
    int from = keys_before(column->common, column->ncommon, stride, &range->low, false);
    int to = keys_before(column->common, column->ncommon, stride, &range->high, true);

    if (from >= to)
        return 0;
    return column->common[to - 1].before + column->common[to - 1].share -
           column->common[from].before;
}

/*
 * A share between one value and "most", when the histogram says no more.  The deeper
 * the subdivision, the nearer to one value; a section is their geometric mean.  Where
 * most is a share that we promise to estimate, what counts is the range from that
 * promise to most instead; M_SQRT1_2 keeps it below the next larger range.
 */
static double
small_share(const Column *column, const Range *range, double most)
{
    size_t section = prop64_charge_section_len(range->low.bytes, range->low.len);
    double depth = (double)(range->low.len - section);

    if (compare_keys(&range->low, &range->high) == 0)
        return Min(column->one, most / 2); /* a single value, as in equality */
    if (most >= PROMISED_SHARE * SAMPLE_LUCK)
        return Min(sqrt(most * PROMISED_SHARE), most * M_SQRT1_2);
    if (most <= column->one)
        return most / 2;
    return Min(column->one * pow(most / column->one, pow(0.5, 1 + depth)), most / 2);
}

static double
rest_share(const Column *column, const Range *range)
{
    int n = column->nbounds;
    int from, to, least, most;
    double part;

    if (n == 0)
        return column->rest * DEFAULT_RANGE_INEQ_SEL;
    part = column->rest / (n - 1);
    from = keys_before(column->bounds, n, sizeof(Key), &range->low, false);
    to = keys_before(column->bounds, n, sizeof(Key), &range->high, true);

    if (to == from)
        return from == 0 || from == n ? 0 : small_share(column, range, part);
    least = to - from - 1;
    most = least + (from > 0) + (to < n);
    if (least == 0)
        return small_share(column, range, most * part);
    return sqrt((double)least * most) * part;
}

static double
range_share(const Column *column, const Range *range)
{
    return within(common_share(column, range) + rest_share(column, range), column);
}

/* The share of rows whose charge covers one that is known: itself and what stands above it. */
static double
ancestors_share(const Column *column, Key charge)
{
    double share = column->one;

    for (int i = 0; i < column->ncommon; i++)
        if (prop64_charge_under(charge.bytes, charge.len, column->common[i].key.bytes,
                                column->common[i].key.len))
            share += column->common[i].share;
    return within(share, column);
}

/* ---------- restrictions ---------- */

static int
compare_ranges(const void *a, const void *b)
{
    return compare_keys(&(*(Range *const *)a)->low, &(*(Range *const *)b)->low);
}

/* Ranges of charges lie apart or one in the other, so that the shares of the outer ones add up. */
static double
any_share(const Column *column, ArrayType *array, Oid charge)
{
    Datum *elements;
    bool *nulls;
    int count, n = 0;
    Range **ranges;
    const Range *last = NULL;
    double share = 0;

    deconstruct_array(array, charge, -1, false, TYPALIGN_INT, &elements, &nulls, &count);
    ranges = palloc(sizeof(Range *) * (size_t)Max(count, 1));
    for (int i = 0; i < count; i++)
    {
        if (nulls[i])
            continue;
        ranges[n] = palloc(sizeof(Range));
        if (range_under(key_of(PG_DETOAST_DATUM_PACKED(elements[i])), ranges[n]))
            n++;
    }
    qsort(ranges, (size_t)n, sizeof(Range *), compare_ranges);
    for (int i = 0; i < n; i++)
    {
        if (last != NULL && compare_keys(&ranges[i]->high, &last->high) <= 0)
            continue;
        last = ranges[i];
        share += range_share(column, last);
    }
    return within(share, column);
}

/* The other side of the call is a constant of the right type, or not yet known. */
static double
constant_share(const Column *column, Prop64UnderCall call, Oid charge, bool of_charges,
               const Const *other)
{
    Range range;

    if (call == PROP64_UNDER_ANY)
    {
        ArrayType *array;

        if (get_base_element_type(other->consttype) != charge)
            return unknown_share(column);
        array = DatumGetArrayTypeP(other->constvalue);
        if (ARR_ELEMTYPE(array) != charge || !column->known)
            return within(ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array)) * unknown_share(column),
                          column);
        return any_share(column, array, charge);
    }
    if (other->consttype != charge || !column->known ||
        !range_under(key_of(PG_DETOAST_DATUM_PACKED(other->constvalue)), &range))
        return unknown_share(column);
    return of_charges ? range_share(column, &range) : ancestors_share(column, range.low);
}

double
prop64_charge_restriction(PlannerInfo *root, Prop64UnderCall call, Oid charge, Oid function,
                          List *args, int relation)
{
    VariableStatData var;
    Node *other;
    bool var_on_left, of_charges;
    Column column;
    double share;

    if (list_length(args) != 2 ||
        !get_restriction_variable(root, args, relation, &var, &other, &var_on_left))
        return DEFAULT_RANGE_INEQ_SEL;
    of_charges = var_on_left == (prop64_charge_place(call) == 0);
    read_column(&column, &var, charge, function);

    if (IsA(other, Const) && ((Const *)other)->constisnull)
        share = 0; /* strict: no row at all */
    else if (call == PROP64_UNDER_ANY && !of_charges)
        share = DEFAULT_RANGE_INEQ_SEL; /* a column of arrays */
    else if (IsA(other, Const))
        share = constant_share(&column, call, charge, of_charges, (Const *)other);
    else if (!of_charges)
        share = column.one; /* not known which: only its own row and the few above it */
    else if (call == PROP64_UNDER_ANY)
        share = within(UNKNOWN_ELEMENTS * unknown_share(&column), &column);
    else
        share = unknown_share(&column);

    ReleaseVariableStats(var);
    CLAMP_PROBABILITY(share);
    return share;
}

/* ---------- joins ---------- */

/* The share of all pairs in which the charge falls under the ancestor. */
static double
pairs_share(const Column *charges, const Column *ancestors)
{
    double share = 0;
    double rest = 0;
    Range range;

    for (int i = 0; i < ancestors->ncommon; i++)
        if (range_under(ancestors->common[i].key, &range))
            share += ancestors->common[i].share * range_share(charges, &range);
    for (int i = 0; i < ancestors->nbounds; i++)
        if (range_under(ancestors->bounds[i], &range))
            rest += range_share(charges, &range);
    rest = ancestors->nbounds > 0 ? rest / ancestors->nbounds : unknown_share(charges);
    return share + ancestors->rest * rest;
}

double
prop64_charge_join(PlannerInfo *root, Prop64UnderCall call, Oid charge, Oid function, List *args,
                   JoinType jointype, SpecialJoinInfo *join)
{
    VariableStatData left, right;
    Column columns[2];
    const Column *charges, *ancestors;
    bool reversed;
    double share;

    if (call == PROP64_UNDER_ANY || list_length(args) != 2 || join == NULL)
        return DEFAULT_RANGE_INEQ_SEL;
    get_join_variables(root, args, join, &left, &right, &reversed);
    read_column(&columns[0], &left, charge, function);
    read_column(&columns[1], &right, charge, function);
    charges = &columns[prop64_charge_place(call)];
    ancestors = &columns[1 - prop64_charge_place(call)];

    if (charges->known && ancestors->known)
        share = pairs_share(charges, ancestors);
    else
        share = unknown_share(charges) * (1 - ancestors->nulls);

    /* Here the answer is the share of outer rows with at least one partner. */
    if (jointype == JOIN_SEMI || jointype == JOIN_ANTI)
    {
        const RelOptInfo *inner = reversed ? left.rel : right.rel;

        CLAMP_PROBABILITY(share);
        share = 1 - pow(1 - share, inner != NULL ? Max(inner->rows, 1) : 1);
    }
    ReleaseVariableStats(left);
    ReleaseVariableStats(right);
    CLAMP_PROBABILITY(share);
    return share;
}

/* ---------- what operators name as RESTRICT and JOIN ---------- */

static double
operator_restriction(FunctionCallInfo fcinfo, Prop64UnderCall call)
{
    PlannerInfo *root = (PlannerInfo *)PG_GETARG_POINTER(0);
    Oid function = get_opcode(PG_GETARG_OID(1));
    List *args = (List *)PG_GETARG_POINTER(2);

    return prop64_charge_restriction(root, call, prop64_charge_type(fcinfo->flinfo->fn_oid),
                                     function, args, PG_GETARG_INT32(3));
}

static double
operator_join(FunctionCallInfo fcinfo, Prop64UnderCall call)
{
    PlannerInfo *root = (PlannerInfo *)PG_GETARG_POINTER(0);
    Oid function = get_opcode(PG_GETARG_OID(1));
    List *args = (List *)PG_GETARG_POINTER(2);
    SpecialJoinInfo *join = (SpecialJoinInfo *)PG_GETARG_POINTER(4);

    return prop64_charge_join(root, call, prop64_charge_type(fcinfo->flinfo->fn_oid), function,
                              args, (JoinType)PG_GETARG_INT16(3), join);
}

Datum
prop64_charge_under_sel(PG_FUNCTION_ARGS)
{
    PG_RETURN_FLOAT8(operator_restriction(fcinfo, PROP64_FALLS_UNDER));
}

Datum
prop64_charge_under_joinsel(PG_FUNCTION_ARGS)
{
    PG_RETURN_FLOAT8(operator_join(fcinfo, PROP64_FALLS_UNDER));
}

Datum
prop64_charge_covers_sel(PG_FUNCTION_ARGS)
{
    PG_RETURN_FLOAT8(operator_restriction(fcinfo, PROP64_COVERS));
}

Datum
prop64_charge_covers_joinsel(PG_FUNCTION_ARGS)
{
    PG_RETURN_FLOAT8(operator_join(fcinfo, PROP64_COVERS));
}
