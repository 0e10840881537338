/* lint_lines.c: see lint_lines.h.  Pure. */
#include "lint/lint_lines.h"

#include <stdlib.h>

/* ---- numbers for keys ---------------------------------------------------- */

void
prop64_map_new(Prop64Map *map, Prop64Arena *arena, size_t entries)
{
    map->used = 0;
    map->room = 64;
    while (map->room < 2 * entries)
        map->room *= 2;
    map->entries = prop64_arena_alloc(arena, sizeof(Prop64MapEntry) * map->room);
}

int
prop64_map_number(Prop64Map *map, Prop64Arena *arena, const void *key, size_t len)
{
    uint64_t hash = prop64_hash64(key, len);
    size_t at = hash & (map->room - 1);
    Prop64MapEntry *e;

    while ((e = &map->entries[at])->key != NULL)
    {
        if (e->hash == hash && e->len == len && memcmp(e->key, key, len) == 0)
            return e->value;
        at = (at + 1) & (map->room - 1);
    }
    *e = (Prop64MapEntry){hash, memcpy(prop64_arena_alloc(arena, len), key, len), len, map->used};
    return map->used++;
}

/* ---- lines --------------------------------------------------------------- */

int
prop64_scale_new(Prop64CaseBuilder *b, int64_t least, int64_t most)
{
    b->scales = prop64_arena_grow(&b->arena, b->scales, sizeof(Prop64Scale), b->nscales);
    b->scales[b->nscales] = (Prop64Scale){least, most, NULL, 0};
    return b->nscales++;
}

/* The line of that key; what is new gets the scale, or one of its own. */
static int
line_of(Prop64CaseBuilder *b, const void *key, size_t len, Prop64Line line, int64_t least,
        int64_t most)
{
    int n = prop64_map_number(&b->line_numbers, &b->arena, key, len);

    if (n == b->nlines)
    {
        if (line.scale == PROP64_SCALE_OWN)
            line.scale = prop64_scale_new(b, least, most);
        line.variable = -1;
        b->lines = prop64_arena_grow(&b->arena, b->lines, sizeof(Prop64Line), b->nlines);
        b->lines[b->nlines++] = line;
    }
    return n;
}

static int
plain_line(Prop64CaseBuilder *b, Prop64LineKind kind, int32_t of, int32_t set, int32_t when,
           int scale, int64_t least, int64_t most)
{
    Prop64Line line = {.kind = kind, .of = of, .set = set, .when = when, .scale = scale};
    int32_t key[] = {(int32_t)kind, of, set, when};

    return line_of(b, key, sizeof(key), line, least, most);
}

/* A predicate of which only its words are known. */
static Prop64Question
opaque(Prop64CaseBuilder *b, const Prop64Condition *c)
{
    Prop64Writer out = {NULL, 0, 0};
    Prop64Line line = {.kind = PROP64_LINE_OPAQUE, .scale = PROP64_SCALE_OWN};
    Prop64Question q = {.low = 1, .high = PROP64_HIGHEST};

    prop64_put32(&out, PROP64_LINE_OPAQUE);
    prop64_put8(&out, (uint8_t)c->op);
    prop64_condition_print(b->policy, c, &out);
    q.line = line_of(b, out.data, out.len, line, 0, 1);
    prop64_free(out.data);
    return q;
}

/* ---- predicates ----------------------------------------------------------- */

/* Which values compare so with n, when the next value is a step away. */
static Prop64Question
comparison(int line, int32_t compare, int64_t n, int64_t step)
{
    switch (compare)
    {
        case PROP64_LT:
            return (Prop64Question){line, PROP64_LOWEST, n, false};
        case PROP64_LE:
            return (Prop64Question){line, PROP64_LOWEST, n + step, false};
        case PROP64_GE:
            return (Prop64Question){line, n, PROP64_HIGHEST, false};
        case PROP64_GT:
            return (Prop64Question){line, n + step, PROP64_HIGHEST, false};
        default:
            return (Prop64Question){line, n, n + step, compare == PROP64_NE};
    }
}

static Prop64Question
order_of_days(int line, int32_t order, int32_t day)
{
    static const Prop64Compare as[] = {[PROP64_BEFORE] = PROP64_LT,
                                       [PROP64_ON_OR_BEFORE] = PROP64_LE,
                                       [PROP64_ON] = PROP64_EQ,
                                       [PROP64_ON_OR_AFTER] = PROP64_GE,
                                       [PROP64_AFTER] = PROP64_GT};

    return comparison(line, as[order], day, 1);
}

static bool
is_known_date(int32_t fact)
{
    return fact == PROP64_FACT_CONVICTED || fact == PROP64_FACT_OFFENSE ||
           fact == PROP64_FACT_BORN || fact == PROP64_FACT_SENTENCE;
}

static bool
is_known_when(int32_t when)
{
    Prop64Order order = PROP64_WHEN_ORDER(when);
    int32_t time = when & ~PROP64_IN_ANOTHER_CASE;

    switch (PROP64_WHEN_REFERENCE(when))
    {
        case PROP64_EVER:
        case PROP64_IN_THIS_CASE:
        case PROP64_IN_THIS_CYCLE:
        case PROP64_OFFENSE_TO_CONVICTION:
            return time == PROP64_WHEN_REFERENCE(when);
        case PROP64_THIS_CONVICTION:
        case PROP64_THIS_OFFENSE:
            return order >= PROP64_BEFORE && order < PROP64_ORDER_END &&
                   time == PROP64_WHEN((int32_t)order, PROP64_WHEN_REFERENCE(when));
        default:
            return false;
    }
}

static int32_t
same_set(const Prop64CaseBuilder *b, int32_t set)
{
    return set < 0 ? -1 : b->same[set];
}

static int
events_line(Prop64CaseBuilder *b, int32_t kind, int32_t set, int32_t when)
{
    return plain_line(b, PROP64_LINE_EVENTS, kind, same_set(b, set), when, PROP64_SCALE_NUMBERS, 0,
                      0);
}

static int
since_line(Prop64CaseBuilder *b, int32_t anchor)
{
    return plain_line(b, PROP64_LINE_SINCE, anchor, -1, 0, PROP64_SCALE_HALF_YEARS, 0, 0);
}

/* The texts that a line is compared with are numbered; another text is another number. */
static Prop64Question
text_question(Prop64CaseBuilder *b, int line, int32_t compare, Prop64Text text)
{
    Prop64Writer key = {NULL, 0, 0};
    Prop64Question q;

    prop64_put(&key, text.data, text.len);
    prop64_put8(&key, 0);
    q = comparison(line, compare, prop64_map_number(&b->texts, &b->arena, key.data, key.len), 1);
    prop64_free(key.data);
    return q;
}

static Prop64Question
declared_question(Prop64CaseBuilder *b, const Prop64Condition *c)
{
    int line;

    if (c->arg[1] < PROP64_LT || c->arg[1] >= PROP64_COMPARE_END ||
        c->value.kind < PROP64_VALUE_NUMBER || c->value.kind > PROP64_VALUE_DATE)
        return opaque(b, c);
    line = plain_line(b, PROP64_LINE_DECLARED, c->arg[0], -1, 0, PROP64_SCALE_OWN, PROP64_LOWEST,
                      PROP64_HIGHEST);
    return c->value.kind == PROP64_VALUE_TEXT ? text_question(b, line, c->arg[1], c->value.text)
                                              : comparison(line, c->arg[1], c->value.number, 1);
}

Prop64Question
prop64_question(Prop64CaseBuilder *b, const Prop64Condition *c)
{
    const int32_t *arg = c->arg;
    int line;

    switch (c->op)
    {
        case PROP64_OP_LEVEL:
            line = plain_line(b, PROP64_LINE_SEVERITY, 0, -1, 0, PROP64_SCALE_OWN,
                              PROP64_INFRACTION, PROP64_FELONY);
            return comparison(line, PROP64_EQ, arg[0], 1);
        case PROP64_OP_DATE:
        case PROP64_OP_DATE_BETWEEN:
            if (!is_known_date(arg[0]) ||
                (c->op == PROP64_OP_DATE && (arg[1] < PROP64_BEFORE || arg[1] >= PROP64_ORDER_END)))
                break;
            line = plain_line(b, PROP64_LINE_DATE, arg[0], -1, 0, PROP64_SCALE_DAYS, 0, 0);
            return c->op == PROP64_OP_DATE
                       ? order_of_days(line, arg[1], arg[2])
                       : (Prop64Question){line, arg[1], (int64_t)arg[2] + 1, false};
        case PROP64_OP_AGE:
        case PROP64_OP_AGE_BETWEEN:
            if (arg[0] < PROP64_NOW || arg[0] > PROP64_AT_OFFENSE)
                break;
            /* the age now is what is since birth: n years or more, not yet n + 1 */
            line = arg[0] == PROP64_NOW
                       ? since_line(b, PROP64_SINCE_BIRTH)
                       : plain_line(b, PROP64_LINE_AGE, arg[0], -1, 0, PROP64_SCALE_AGES, 0, 0);
            {
                int64_t unit = arg[0] == PROP64_NOW ? 2 : 1;

                return c->op == PROP64_OP_AGE
                           ? comparison(line, arg[1], unit * arg[2], unit)
                           : (Prop64Question){line, unit * arg[1], unit * (arg[2] + 1), false};
            }
        case PROP64_OP_SPAN:
            if (arg[2] < PROP64_SINCE_BIRTH || arg[2] > PROP64_SINCE_LAST_CONVICTION)
                break;
            line = since_line(b, arg[2]);
            switch ((Prop64Span)arg[0])
            {
                case PROP64_AT_LEAST_YEARS:
                    return comparison(line, PROP64_GE, 2 * arg[1], 1);
                case PROP64_MORE_THAN_YEARS:
                    return comparison(line, PROP64_GT, 2 * arg[1], 1);
                case PROP64_LESS_THAN_YEARS:
                    return comparison(line, PROP64_LT, 2 * arg[1], 1);
                case PROP64_NOT_MORE_THAN_YEARS:
                    return comparison(line, PROP64_LE, 2 * arg[1], 1);
                default:
                    break;
            }
            break;
        case PROP64_OP_HAPPENED:
            if (!is_known_when(arg[1]))
                break;
            line = events_line(b, arg[0], arg[2], arg[1]);
            return comparison(line, PROP64_GE, 1, 1);
        case PROP64_OP_COUNT:
            if (!is_known_when(arg[1]))
                break;
            line = events_line(b, PROP64_EVENT_CONVICTION, arg[0], arg[1]);
            return comparison(line, arg[2], arg[3], 1);
        case PROP64_OP_SENTENCE:
        case PROP64_OP_ALL_SENTENCES:
            line = plain_line(b, PROP64_LINE_SENTENCES, 0, -1, 0, PROP64_SCALE_OWN, 0, 2);
            return comparison(line, PROP64_GE, c->op == PROP64_OP_SENTENCE ? 1 : 2, 1);
        case PROP64_OP_FACT_COMPARE:
            return declared_question(b, c);
        case PROP64_OP_CONDUCT:
            if ((arg[0] != PROP64_EQ && arg[0] != PROP64_NE) || c->value.kind != PROP64_VALUE_TEXT)
                break;
            line = plain_line(b, PROP64_LINE_CONDUCT, 0, -1, 0, PROP64_SCALE_OWN, PROP64_LOWEST,
                              PROP64_HIGHEST);
            return text_question(b, line, arg[0], c->value.text);
        default:
            break;
    }
    return opaque(b, c);
}

Prop64Question
prop64_question_others(Prop64CaseBuilder *b, int32_t set)
{
    int line = plain_line(b, PROP64_LINE_OTHERS, 0, same_set(b, set), 0, PROP64_SCALE_OWN, 0, 1);

    return comparison(line, PROP64_GE, 1, 1);
}

/* ---- lines as variables --------------------------------------------------- */

static void
add_cut(Prop64CaseBuilder *b, int scale, int64_t cut)
{
    Prop64Scale *s = &b->scales[scale];

    if (cut <= s->least || cut > s->most)
        return;
    s->cuts = prop64_arena_grow(&b->arena, s->cuts, sizeof(int64_t), s->ncuts);
    s->cuts[s->ncuts++] = cut;
}

void
prop64_question_cut(Prop64CaseBuilder *b, Prop64Question q)
{
    add_cut(b, b->lines[q.line].scale, q.low);
    add_cut(b, b->lines[q.line].scale, q.high);
}

static int
ascending(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

/* A variable for each line: its values are the pieces between the cuts. */
void
prop64_lines_finish(Prop64CaseBuilder *b)
{
    for (int i = 0; i < b->nscales; i++)
    {
        Prop64Scale *s = &b->scales[i];
        int kept = 0;

        if (s->ncuts > 0)
            qsort(s->cuts, (size_t)s->ncuts, sizeof(int64_t), ascending);
        for (int k = 0; k < s->ncuts; k++)
            if (kept == 0 || s->cuts[kept - 1] != s->cuts[k])
                s->cuts[kept++] = s->cuts[k];
        s->ncuts = kept;
    }
    for (int i = 0; i < b->nlines; i++)
        b->lines[i].variable =
            prop64_search_variable(&b->cases->search, b->scales[b->lines[i].scale].ncuts + 1);
}

/* The piece of a line in which a value lies that is one of its cuts. */
static int
piece_of(const Prop64Scale *s, int64_t value)
{
    int low = 0, high = s->ncuts;

    while (low < high)
    {
        int middle = (low + high) / 2;

        if (s->cuts[middle] <= value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const Prop64Claim *
prop64_question_claim(Prop64CaseBuilder *b, Prop64Question q)
{
    Prop64Search *search = &b->cases->search;
    const Prop64Line *line = &b->lines[q.line];
    const Prop64Scale *s = &b->scales[line->scale];
    int from = q.low <= s->least ? 0 : q.low > s->most ? s->ncuts + 1 : piece_of(s, q.low);
    int to = q.high > s->most || q.high == PROP64_HIGHEST ? s->ncuts + 1
             : q.high <= s->least                         ? 0
                                                          : piece_of(s, q.high);
    const Prop64Claim *claim = prop64_claim_range(search, line->variable, from, to);

    return q.negated ? prop64_claim_not(search, claim) : claim;
}
