/* law_test.c: matching against the legal lists where SQL does not reach: bounds, reasons, pairs. */
#include "charge/charge_law.h"

#include <stdio.h>

static int passed;
static int failed;

static void
check(bool ok, const char *what)
{
    if (ok)
        passed++;
    else
    {
        failed++;
        printf("FAILED: %s\n", what);
    }
}

static Prop64Bounds
days(const char *from, const char *until)
{
    Prop64Bounds b = PROP64_ANY_DAY;

    if (from != NULL)
        prop64_day_parse(from, strlen(from), &b.lo);
    if (until != NULL)
        prop64_day_parse(until, strlen(until), &b.hi);
    return b;
}

static Prop64Charge
charge(const char *text)
{
    Prop64Charge c = {0};

    check(prop64_charge_parse(text, strlen(text), &c, NULL), text);
    return c;
}

static Prop64LawMatcher *
matcher(const char *name)
{
    return prop64_law_matcher_new(prop64_law_list(PROP64_LAW_VERSION, name, strlen(name)));
}

static Prop64Truth
match(const Prop64LawMatcher *m, const char *text, Prop64Level level, Prop64Bounds date,
      const Prop64LawEntry **why)
{
    Prop64Charge c = charge(text);

    return prop64_law_match(m, c.bytes, c.len, level, date, why);
}

static void
test_lists(void)
{
    const Prop64LawList *list;
    Prop64Error err;

    for (int i = 0; (list = prop64_law_list_at(i)) != NULL; i++)
    {
        Prop64LawMatcher *m = prop64_law_matcher_new(list);

        memset(&err, 0, sizeof(err));
        check(prop64_law_check(list, &err), err.detail);
        check(m != NULL, list->name);
        check(prop64_law_list(list->version, list->name, strlen(list->name)) == list, list->name);
        check(prop64_law_match(m, NULL, 0, PROP64_FELONY, PROP64_ANY_DAY, NULL) == PROP64_UNKNOWN,
              "no charge is unknown on every list");
        prop64_law_matcher_free(m);
    }
    check(prop64_law_list_at(-1) == NULL, "there is no list before the first");
    check(prop64_law_version_known(PROP64_LAW_VERSION, strlen(PROP64_LAW_VERSION)),
          "the newest version is known");
    check(!prop64_law_version_known("2026", 4), "the beginning of a version is none");
    check(prop64_law_list("1900.1", "pc290", 5) == NULL, "an unknown version has no lists");
    check(prop64_law_list(PROP64_LAW_VERSION, "pc2901", 5) != NULL, "a name has its length");
    prop64_law_matcher_free(NULL);
}

static void
test_unreadable(void)
{
    static const Prop64LawEntry bad_charge[] = {{.charge = "PC", .source = "x"}};
    static const Prop64LawEntry bad_date[] = {
        {.charge = "PC 187", .from = "2016-13-01", .source = "x"}};
    static const Prop64LawEntry with_target[] = {{.charge = "PC 664/187", .source = "x"}};
    const Prop64LawList lists[] = {{"x", "x", "x", bad_charge, 1},
                                   {"x", "x", "x", bad_date, 1},
                                   {"x", "x", "x", with_target, 1}};
    Prop64Error err;

    for (int i = 0; i < 3; i++)
    {
        memset(&err, 0, sizeof(err));
        check(!prop64_law_check(&lists[i], &err) && err.code == PROP64_ERR_VALUE,
              "an entry that cannot be read is told");
        check(prop64_law_matcher_new(&lists[i]) == NULL, "and makes no matcher");
    }
}

/* Two eras that meet leave no gap; a more specific entry rules only while it is in force. */
static void
test_dates(void)
{
    static const Prop64LawEntry entries[] = {
        {.charge = "PC 1", .until = "2009-12-31", .source = "x"},
        {.charge = "PC 1", .from = "2010-01-01", .until = "2014-12-31", .source = "x"},
        {.charge = "PC 1(a)", .from = "2012-01-01", .excluded = true, .source = "x"},
        {.charge = "PC 2", .level = PROP64_FELONY, .source = "x"},
        {.charge = "PC 2", .level = PROP64_MISDEMEANOR, .question = "q", .source = "x"},
    };
    const Prop64LawList list = {"x", "x", "x", entries, 5};
    Prop64LawMatcher *m = prop64_law_matcher_new(&list);
    const Prop64LawEntry *why;
    const struct
    {
        const char *charge, *from, *until;
        Prop64Level level;
        Prop64Truth expected;
    } cases[] = {
        {"PC 1", "2009-12-31", "2010-01-01", PROP64_FELONY, PROP64_TRUE},
        {"PC 1", NULL, "2014-12-31", PROP64_FELONY, PROP64_TRUE},
        {"PC 1", "2014-12-31", "2015-01-01", PROP64_FELONY, PROP64_UNKNOWN},
        {"PC 1", "2015-01-01", NULL, PROP64_FELONY, PROP64_FALSE},
        {"PC 1", NULL, NULL, PROP64_FELONY, PROP64_UNKNOWN},
        {"PC 1(a)", "2011-12-31", "2011-12-31", PROP64_FELONY, PROP64_TRUE},
        {"PC 1(a)", "2012-01-01", "2012-01-01", PROP64_FELONY, PROP64_FALSE},
        {"PC 1(a)", "2011-12-31", "2012-01-01", PROP64_FELONY, PROP64_UNKNOWN},
        {"PC 1(a)(2)", "2013-01-01", NULL, PROP64_FELONY, PROP64_FALSE},
        {"PC 1(b)", "2013-01-01", "2013-06-01", PROP64_FELONY, PROP64_TRUE},
        {"PC 2", NULL, NULL, PROP64_FELONY, PROP64_TRUE},
        {"PC 2", NULL, NULL, PROP64_MISDEMEANOR, PROP64_UNKNOWN},
        {"PC 2", NULL, NULL, PROP64_INFRACTION, PROP64_FALSE},
        {"PC 2", NULL, NULL, PROP64_LEVEL_UNKNOWN, PROP64_UNKNOWN},
        {"PC 2.5", NULL, NULL, PROP64_FELONY, PROP64_FALSE},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
    {
        char what[80];

        snprintf(what, sizeof(what), "%s from %s until %s", cases[i].charge,
                 cases[i].from ? cases[i].from : "ever", cases[i].until ? cases[i].until : "ever");
        check(match(m, cases[i].charge, cases[i].level, days(cases[i].from, cases[i].until),
                    &why) == cases[i].expected,
              what);
    }
    match(m, "PC 2", PROP64_LEVEL_UNKNOWN, PROP64_ANY_DAY, &why);
    check(why == &entries[4], "an open answer rests on the entry with the question");
    match(m, "PC 1(a)", PROP64_FELONY, days("2013-01-01", "2013-01-01"), &why);
    check(why == &entries[2], "a false answer rests on the entry that excludes");
    match(m, "PC 3", PROP64_FELONY, PROP64_ANY_DAY, &why);
    check(why == NULL, "a citation that no entry covers rests on none");
    prop64_law_matcher_free(m);
}

static void
test_pairs(void)
{
    Prop64LawMatcher *m = matcher("superstrike");
    const uint8_t *companions[8];
    size_t lens[8];
    Prop64Charge c = charge("PC 186.22(b)(4)");
    Prop64Charge other = charge("PC 136.1");

    check(prop64_law_companions(m, c.bytes, c.len, companions, lens, 8) == 6,
          "the gang life term has six companions");
    check(lens[0] == other.len && memcmp(companions[0], other.bytes, other.len) == 0,
          "PC 136.1 is one of them");
    check(prop64_law_companions(m, c.bytes, c.len, companions, lens, 2) == 2,
          "no more companions than there is room for");
    c = charge("PC 136.1(c)(1)");
    other = charge("PC 186.22(b)(4)");
    check(prop64_law_companions(m, c.bytes, c.len, companions, lens, 8) == 1 &&
              lens[0] == other.len && memcmp(companions[0], other.bytes, other.len) == 0,
          "a subdivision of PC 136.1 needs the gang life term");
    c = charge("PC 213(a)(2)");
    check(prop64_law_companions(m, c.bytes, c.len, companions, lens, 8) == 0,
          "another paragraph of PC 213 is no half");
    c = charge("PC 664/246");
    check(prop64_law_companions(m, c.bytes, c.len, companions, lens, 8) == 0,
          "an attempt is no half");
    check(prop64_law_companions(m, NULL, 0, companions, lens, 8) == 0, "no charge is no half");
    check(match(m, "PC 246", PROP64_FELONY, PROP64_ANY_DAY, NULL) == PROP64_FALSE,
          "one half alone is not on the list");
    check(match(m, "PC 186.22(b)(4)/246", PROP64_FELONY, PROP64_ANY_DAY, NULL) == PROP64_TRUE,
          "both halves in one field are");
    prop64_law_matcher_free(m);
}

int
main(void)
{
    test_lists();
    test_unreadable();
    test_dates();
    test_pairs();
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
