/*
 * sentence_test.c: when sentences end that were imposed in parts.
 *
 *   sentence_test [SEED]    the seed of the random properties; printed, fixed by default
 */
#include "history/sentence.h"

#include <stdio.h>
#include <stdlib.h>

#include "check.h"

static Prop64SentencePart
part(int32_t length, Prop64Unit unit)
{
    return (Prop64SentencePart){length, unit};
}

static int32_t
civil(int year, int month, int day)
{
    return prop64_day_from_civil(year, month, day);
}

static bool
ends_between(int32_t begins, const Prop64SentencePart *parts, size_t n, int32_t lo, int32_t hi)
{
    Prop64Bounds b = prop64_sentence_ends((Prop64Bounds){begins, begins}, parts, n);

    return b.lo == lo && b.hi == hi;
}

static void
test_sentence_parts(void)
{
    static const struct
    {
        const char *text;
        Prop64Unit unit;
    } units[] = {
        {"D", PROP64_UNIT_DAY},           {"day", PROP64_UNIT_DAY},
        {" Days ", PROP64_UNIT_DAY},      {"M", PROP64_UNIT_MONTH},
        {"MOS.", PROP64_UNIT_MONTH},      {"Mo", PROP64_UNIT_MONTH},
        {"Y", PROP64_UNIT_YEAR},          {"Yrs", PROP64_UNIT_YEAR},
        {"YEAR", PROP64_UNIT_YEAR},       {"L", PROP64_UNIT_UNKNOWN},
        {"", PROP64_UNIT_UNKNOWN},        {"LIFE", PROP64_UNIT_UNKNOWN},
        {"H", PROP64_UNIT_UNKNOWN},       {".", PROP64_UNIT_UNKNOWN},
        {"YX", PROP64_UNIT_UNKNOWN},      {"MIN", PROP64_UNIT_UNKNOWN},
        {"REVOKED", PROP64_UNIT_UNKNOWN},
    };
    static const struct
    {
        const char *text;
        int32_t length; /* -1: the part is unknown */
    } lengths[] = {
        {"3", 3},
        {"036", 36},
        {" 12 ", 12},
        {"0", 0},
        {"99999", 99999},
        {"", -1},
        {"  ", -1},
        {"-1", -1},
        {"1.5", -1},
        {"1 2", -1},
        {"100000", -1},
        {"LIFE", -1},
        {"99999999999999999999", -1},
    };

    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
        CHECK(prop64_unit_parse(units[i].text, strlen(units[i].text)) == units[i].unit,
              units[i].text);
    for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++)
    {
        Prop64SentencePart p =
            prop64_sentence_part(lengths[i].text, strlen(lengths[i].text), "D", 1);

        CHECK(lengths[i].length < 0 ? p.unit == PROP64_UNIT_UNKNOWN
                                    : p.unit == PROP64_UNIT_DAY && p.length == lengths[i].length,
              lengths[i].text);
    }
}

static void
test_sentence_ends(void)
{
    const int32_t open = PROP64_DAY_OPEN_HIGH;
    Prop64SentencePart p[12];
    Prop64Bounds b;

    p[0] = part(1, PROP64_UNIT_MONTH);
    CHECK(ends_between(civil(2011, 1, 31), p, 1, civil(2011, 2, 28), civil(2011, 2, 28)),
          "a month from the 31st ends on the last day of a short one");
    CHECK(ends_between(civil(2012, 1, 30), p, 1, civil(2012, 2, 29), civil(2012, 2, 29)),
          "in a leap year on the 29th");
    p[0] = part(13, PROP64_UNIT_MONTH);
    CHECK(ends_between(civil(2011, 12, 31), p, 1, civil(2013, 1, 31), civil(2013, 1, 31)),
          "months run over the year");
    p[0] = part(1, PROP64_UNIT_YEAR);
    CHECK(ends_between(civil(2012, 2, 29), p, 1, civil(2013, 3, 1), civil(2013, 3, 1)),
          "a year from 29 February ends on 1 March");
    p[0] = part(4, PROP64_UNIT_YEAR);
    CHECK(ends_between(civil(2012, 2, 29), p, 1, civil(2016, 2, 29), civil(2016, 2, 29)),
          "four years on 29 February");
    p[0] = part(180, PROP64_UNIT_DAY);
    p[1] = part(3, PROP64_UNIT_YEAR);
    CHECK(ends_between(civil(2010, 5, 1), p, 2, civil(2013, 5, 1), civil(2013, 10, 28)),
          "jail and probation: together or one after the other");
    p[0] = part(30, PROP64_UNIT_DAY);
    p[1] = part(1, PROP64_UNIT_MONTH);
    p[2] = part(1, PROP64_UNIT_MONTH);
    CHECK(ends_between(civil(2010, 1, 1), p, 3, civil(2010, 2, 1), civil(2010, 4, 3)),
          "a month may fall on either side of other days");
    p[1] = part(1, PROP64_UNIT_UNKNOWN);
    CHECK(ends_between(civil(2010, 1, 1), p, 2, civil(2010, 1, 31), open), "life is open above");
    CHECK(ends_between(civil(2010, 1, 1), p, 0, civil(2010, 1, 1), open), "so is no part at all");
    p[0] = part(99999, PROP64_UNIT_YEAR);
    CHECK(ends_between(civil(2010, 1, 1), p, 1, PROP64_DAY_LAST, open), "past the last day");
    p[0] = part(99999, PROP64_UNIT_MONTH);
    CHECK(ends_between(civil(2010, 1, 1), p, 1, PROP64_DAY_LAST, open), "in months as well");
    for (int i = 0; i < 12; i++)
        p[i] = part(1, i % 2 ? PROP64_UNIT_MONTH : PROP64_UNIT_YEAR);
    CHECK(ends_between(civil(2010, 1, 1), p, 12, civil(2011, 1, 1),
                       civil(2010, 1, 1) + 6 * 31 + 6 * 366),
          "of many parts every month and year is as long as one can be");
    p[0] = part(1, PROP64_UNIT_YEAR);
    b = prop64_sentence_ends((Prop64Bounds){civil(1985, 1, 1), civil(1985, 12, 31)}, p, 1);
    CHECK(b.lo == civil(1986, 1, 1) && b.hi == civil(1986, 12, 31),
          "a year from some day of 1985 ends on one of 1986");
    b = prop64_sentence_ends(PROP64_ANY_DAY, p, 1);
    CHECK(prop64_any_day(b), "from any day: any day");
    b = prop64_sentence_ends((Prop64Bounds){civil(1985, 1, 1), open}, p, 1);
    CHECK(b.lo == civil(1986, 1, 1) && b.hi == open, "from an open end: open");
}

/* Whatever row the parts run in, and from whatever day, the bounds hold, and are reached. */
static void
test_sentence_rows(void)
{
    bool sound = true, reached = true;

    for (int round = 0; round < 3000; round++)
    {
        Prop64SentencePart parts[4];
        size_t n = 1 + draw(4);
        int32_t begins = civil(2000, 1, 1) + (int32_t)draw(3000), longest = begins, latest = begins;
        Prop64Bounds b;

        for (size_t i = 0; i < n; i++)
            parts[i] = part((int32_t)draw(40), (Prop64Unit)(1 + draw(3)));
        b = prop64_sentence_ends((Prop64Bounds){begins, begins}, parts, n);
        for (size_t i = 0; i < n; i++)
        {
            int32_t end = prop64_sentence_ends((Prop64Bounds){begins, begins}, &parts[i], 1).hi;

            longest = end > longest ? end : longest;
        }
        for (int row = 0; row < 24 * 3; row++)
        {
            size_t order[4] = {0, 1, 2, 3};
            int32_t day = begins;

            for (size_t i = n; i > 1; i--)
            {
                size_t j = draw((uint32_t)i), swap = order[i - 1];

                order[i - 1] = order[j];
                order[j] = swap;
            }
            for (size_t i = 0; i < n; i++)
                day = prop64_sentence_ends((Prop64Bounds){day, day}, &parts[order[i]], 1).hi;
            latest = day > latest ? day : latest;
        }
        sound = sound && b.lo == longest && b.hi >= latest;
        reached = reached && (n > 2 || b.hi == latest);
    }
    CHECK(sound, "not before the longest part, not after all parts in any row");
    CHECK(reached, "and the last row is one of them");
}

int
main(int argc, char **argv)
{
    if (argc > 1)
        state = strtoull(argv[1], NULL, 10) | 1;
    printf("seed %llu\n", (unsigned long long)state);
    test_sentence_parts();
    test_sentence_ends();
    test_sentence_rows();
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
