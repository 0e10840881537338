/*
 * charge_plan.c: "falls under" as a range of a btree index.
 *
 * What falls under x is exactly what lies from charge_low(x) to charge_high(x), both
 * included (charge_core.h), so the range replaces the call: nothing is left to filter.
 * The bounds are calls of these two functions where x is not known yet: a parameter,
 * a column of another table.
 *
 * The planner asks with whatever a query holds.  Anything unexpected is answered by
 * NULL, which leaves the query as it is.
 */
#include "charge/charge_plan.h"

#include "access/htup_details.h"
#include "access/stratnum.h"
#include "catalog/pg_am.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"
#include "optimizer/clauses.h"
#include "optimizer/optimizer.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

/* under_any becomes at most so many ranges; a longer array stays one call. */
#define RANGES_MAX 32

PROP64_FUNCTION(prop64_charge_under_support);
PROP64_FUNCTION(prop64_charge_covers_support);
PROP64_FUNCTION(prop64_charge_under_any_support);

/* ---------- the extension's own objects, whatever the search path ---------- */

Oid
prop64_charge_type(Oid sibling)
{
    Oid schema = get_func_namespace(sibling);

    if (!OidIsValid(schema))
        return InvalidOid;
    return GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid, CStringGetDatum("charge"),
                           ObjectIdGetDatum(schema));
}

/* The function of one or two charges with this name, beside a sibling. */
static Oid
charge_function(Oid sibling, const char *name, Oid charge, int nargs)
{
    Oid types[2] = {charge, charge};

    return GetSysCacheOid3(PROCNAMEARGSNSP, Anum_pg_proc_oid, CStringGetDatum(name),
                           PointerGetDatum(buildoidvector(types, nargs)),
                           ObjectIdGetDatum(get_func_namespace(sibling)));
}

static Oid
charge_operator(Oid sibling, const char *name, Oid charge)
{
    return GetSysCacheOid4(OPERNAMENSP, Anum_pg_operator_oid, CStringGetDatum(name),
                           ObjectIdGetDatum(charge), ObjectIdGetDatum(charge),
                           ObjectIdGetDatum(get_func_namespace(sibling)));
}

/*
 * The operator of an index's family with this strategy, if it is ours: in a family
 * that someone else made the strategy may mean another order.
 */
static Oid
index_operator(SupportRequestIndexCondition *req, Oid charge, StrategyNumber strategy,
               const char *function)
{
    Oid op = get_opfamily_member(req->opfamily, charge, charge, (int16)strategy);

    if (!OidIsValid(op) || get_opcode(op) != charge_function(req->funcid, function, charge, 2))
        return InvalidOid;
    return op;
}

/* ---------- expressions ---------- */

static Expr *
operator_call(Oid op, Node *left, Node *right)
{
    Expr *call = make_opclause(op, BOOLOID, false, (Expr *)copyObject(left), (Expr *)right,
                               InvalidOid, InvalidOid);

    set_opfuncid((OpExpr *)call);
    return call;
}

static Node *
charge_const(Oid charge, const uint8_t *bytes, size_t len)
{
    return (Node *)makeConst(charge, -1, InvalidOid, -1, prop64_charge_datum(bytes, len), false,
                             false);
}

static List *
call_arguments(Node *node)
{
    List *args = NIL;

    if (node != NULL && IsA(node, FuncExpr))
        args = ((FuncExpr *)node)->args;
    else if (node != NULL && IsA(node, OpExpr))
        args = ((OpExpr *)node)->args;
    return list_length(args) == 2 ? args : NIL;
}

/* ---------- a range of the index ---------- */

/* Where the range under an ancestor begins and ends; false: there is no saying. */
static bool
range_bounds(SupportRequestIndexCondition *req, Oid charge, Node *ancestor, Node **low, Node **high)
{
    if (IsA(ancestor, Const))
    {
        struct varlena *x;
        Prop64Charge end;

        if (((Const *)ancestor)->constisnull)
            return false;
        x = PG_DETOAST_DATUM_PACKED(((Const *)ancestor)->constvalue);
        if (!prop64_charge_plausible(prop64_charge_size(x)))
            return false;
        prop64_charge_high(prop64_charge_bytes(x), prop64_charge_size(x), &end);
        *low = (Node *)copyObject(ancestor);
        *high = charge_const(charge, end.bytes, end.len);
        return true;
    }

    Oid low_function = charge_function(req->funcid, "charge_low", charge, 1);
    Oid high_function = charge_function(req->funcid, "charge_high", charge, 1);

    if (!OidIsValid(low_function) || !OidIsValid(high_function))
        return false;
    *low = (Node *)makeFuncExpr(low_function, charge, list_make1(copyObject(ancestor)), InvalidOid,
                                InvalidOid, COERCE_EXPLICIT_CALL);
    *high = (Node *)makeFuncExpr(high_function, charge, list_make1(copyObject(ancestor)),
                                 InvalidOid, InvalidOid, COERCE_EXPLICIT_CALL);
    return true;
}

static List *
index_condition(SupportRequestIndexCondition *req, Prop64UnderCall call)
{
    List *args = call_arguments(req->node);
    Node *column, *ancestor, *low, *high;
    Oid charge, from, to;

    /* A column of ancestors is no range: those of a charge lie apart. */
    if (req->root == NULL || args == NIL || req->indexarg != prop64_charge_place(call) ||
        req->index->relam != BTREE_AM_OID)
        return NIL;
    column = (Node *)list_nth(args, req->indexarg);
    ancestor = (Node *)list_nth(args, 1 - req->indexarg);

    charge = prop64_charge_type(req->funcid);
    if (!OidIsValid(charge) || req->index->opcintype[req->indexcol] != charge ||
        exprType(column) != charge || exprType(ancestor) != charge)
        return NIL;

    /* The ancestor stands twice in the range, which a subquery in it must not. */
    if (!is_pseudo_constant_for_index(req->root, ancestor, req->index) ||
        contain_subplans(ancestor))
        return NIL;

    from = index_operator(req, charge, BTGreaterEqualStrategyNumber, "charge_ge");
    to = index_operator(req, charge, BTLessEqualStrategyNumber, "charge_le");
    if (!OidIsValid(from) || !OidIsValid(to) || !range_bounds(req, charge, ancestor, &low, &high))
        return NIL;

    req->lossy = false;
    return list_make2(operator_call(from, column, low), operator_call(to, column, high));
}

/* ---------- under_any as alternatives ---------- */

/* Does an element fall under one of the others, so that it adds nothing?  Of equals the first stays. */
static bool
covered(const Datum *elements, const bool *nulls, int count, int i)
{
    const struct varlena *c = (struct varlena *)DatumGetPointer(elements[i]);

    for (int j = 0; j < count; j++)
    {
        const struct varlena *a = (struct varlena *)DatumGetPointer(elements[j]);

        if (j == i || nulls[j] ||
            !prop64_charge_under(prop64_charge_bytes(c), prop64_charge_size(c),
                                 prop64_charge_bytes(a), prop64_charge_size(a)))
            continue;
        if (j < i || prop64_charge_size(a) < prop64_charge_size(c))
            return true;
    }
    return false;
}

/*
 * under_any(column, constants) as column <@ a OR column <@ b ..., which the planner
 * makes a BitmapOr of ranges.  A NULL element stays as an alternative that is NULL.
 * The answer must not depend on root: an index on the call itself is simplified
 * without one, and must still match the query.
 */
static Node *
alternatives(SupportRequestSimplify *req)
{
    List *args = req->fcall->args;
    List *arms = NIL;
    bool unknown = false;
    Node *column, *list;
    ArrayType *array;
    Datum *elements;
    bool *nulls;
    int count;
    Oid charge, op;

    if (list_length(args) != 2)
        return NULL;
    column = linitial(args);
    list = lsecond(args);
    while (IsA(list, RelabelType)) /* a domain over the array */
        list = (Node *)((RelabelType *)list)->arg;
    if (!IsA(IsA(column, RelabelType) ? (Node *)((RelabelType *)column)->arg : column, Var) ||
        !IsA(list, Const) || ((Const *)list)->constisnull || ((Const *)list)->constlen != -1)
        return NULL;

    charge = prop64_charge_type(req->fcall->funcid);
    if (!OidIsValid(charge) || exprType(column) != charge ||
        get_base_element_type(((Const *)list)->consttype) != charge)
        return NULL;
    array = DatumGetArrayTypeP(((Const *)list)->constvalue);
    if (ARR_ELEMTYPE(array) != charge)
        return NULL;
    op = charge_operator(req->fcall->funcid, "<@", charge);
    if (!OidIsValid(op))
        return NULL;

    deconstruct_array(array, charge, -1, false, TYPALIGN_INT, &elements, &nulls, &count);
    if (count > RANGES_MAX)
        return NULL;
    for (int i = 0; i < count; i++)
    {
        if (nulls[i])
            continue;
        elements[i] = PointerGetDatum(PG_DETOAST_DATUM_PACKED(elements[i]));
        if (!prop64_charge_plausible(
                prop64_charge_size((struct varlena *)DatumGetPointer(elements[i]))))
            return NULL;
    }
    for (int i = 0; i < count; i++)
    {
        const struct varlena *a = (struct varlena *)DatumGetPointer(elements[i]);

        if (nulls[i])
            unknown = true;
        else if (!covered(elements, nulls, count, i))
            arms = lappend(arms, operator_call(op, column,
                                               charge_const(charge, prop64_charge_bytes(a),
                                                            prop64_charge_size(a))));
    }
    /* Without an arm the answer would not be NULL where the column is. */
    if (arms == NIL)
        return NULL;
    if (unknown)
        arms = lappend(arms, makeBoolConst(false, true));
    return list_length(arms) == 1 ? (Node *)linitial(arms) : (Node *)make_orclause(arms);
}

/* ---------- what the planner calls ---------- */

static bool
selectivity(SupportRequestSelectivity *req, Prop64UnderCall call)
{
    Oid charge = prop64_charge_type(req->funcid);

    if (req->root == NULL || !OidIsValid(charge))
        return false;
    req->selectivity = req->is_join
                           ? prop64_charge_join(req->root, call, charge, req->funcid, req->args,
                                                req->jointype, req->sjinfo)
                           : prop64_charge_restriction(req->root, call, charge, req->funcid,
                                                       req->args, req->varRelid);
    return true;
}

static Node *
support(Node *request, Prop64UnderCall call)
{
    if (IsA(request, SupportRequestIndexCondition) && call != PROP64_UNDER_ANY)
        return (Node *)index_condition((SupportRequestIndexCondition *)request, call);
    if (IsA(request, SupportRequestSimplify) && call == PROP64_UNDER_ANY)
        return alternatives((SupportRequestSimplify *)request);
    if (IsA(request, SupportRequestSelectivity) &&
        selectivity((SupportRequestSelectivity *)request, call))
        return request;
    return NULL;
}

Datum
prop64_charge_under_support(PG_FUNCTION_ARGS)
{
    PG_RETURN_POINTER(support((Node *)PG_GETARG_POINTER(0), PROP64_FALLS_UNDER));
}

Datum
prop64_charge_covers_support(PG_FUNCTION_ARGS)
{
    PG_RETURN_POINTER(support((Node *)PG_GETARG_POINTER(0), PROP64_COVERS));
}

Datum
prop64_charge_under_any_support(PG_FUNCTION_ARGS)
{
    PG_RETURN_POINTER(support((Node *)PG_GETARG_POINTER(0), PROP64_UNDER_ANY));
}
