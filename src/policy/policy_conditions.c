/* policy_conditions.c: the grammar of conditions (doc/policy.md).  Pure. */
#include "policy/policy_parser.h"

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

/* "case" or "cycle", behind "in this" */
static bool
parse_in_this(Prop64Parser *p, int32_t *when)
{
    if (!advance(p) || !prop64_parse_expect(p, "this"))
        return false;
    if (!is(p, "case") && !is(p, "cycle"))
        return fail(p, "case or cycle");
    *when = is(p, "case") ? PROP64_IN_THIS_CASE : PROP64_IN_THIS_CYCLE;
    return advance(p);
}

/* An order with "this conviction" or "this offense". */
static bool
parse_relative(Prop64Parser *p, int32_t *when)
{
    int32_t order;
    int reference;

    if (!parse_order(p, &order) || !prop64_parse_expect(p, "this"))
        return false;
    if (!is(p, "conviction") && !is(p, "offense"))
        return fail(p, "conviction or offense");
    reference = is(p, "conviction") ? PROP64_THIS_CONVICTION : PROP64_THIS_OFFENSE;
    *when = PROP64_WHEN(order, reference);
    return advance(p);
}

static bool
parse_words(Prop64Parser *p, const char *const *words, int n)
{
    for (int i = 0; i < n; i++)
        if (!prop64_parse_expect(p, words[i]))
            return false;
    return true;
}

/* When something of the record happened; an other case may be asked for besides. */
static bool
parse_when(Prop64Parser *p, int32_t *when)
{
    static const char *const offense_to_conviction[] = {"between", "this", "offense",
                                                        "and",     "this", "conviction"};
    static const char *const in_another_case[] = {"in", "another", "case"};

    *when = PROP64_EVER;
    if (is(p, "in"))
        return parse_in_this(p, when);
    if (is(p, "ever"))
    {
        if (!advance(p))
            return false;
    }
    else if (is(p, "between"))
    {
        *when = PROP64_OFFENSE_TO_CONVICTION;
        if (!parse_words(p, offense_to_conviction, 6))
            return false;
    }
    else if (!is(p, "before") && !is(p, "after") && !is(p, "on"))
        return fail(p, "when it happened: ever, \"before this conviction\", "
                       "\"before this offense\", \"in this case\", \"in this cycle\"");
    else if (!parse_relative(p, when))
        return false;
    if (!is(p, "in"))
        return true;
    *when |= PROP64_IN_ANOTHER_CASE;
    return parse_words(p, in_another_case, 3);
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
    return prop64_parse_set(p, &c->arg[2]);
}

/* Is the "convicted" here followed by a day rather than by "this conviction"? */
static bool
is_date_test(Prop64Parser *p)
{
    Prop64Lexer ahead = p->lex;

    for (int i = 0; i < 4; i++)
    {
        if (ahead.token.kind == PROP64_TOKEN_DATE)
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

/* A value that a declared fact or the conduct is compared with. */
static bool
parse_value(Prop64Parser *p, Prop64Value *value)
{
    int32_t day;

    switch (p->lex.token.kind)
    {
        case PROP64_TOKEN_NUMBER:
            value->kind = PROP64_VALUE_NUMBER;
            return prop64_parse_number(p, &value->number);
        case PROP64_TOKEN_STRING:
            value->kind = PROP64_VALUE_TEXT;
            return prop64_parse_string(p, &value->text, "");
        case PROP64_TOKEN_DATE:
            if (!prop64_parse_date(p, &day))
                return false;
            value->kind = PROP64_VALUE_DATE;
            value->number = day;
            return true;
        default:
            return fail(p, "a number, a date or a text");
    }
}

/* A copy of a condition, to stand under another one. */
static Prop64Condition *
copy_condition(Prop64Parser *p, const Prop64Condition *c)
{
    Prop64Condition *copy = new_condition(p, c->op);

    *copy = *c;
    return copy;
}

static void
set_compare(Prop64Condition *c, Prop64Compare compare)
{
    c->arg[c->op == PROP64_OP_CONDUCT ? 0 : 1] = compare;
}

/*
 * What stands behind a subject: an order and a value; "between A and B", which is
 * >= A and <= B; or "in A, B, C", which is = A or = B or = C.  The printer writes
 * the two back.
 */
static bool
parse_comparison(Prop64Parser *p, Prop64Condition *c)
{
    Prop64Condition one = *c;
    Prop64Condition *left, *right;
    int32_t compare;

    if (is(p, "between"))
    {
        left = copy_condition(p, &one);
        right = copy_condition(p, &one);
        set_compare(left, PROP64_GE);
        set_compare(right, PROP64_LE);
        if (!advance(p) || !parse_value(p, &left->value) || !prop64_parse_expect(p, "and") ||
            !parse_value(p, &right->value))
            return false;
        if (left->value.kind == right->value.kind && left->value.number > right->value.number)
            return prop64_error_set(p->err, PROP64_ERR_VALUE, c->offset,
                                    "policy has a condition of wrong type",
                                    "\"between\" needs the smaller value first.");
        c->op = PROP64_OP_AND;
        return put_under(p, c, left, right);
    }
    if (!is(p, "in"))
    {
        if (!parse_compare(p, &compare))
            return false;
        set_compare(c, (Prop64Compare)compare);
        return parse_value(p, &c->value);
    }
    set_compare(&one, PROP64_EQ);
    if (!advance(p) || !parse_value(p, &one.value))
        return false;
    *c = one;
    while (is(p, ","))
    {
        left = copy_condition(p, c);
        right = copy_condition(p, &one);
        if (!advance(p) || !parse_value(p, &right->value))
            return false;
        c->op = PROP64_OP_OR;
        if (!put_under(p, c, left, right))
            return false;
    }
    return true;
}

/* FACT is known, FACT is not known */
static bool
parse_known(Prop64Parser *p, Prop64Condition *c)
{
    const char *text = token_text(p);
    size_t len = p->lex.token.len;
    int fact = prop64_policy_find_fact(p->policy, text, len);
    Prop64Condition *inner;

    if (p->lex.token.kind != PROP64_TOKEN_WORD || fact < 0)
        return prop64_policy_undefined(p->policy, (int32_t)p->lex.token.offset, text, len, p->err);
    if (!prop64_fact_may_be_known(p->policy, fact))
        return fail(p, "charge, severity, convicted, born, offense, sentence, deceased, record "
                       "or a declared fact");
    c->op = PROP64_OP_KNOWN;
    c->arg[0] = fact;
    if (!advance(p) || !prop64_parse_expect(p, "is"))
        return false;
    if (is(p, "not"))
    {
        if (!advance(p))
            return false;
        inner = copy_condition(p, c);
        c->op = PROP64_OP_NOT;
        if (!put_under(p, c, inner, NULL))
            return false;
    }
    return prop64_parse_expect(p, "known");
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
    if (!is(p, "between") && !is(p, "in") &&
        (p->lex.token.kind != PROP64_TOKEN_SYMBOL || is(p, ";") || is(p, ")") || is(p, "(")))
        return true;
    c->op = PROP64_OP_FACT_COMPARE;
    return parse_comparison(p, c);
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

    if (follows(p, "is"))
        return parse_known(p, c);
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
        return advance(p) && prop64_parse_expect(p, "in") && prop64_parse_set(p, &c->arg[0]);
    }
    if (is(p, "conduct"))
    {
        c->op = PROP64_OP_CONDUCT;
        if (!advance(p))
            return false;
        if (!is(p, "=") && !is(p, "<>") && !is(p, "in"))
            return fail(p, "=, <> or in, and a conduct such as 'cultivation'");
        return parse_comparison(p, c);
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
        if (!advance(p) || (is(p, "of") && !(advance(p) && prop64_parse_set(p, &c->arg[0]))))
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
        return advance(p) && prop64_parse_set(p, &c->arg[0]);
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
