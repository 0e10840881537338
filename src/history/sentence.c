/* sentence.c: see sentence.h.  Pure. */
#include "history/sentence.h"

#include <limits.h>

#define LENGTH_MAX   99999 /* longer than any term; more is a wrong number */
#define EXACT_PARTS  10    /* of more parts not every row is tried */
#define MONTH_LENGTH 31    /* the longest */
#define YEAR_LENGTH  366

/* ---- reading ---- */

static bool
is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static void
trim(const char **text, size_t *len)
{
    while (*len > 0 && is_blank((*text)[0]))
        (*text)++, (*len)--;
    while (*len > 0 && is_blank((*text)[*len - 1]))
        (*len)--;
}

static bool
same_word(const char *text, size_t len, const char *word)
{
    if (strlen(word) != len)
        return false;
    for (size_t i = 0; i < len; i++)
        if (((text[i] >= 'A' && text[i] <= 'Z') ? text[i] + 32 : text[i]) != word[i])
            return false;
    return true;
}

Prop64Unit
prop64_unit_parse(const char *text, size_t len)
{
    static const struct
    {
        const char *word;
        Prop64Unit unit;
    } words[] = {
        {"d", PROP64_UNIT_DAY},     {"day", PROP64_UNIT_DAY},     {"days", PROP64_UNIT_DAY},
        {"m", PROP64_UNIT_MONTH},   {"mo", PROP64_UNIT_MONTH},    {"mos", PROP64_UNIT_MONTH},
        {"mon", PROP64_UNIT_MONTH}, {"month", PROP64_UNIT_MONTH}, {"months", PROP64_UNIT_MONTH},
        {"y", PROP64_UNIT_YEAR},    {"yr", PROP64_UNIT_YEAR},     {"yrs", PROP64_UNIT_YEAR},
        {"year", PROP64_UNIT_YEAR}, {"years", PROP64_UNIT_YEAR},
    };

    trim(&text, &len);
    if (len > 0 && text[len - 1] == '.')
        len--;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (same_word(text, len, words[i].word))
            return words[i].unit;
    return PROP64_UNIT_UNKNOWN;
}

Prop64SentencePart
prop64_sentence_part(const char *length, size_t length_len, const char *unit, size_t unit_len)
{
    Prop64SentencePart part = {0, PROP64_UNIT_UNKNOWN};

    trim(&length, &length_len);
    if (length_len == 0)
        return part;
    for (size_t i = 0; i < length_len; i++)
    {
        if (length[i] < '0' || length[i] > '9')
            return part;
        part.length = part.length * 10 + (length[i] - '0');
        if (part.length > LENGTH_MAX)
            return part;
    }
    part.unit = prop64_unit_parse(unit, unit_len);
    return part;
}

/* ---- counting ---- */

static int32_t
min_day(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* A day past the last that can be written is open above. */
static int32_t
day_or_open(int64_t day)
{
    return day > PROP64_DAY_LAST ? PROP64_DAY_OPEN_HIGH : (int32_t)day;
}

static int32_t
add_months(int32_t day, int32_t months)
{
    int y, m, d;

    prop64_civil_from_day(day, &y, &m, &d);
    months += m - 1;
    y += months / 12;
    m = months % 12 + 1;
    if (y > 9999)
        return PROP64_DAY_OPEN_HIGH;
    while (!prop64_civil_valid(y, m, d))
        d--;
    return prop64_day_from_civil(y, m, d);
}

/* When a part of known length ends that begins on a day.  Never earlier for a later day. */
static int32_t
ends(int32_t day, Prop64SentencePart part)
{
    if (prop64_open_day(day))
        return day;
    switch (part.unit)
    {
        case PROP64_UNIT_DAY:
            return day_or_open((int64_t)day + part.length);
        case PROP64_UNIT_MONTH:
            return add_months(day, part.length);
        case PROP64_UNIT_YEAR:
            return part.length > 9999 ? PROP64_DAY_OPEN_HIGH
                                      : day_or_open(prop64_day_add_years(day, part.length));
        case PROP64_UNIT_UNKNOWN:
            break;
    }
    return day;
}

/*
 * The last day on which all parts in a row can end.  Months differ in length, so
 * that depends on the row: the latest end of a set of parts is the latest over
 * which of them comes last, because no part ends earlier for beginning later.
 */
static int32_t
in_a_row(int32_t day, const Prop64SentencePart *parts, size_t nparts)
{
    int32_t latest[1 << EXACT_PARTS];
    size_t nsets = (size_t)1 << nparts;

    latest[0] = day;
    for (size_t set = 1; set < nsets; set++)
    {
        latest[set] = INT32_MIN;
        for (size_t last = 0; last < nparts; last++)
        {
            int32_t end;

            if (!(set & ((size_t)1 << last)))
                continue;
            end = ends(latest[set & ~((size_t)1 << last)], parts[last]);
            if (end > latest[set])
                latest[set] = end;
        }
    }
    return latest[nsets - 1];
}

/* The same for many parts, with every month and year as long as one can be. */
static int32_t
in_a_row_at_most(int32_t day, const Prop64SentencePart *parts, size_t nparts)
{
    int64_t end = day;

    for (size_t i = 0; i < nparts && end <= PROP64_DAY_LAST; i++)
        end += (int64_t)parts[i].length * (parts[i].unit == PROP64_UNIT_YEAR    ? YEAR_LENGTH
                                           : parts[i].unit == PROP64_UNIT_MONTH ? MONTH_LENGTH
                                                                                : 1);
    return day_or_open(end);
}

Prop64Bounds
prop64_sentence_ends(Prop64Bounds begins, const Prop64SentencePart *parts, size_t nparts)
{
    Prop64Bounds b = begins;
    bool open = nparts == 0;

    for (size_t i = 0; i < nparts; i++)
    {
        int32_t end = ends(begins.lo, parts[i]);

        open = open || parts[i].unit == PROP64_UNIT_UNKNOWN;
        if (end > b.lo)
            b.lo = min_day(end, PROP64_DAY_LAST);
    }
    if (open || begins.hi == PROP64_DAY_OPEN_HIGH)
        b.hi = PROP64_DAY_OPEN_HIGH;
    else
        b.hi = nparts <= EXACT_PARTS ? in_a_row(begins.hi, parts, nparts)
                                     : in_a_row_at_most(begins.hi, parts, nparts);
    return b;
}
