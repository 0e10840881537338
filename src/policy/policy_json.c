/* policy_json.c: the facts that a caller supplies as jsonb. */
#include "policy/policy_pg.h"

#include "utils/builtins.h"
#include "utils/numeric.h"

#include "policy/policy_names.h"

static const char *const type_names[] = {NULL, "a boolean", "a number or [low, high]", "a text",
                                         "a date YYYY, YYYY-MM or YYYY-MM-DD, or [first, last]"};

static void
wrong_type(Prop64Text name, Prop64FactType type)
{
    char fact[72];

    prop64_quote(fact, sizeof(fact), name.data, name.len);
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    errmsg("fact \"%s\" has a value of wrong type", fact),
                    errdetail("The policy declares it as %s.", type_names[type])));
}

typedef enum Rounding
{
    ROUND_DOWN,
    ROUND_NEAREST,
    ROUND_UP
} Rounding;

/* A numeric in millionths, at most 10^12 either way: more is as good as without end. */
static int64_t
millionths(Numeric n, Rounding rounding)
{
    Datum limit = NumericGetDatum(int64_to_numeric(INT64CONST(1000000000000)));
    Datum low = DirectFunctionCall1(numeric_uminus, limit);
    Datum scale = NumericGetDatum(int64_to_numeric(PROP64_NUMBER_SCALE));
    Datum value = DirectFunctionCall2(numeric_smaller, limit, NumericGetDatum(n));

    value = DirectFunctionCall2(numeric_larger, low, value);
    value = DirectFunctionCall2(numeric_mul, value, scale);
    if (rounding != ROUND_NEAREST)
        value = DirectFunctionCall1(rounding == ROUND_UP ? numeric_ceil : numeric_floor, value);
    return DatumGetInt64(DirectFunctionCall1(numeric_int8, value));
}

/* The days that a partial date can be. */
static bool
read_day(const char *text, int len, Prop64Bounds *b)
{
    char full[11];

    if (len == 10)
    {
        if (!prop64_day_parse(text, 10, &b->lo))
            return false;
        b->hi = b->lo;
        return true;
    }
    if (len != 4 && len != 7)
        return false;
    memcpy(full, text, (size_t)len);
    memcpy(full + len, &"-01-01"[len == 4 ? 0 : 3], (size_t)(10 - len));
    if (!prop64_day_parse(full, 10, &b->lo))
        return false;
    if (len == 4)
        memcpy(full + 4, "-12-31", 6);
    for (int day = 31; day >= 28; day--)
    {
        full[8] = (char)('0' + day / 10);
        full[9] = (char)('0' + day % 10);
        if (prop64_day_parse(full, 10, &b->hi))
            return true;
    }
    return false;
}

/* One scalar of a fact; low and high say which ends of the value it sets. */
static void
read_scalar(const JsonbValue *v, Prop64Text name, Prop64FactType type, bool low, bool high,
            Prop64FactValue *out)
{
    Prop64Bounds days;

    if (v->type == jbvNull)
    {
        /* unknown: the whole value, or an open end of bounds */
        if (low && high)
            out->known = false;
        return;
    }
    switch (type)
    {
        case PROP64_TYPE_BOOLEAN:
            if (v->type != jbvBool || !(low && high))
                wrong_type(name, type);
            out->lo = out->hi = v->val.boolean;
            break;
        case PROP64_TYPE_NUMBER:
            if (v->type != jbvNumeric || numeric_is_nan(v->val.numeric) ||
                numeric_is_inf(v->val.numeric))
                wrong_type(name, type);
            /* a number is rounded to its sixth place; bounds are never made narrower */
            if (low)
                out->lo = millionths(v->val.numeric, high ? ROUND_NEAREST : ROUND_DOWN);
            if (high)
                out->hi = millionths(v->val.numeric, low ? ROUND_NEAREST : ROUND_UP);
            break;
        case PROP64_TYPE_TEXT:
            if (v->type != jbvString || !(low && high))
                wrong_type(name, type);
            out->text.data = v->val.string.val;
            out->text.len = (uint32_t)v->val.string.len;
            break;
        case PROP64_TYPE_DATE:
            if (v->type != jbvString || !read_day(v->val.string.val, v->val.string.len, &days))
                wrong_type(name, type);
            if (low)
                out->lo = days.lo;
            if (high)
                out->hi = days.hi;
            break;
    }
}

static void
read_value(JsonbIterator **it, JsonbIteratorToken token, JsonbValue *v, Prop64Text name,
           Prop64FactType type, Prop64FactValue *out)
{
    int n = 0;

    out->known = true;
    out->lo = PG_INT64_MIN;
    out->hi = PG_INT64_MAX;
    if (token == WJB_VALUE)
    {
        read_scalar(v, name, type, true, true, out);
        return;
    }
    if (token != WJB_BEGIN_ARRAY || (type != PROP64_TYPE_NUMBER && type != PROP64_TYPE_DATE))
        wrong_type(name, type);
    while ((token = JsonbIteratorNext(it, v, false)) == WJB_ELEM)
    {
        if (n < 2)
            read_scalar(v, name, type, n == 0, n == 1, out);
        n++;
    }
    if (token != WJB_END_ARRAY || n != 2)
        wrong_type(name, type);
    if (out->lo > out->hi)
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                 errmsg("fact \"%.*s\" has bounds in the wrong order", (int)name.len, name.data)));
}

void
prop64_facts_from_jsonb(Jsonb *facts, const Prop64Policy *policy, Prop64FactValue *values)
{
    JsonbIterator *it = JsonbIteratorInit(&facts->root);
    JsonbIteratorToken token;
    JsonbValue v;
    bool given[PROP64_FACTS_MAX];

    memset(values, 0, sizeof(*values) * (size_t)policy->ndeclared);
    memset(given, 0, sizeof(given));
    if (JsonbIteratorNext(&it, &v, false) != WJB_BEGIN_OBJECT)
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("facts must be a jsonb object"),
                 errdetail("Its keys are the facts that the policy declares.")));
    while ((token = JsonbIteratorNext(&it, &v, false)) == WJB_KEY)
    {
        int i = prop64_policy_find_declared(policy, v.val.string.val, (size_t)v.val.string.len);
        Prop64Error err;

        if (i < 0)
        {
            prop64_policy_undeclared(policy, v.val.string.val, (size_t)v.val.string.len, &err);
            ereport(ERROR,
                    (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                     errmsg("the policy declares no such fact"), errdetail("%s", err.detail),
                     errhint("Declare it in the policy: fact NAME TYPE; what classify has an "
                             "argument for is given there.")));
        }
        /* names have no case here, keys of jsonb do */
        if (given[i])
            ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                            errmsg("fact \"%.*s\" is given twice", (int)v.val.string.len,
                                   v.val.string.val)));
        given[i] = true;
        token = JsonbIteratorNext(&it, &v, false);
        read_value(&it, token, &v, policy->declared[i].name, policy->declared[i].type, &values[i]);
    }
}
