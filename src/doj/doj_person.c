/* doj_person.c: see doj_person.h.  Pure. */
#include "doj/doj_person.h"

#include "history/sentence.h"
#include "history/sort.h"

/* Lines of one key and one offense, in the order of the lines. */
typedef struct Group
{
    const Prop64DojStep **steps;
    int nsteps;
    bool convicted;      /* a line tells the conviction */
    bool later;          /* a line tells what became of one */
    struct Group *joins; /* the count that its later states belong to; NULL: its own */
    Prop64DojCount *count;
} Group;

typedef struct Reading
{
    Prop64Arena *arena;
    Prop64DojWords *words;
    Prop64DojStep *steps;
    int nsteps;
    Group *groups;
    int ngroups;
    const Prop64DojStep **arrests; /* by cycle */
    int narrests;
    const Prop64DojStep **court; /* by step of the court */
    int ncourt;
    Prop64Writer pool;
    uint32_t nevents;
    Prop64Error *err;
    Prop64DojPerson *out;
} Reading;

static const Prop64Key NO_TEXT = {NULL, 0};

/* ---- orders ---- */

static int
compare_text(Prop64Key a, Prop64Key b)
{
    int c;

    /* a cell that is the same in the next line is one in memory, too */
    if (a.data == b.data && a.len == b.len)
        return 0;
    if (a.data == NULL || b.data == NULL)
        return (a.data == NULL) - (b.data == NULL);
    c = memcmp(a.data, b.data, a.len < b.len ? a.len : b.len);
    return c != 0 ? c : (a.len > b.len) - (a.len < b.len);
}

static int
compare_charges(const Prop64Charge *a, const Prop64Charge *b)
{
    return prop64_charge_compare(a->bytes, a->len, b->bytes, b->len);
}

static int
by_id(const void *a, const void *b)
{
    const Prop64DojLine *x = a, *y = b;

    return (x->id > y->id) - (x->id < y->id);
}

/* An offense that cannot be read is told by its words. */
static int
compare_offenses(const Prop64DojStep *x, const Prop64DojStep *y)
{
    int c = compare_charges(&x->charge, &y->charge);

    if (c == 0 && x->charge.len == 0)
        c = compare_text(x->charge_text, y->charge_text);
    return c;
}

static int
compare_counts(const Prop64DojStep *x, const Prop64DojStep *y)
{
    int c = compare_text(x->count, y->count);

    return c != 0 ? c : compare_offenses(x, y);
}

/* Sorting keeps equal ones in their order, which is that of the lines. */
static int
by_count(const void *a, const void *b)
{
    return compare_counts(a, b);
}

static int
by_cycle(const void *a, const void *b)
{
    return compare_text(((const Prop64DojStep *)a)->cycle, ((const Prop64DojStep *)b)->cycle);
}

static int
by_step(const void *a, const void *b)
{
    return compare_text(((const Prop64DojStep *)a)->step, ((const Prop64DojStep *)b)->step);
}

/* The number of the count within its step: digits seven to nine of a whole key. */
static Prop64Key
count_number(const Prop64DojStep *s)
{
    return s->key <= PROP64_KEY_SHORT ? (Prop64Key){s->count.data + 6, 3} : NO_TEXT;
}

/* The same count of a case, told at another step of the cycle? */
static int
compare_across_steps(const Prop64DojStep *x, const Prop64DojStep *y)
{
    int c = compare_text(x->cycle, y->cycle);

    if (c == 0)
        c = compare_text(count_number(x), count_number(y));
    return c != 0 ? c : compare_offenses(x, y);
}

static int
by_group_across_steps(const void *a, const void *b)
{
    const Group *x = a, *y = b;
    int c = compare_across_steps(x->steps[0], y->steps[0]);

    return c != 0 ? c : compare_text(x->steps[0]->step, y->steps[0]->step);
}

/* Below which place do the sorted steps compare less than the wanted one? */
static int
lower_place(const Prop64DojStep **steps, int n, const Prop64DojStep *wanted, Prop64Compare compare)
{
    int low = 0, high = n;

    while (low < high)
    {
        int middle = low + (high - low) / 2;

        if (compare(steps[middle], wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* ---- lines ---- */

static const Prop64DojStep **
pick(Reading *r, bool (*wanted)(const Prop64DojStep *s), int *n)
{
    const Prop64DojStep **picked =
        prop64_arena_alloc(r->arena, (size_t)(r->nsteps + 1) * sizeof(*picked));

    *n = 0;
    for (int i = 0; i < r->nsteps; i++)
        if (wanted(&r->steps[i]))
            picked[(*n)++] = &r->steps[i];
    return picked;
}

static bool
is_arrest(const Prop64DojStep *s)
{
    return s->kind == PROP64_STEP_ARREST && s->cycle.data != NULL;
}

static bool
is_court(const Prop64DojStep *s)
{
    return s->kind == PROP64_STEP_COURT && s->step.data != NULL;
}

static bool
tells_of_count(const Prop64DojStep *s)
{
    return s->tells == PROP64_TELLS_CONVICTED || (s->kind == PROP64_STEP_COURT && s->told != 0);
}

static void
read_lines(Reading *r, const Prop64DojLine *lines, int nlines)
{
    const void **sorted = prop64_arena_alloc(r->arena, (size_t)(nlines + 1) * sizeof(*sorted));

    for (int i = 0; i < nlines; i++)
        sorted[i] = &lines[i];
    prop64_sort_pointers(sorted, (size_t)nlines, by_id);
    r->nsteps = nlines;
    r->steps = prop64_arena_alloc(r->arena, (size_t)(nlines + 1) * sizeof(*r->steps));
    for (int i = 0; i < nlines; i++)
    {
        if (i % 1024 == 0)
            prop64_check_interrupts();
        prop64_doj_read_step(sorted[i], i > 0 ? &r->steps[i - 1] : NULL, r->words, r->arena,
                             &r->steps[i]);
    }
    r->arrests = pick(r, is_arrest, &r->narrests);
    prop64_sort_pointers((const void **)r->arrests, (size_t)r->narrests, by_cycle);
    r->court = pick(r, is_court, &r->ncourt);
    prop64_sort_pointers((const void **)r->court, (size_t)r->ncourt, by_step);
}

/* ---- the person ---- */

/* A value that is not among them yet; true when it was added. */
static bool
add_once(Reading *r, Prop64Key **list, int *n, Prop64Key value)
{
    if (value.data == NULL)
        return false;
    /* one after another they are nearly always the same */
    for (int i = *n; i-- > 0;)
        if (compare_text((*list)[i], value) == 0)
            return false;
    if (*n == 100) /* more are noise, and would cost n times n */
        return false;
    *list = prop64_arena_grow(r->arena, *list, sizeof(Prop64Key), *n);
    (*list)[(*n)++] = value;
    return true;
}

static Prop64Key
first_stated(Prop64Key known, const Prop64DojLine *line, Prop64DojColumn column)
{
    return known.data != NULL ? known : prop64_doj_cell(line, column);
}

/* Days of birth that go together narrow one another; others are all possible. */
static void
read_birth(Reading *r, const Prop64DojLine *line, bool *told, int32_t received)
{
    Prop64DojPerson *p = r->out;
    Prop64Key cell = line->cells[DOJ_PRI_DOB];
    Prop64FindingKind wrong = prop64_date_finding(cell, received);
    Prop64Bounds b;

    if (wrong != PROP64_FINDING_NONE)
        prop64_find(&p->findings, line, DOJ_PRI_DOB, wrong);
    if (cell.data == NULL || !prop64_doj_date_parse(cell.data, cell.len, &b))
        return;
    if (!*told)
        p->born = b;
    else if (b.lo <= p->born.hi && p->born.lo <= b.hi)
    {
        p->born.lo = b.lo > p->born.lo ? b.lo : p->born.lo;
        p->born.hi = b.hi < p->born.hi ? b.hi : p->born.hi;
    }
    else
    {
        prop64_find(&p->findings, line, DOJ_PRI_DOB, PROP64_TWO_BIRTHS);
        p->born.lo = b.lo < p->born.lo ? b.lo : p->born.lo;
        p->born.hi = b.hi > p->born.hi ? b.hi : p->born.hi;
    }
    *told = true;
}

static void
read_person(Reading *r, int32_t received)
{
    Prop64DojPerson *p = r->out;
    Prop64Key *births = NULL;
    int nbirths = 0;
    bool told = false, padded = false;

    p->born = PROP64_ANY_DAY;
    p->nlines = r->nsteps;
    p->first_line = r->nsteps > 0 ? r->steps[0].line->id : 0;
    for (int i = 0; i < r->nsteps; i++)
    {
        const Prop64DojStep *s = &r->steps[i];
        Prop64Key number = s->line->cells[DOJ_SUBJECT_ID];
        Prop64Key trimmed = prop64_doj_trimmed(number);

        p->sex = first_stated(p->sex, s->line, DOJ_GENDER);
        p->race = first_stated(p->race, s->line, DOJ_RACE_DESCR);
        add_once(r, &p->names, &p->nnames, prop64_doj_cell(s->line, DOJ_PRI_NAME));
        add_once(r, &p->subject_ids, &p->nsubject_ids, trimmed);
        add_once(r, &p->cii_numbers, &p->ncii_numbers, prop64_doj_cell(s->line, DOJ_CII_NUMBER));
        if (add_once(r, &births, &nbirths, s->line->cells[DOJ_PRI_DOB]))
            read_birth(r, s->line, &told, received);
        if (i == 0 && trimmed.data == NULL)
            prop64_find(&p->findings, s->line, DOJ_SUBJECT_ID, PROP64_MISSING_NUMBER);
        if (!padded && trimmed.data != NULL && trimmed.len != number.len)
        {
            padded = true;
            prop64_find(&p->findings, s->line, DOJ_SUBJECT_ID, PROP64_PADDED_NUMBER);
        }
        prop64_find_in_step(&p->findings, s, received);
    }
    p->name = p->nnames > 0 ? p->names[0] : NO_TEXT;
    if (!told && r->nsteps > 0)
        prop64_find(&p->findings, r->steps[0].line, DOJ_PRI_DOB, PROP64_MISSING_BIRTH);
}

/* ---- counts ---- */

static void
make_groups(Reading *r)
{
    int n;
    const Prop64DojStep **told = pick(r, tells_of_count, &n);

    prop64_sort_pointers((const void **)told, (size_t)n, by_count);
    r->groups = prop64_arena_alloc(r->arena, (size_t)(n + 1) * sizeof(*r->groups));
    for (int i = 0; i < n; i++)
    {
        Group *g;

        if (i == 0 || compare_counts(told[i - 1], told[i]) != 0)
            r->groups[r->ngroups++] = (Group){.steps = told + i};
        g = &r->groups[r->ngroups - 1];
        g->nsteps++;
        g->convicted |= told[i]->tells == PROP64_TELLS_CONVICTED;
        g->later |= told[i]->tells == PROP64_TELLS_LATER;
    }
}

/* Later states that stand at a step of their own go to the count that they are about. */
static void
join_groups(Reading *r)
{
    const void **sorted = prop64_arena_alloc(r->arena, (size_t)(r->ngroups + 1) * sizeof(*sorted));
    Group *convicted = NULL; /* at an earlier step */
    int n = 0;

    for (int i = 0; i < r->ngroups; i++)
        if (r->groups[i].steps[0]->key <= PROP64_KEY_SHORT)
            sorted[n++] = &r->groups[i];
    prop64_sort_pointers(sorted, (size_t)n, by_group_across_steps);
    for (int i = 0; i < n; i++)
    {
        Group *g = (Group *)sorted[i];

        if (i > 0 &&
            compare_across_steps(((const Group *)sorted[i - 1])->steps[0], g->steps[0]) != 0)
            convicted = NULL;
        if (convicted != NULL && g->convicted)
            prop64_find(&r->out->findings, g->steps[0]->line, DOJ_CNT_ORDER,
                        PROP64_DUPLICATE_COUNT);
        else if (convicted != NULL && g->later)
            g->joins = convicted;
        if (g->convicted)
            convicted = g;
    }
}

static Prop64Key
numbered_key(Reading *r, Prop64Key key, int number)
{
    char *text;
    size_t len = key.len;

    if (number == 1)
        return key;
    text = prop64_arena_alloc(r->arena, key.len + 12);
    memcpy(text, key.data, key.len);
    text[len++] = '/';
    if (number >= 1000)
        text[len++] = (char)('0' + number / 1000 % 10);
    if (number >= 100)
        text[len++] = (char)('0' + number / 100 % 10);
    if (number >= 10)
        text[len++] = (char)('0' + number / 10 % 10);
    text[len++] = (char)('0' + number % 10);
    return (Prop64Key){text, len};
}

static bool
is_count(const Group *g)
{
    return g->joins == NULL && (g->convicted || g->later);
}

static const Prop64DojStep *
first_telling(const Group *g)
{
    for (int i = 0; i < g->nsteps; i++)
        if (g->steps[i]->tells == (g->convicted ? PROP64_TELLS_CONVICTED : PROP64_TELLS_LATER))
            return g->steps[i];
    return g->steps[0];
}

static void
make_counts(Reading *r)
{
    Prop64DojPerson *p = r->out;
    int number = 0; /* of the offense under its key */

    p->counts = prop64_arena_alloc(r->arena, (size_t)(r->ngroups + 1) * sizeof(*p->counts));
    for (int i = 0; i < r->ngroups; i++)
    {
        Group *g = &r->groups[i];
        Prop64DojCount *c;
        const Prop64DojStep *first;

        if (i == 0 || compare_text(r->groups[i - 1].steps[0]->count, g->steps[0]->count) != 0)
            number = 0;
        if (!is_count(g))
            continue;
        g->count = c = &p->counts[p->ncounts++];
        first = c->first = first_telling(g);
        c->count_key = numbered_key(r, first->count, ++number);
        prop64_doj_read_charge(r->words, first->charged_text, NO_TEXT, &c->charged);
        if (number > 1)
            prop64_find(&p->findings, first->line, DOJ_CNT_ORDER, PROP64_TWO_OFFENSES);
        if (!g->convicted)
            prop64_find(&p->findings, first->line, DOJ_DISP_DESCR, PROP64_STATE_WITHOUT_CONVICTION);
    }
}

/* ---- events ---- */

static bool
add_event(Reading *r, const Prop64Event *event)
{
    if (!prop64_event_append(&r->pool, event, r->err))
        return false;
    r->nevents++;
    return true;
}

static bool
same_cell(const Prop64DojStep *a, const Prop64DojStep *b, Prop64DojColumn column)
{
    return compare_text(a->line->cells[column], b->line->cells[column]) == 0;
}

static bool
same_event(const Prop64DojStep *a, const Prop64DojStep *b)
{
    return same_cell(a, b, DOJ_STP_EVENT_DATE) && same_cell(a, b, DOJ_DISP_DESCR) &&
           compare_text(a->level, b->level) == 0;
}

/* Is a part of the sentence told a second time?  Parts without a number are all taken. */
static bool
told_before(const Prop64DojStep **steps, int n, const Prop64DojStep *s)
{
    if (prop64_doj_cell(s->line, DOJ_SENT_ORDER).data == NULL)
        return false;
    for (int i = n > 50 ? n - 50 : 0; i < n; i++)
        if (same_cell(steps[i], s, DOJ_SENT_ORDER) && same_cell(steps[i], s, DOJ_SENT_LENGTH) &&
            same_cell(steps[i], s, DOJ_SENT_TIME_CODE))
            return true;
    return false;
}

/* The parts of the sentence that some lines of one event tell. */
static Prop64Bounds
sentence_of(Reading *r, Prop64Bounds on, const Prop64DojStep **steps, int n)
{
    Prop64SentencePart *parts = prop64_arena_alloc(r->arena, (size_t)n * sizeof(*parts));
    int nparts = 0;

    for (int i = 0; i < n; i++)
    {
        Prop64Key length = steps[i]->line->cells[DOJ_SENT_LENGTH];
        Prop64Key unit = steps[i]->line->cells[DOJ_SENT_TIME_CODE];

        if (told_before(steps, i, steps[i]))
            prop64_find(&r->out->findings, steps[i]->line, DOJ_SENT_ORDER, PROP64_DUPLICATE_LINE);
        else if (prop64_doj_trimmed(length).data != NULL)
            parts[nparts++] = prop64_sentence_part(length.data, length.len, unit.data, unit.len);
    }
    return nparts > 0 ? prop64_sentence_ends(on, parts, (size_t)nparts) : PROP64_ANY_DAY;
}

/* One event of a count: lines of one day and one disposition. */
static bool
add_count_event(Reading *r, const Prop64DojCount *c, const Prop64DojStep **steps, int n)
{
    const Prop64DojStep *s = steps[0], *first = c->first;
    Prop64Event event = {.kind = PROP64_EVENT_CONVICTION, .on_date = s->on};

    prop64_event_state_told(&event, s->level, NO_TEXT, s->told);
    event.sentence_ends = sentence_of(r, s->on, steps, n);
    prop64_event_sentence_told(&event, s->told);
    /* of a conviction that no line tells it is known only that it was before */
    if (first->tells == PROP64_TELLS_LATER)
        event.on_date.lo = PROP64_DAY_OPEN_LOW;
    if (first->charge.len > 0)
    {
        event.charge = first->charge.bytes;
        event.charge_len = first->charge.len;
    }
    event.count_key = c->count_key;
    event.case_key = first->step;
    event.cycle_key = first->cycle;
    return add_event(r, &event);
}

/* A count is told as dismissed on the day on which it is told as convicted. */
static void
find_contradiction(Reading *r, const Prop64DojCount *c, const Prop64DojStep *s)
{
    if (s->tells == PROP64_TELLS_NONE && c->first->tells == PROP64_TELLS_CONVICTED &&
        s->on.lo <= c->first->on.hi && c->first->on.lo <= s->on.hi)
        prop64_find(&r->out->findings, s->line, DOJ_DISP_DESCR, PROP64_CONTRADICTORY_STATES);
}

static bool
add_group(Reading *r, Group *g, Prop64DojCount *c)
{
    for (int i = 0, n; i < g->nsteps; i += n)
    {
        n = 1;
        while (i + n < g->nsteps && same_event(g->steps[i], g->steps[i + n]))
            n++;
        find_contradiction(r, c, g->steps[i]);
        if (!add_count_event(r, c, g->steps + i, n))
            return false;
    }
    c->lines += g->nsteps;
    return true;
}

/* An event that is no count: its line says all there is. */
static bool
add_line_event(Reading *r, const Prop64DojStep *s, Prop64EventKind kind)
{
    Prop64Event event = {.kind = kind, .on_date = s->on, .sentence_ends = PROP64_ANY_DAY};

    if (s->charge.len > 0)
    {
        event.charge = s->charge.bytes;
        event.charge_len = s->charge.len;
    }
    event.case_key = kind == PROP64_EVENT_CHARGE ? s->step : NO_TEXT;
    event.cycle_key = s->cycle;
    return add_event(r, &event);
}

/* A registration counts when it is under PC 290 or its sisters 290.001 to 290.024. */
static bool
is_pc290(const Prop64Charge *charge)
{
    Prop64Charge pc290;

    prop64_charge_parse("PC 290", 6, &pc290, NULL);
    return charge->len >= pc290.len && memcmp(charge->bytes, pc290.bytes, pc290.len) == 0;
}

static bool
add_step(Reading *r, const Prop64DojStep *s)
{
    if (s->kind == PROP64_STEP_DECEASED)
    {
        r->out->deceased = true;
        return add_line_event(r, s, PROP64_EVENT_DEATH);
    }
    if (s->kind == PROP64_STEP_REGISTRATION)
    {
        r->out->registered |= is_pc290(&s->charge);
        return add_line_event(r, s, PROP64_EVENT_REGISTRATION);
    }
    if (s->kind == PROP64_STEP_ARREST)
        return add_line_event(r, s, PROP64_EVENT_ARREST);
    return true;
}

static bool
add_events(Reading *r)
{
    for (int i = 0; i < r->nsteps; i++)
        if (!add_step(r, &r->steps[i]))
            return false;
    for (int i = 0; i < r->ngroups; i++)
    {
        Group *g = &r->groups[i];
        Prop64DojCount *c = g->joins ? g->joins->count : g->count;

        /* charged, and not convicted */
        if (c == NULL ? !add_line_event(r, g->steps[0], PROP64_EVENT_CHARGE) : !add_group(r, g, c))
            return false;
    }
    return true;
}

static bool
make_record(Reading *r)
{
    Prop64DojPerson *p = r->out;

    p->history =
        prop64_history_finish(r->pool.data, r->pool.len, r->nevents, &p->history_len, r->err);
    if (p->history == NULL)
        return false;
    p->record = prop64_record_build(p->history, p->history_len);
    for (int i = 0; i < p->ncounts; i++)
    {
        Prop64DojCount *c = &p->counts[i];

        c->state = prop64_record_find_count(p->record, c->count_key);
        if (c->state != NULL && c->state->is_conviction != PROP64_FALSE)
            p->nconvictions++;
    }
    return true;
}

/* ---- what a count takes from other lines ---- */

/* The last arrest of the cycle for the same offense, else the last one of the cycle. */
static Prop64Bounds
offense_bounds(const Reading *r, const Prop64DojStep *s)
{
    Prop64Bounds same = PROP64_ANY_DAY, any = PROP64_ANY_DAY;
    bool found_same = false, found = false;

    if (s->cycle.data == NULL)
        return PROP64_ANY_DAY;
    for (int i = lower_place(r->arrests, r->narrests, s, by_cycle);
         i < r->narrests && by_cycle(r->arrests[i], s) == 0; i++)
    {
        int32_t day = r->arrests[i]->on.hi;

        any.hi = found && any.hi > day ? any.hi : day;
        found = true;
        if (s->charge.len > 0 && compare_charges(&r->arrests[i]->charge, &s->charge) == 0)
        {
            same.hi = found_same && same.hi > day ? same.hi : day;
            found_same = true;
        }
    }
    return found_same ? same : any;
}

static bool
is_number(Prop64Key cell)
{
    return cell.data != NULL && !(cell.len == 4 && memcmp(cell.data, "NULL", 4) == 0);
}

/* The numbers that the court's step has, on whatever count, in the order of the lines. */
static Prop64Key
case_number(Reading *r, const Prop64DojStep *s)
{
    Prop64Key *numbers = NULL, out = NO_TEXT;
    int n = 0, end;
    char *to;

    if (s->step.data == NULL)
        return is_number(prop64_doj_cell(s->line, DOJ_OFN)) ? prop64_doj_cell(s->line, DOJ_OFN)
                                                            : out;
    for (end = lower_place(r->court, r->ncourt, s, by_step);
         end < r->ncourt && by_step(r->court[end], s) == 0; end++)
        if (is_number(prop64_doj_cell(r->court[end]->line, DOJ_OFN)))
            add_once(r, &numbers, &n, prop64_doj_cell(r->court[end]->line, DOJ_OFN));
    if (n <= 1)
        return n == 1 ? numbers[0] : out;
    for (int i = 0; i < n; i++)
        out.len += numbers[i].len + (i > 0 ? 2 : 0);
    out.data = to = prop64_arena_alloc(r->arena, out.len);
    for (int i = 0; i < n; i++)
    {
        if (i > 0)
        {
            *to++ = ';';
            *to++ = ' ';
        }
        memcpy(to, numbers[i].data, numbers[i].len);
        to += numbers[i].len;
    }
    return out;
}

static int
by_place(const void *a, const void *b)
{
    const Prop64DojCount *x = a, *y = b;
    int c = compare_text(x->first->step, y->first->step);

    return c != 0 ? c : by_id(x->first->line, y->first->line);
}

/* Arrests and numbers are looked up once for a step and offense, however many counts it has. */
static void
complete_counts(Reading *r)
{
    Prop64DojPerson *p = r->out;
    const void **sorted = prop64_arena_alloc(r->arena, (size_t)(p->ncounts + 1) * sizeof(*sorted));
    const Prop64DojCount *before = NULL;

    for (int i = 0; i < p->ncounts; i++)
        sorted[i] = &p->counts[i];
    prop64_sort_pointers(sorted, (size_t)p->ncounts, by_place);
    for (int i = 0; i < p->ncounts; i++)
    {
        Prop64DojCount *c = (Prop64DojCount *)sorted[i];
        bool same_step = before != NULL && before->first->step.data != NULL &&
                         by_step(before->first, c->first) == 0;

        c->case_number = same_step ? before->case_number : case_number(r, c->first);
        c->offense = same_step && compare_charges(&before->first->charge, &c->first->charge) == 0
                         ? before->offense
                         : offense_bounds(r, c->first);
        if (p->born.lo > c->first->on.hi && p->born.lo != PROP64_DAY_OPEN_LOW)
            prop64_find(&p->findings, c->first->line, DOJ_PRI_DOB, PROP64_BIRTH_AFTER_CONVICTION);
        before = c;
    }
}

/* What two counts that are one would have in common. */
static int
by_content(const void *a, const void *b)
{
    const Prop64DojCount *x = a, *y = b;
    const Prop64Count *s = x->state, *t = y->state;
    int c = compare_text(x->first->step, y->first->step);

    if (c == 0)
        c = compare_charges(&x->first->charge, &y->first->charge);
    if (c == 0)
        c = (s->on_date.lo > t->on_date.lo) - (s->on_date.lo < t->on_date.lo);
    if (c == 0)
        c = (s->sentence_ends.hi > t->sentence_ends.hi) -
            (s->sentence_ends.hi < t->sentence_ends.hi);
    if (c == 0)
        c = (s->sentence_ends.lo > t->sentence_ends.lo) -
            (s->sentence_ends.lo < t->sentence_ends.lo);
    return c != 0 ? c : (int)s->level_convicted - (int)t->level_convicted;
}

static void
find_duplicates(Reading *r)
{
    Prop64DojPerson *p = r->out;
    const void **sorted = prop64_arena_alloc(r->arena, (size_t)(p->ncounts + 1) * sizeof(*sorted));
    int n = 0;

    for (int i = 0; i < p->ncounts; i++)
        if (p->counts[i].first->charge.len > 0 && p->counts[i].first->step.data != NULL)
            sorted[n++] = &p->counts[i];
    prop64_sort_pointers(sorted, (size_t)n, by_content);
    for (int i = 1; i < n; i++)
        if (by_content(sorted[i - 1], sorted[i]) == 0)
            prop64_find(&p->findings, ((const Prop64DojCount *)sorted[i])->first->line,
                        DOJ_CNT_ORDER, PROP64_DUPLICATE_COUNT);
}

/* ---- all of it ---- */

bool
prop64_doj_read_person(const Prop64DojLine *lines, int nlines, int32_t received,
                       Prop64DojWords *words, Prop64Arena *arena, Prop64DojPerson *out,
                       Prop64Error *err)
{
    Reading r = {.arena = arena, .words = words, .err = err, .out = out};
    bool ok;

    memset(out, 0, sizeof(*out));
    out->findings.arena = arena;
    read_lines(&r, lines, nlines);
    read_person(&r, received);
    make_groups(&r);
    join_groups(&r);
    make_counts(&r);
    ok = add_events(&r) && make_record(&r);
    prop64_free(r.pool.data);
    if (ok)
    {
        complete_counts(&r);
        find_duplicates(&r);
    }
    return ok;
}

void
prop64_doj_person_free(Prop64DojPerson *person)
{
    if (person->record != NULL)
        prop64_record_free(person->record);
    if (person->history != NULL)
        prop64_free(person->history);
    person->record = NULL;
    person->history = NULL;
}
