/*
 * doj_test.c: the lines of a person in the state's bulk file, read.
 *
 *   doj_test [SEED]    the seed of the random properties; printed, fixed by default
 */
#include "doj/doj_person.h"

#include <stdio.h>
#include <stdlib.h>

#include "check.h"

#define LINES_MAX 64

/* ---- a person's lines, as a test writes them ---- */

typedef struct Sheet
{
    Prop64DojLine lines[LINES_MAX];
    int n;
    Prop64Arena arena;
    Prop64DojPerson person;
} Sheet;

static Prop64Key
text(const char *s)
{
    return (Prop64Key){s, s ? strlen(s) : 0};
}

static void
set(Prop64DojLine *line, Prop64DojColumn column, const char *value)
{
    line->cells[column] = text(value);
}

/* A line of a step: kind, day, key, offense, disposition, level. */
static Prop64DojLine *
add(Sheet *s, const char *kind, const char *day, const char *key, const char *offense,
    const char *disposition, const char *level)
{
    Prop64DojLine *line = &s->lines[s->n++];

    memset(line, 0, sizeof(*line));
    line->id = 100000000 + s->n;
    set(line, DOJ_SUBJECT_ID, "1");
    set(line, DOJ_PRI_DOB, "19800101");
    set(line, DOJ_STP_TYPE_DESCR, kind);
    set(line, DOJ_STP_ORI_CNTY_NAME, "SACRAMENTO");
    set(line, DOJ_STP_EVENT_DATE, day);
    set(line, DOJ_CNT_ORDER, key);
    set(line, DOJ_OFFENSE_DESCR, offense);
    set(line, DOJ_DISP_DESCR, disposition);
    set(line, DOJ_CONV_STAT_DESCR, level);
    return line;
}

static Prop64DojLine *
convicted(Sheet *s, const char *day, const char *key, const char *offense)
{
    return add(s, "COURT ACTION", day, key, offense, "CONVICTED-JAIL", "FELONY");
}

#define RECEIVED prop64_day_from_civil(2020, 7, 1)

static void
begin(Sheet *s)
{
    memset(s, 0, offsetof(Sheet, person));
}

static void
done(Sheet *s)
{
    prop64_doj_person_free(&s->person);
    prop64_arena_free(&s->arena);
    memset(&s->arena, 0, sizeof(s->arena));
}

/* What was read for one sheet is kept for the next, as a refresh does it. */
static Prop64DojWords *words;

static bool
read_sheet_with(Sheet *s, Prop64DojWords *known)
{
    Prop64Error err;

    return prop64_doj_read_person(s->lines, s->n, RECEIVED, known, &s->arena, &s->person, &err);
}

static bool
read_sheet(Sheet *s)
{
    if (words == NULL)
        words = prop64_doj_words_new();
    return read_sheet_with(s, words);
}

static bool
same(Prop64Key key, const char *s)
{
    return s == NULL
               ? key.data == NULL
               : key.data != NULL && key.len == strlen(s) && memcmp(key.data, s, key.len) == 0;
}

static bool
charge_is(const Prop64Charge *charge, const char *s)
{
    char buf[PROP64_CHARGE_TEXT_MAX];

    if (s == NULL || charge->len == 0)
        return s == NULL && charge->len == 0;
    prop64_charge_print(charge->bytes, charge->len, buf);
    return strcmp(buf, s) == 0;
}

static int
found(const Sheet *s, Prop64FindingKind kind)
{
    int n = 0;

    for (int i = 0; i < s->person.findings.n; i++)
        n += s->person.findings.list[i].kind == kind;
    return n;
}

/* The only count, or the one whose first line is the n-th. */
static const Prop64DojCount *
count_of(const Sheet *s, int line)
{
    for (int i = 0; i < s->person.ncounts; i++)
        if (s->person.counts[i].first->line->id == 100000000 + line)
            return &s->person.counts[i];
    return NULL;
}

/* ---- what makes a count ---- */

static void
test_counts(void)
{
    Sheet s;
    const Prop64DojCount *c;

    begin(&s);
    convicted(&s, "20100101", "101002001000", "11358 HS-CULTIVATE");
    convicted(&s, "20100101", "101002002000", "11359 HS-SALE");
    CHECK(read_sheet(&s) && s.person.ncounts == 2 && s.person.nconvictions == 2,
          "two keys are two counts");
    CHECK(s.person.findings.n == 0, "nothing is wrong with them");
    done(&s);

    begin(&s);
    convicted(&s, "20100101", "101002001000", "11358 HS-CULTIVATE");
    convicted(&s, "20100101", "101002001000", "459 PC-BURGLARY");
    CHECK(read_sheet(&s) && s.person.ncounts == 2 && found(&s, PROP64_TWO_OFFENSES) == 1,
          "another offense under one key is another count, and is said");
    c = count_of(&s, 2);
    CHECK(c && count_of(&s, 1) && !same(c->count_key, "101002001000") &&
              c->state->count_key.len > 12,
          "it has a key of its own");
    done(&s);

    begin(&s);
    set(convicted(&s, "20100101", "101002001000", "11358 HS"), DOJ_SENT_ORDER, "001");
    set(convicted(&s, "20100101", "101002001000", "11358 HS"), DOJ_SENT_ORDER, "002");
    for (int i = 0; i < 2; i++)
    {
        set(&s.lines[i], DOJ_SENT_LENGTH, i == 0 ? "3" : "120");
        set(&s.lines[i], DOJ_SENT_TIME_CODE, i == 0 ? "Y" : "D");
    }
    CHECK(read_sheet(&s) && s.person.ncounts == 1 && s.person.counts[0].lines == 2,
          "parts of a sentence are one count");
    c = count_of(&s, 1);
    CHECK(c && c->state->sentence_ends.lo == prop64_day_from_civil(2013, 1, 1) &&
              c->state->sentence_ends.hi == prop64_day_from_civil(2013, 5, 1),
          "it ends after the longest part at the earliest, after all at the latest");
    done(&s);

    begin(&s);
    for (int i = 0; i < 2; i++)
    {
        Prop64DojLine *line = convicted(&s, "20100101", "101002001000", "11358 HS");

        set(line, DOJ_SENT_ORDER, "001");
        set(line, DOJ_SENT_LENGTH, "3");
        set(line, DOJ_SENT_TIME_CODE, "Y");
    }
    CHECK(read_sheet(&s) && found(&s, PROP64_DUPLICATE_LINE) == 1 &&
              s.person.counts[0].state->sentence_ends.hi == prop64_day_from_civil(2013, 1, 1),
          "a part that is told twice counts once");
    done(&s);

    begin(&s);
    add(&s, "ARREST/DETAINED/CITED", "20100101", "101001001000", "11358 HS", "CONVICTED", "FELONY");
    CHECK(read_sheet(&s) && s.person.ncounts == 1, "CONVICTED is a conviction on any step");
    done(&s);

    begin(&s);
    add(&s, "COURT ACTION", "20100101", "101002001000", "11358 HS", " Convicted", "FELONY");
    add(&s, "COURT ACTION", "20100101", "101002002000", "11359 HS", "NOLO CONTENDERE", "FELONY");
    add(&s, "COURT ACTION", "20100101", "101002003000", "11360(A) HS", "DISMISSED", "FELONY");
    add(&s, "COURT ACTION", "20100101", "101002004000", "459 PC", NULL, "FELONY");
    add(&s, "COURT ACTION", "20100101", "101002005000", "242 PC", "CASE TRANSFERRED", "FELONY");
    CHECK(read_sheet(&s) && s.person.ncounts == 2 && count_of(&s, 1) && count_of(&s, 2),
          "what a court calls a conviction is one, in any case; a dismissed charge is none");
    CHECK(found(&s, PROP64_UNKNOWN_DISPOSITION) == 1, "words that are not understood are told");
    done(&s);
}

static void
test_states(void)
{
    Sheet s;
    const Prop64DojCount *c;

    begin(&s);
    convicted(&s, "20100101", "101002001000", "11358 HS");
    add(&s, "COURT ACTION", "20140101", "101002001000", "11358 HS",
        "CONV SET ASIDE & DISM PER 1203.4 PC", "FELONY");
    c = read_sheet(&s) ? count_of(&s, 1) : NULL;
    CHECK(c && s.person.ncounts == 1 && c->state->disposition == PROP64_DISMISSED_1203_4 &&
              c->state->is_conviction == PROP64_TRUE &&
              c->state->on_date.lo == prop64_day_from_civil(2010, 1, 1),
          "a later order tells what the count is now, not when it was");
    done(&s);

    begin(&s);
    convicted(&s, "20100101", "101002001000", "11358 HS");
    add(&s, "COURT ACTION", "20140101", "101006001000", "11358 HS",
        "CONV SET ASIDE & DISM PER 1203.4 PC", "FELONY");
    c = read_sheet(&s) ? count_of(&s, 1) : NULL;
    CHECK(c && s.person.ncounts == 1 && c->state->disposition == PROP64_DISMISSED_1203_4 &&
              found(&s, PROP64_STATE_WITHOUT_CONVICTION) == 0,
          "an order at a step of its own belongs to the count of its cycle, number and offense");
    done(&s);

    begin(&s);
    convicted(&s, "20100101", "101002001000", "11358 HS");
    add(&s, "COURT ACTION", "20140101", "102006001000", "11358 HS",
        "CONV SET ASIDE & DISM PER 1203.4 PC", "FELONY");
    CHECK(read_sheet(&s) && s.person.ncounts == 2 &&
              found(&s, PROP64_STATE_WITHOUT_CONVICTION) == 1,
          "an order of another cycle tells of a conviction that is not in the file");
    c = count_of(&s, 2);
    CHECK(c && c->state->on_date.hi == prop64_day_from_civil(2014, 1, 1) &&
              c->state->on_date.lo == PROP64_DAY_OPEN_LOW,
          "which was on that day or before");
    done(&s);

    begin(&s);
    convicted(&s, "20100101", "101002001000", "11358 HS");
    add(&s, "COURT ACTION", "20140101", "101002001000", "11358 HS", "REDUCED TO MISDEMEANOR",
        "MISDEMEANOR");
    c = read_sheet(&s) ? count_of(&s, 1) : NULL;
    CHECK(c && c->state->level_now == PROP64_MISDEMEANOR &&
              c->state->level_convicted == PROP64_FELONY,
          "reduced: the level now beside the level as convicted");
    done(&s);

    begin(&s);
    add(&s, "COURT ACTION", "20100101", "101002001000", "11358 HS", "CONVICTED - VACATED",
        "FELONY");
    CHECK(read_sheet(&s) && s.person.ncounts == 1 && s.person.nconvictions == 0,
          "a vacated conviction is a count that does not stand");
    done(&s);

    begin(&s);
    convicted(&s, "20100101", "101002001000", "11358 HS");
    add(&s, "COURT ACTION", "20100101", "101002001000", "11358 HS", "DISMISSED", "FELONY");
    CHECK(read_sheet(&s) && found(&s, PROP64_CONTRADICTORY_STATES) == 1 &&
              s.person.counts[0].state->is_conviction != PROP64_TRUE,
          "convicted and dismissed on one day is a contradiction, and nobody knows");
    done(&s);
}

static void
test_offenses(void)
{
    Sheet s;
    const Prop64DojCount *c;
    Prop64DojLine *line;
    static const struct
    {
        const char *offense, *comment, *code, *qualifier, *charge;
        Prop64FindingKind finding;
    } cases[] = {
        {"11358 HS-CULTIVATE", NULL, NULL, NULL, "HS 11358", PROP64_FINDING_NONE},
        {" 11358 HS-CULTIVATE", NULL, NULL, NULL, "HS 11358", PROP64_FINDING_NONE},
        {"664-11358 HS-ATT CULT", NULL, NULL, NULL, "PC 664/HS 11358", PROP64_FINDING_NONE},
        {"11358 HS-CULTIVATE", NULL, NULL, "ATTEMPTED", "PC 664/HS 11358", PROP64_FINDING_NONE},
        {"111357 PC-X", NULL, NULL, NULL, "PC 111357", PROP64_FINDING_NONE},
        {"11357 HS OR 11358 HS", NULL, NULL, NULL, NULL, PROP64_SEVERAL_CHARGES},
        {"SEE COMMENT FOR CHARGE", "11359 HS-SALE", NULL, NULL, "HS 11359",
         PROP64_CHARGE_IN_COMMENT},
        {"See Comment For Charge", "CHRG-11359 HS-SALE", NULL, NULL, "HS 11359",
         PROP64_CHARGE_IN_COMMENT},
        {"SEE COMMENT FOR CHARGE", "PHONE 555 11358 9", NULL, NULL, NULL, PROP64_UNREADABLE_CHARGE},
        {"SEE COMMENT FOR CHARGE", "11357(A) HS-POSS AND 11359 HS-SALE", NULL, NULL, NULL,
         PROP64_SEVERAL_CHARGES},
        {NULL, NULL, "35125", NULL, "HS 11358", PROP64_CHARGE_FROM_CODE},
        {"  -  ", NULL, NULL, NULL, NULL, PROP64_MISSING_CHARGE},
        {"PROBATION VIOLATION", NULL, NULL, NULL, NULL, PROP64_UNREADABLE_CHARGE},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
    {
        begin(&s);
        line = convicted(&s, "20100101", "101002001000", cases[i].offense);
        set(line, DOJ_COMMENT_TEXT, cases[i].comment);
        set(line, DOJ_OFFENSE_CODE, cases[i].code);
        set(line, DOJ_OFFENSE_QUAL_LST, cases[i].qualifier);
        c = read_sheet(&s) ? count_of(&s, 1) : NULL;
        CHECK(c && charge_is(&c->first->charge, cases[i].charge),
              cases[i].offense ? cases[i].offense : "no offense");
        CHECK(s.person.findings.n == (cases[i].finding != PROP64_FINDING_NONE) &&
                  (s.person.findings.n == 0 || s.person.findings.list[0].kind == cases[i].finding),
              "and what is found in it");
        done(&s);
    }

    begin(&s);
    line = convicted(&s, "20100101", "101002001000", "11359 HS-SALE");
    set(line, DOJ_CONV_OFFENSE_DESCR, "11357(C) HS-POSSESS");
    c = read_sheet(&s) ? count_of(&s, 1) : NULL;
    CHECK(c && charge_is(&c->first->charge, "HS 11357(c)") && charge_is(&c->charged, "HS 11359") &&
              c->first->source == PROP64_FROM_CONVICTED_OFFENSE,
          "the offense convicted of goes before the one charged, which is kept");
    done(&s);
    begin(&s);
    set(convicted(&s, "20100101", "101002001000", "11359 HS-SALE"), DOJ_CONV_OFFENSE_DESCR,
        "  -  ");
    c = read_sheet(&s) ? count_of(&s, 1) : NULL;
    CHECK(c && charge_is(&c->first->charge, "HS 11359") && charge_is(&c->charged, NULL),
          "dashes tell no offense apart");
    done(&s);
}

static void
test_keys(void)
{
    Sheet s;

    begin(&s);
    for (int i = 0; i < 3; i++)
    {
        static const char *const offenses[] = {"11357(A) HS", "11358 HS", "11359 HS"};

        set(convicted(&s, "20100101", "1.01001E+11", offenses[i]), DOJ_CYC_ORDER, "101");
        set(&s.lines[i], DOJ_STP_ORDER, "002");
    }
    CHECK(read_sheet(&s) && s.person.ncounts == 3 && found(&s, PROP64_DAMAGED_KEY) == 3,
          "keys that a spreadsheet rewrote do not make one count of three");
    CHECK(same(s.person.counts[0].first->step, "101002"), "their step is told by its own columns");
    done(&s);

    begin(&s);
    convicted(&s, "20100101", "101002001", "11358 HS");
    add(&s, "COURT ACTION", "20140101", "101002001000", "11358 HS",
        "CONV SET ASIDE & DISM PER 1203.4 PC", "FELONY");
    CHECK(read_sheet(&s) && s.person.ncounts == 1 && found(&s, PROP64_TRUNCATED_KEY) == 1,
          "nine digits tell the count");
    done(&s);

    begin(&s);
    convicted(&s, "20100101", NULL, "11358 HS");
    convicted(&s, "20110101", "", "11358 HS");
    CHECK(read_sheet(&s) && s.person.ncounts == 2 && found(&s, PROP64_MISSING_KEY) == 2,
          "without a key the day and the offense tell the count");
    done(&s);
}

static void
test_dates(void)
{
    Sheet s;
    static const struct
    {
        const char *day;
        Prop64FindingKind finding;
        int known; /* of the two ends */
    } cases[] = {
        {"20100101", PROP64_FINDING_NONE, 2},    {"20100000", PROP64_FINDING_NONE, 2},
        {"20100100", PROP64_FINDING_NONE, 2},    {NULL, PROP64_MISSING_DATE, 0},
        {"00000000", PROP64_MISSING_DATE, 0},    {"20100431", PROP64_IMPOSSIBLE_DATE, 0},
        {"1/1/2010", PROP64_UNREADABLE_DATE, 0}, {"850401", PROP64_UNREADABLE_DATE, 0},
        {"20990101", PROP64_FUTURE_DATE, 2},     {"2010-01-01", PROP64_FINDING_NONE, 2},
        {" 20100101 ", PROP64_FINDING_NONE, 2},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
    {
        const Prop64DojCount *c;

        begin(&s);
        convicted(&s, cases[i].day, "101002001000", "11358 HS");
        c = read_sheet(&s) ? count_of(&s, 1) : NULL;
        CHECK(c && !prop64_any_day(c->first->on) == (cases[i].known == 2),
              cases[i].day ? cases[i].day : "no day");
        CHECK(s.person.findings.n == (cases[i].finding != PROP64_FINDING_NONE) &&
                  (s.person.findings.n == 0 || s.person.findings.list[0].kind == cases[i].finding),
              "and what is found in it");
        done(&s);
    }

    begin(&s);
    convicted(&s, "20100101", "101002001000", "11358 HS");
    convicted(&s, "20110101", "102002001000", "11358 HS");
    set(&s.lines[0], DOJ_PRI_DOB, NULL);
    CHECK(read_sheet(&s) && s.person.born.lo == prop64_day_from_civil(1980, 1, 1) &&
              s.person.findings.n == 0,
          "a birth that the first line does not state is taken from another");
    done(&s);

    begin(&s);
    convicted(&s, "20100101", "101002001000", "11358 HS");
    convicted(&s, "20110101", "102002001000", "11358 HS");
    set(&s.lines[0], DOJ_PRI_DOB, "19800000");
    CHECK(read_sheet(&s) && prop64_one_day(s.person.born) && s.person.findings.n == 0,
          "a year and a day of it go together");
    set(&s.lines[0], DOJ_PRI_DOB, "19790101");
    done(&s);
    CHECK(read_sheet(&s) && found(&s, PROP64_TWO_BIRTHS) == 1 &&
              s.person.born.lo == prop64_day_from_civil(1979, 1, 1) &&
              s.person.born.hi == prop64_day_from_civil(1980, 1, 1),
          "two days of birth are a finding, and either is possible");
    done(&s);

    begin(&s);
    convicted(&s, "19700101", "101002001000", "11358 HS");
    CHECK(read_sheet(&s) && found(&s, PROP64_BIRTH_AFTER_CONVICTION) == 1,
          "a birth after the conviction is a finding");
    done(&s);
}

static void
test_person(void)
{
    Sheet s;
    const Prop64DojCount *c;

    begin(&s);
    add(&s, "ARREST/DETAINED/CITED", "20091201", "101001001000", "459 PC", NULL, NULL);
    add(&s, "ARREST/DETAINED/CITED", "20091101", "101001002000", "11358 HS", NULL, NULL);
    convicted(&s, "20100101", "101002001000", "11358 HS");
    convicted(&s, "20100101", "101002002000", "11359 HS");
    c = read_sheet(&s) ? count_of(&s, 3) : NULL;
    CHECK(c && c->offense.hi == prop64_day_from_civil(2009, 11, 1) &&
              c->offense.lo == PROP64_DAY_OPEN_LOW,
          "the offense is not after its arrest");
    c = count_of(&s, 4);
    CHECK(c && c->offense.hi == prop64_day_from_civil(2009, 12, 1),
          "where no arrest is for it, not after the last of the cycle");
    done(&s);

    begin(&s);
    for (int i = 0; i < 3; i++)
        convicted(&s, "20100101",
                  i == 0   ? "101002001000"
                  : i == 1 ? "101002002000"
                           : "101003001000",
                  "11358 HS");
    set(&s.lines[0], DOJ_OFN, "CASE-A");
    set(&s.lines[1], DOJ_OFN, "CASE-B");
    set(&s.lines[2], DOJ_OFN, "NULL  ");
    CHECK(read_sheet(&s) && same(count_of(&s, 1)->case_number, "CASE-A; CASE-B") &&
              same(count_of(&s, 2)->case_number, "CASE-A; CASE-B") &&
              same(count_of(&s, 3)->case_number, NULL),
          "the numbers of the court's step, each once; NULL is no number");
    done(&s);

    begin(&s);
    add(&s, "DECEASED ", "20150101", "103001001000", NULL, NULL, NULL);
    add(&s, "REGISTRATION", "20120101", "102001001000", " 290 PC-REGISTRATION", NULL, NULL);
    CHECK(read_sheet(&s) && s.person.deceased && s.person.registered,
          "death and registration, with blanks around their words");
    done(&s);

    begin(&s);
    add(&s, "REGISTRATION", "20120101", "102001001000", "2900 PC-OTHER", NULL, NULL);
    add(&s, "REGISTRATION", "20120101", "102001001000", "11590 HS-NARCOTICS", NULL, NULL);
    CHECK(read_sheet(&s) && !s.person.registered,
          "a registration under another section is another");
    done(&s);

    begin(&s);
    convicted(&s, "20100101", "101002001000", "11358 HS");
    set(&s.lines[0], DOJ_SUBJECT_ID, "1 ");
    set(&s.lines[0], DOJ_STP_ORI_CNTY_NAME, NULL);
    CHECK(read_sheet(&s) && found(&s, PROP64_PADDED_NUMBER) == 1 &&
              found(&s, PROP64_MISSING_COUNTY) == 1,
          "blanks around the number, and a county that is missing");
    done(&s);
}

/* ---- properties ---- */

static const char *const kinds[] = {
    "COURT ACTION", "COURT ACTION", "COURT ACTION", "ARREST/DETAINED/CITED",
    "REGISTRATION", "DECEASED",     "CUSTODY"};
static const char *const days[] = {"20100101", "20100101", "20120000", "19991231",
                                   NULL,       "20100431", "20990101", "20140315"};
static const char *const keys[] = {"101002001000", "101002002000", "102002001000", "101006001000",
                                   "1.01E+11",     "10100",        NULL,           "101002001"};
static const char *const offenses[] = {
    "11358 HS-CULTIVATE",   "11357(B) HS",     "459 PC-BURGLARY", "SEE COMMENT FOR CHARGE", NULL,
    "11357 HS OR 11358 HS", "187(A) PC-MURDER"};
static const char *const dispositions[] = {"CONVICTED-JAIL",
                                           "CONVICTED",
                                           "DISMISSED",
                                           NULL,
                                           "CONV SET ASIDE & DISM PER 1203.4 PC",
                                           "REDUCED TO MISDEMEANOR",
                                           "PROBATION REVOKED",
                                           "CONVICTED - VACATED",
                                           "GUILTY",
                                           "X"};
static const char *const levels[] = {"FELONY", "MISDEMEANOR", NULL, "UNKNOWN"};

#define ONE_OF(list) list[draw(sizeof(list) / sizeof(list[0]))]

static void
random_sheet(Sheet *s)
{
    int n = (int)draw(14);

    begin(s);
    for (int i = 0; i < n; i++)
    {
        Prop64DojLine *line = add(s, ONE_OF(kinds), ONE_OF(days), ONE_OF(keys), ONE_OF(offenses),
                                  ONE_OF(dispositions), ONE_OF(levels));

        set(line, DOJ_SENT_LENGTH, draw(2) ? "3" : NULL);
        set(line, DOJ_SENT_TIME_CODE, draw(4) ? "Y" : "X");
        set(line, DOJ_SENT_ORDER, draw(2) ? "001" : NULL);
        set(line, DOJ_CYC_ORDER, "101");
        set(line, DOJ_STP_ORDER, draw(2) ? "002" : NULL);
        set(line, DOJ_OFN, draw(2) ? "A" : "B");
        set(line, DOJ_PRI_DOB, ONE_OF(days));
    }
}

static bool
same_reading(const Sheet *a, const Sheet *b)
{
    bool equal = a->person.history_len == b->person.history_len &&
                 memcmp(a->person.history, b->person.history, a->person.history_len) == 0 &&
                 a->person.ncounts == b->person.ncounts &&
                 a->person.findings.n == b->person.findings.n &&
                 a->person.born.lo == b->person.born.lo && a->person.born.hi == b->person.born.hi;

    for (int i = 0; equal && i < a->person.ncounts; i++)
    {
        const Prop64DojCount *x = &a->person.counts[i], *y = &b->person.counts[i];

        equal = x->first->line->id == y->first->line->id && x->offense.hi == y->offense.hi &&
                prop64_compare_keys(x->case_number, y->case_number) == 0;
    }
    return equal;
}

/* Every line that tells a conviction belongs to one count, in the record and among the counts. */
static bool
every_conviction_is_told(const Sheet *s)
{
    uint32_t in_record = s->person.record->ncounts;
    int lines = 0, convictions = 0;

    for (int i = 0; i < s->person.ncounts; i++)
    {
        if (s->person.counts[i].state == NULL)
            return false;
        lines += s->person.counts[i].lines;
    }
    for (int i = 0; i < s->n; i++)
    {
        Prop64Key disposition = prop64_doj_cell(&s->lines[i], DOJ_DISP_DESCR);

        convictions += disposition.len >= 9 && memcmp(disposition.data, "CONVICTED", 9) == 0;
    }
    return in_record == (uint32_t)s->person.ncounts && lines >= convictions;
}

static void
test_properties(long cases)
{
    static Sheet s, turned;
    bool read = true, turns = true, told = true, valid = true;

    for (long i = 0; i < cases; i++)
    {
        random_sheet(&s);
        read = read_sheet(&s) && read;
        valid = prop64_history_validate(s.person.history, s.person.history_len, NULL) && valid;
        told = every_conviction_is_told(&s) && told;
        /* the same lines, come in another order */
        begin(&turned);
        turned.n = s.n;
        memcpy(turned.lines, s.lines, sizeof(s.lines));
        for (int k = turned.n; k > 1; k--)
        {
            int j = (int)draw((uint32_t)k);
            Prop64DojLine swap = turned.lines[k - 1];

            turned.lines[k - 1] = turned.lines[j];
            turned.lines[j] = swap;
        }
        read = read_sheet_with(&turned, NULL) && read;
        turns = same_reading(&s, &turned) && turns;
        done(&s);
        done(&turned);
    }
    CHECK(read, "random lines are read");
    CHECK(valid, "their records are valid");
    CHECK(told, "every conviction that a line tells is in one count, and the record has no other");
    CHECK(turns, "neither the order in which lines come matters nor what is kept of others");
}

/* More texts than can be kept, again and again, and of every length. */
static void
test_words(long cases)
{
    static const char *const parts[] = {
        "11357", "11358",     "459",       " HS",  " PC",       "(A)",        "-",
        "664/",  "CONVICTED", "DISMISSED", " OR ", "SET ASIDE", " 1203.4 PC", "PROBATION REVOKED",
        " ",     "9"};
    bool charges = true, told = true;

    for (long i = 0; i < cases; i++)
    {
        char text[200];
        size_t len = 0;
        Prop64Charge kept, read;
        Prop64Key key;

        for (uint32_t n = draw(10); n > 0; n--)
        {
            const char *part = parts[draw(sizeof(parts) / sizeof(parts[0]))];

            memcpy(text + len, part, strlen(part));
            len += strlen(part);
        }
        key = (Prop64Key){text, len};
        charges = prop64_doj_words_charge(words, key, &kept) ==
                      prop64_doj_words_charge(NULL, key, &read) &&
                  kept.len == read.len && memcmp(kept.bytes, read.bytes, read.len) == 0 && charges;
        told = prop64_doj_words_told(words, key) == prop64_disposition_told(text, len) && told;
    }
    CHECK(charges, "a charge that is kept is the one that is read");
    CHECK(told, "a disposition that is kept says what it says");
}

/* Any bytes at all in any cell. */
static void
test_noise(long cases)
{
    static Sheet s;
    static char bytes[PROP64_DOJ_COLUMNS][24];
    bool read = true;

    for (long i = 0; i < cases; i++)
    {
        random_sheet(&s);
        for (int c = 0; c < PROP64_DOJ_COLUMNS; c++)
        {
            for (size_t k = 0; k < sizeof(bytes[c]); k++)
                bytes[c][k] = draw(3) ? "0123456789 -/().HSPC"[draw(20)] : (char)draw(256);
            for (int l = 0; l < s.n; l++)
                if (draw(3) == 0)
                    s.lines[l].cells[c] = (Prop64Key){bytes[c], draw(sizeof(bytes[c]) + 1)};
        }
        read = read_sheet(&s) && read;
        done(&s);
    }
    CHECK(read, "noise is read, whatever it tells");
}

int
main(int argc, char **argv)
{
    if (argc > 1)
        state = strtoull(argv[1], NULL, 10) | 1;
    printf("seed: %llu\n", (unsigned long long)state);
    test_counts();
    test_states();
    test_offenses();
    test_keys();
    test_dates();
    test_person();
    test_properties(30000);
    test_words(200000);
    test_noise(20000);
    prop64_free(words);
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
