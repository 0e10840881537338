/* policy_conditions.c: the grammar of sets of charges and of conditions (doc/policy.md).  Pure. */
#include "policy/policy_parser.h"

bool
prop64_parse_add_set(Prop64Parser *p, const Prop64Set *set, int32_t *index)
{
    Prop64Policy *policy = p->policy;

    if (policy->nsets >= PROP64_POLICY_SETS_MAX)
        return prop64_parse_too_many(p, set->offset, "lists of charges", PROP64_POLICY_SETS_MAX);
    policy->sets =
        prop64_arena_grow(&policy->arena, policy->sets, sizeof(Prop64Set), policy->nsets);
    policy->sets[policy->nsets] = *set;
    *index = policy->nsets++;
    return true;
}

static int
included_form(const Prop64Parser *p, bool ahead)
{
    static const char *const forms[] = {"attempts", "conspiracies", "solicitations", "accessories"};

    for (int i = 0; i < 4; i++)
        if (ahead ? follows(p, forms[i]) : is(p, forms[i]))
            return 1 << i;
    return 0;
}

static bool
parse_including(Prop64Parser *p, uint8_t *including)
{
    int form;

    *including = 0;
    if (!is(p, "including"))
        return true;
    do
    {
        if (!advance(p))
            return false;
        form = included_form(p, false);
        if (form == 0)
            return fail(p, "attempts, conspiracies, solicitations or accessories");
        *including |= (uint8_t)form;
        if (!advance(p))
            return false;
        /* "and" goes on with the forms only when another form stands behind it */
    } while ((is(p, "and") || is(p, ",")) && included_form(p, true) != 0);
    return true;
}

bool
prop64_parse_charges(Prop64Parser *p, Prop64Set *set)
{
    set->kind = PROP64_SET_CHARGES;
    set->offset = (int32_t)p->lex.token.offset;
    for (;;)
    {
        Prop64Error why;
        Prop64Charge *charge;

        if (p->lex.token.kind != PROP64_TOKEN_CHARGE)
            return fail(p, "a charge such as HS 11357(b)");
        if (p->ncharges++ >= PROP64_POLICY_CHARGES_MAX)
            return prop64_parse_too_many(p, (int32_t)p->lex.token.offset, "charges",
                                         PROP64_POLICY_CHARGES_MAX);
        set->charges = prop64_arena_grow(&p->policy->arena, set->charges, sizeof(Prop64Charge),
                                         (int)set->ncharges);
        charge = &set->charges[set->ncharges++];
        if (!prop64_charge_parse(token_text(p), p->lex.token.len, charge, &why))
            return prop64_error_set(p->err, why.code, (int32_t)p->lex.token.offset + why.offset,
                                    "invalid input syntax for type prop64.policy", "%s",
                                    why.detail);
        if (!advance(p))
            return false;
        if (!is(p, ","))
            break;
        if (!advance(p))
            return false;
    }
    return parse_including(p, &set->including);
}

/* A set where a condition uses it: scope, same section, a name, or charges. */
static bool
parse_set(Prop64Parser *p, int32_t *index)
{
    Prop64Set set;
    const char *text = token_text(p);
    size_t len = p->lex.token.len;

    memset(&set, 0, sizeof(set));
    set.offset = (int32_t)p->lex.token.offset;
    if (p->lex.token.kind == PROP64_TOKEN_CHARGE)
        return prop64_parse_charges(p, &set) && prop64_parse_add_set(p, &set, index);
    if (is(p, "scope"))
    {
        if (p->policy->scope < 0)
            return prop64_error_set(p->err, PROP64_ERR_VALUE, set.offset, "policy has no scope",
                                    "\"scope\" is used before a statement \"scope ...;\".");
        *index = p->policy->scope;
        return advance(p);
    }
    if (is(p, "same"))
    {
        set.kind = PROP64_SET_SAME_SECTION;
        return advance(p) && prop64_parse_expect(p, "section") &&
               parse_including(p, &set.including) && prop64_parse_add_set(p, &set, index);
    }
    if (p->lex.token.kind != PROP64_TOKEN_WORD || prop64_policy_is_keyword(text, len))
        return fail(p, "a charge, scope, same section, or the name of a set or list");
    *index = prop64_policy_find_set(p->policy, text, len);
    if (*index >= 0)
        return advance(p);
    /* not declared: a built-in list, or a slip that compile reports */
    set.kind = PROP64_SET_LAW;
    set.name = prop64_parse_lower(p, text, len);
    return prop64_parse_add_set(p, &set, index) && advance(p);
}

/* ---- conditions ---------------------------------------------------------- */

static Prop64Condition *
new_condition(Prop64Parser *p, Prop64Op op)
{
    Prop64Condition *c = prop64_arena_alloc(&p->policy->arena, sizeof(Prop64Condition));

    c->op = op;
    c->height = 1;
    c->offset = (int32_t)p->lex.token.offset;
    return c;
}

/* Puts one or two conditions under c, within the limit that keeps recursion safe. */
static bool
put_under(Prop64Parser *p, Prop64Condition *c, Prop64Condition *left, Prop64Condition *right)
{
    c->left = left;
    c->right = right;
    c->height = 1 + (right != NULL && right->height > left->height ? right : left)->height;
    if (c->height > PROP64_POLICY_DEPTH_MAX)
        return prop64_parse_too_many(p, c->offset, "conditions joined or inside one another",
                                     PROP64_POLICY_DEPTH_MAX);
    return true;
}

/* before, on or before, on, on or after, after */
static bool
parse_order(Prop64Parser *p, int32_t *order)
{
    if (is(p, "before") || is(p, "after"))
    {
        *order = is(p, "before") ? PROP64_BEFORE : PROP64_AFTER;
        return advance(p);
    }
    if (!is(p, "on"))
        return fail(p, "before, after, on, \"on or before\" or \"on or after\"");
    if (!advance(p))
        return false;
    *order = PROP64_ON;
    if (!is(p, "or"))
        return true;
    if (!advance(p))
        return false;
    *order = is(p, "before") ? PROP64_ON_OR_BEFORE : PROP64_ON_OR_AFTER;
    if (!is(p, "before") && !is(p, "after"))
        return fail(p, "before or after");
    return advance(p);
}

/* ever, or an order with "this conviction" or "this offense" */
static bool
parse_when(Prop64Parser *p, int32_t *when)
{
    int32_t order;
    int reference;

    *when = PROP64_EVER;
    if (is(p, "ever"))
        return advance(p);
    if (!is(p, "before") && !is(p, "after") && !is(p, "on"))
        return fail(p, "when it happened: ever, \"before this conviction\", "
                       "\"before this offense\"");
    if (!parse_order(p, &order) || !prop64_parse_expect(p, "this"))
        return false;
    if (!is(p, "conviction") && !is(p, "offense"))
        return fail(p, "conviction or offense");
    reference = is(p, "conviction") ? PROP64_THIS_CONVICTION : PROP64_THIS_OFFENSE;
    *when = PROP64_WHEN(order, reference);
    return advance(p);
}

static bool
parse_compare(Prop64Parser *p, int32_t *compare)
{
    for (int c = PROP64_LT; c < PROP64_COMPARE_END; c++)
        if (is(p, prop64_compare_name((Prop64Compare)c)))
        {
            *compare = c;
            return advance(p);
        }
    return fail(p, "<, <=, =, <>, >= or >");
}

/* What follows a date's name: an order and a day, or between two days. */
static bool
parse_date_test(Prop64Parser *p, int subject, Prop64Condition *c)
{
    c->arg[0] = subject;
    if (is(p, "between"))
    {
        c->op = PROP64_OP_DATE_BETWEEN;
        return advance(p) && prop64_parse_date(p, &c->arg[1]) && prop64_parse_expect(p, "and") &&
               prop64_parse_date(p, &c->arg[2]);
    }
    c->op = PROP64_OP_DATE;
    return parse_order(p, &c->arg[1]) && prop64_parse_date(p, &c->arg[2]);
}

/* convicted ..., arrested ..., of a date or of the record. */
static bool
parse_happened(Prop64Parser *p, Prop64EventKind kind, Prop64Condition *c)
{
    c->op = PROP64_OP_HAPPENED;
    c->arg[0] = kind;
    c->arg[2] = -1;
    if (!parse_when(p, &c->arg[1]))
        return false;
    if (kind == PROP64_EVENT_REGISTRATION)
        return true;
    if (!prop64_parse_expect(p, "of"))
        return false;
    if (is(p, "any"))
        return advance(p) && prop64_parse_expect(p, "offense");
    return parse_set(p, &c->arg[2]);
}

/* Is the "convicted" here followed by a day rather than by "this conviction"? */
static bool
is_date_test(Prop64Parser *p)
{
    Prop64Lexer ahead = p->lex;

    for (int i = 0; i < 4; i++)
    {
        if (ahead.token.kind == PROP64_TOKEN_DATE || prop64_lex_is(&ahead, "between"))
            return true;
        if (prop64_lex_is(&ahead, "this") || !prop64_lex_next(&ahead, NULL))
            return false;
    }
    return false;
}

static bool
parse_age(Prop64Parser *p, Prop64Condition *c)
{
    if (is(p, "now"))
        c->arg[0] = PROP64_NOW;
    else
    {
        if (!is(p, "at"))
            return fail(p, "now, \"at conviction\" or \"at offense\"");
        if (!advance(p))
            return false;
        if (!is(p, "conviction") && !is(p, "offense"))
            return fail(p, "conviction or offense");
        c->arg[0] = is(p, "conviction") ? PROP64_AT_CONVICTION : PROP64_AT_OFFENSE;
    }
    if (!advance(p))
        return false;
    if (is(p, "between"))
    {
        c->op = PROP64_OP_AGE_BETWEEN;
        return advance(p) && prop64_parse_count(p, &c->arg[1]) && prop64_parse_expect(p, "and") &&
               prop64_parse_count(p, &c->arg[2]);
    }
    return parse_compare(p, &c->arg[1]) && prop64_parse_count(p, &c->arg[2]);
}

/* The rest of "at least 10 years since last conviction", from the number on. */
static bool
parse_span(Prop64Parser *p, Prop64Span span, Prop64Condition *c)
{
    static const char *const anchors[] = {"birth", "conviction", "offense", "last"};
    int anchor = 0;

    c->op = PROP64_OP_SPAN;
    c->arg[0] = span;
    if (!prop64_parse_count(p, &c->arg[1]) || !prop64_parse_expect(p, "years") ||
        !prop64_parse_expect(p, "since"))
        return false;
    while (anchor < 4 && !is(p, anchors[anchor]))
        anchor++;
    if (anchor == 4)
        return fail(p, "birth, conviction, offense or \"last conviction\"");
    c->arg[2] = anchor + 1;
    if (!advance(p))
        return false;
    return anchor + 1 != PROP64_SINCE_LAST_CONVICTION || prop64_parse_expect(p, "conviction");
}

static bool
parse_declared(Prop64Parser *p, Prop64Condition *c)
{
    const char *text = token_text(p);
    size_t len = p->lex.token.len;
    int index = prop64_policy_find_declared(p->policy, text, len);

    if (p->lex.token.kind != PROP64_TOKEN_WORD || prop64_policy_is_keyword(text, len))
        return fail(p, "a condition");
    if (index < 0)
        return prop64_policy_undefined(p->policy, (int32_t)p->lex.token.offset, text, len, p->err);
    c->op = PROP64_OP_FACT_TRUE;
    c->arg[0] = index;
    if (!advance(p))
        return false;
    if (p->lex.token.kind != PROP64_TOKEN_SYMBOL || is(p, ";") || is(p, ")") || is(p, "("))
        return true;
    c->op = PROP64_OP_FACT_COMPARE;
    if (!parse_compare(p, &c->arg[1]))
        return false;
    switch (p->lex.token.kind)
    {
        case PROP64_TOKEN_NUMBER:
            c->value.kind = PROP64_VALUE_NUMBER;
            return prop64_parse_number(p, &c->value.number);
        case PROP64_TOKEN_STRING:
            c->value.kind = PROP64_VALUE_TEXT;
            return prop64_parse_string(p, &c->value.text, "");
        case PROP64_TOKEN_DATE:
        {
            int32_t day;

            if (!prop64_parse_date(p, &day))
                return false;
            c->value.kind = PROP64_VALUE_DATE;
            c->value.number = day;
            return true;
        }
        default:
            return fail(p, "a number, a date or a text");
    }
}

static bool
parse_predicate(Prop64Parser *p, Prop64Condition *c)
{
    static const struct
    {
        const char *word;
        Prop64EventKind kind;
    } happened[] = {{"arrested", PROP64_EVENT_ARREST},
                    {"charged", PROP64_EVENT_CHARGE},
                    {"adjudicated", PROP64_EVENT_ADJUDICATION},
                    {"registered", PROP64_EVENT_REGISTRATION}};
    static const struct
    {
        const char *first;
        const char *second;
        Prop64Span span;
    } spans[] = {{"at", "least", PROP64_AT_LEAST_YEARS},
                 {"more", "than", PROP64_MORE_THAN_YEARS},
                 {"less", "than", PROP64_LESS_THAN_YEARS}};

    for (int level = PROP64_INFRACTION; level <= PROP64_FELONY; level++)
        if (is(p, prop64_level_name((Prop64Level)level)))
        {
            c->op = PROP64_OP_LEVEL;
            c->arg[0] = level;
            return advance(p);
        }
    for (int i = 0; i < 3; i++)
        if (is(p, spans[i].first))
            return advance(p) && prop64_parse_expect(p, spans[i].second) &&
                   parse_span(p, spans[i].span, c);
    for (int i = 0; i < 4; i++)
        if (is(p, happened[i].word))
            return advance(p) && parse_happened(p, happened[i].kind, c);
    if (is(p, "deceased"))
    {
        c->op = PROP64_OP_DECEASED;
        return advance(p);
    }
    if (is(p, "charge"))
    {
        c->op = PROP64_OP_CHARGE_IN;
        return advance(p) && prop64_parse_expect(p, "in") && parse_set(p, &c->arg[0]);
    }
    if (is(p, "convicted"))
    {
        if (!advance(p))
            return false;
        return is_date_test(p) ? parse_date_test(p, PROP64_FACT_CONVICTED, c)
                               : parse_happened(p, PROP64_EVENT_CONVICTION, c);
    }
    if (is(p, "offense") || is(p, "born"))
    {
        int subject = is(p, "born") ? PROP64_FACT_BORN : PROP64_FACT_OFFENSE;

        return advance(p) && parse_date_test(p, subject, c);
    }
    if (is(p, "convictions"))
    {
        c->op = PROP64_OP_COUNT;
        c->arg[0] = -1;
        if (!advance(p) || (is(p, "of") && !(advance(p) && parse_set(p, &c->arg[0]))))
            return false;
        return parse_when(p, &c->arg[1]) && parse_compare(p, &c->arg[2]) &&
               prop64_parse_count(p, &c->arg[3]);
    }
    if (is(p, "age"))
    {
        c->op = PROP64_OP_AGE;
        return advance(p) && parse_age(p, c);
    }
    if (is(p, "only"))
    {
        c->op = PROP64_OP_ONLY;
        return advance(p) && parse_set(p, &c->arg[0]);
    }
    if (is(p, "sentence"))
    {
        if (!advance(p))
            return false;
        if (is(p, "ends"))
            return advance(p) && parse_date_test(p, PROP64_FACT_SENTENCE, c);
        c->op = PROP64_OP_SENTENCE;
        return is(p, "complete") ? advance(p) : fail(p, "complete or ends");
    }
    if (is(p, "all"))
    {
        c->op = PROP64_OP_ALL_SENTENCES;
        return advance(p) && prop64_parse_expect(p, "sentences") &&
               prop64_parse_expect(p, "complete");
    }
    return parse_declared(p, c);
}

static bool
parse_factor(Prop64Parser *p, Prop64Condition **out)
{
    bool ok;

    if (++p->depth > PROP64_POLICY_DEPTH_MAX)
        return prop64_parse_too_many(p, (int32_t)p->lex.token.offset,
                                     "conditions inside one another", PROP64_POLICY_DEPTH_MAX);
    if (is(p, "not") && !follows(p, "more"))
    {
        Prop64Condition *inner = NULL;

        *out = new_condition(p, PROP64_OP_NOT);
        ok = advance(p) && parse_factor(p, &inner) && put_under(p, *out, inner, NULL);
    }
    else if (is(p, "("))
        ok = advance(p) && prop64_parse_condition(p, out) && prop64_parse_expect(p, ")");
    else
    {
        *out = new_condition(p, PROP64_OP_DECEASED);
        if (is(p, "not"))
            ok = advance(p) && prop64_parse_expect(p, "more") && prop64_parse_expect(p, "than") &&
                 parse_span(p, PROP64_NOT_MORE_THAN_YEARS, *out);
        else
            ok = parse_predicate(p, *out);
    }
    p->depth--;
    return ok;
}

/* A chain of factors joined by "and", or of such chains joined by "or". */
static bool
parse_chain(Prop64Parser *p, Prop64Op op, Prop64Condition **out)
{
    const char *word = op == PROP64_OP_AND ? "and" : "or";

    if (op == PROP64_OP_AND ? !parse_factor(p, out) : !parse_chain(p, PROP64_OP_AND, out))
        return false;
    while (is(p, word))
    {
        Prop64Condition *both = new_condition(p, op);
        Prop64Condition *next = NULL;

        if (!advance(p) ||
            (op == PROP64_OP_AND ? !parse_factor(p, &next) : !parse_chain(p, PROP64_OP_AND, &next)))
            return false;
        if (!put_under(p, both, *out, next))
            return false;
        *out = both;
    }
    return true;
}

bool
prop64_parse_condition(Prop64Parser *p, Prop64Condition **out)
{
    return parse_chain(p, PROP64_OP_OR, out);
}
