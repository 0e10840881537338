/*
 * lint_search.c: see lint_search.h.  Pure.
 *
 * Each variable keeps the values that it may still have.  What must hold is
 * taken out of them at once; an alternative of which one side is refuted makes
 * the other a must.  What remains open is tried: one side, then the other
 * without the first.
 */
#include "lint/lint_search.h"

#define DEPTH_MAX 1000 /* tries inside one another */

int
prop64_search_variable(Prop64Search *s, int nvalues)
{
    s->variables =
        prop64_arena_grow(&s->arena, s->variables, sizeof(Prop64Variable), s->nvariables);
    s->variables[s->nvariables] = (Prop64Variable){nvalues, s->nwords};
    s->nwords += (nvalues + 63) / 64;
    return s->nvariables++;
}

void
prop64_search_at_most(Prop64Search *s, int low, int high)
{
    s->orders = prop64_arena_grow(&s->arena, s->orders, sizeof(Prop64AtMost), s->norders);
    s->orders[s->norders++] = (Prop64AtMost){low, high};
}

const Prop64Claim *
prop64_claim_range(Prop64Search *s, int variable, int from, int to)
{
    Prop64Claim *c = prop64_arena_alloc(&s->arena, sizeof(*c));

    *c = (Prop64Claim){.kind = PROP64_CLAIM_VALUE, .variable = variable, .from = from, .to = to};
    return c;
}

const Prop64Claim *
prop64_claim_values(Prop64Search *s, int variable, const uint64_t *values)
{
    Prop64Claim *c = prop64_arena_alloc(&s->arena, sizeof(*c));

    *c = (Prop64Claim){.kind = PROP64_CLAIM_VALUE, .variable = variable, .values = values};
    return c;
}

const Prop64Claim *
prop64_claim_not(Prop64Search *s, const Prop64Claim *claim)
{
    Prop64Claim *c = prop64_arena_alloc(&s->arena, sizeof(*c));

    *c = (Prop64Claim){.kind = PROP64_CLAIM_NOT, .left = claim};
    return c;
}

const Prop64Claim *
prop64_claim_join(Prop64Search *s, Prop64ClaimKind kind, const Prop64Claim *left,
                  const Prop64Claim *right)
{
    Prop64Claim *c = prop64_arena_alloc(&s->arena, sizeof(*c));

    *c = (Prop64Claim){.kind = kind, .left = left, .right = right};
    return c;
}

/* ---- what may still be, and undoing it ------------------------------------ */

/* The changes' places: words from 0 on, goals below. */
static void
note_change(Prop64Search *s, int place, uint64_t before)
{
    if (s->nchanges == s->changes_room)
    {
        s->changes_room = s->changes_room ? s->changes_room * 2 : 256;
        s->changes =
            s->changes ? prop64_realloc(s->changes, sizeof(Prop64Change) * (size_t)s->changes_room)
                       : prop64_alloc(sizeof(Prop64Change) * (size_t)s->changes_room);
    }
    s->changes[s->nchanges++] = (Prop64Change){place, before};
}

static void
set_word(Prop64Search *s, int place, uint64_t word)
{
    if (s->words[place] == word)
        return;
    note_change(s, place, s->words[place]);
    s->words[place] = word;
}

static void
set_met(Prop64Search *s, int goal)
{
    note_change(s, -1 - goal, 0);
    s->met[goal] = true;
}

static void
undo(Prop64Search *s, int nchanges, int ngoals)
{
    while (s->nchanges > nchanges)
    {
        Prop64Change c = s->changes[--s->nchanges];

        if (c.place >= 0)
            s->words[c.place] = c.before;
        else
            s->met[-1 - c.place] = false;
    }
    s->ngoals = ngoals;
}

/* The i-th word of the values that a claim allows. */
static uint64_t
allowed(const Prop64Claim *c, int i)
{
    int from = c->from - i * 64, to = c->to - i * 64;

    if (c->values != NULL)
        return c->values[i];
    if (from >= 64 || to <= 0 || from >= to)
        return 0;
    return (from <= 0 ? ~UINT64_C(0) : ~UINT64_C(0) << from) &
           (to >= 64 ? ~UINT64_C(0) : ~(~UINT64_C(0) << to));
}

static int
words_of(const Prop64Search *s, int variable)
{
    return (s->variables[variable].nvalues + 63) / 64;
}

static void
step(Prop64Search *s, int64_t n)
{
    s->steps -= n;
    s->steps_here -= n;
    if (s->steps < 0 || s->steps_here < 0)
        s->gave_up = true;
    if ((s->steps & 0xffff) < n)
        prop64_check_interrupts();
}

/* What is known of a claim from the values that the variables may still have. */
static Prop64Truth
known(Prop64Search *s, const Prop64Claim *c)
{
    Prop64Truth left;
    bool in = false, out = false;
    int n, first;

    step(s, 1);
    switch (c->kind)
    {
        case PROP64_CLAIM_NOT:
            return prop64_not(known(s, c->left));
        case PROP64_CLAIM_AND:
            left = known(s, c->left);
            if (left != PROP64_FALSE)
            {
                Prop64Truth right = known(s, c->right);

                return right < left ? right : left;
            }
            return left;
        case PROP64_CLAIM_OR:
            left = known(s, c->left);
            if (left != PROP64_TRUE)
            {
                Prop64Truth right = known(s, c->right);

                return right > left ? right : left;
            }
            return left;
        case PROP64_CLAIM_VALUE:
            break;
    }
    n = words_of(s, c->variable);
    first = s->variables[c->variable].first;
    for (int i = 0; i < n && !(in && out); i++)
    {
        uint64_t word = s->words[first + i], allow = allowed(c, i);

        in = in || (word & allow) != 0;
        out = out || (word & ~allow) != 0;
    }
    step(s, n / 8);
    return in && out ? PROP64_UNKNOWN : in ? PROP64_TRUE : PROP64_FALSE;
}

static void
add_goal(Prop64Search *s, const Prop64Claim *claim, bool holds)
{
    if (s->ngoals == s->goals_room)
    {
        size_t room = s->goals_room ? (size_t)s->goals_room * 2 : 256;

        s->goals = s->goals ? prop64_realloc(s->goals, sizeof(*s->goals) * room)
                            : prop64_alloc(sizeof(*s->goals) * room);
        s->met = s->met ? prop64_realloc(s->met, sizeof(bool) * room)
                        : prop64_alloc(sizeof(bool) * room);
        s->goals_room = (int)room;
    }
    s->met[s->ngoals] = false;
    s->goals[s->ngoals++] = (Prop64Goal){claim, holds};
}

/* Makes a claim hold, or not; false when it cannot be.  Alternatives become goals. */
static bool
force(Prop64Search *s, const Prop64Claim *c, bool holds)
{
    uint64_t left = 0;
    int n, first;

    step(s, 1);
    if (c->kind == PROP64_CLAIM_NOT)
        return force(s, c->left, !holds);
    if (c->kind != PROP64_CLAIM_VALUE)
    {
        if ((c->kind == PROP64_CLAIM_AND) == holds)
            return force(s, c->left, holds) && force(s, c->right, holds);
        add_goal(s, c, holds);
        return true;
    }
    n = words_of(s, c->variable);
    first = s->variables[c->variable].first;
    for (int i = 0; i < n; i++)
    {
        uint64_t allow = allowed(c, i);
        uint64_t word = s->words[first + i] & (holds ? allow : ~allow);

        set_word(s, first + i, word);
        left |= word;
    }
    step(s, n / 8);
    return left != 0;
}

/* Takes out the values of low above all of high, and of high below all of low. */
static bool
keep_order(Prop64Search *s, Prop64AtMost order, bool *changed)
{
    const Prop64Variable *low = &s->variables[order.low], *high = &s->variables[order.high];
    int n = words_of(s, order.high), changes = s->nchanges;
    int last = n - 1, first = 0;
    uint64_t word;

    step(s, 1 + n / 8);
    while (last >= 0 && s->words[high->first + last] == 0)
        last--;
    while (first < n && s->words[low->first + first] == 0)
        first++;
    if (last < 0 || first == n || first > last)
        return false;
    for (int i = last + 1; i < n; i++)
        set_word(s, low->first + i, 0);
    for (int i = 0; i < first; i++)
        set_word(s, high->first + i, 0);
    /* within the word of the greatest and the word of the least value */
    word = s->words[high->first + last];
    for (int shift = 1; shift < 64; shift *= 2)
        word |= word >> shift;
    set_word(s, low->first + last, s->words[low->first + last] & word);
    word = s->words[low->first + first];
    if (word == 0)
        return false;
    set_word(s, high->first + first, s->words[high->first + first] & ~((word & -word) - 1));
    *changed = *changed || s->nchanges > changes;
    return true;
}

/* Draws every conclusion that needs no try; false when the goals contradict. */
static bool
conclude(Prop64Search *s)
{
    bool changed = true;

    while (changed && !s->gave_up)
    {
        changed = false;
        for (int i = 0; i < s->ngoals && !s->gave_up; i++)
        {
            const Prop64Claim *c = s->goals[i].claim;
            bool holds = s->goals[i].holds;
            Prop64Truth met = prop64_truth(holds);
            Prop64Truth left, right;

            if (s->met[i])
                continue;
            left = known(s, c->left);
            right = left == met ? met : known(s, c->right);
            if (left != met && right != met &&
                (left == PROP64_UNKNOWN) == (right == PROP64_UNKNOWN))
            {
                if (left != PROP64_UNKNOWN)
                    return false;
                continue;
            }
            set_met(s, i);
            if (left == met || right == met)
                continue;
            if (!force(s, left == PROP64_UNKNOWN ? c->left : c->right, holds))
                return false;
            changed = true;
        }
        for (int i = 0; i < s->norders && !s->gave_up; i++)
            if (!keep_order(s, s->orders[i], &changed))
                return false;
    }
    return true;
}

/* Is there a case that meets what is asked for so far? */
static bool
try_case(Prop64Search *s, int depth)
{
    if (depth > DEPTH_MAX)
        s->gave_up = true;
    while (!s->gave_up && conclude(s))
    {
        int nchanges = s->nchanges, ngoals = s->ngoals, open = 0;
        Prop64Goal goal;

        while (open < s->ngoals && s->met[open])
            open++;
        if (s->gave_up || open == s->ngoals)
            return !s->gave_up;
        goal = s->goals[open];
        set_met(s, open);
        if (force(s, goal.claim->left, goal.holds) && try_case(s, depth + 1))
            return true;
        undo(s, nchanges, ngoals);
        set_met(s, open);
        if (!force(s, goal.claim->left, !goal.holds) || !force(s, goal.claim->right, goal.holds))
            return false;
    }
    return false;
}

Prop64Truth
prop64_search_case(Prop64Search *s, const Prop64Goal *goals, int ngoals, int64_t steps)
{
    bool possible = true;

    s->steps_here = steps;
    s->gave_up = s->steps < 0;
    s->ngoals = s->nchanges = 0;
    if (s->words == NULL)
        s->words = prop64_alloc(sizeof(uint64_t) * (size_t)(s->nwords ? s->nwords : 1));
    for (int i = 0; i < s->nvariables; i++)
    {
        Prop64Claim all = {.to = s->variables[i].nvalues};

        for (int k = 0; k < words_of(s, i); k++)
            s->words[s->variables[i].first + k] = allowed(&all, k);
    }
    step(s, s->nwords / 8);
    for (int i = 0; i < ngoals && possible && !s->gave_up; i++)
        possible = force(s, goals[i].claim, goals[i].holds);
    possible = possible && try_case(s, 0);
    return s->gave_up ? PROP64_UNKNOWN : prop64_truth(possible);
}

void
prop64_search_free(Prop64Search *s)
{
    if (s->words != NULL)
        prop64_free(s->words);
    if (s->goals != NULL)
    {
        prop64_free(s->goals);
        prop64_free(s->met);
    }
    if (s->changes != NULL)
        prop64_free(s->changes);
    prop64_arena_free(&s->arena);
}
