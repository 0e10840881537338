/* conduct.c: see conduct.h.  Pure. */
#include "law/conduct.h"

/* The names of conduct; frozen. */
#define CONCENTRATE   "concentrated cannabis"
#define SMALL         "possession up to 28.5 g"
#define LARGE         "possession over 28.5 g"
#define SMALL_YOUNG   "possession up to 28.5 g, under 21"
#define SCHOOL_ADULT  "possession up to 28.5 g at a school, 18 or older"
#define SCHOOL_MINOR  "possession up to 28.5 g at a school, under 18"
#define GROW          "cultivation"
#define GROW_MINOR    "cultivation, under 18"
#define GROW_SIX      "cultivation up to 6 plants, 18 to 20"
#define GROW_MORE     "cultivation over 6 plants, 18 or older"
#define FOR_SALE      "possession for sale"
#define SELL_OR_CARRY "sale, furnishing, import or any transport"
#define SELL          "sale, furnishing, import or transport for sale"
#define GIFT_OR_CARRY "gift or any transport up to 28.5 g"
#define GIFT          "gift or transport for sale up to 28.5 g"
#define USE_OF_MINOR  "sale to or use of a minor"
#define FURNISH_MINOR "furnishing to a minor of 14 or older"
#define DRIVING       "possession up to 28.5 g while driving"
#define OPEN_DRIVING  "open container while driving"

#define F   (1u << PROP64_FELONY)
#define M   (1u << PROP64_MISDEMEANOR)
#define I   (1u << PROP64_INFRACTION)
#define FM  (F | M)
#define FMI (F | M | I)

/* The last day before Proposition 64, and its first. */
#define OLD_LAST  "2016-11-08"
#define NEW_FIRST "2016-11-09"

#define MOSCONE  "Stats. 1975, SB 95, in force 1976-01-01"
#define SB_1449  "Stats. 2010, SB 1449, in force 2011-01-01"
#define AB_730   "Stats. 2015, AB 730, in force 2016-01-01: transport is transport for sale"
#define DOJ      "California DOJ offence-code table, April 2021"
#define P64      "HS 11357 as amended by Proposition 64"
#define P64_GROW "HS 11358 as amended by Proposition 64"
#define P64_SALE "HS 11359 as amended by Proposition 64"
#define P64_SELL "HS 11360 as amended by Proposition 64"
#define MAY      ": a felony is permitted, not required"

#define NEW(c, conduct, levels, s)                                                                 \
    {                                                                                              \
        (c), NEW_FIRST, NULL, (conduct), (levels), (s)                                             \
    }

static const Prop64ConductEntry entries[] = {
    {"HS 11357", "1976-01-01", "2010-12-31", NULL, FM,
     "open: former (a) to (e) were different offenses, and none is named"},
    {"HS 11357", "2011-01-01", OLD_LAST, NULL, FMI,
     "open: former (a) to (e) were different offenses, and none is named"},
    NEW("HS 11357", NULL, M | I, "open: (a) to (d) are different offenses, and none is named"),

    {"HS 11357(a)", "1976-01-01", "2014-11-04", CONCENTRATE, FM,
     "former HS 11357(a); " MOSCONE "; " DOJ ", codes 35179 and 35383"},
    {"HS 11357(a)", "2014-11-05", OLD_LAST, CONCENTRATE, FM,
     "former HS 11357(a) as amended by Proposition 47: a felony only with a super strike or a "
     "PC 290(c) conviction before"},
    NEW("HS 11357(a)", SMALL_YOUNG, I, P64 ", (a); " DOJ ", code 35429"),
    NEW("HS 11357(a)(1)", SMALL_YOUNG, I, P64 ", (a)(1): under 18"),
    NEW("HS 11357(a)(1)(A)", SMALL_YOUNG, I, P64 ", (a)(1)(A): under 18, first finding"),
    NEW("HS 11357(a)(1)(B)", SMALL_YOUNG, I, P64 ", (a)(1)(B): under 18, later finding"),
    NEW("HS 11357(a)(2)", SMALL_YOUNG, I, P64 ", (a)(2): 18 to 20"),

    {"HS 11357(b)", "1976-01-01", "2010-12-31", SMALL, M, "former HS 11357(b); " MOSCONE},
    {"HS 11357(b)", "2011-01-01", OLD_LAST, SMALL, I, "former HS 11357(b); " SB_1449},
    NEW("HS 11357(b)", LARGE, M | I, P64 ", (b); " DOJ ", codes 35430 and 35431"),
    NEW("HS 11357(b)(1)", LARGE, I, P64 ", (b)(1): under 18"),
    NEW("HS 11357(b)(1)(A)", LARGE, I, P64 ", (b)(1)(A): under 18, first finding"),
    NEW("HS 11357(b)(1)(B)", LARGE, I, P64 ", (b)(1)(B): under 18, later finding"),
    NEW("HS 11357(b)(2)", LARGE, M, P64 ", (b)(2): 18 or older"),

    {"HS 11357(c)", "1976-01-01", OLD_LAST, LARGE, M, "former HS 11357(c); " MOSCONE},
    NEW("HS 11357(c)", SCHOOL_ADULT, M, P64 ", (c); " DOJ ", code 35432"),
    NEW("HS 11357(c)(1)", SCHOOL_ADULT, M, P64 ", (c)(1): first finding"),
    NEW("HS 11357(c)(2)", SCHOOL_ADULT, M, P64 ", (c)(2): later finding"),

    {"HS 11357(d)", NULL, "1999-12-31", NULL, 0,
     "open: the day on which former (d) was added was not found"},
    {"HS 11357(d)", "2000-01-01", OLD_LAST, SCHOOL_ADULT, M,
     "former HS 11357(d); first day not found: in force by 2000, inferred from In re Adrian R. "
     "(2000) 85 Cal.App.4th 448; to be confirmed by counsel"},
    NEW("HS 11357(d)", SCHOOL_MINOR, I, P64 ", (d); " DOJ ", code 35433"),

    {"HS 11357(e)", NULL, "1999-12-31", NULL, 0,
     "open: the day on which former (e) was added was not found"},
    {"HS 11357(e)", "2000-01-01", OLD_LAST, SCHOOL_MINOR, M,
     "former HS 11357(e); first day not found: in force by 2000, inferred from In re Adrian R. "
     "(2000) 85 Cal.App.4th 448; to be confirmed by counsel"},

    {"HS 11358", "1977-01-01", OLD_LAST, GROW, F, "former HS 11358; " DOJ ", code 35125"},
    NEW("HS 11358", NULL, FMI, "open: (a) to (d) are different offenses, and none is named"),
    NEW("HS 11358(a)", GROW_MINOR, I, P64_GROW ", (a); " DOJ ", code 35434"),
    NEW("HS 11358(b)", GROW_SIX, I, P64_GROW ", (b); " DOJ ", code 35435"),
    NEW("HS 11358(c)", GROW_MORE, M, P64_GROW ", (c); " DOJ ", code 35436"),
    NEW("HS 11358(d)", GROW_MORE, FM, P64_GROW ", (d), with a prior or harm" MAY),
    NEW("HS 11358(d)(1)", GROW_MORE, FM, P64_GROW ", (d)(1), with a prior" MAY),
    NEW("HS 11358(d)(2)", GROW_MORE, FM, P64_GROW ", (d)(2), with two priors" MAY),
    NEW("HS 11358(d)(3)", GROW_MORE, FM, P64_GROW ", (d)(3), with harm" MAY),
    NEW("HS 11358(d)(3)(A)", GROW_MORE, FM, P64_GROW ", (d)(3)(A), with harm" MAY),
    NEW("HS 11358(d)(3)(B)", GROW_MORE, FM, P64_GROW ", (d)(3)(B), with harm" MAY),
    NEW("HS 11358(d)(3)(C)", GROW_MORE, FM, P64_GROW ", (d)(3)(C), with harm" MAY),
    NEW("HS 11358(d)(3)(D)", GROW_MORE, FM, P64_GROW ", (d)(3)(D), with harm" MAY),
    NEW("HS 11358(d)(3)(E)", GROW_MORE, FM, P64_GROW ", (d)(3)(E), with harm" MAY),
    NEW("HS 11358(d)(3)(F)", GROW_MORE, FM, P64_GROW ", (d)(3)(F), with harm" MAY),
    NEW("HS 11358(d)(3)(G)", GROW_MORE, FM, P64_GROW ", (d)(3)(G), with harm" MAY),

    {"HS 11359", "1977-07-01", OLD_LAST, FOR_SALE, F, "former HS 11359; " DOJ ", code 35127"},
    NEW("HS 11359", FOR_SALE, FMI, P64_SALE ": (a) to (d) set its punishments"),
    NEW("HS 11359(a)", FOR_SALE, I, P64_SALE ", (a): under 18; " DOJ ", code 35450"),
    NEW("HS 11359(b)", FOR_SALE, M, P64_SALE ", (b): 18 or older; " DOJ ", code 35451"),
    NEW("HS 11359(c)", FOR_SALE, FM, P64_SALE ", (c), with a prior or sale to a minor" MAY),
    NEW("HS 11359(c)(1)", FOR_SALE, FM, P64_SALE ", (c)(1), with a prior" MAY),
    NEW("HS 11359(c)(2)", FOR_SALE, FM, P64_SALE ", (c)(2), with two priors" MAY),
    NEW("HS 11359(c)(3)", FOR_SALE, FM, P64_SALE ", (c)(3), with sale to a minor" MAY),
    NEW("HS 11359(d)", FOR_SALE, FM,
        P64_SALE ", (d), 21 or older employing a person of 20 or younger" MAY),

    {"HS 11360", "1976-01-01", OLD_LAST, NULL, FM,
     "open: former (a) and (b) were different offenses, and none is named"},
    NEW("HS 11360", NULL, FMI, "open: (a) and (b) are different offenses, and none is named"),
    {"HS 11360(a)", "1973-10-01", "2015-12-31", SELL_OR_CARRY, F,
     "former HS 11360(a); " DOJ ", code 35215"},
    {"HS 11360(a)", "2016-01-01", OLD_LAST, SELL, F, "former HS 11360(a); " AB_730},
    NEW("HS 11360(a)", SELL, FMI, P64_SELL ", (a); " DOJ ", codes 35446 to 35448"),
    NEW("HS 11360(a)(1)", SELL, I, P64_SELL ", (a)(1): under 18"),
    NEW("HS 11360(a)(2)", SELL, M, P64_SELL ", (a)(2): 18 or older"),
    NEW("HS 11360(a)(3)", SELL, FM, P64_SELL ", (a)(3), aggravated" MAY),
    NEW("HS 11360(a)(3)(A)", SELL, FM, P64_SELL ", (a)(3)(A), with a prior" MAY),
    NEW("HS 11360(a)(3)(B)", SELL, FM, P64_SELL ", (a)(3)(B), with two priors" MAY),
    NEW("HS 11360(a)(3)(C)", SELL, FM, P64_SELL ", (a)(3)(C), to a minor" MAY),
    NEW("HS 11360(a)(3)(D)", SELL, FM, P64_SELL ", (a)(3)(D), across the state border" MAY),
    {"HS 11360(b)", "1976-01-01", "2015-12-31", GIFT_OR_CARRY, M, "former HS 11360(b); " MOSCONE},
    {"HS 11360(b)", "2016-01-01", OLD_LAST, GIFT, M, "former HS 11360(b); " AB_730},
    NEW("HS 11360(b)", GIFT, I, P64_SELL ", (b); " DOJ ", code 35449"),

    {"HS 11361", "1987-01-01", NULL, NULL, F,
     "open: (a) and (b) are different offenses, and none is named"},
    {"HS 11361(a)", "1987-01-01", NULL, USE_OF_MINOR, F, "HS 11361(a); " DOJ ", code 35167"},
    {"HS 11361(b)", "1987-01-01", NULL, FURNISH_MINOR, F, "HS 11361(b); " DOJ ", code 35255"},

    {"VC 23222(b)", "1984-01-01", "2010-12-31", DRIVING, M,
     "former VC 23222(b); " DOJ ", code 42080"},
    {"VC 23222(b)", "2011-01-01", "2017-06-26", DRIVING, I,
     "former VC 23222(b); " SB_1449 "; " DOJ ", code 42103"},
    {"VC 23222(b)", "2017-06-27", NULL, OPEN_DRIVING, I,
     "VC 23222(b) as amended by Stats. 2017, ch. 27, SB 94, in force 2017-06-27"},
    {"VC 23222(b)(1)", "2017-06-27", NULL, OPEN_DRIVING, I,
     "VC 23222(b)(1) as amended by Stats. 2017, ch. 27, SB 94, in force 2017-06-27"},
};

#define ENTRIES ((int)(sizeof(entries) / sizeof(entries[0])))

static bool
in_force(const Prop64ConductEntry *entry, int32_t day, int32_t *last)
{
    int32_t from = PROP64_DAY_OPEN_LOW;

    *last = PROP64_DAY_OPEN_HIGH;
    if (entry->from != NULL && !prop64_day_parse(entry->from, strlen(entry->from), &from))
        return false;
    if (entry->until != NULL && !prop64_day_parse(entry->until, strlen(entry->until), last))
        return false;
    return from <= day && day <= *last;
}

/* The entry, and the last day on which it is in force. */
static const Prop64ConductEntry *
find(const char *citation, size_t len, int32_t day, int32_t *last)
{
    for (int i = 0; i < ENTRIES; i++)
        if (strlen(entries[i].citation) == len && memcmp(entries[i].citation, citation, len) == 0 &&
            in_force(&entries[i], day, last))
            return &entries[i];
    return NULL;
}

const Prop64ConductEntry *
prop64_conduct_at(int i)
{
    return i >= 0 && i < ENTRIES ? &entries[i] : NULL;
}

const Prop64ConductEntry *
prop64_conduct_find(const char *citation, size_t len, int32_t day)
{
    int32_t last;

    return find(citation, len, day, &last);
}

const char *
prop64_conduct_over(const char *citation, size_t len, Prop64Bounds days)
{
    const char *conduct = NULL;

    for (int32_t day = days.lo;;)
    {
        int32_t last;
        const Prop64ConductEntry *entry = find(citation, len, day, &last);

        if (entry == NULL || entry->conduct == NULL ||
            (conduct != NULL && strcmp(conduct, entry->conduct) != 0))
            return NULL;
        conduct = entry->conduct;
        if (last >= days.hi)
            return conduct;
        day = last + 1;
    }
}

bool
prop64_conduct_named(const char *name, size_t len)
{
    for (int i = 0; i < ENTRIES; i++)
        if (entries[i].conduct != NULL && strlen(entries[i].conduct) == len &&
            memcmp(entries[i].conduct, name, len) == 0)
            return true;
    return false;
}

/* Does the table have entries for the citation's section? */
static bool
knows_section(const char *citation, size_t len)
{
    const char *bracket = memchr(citation, '(', len);
    size_t section = bracket != NULL ? (size_t)(bracket - citation) : len;

    for (int i = 0; i < ENTRIES; i++)
        if (strncmp(entries[i].citation, citation, section) == 0 &&
            (entries[i].citation[section] == '\0' || entries[i].citation[section] == '('))
            return true;
    return false;
}

/* The first day after this one on which an entry of the citation begins; open when none does. */
static int32_t
next_start(const char *citation, size_t len, int32_t day)
{
    int32_t next = PROP64_DAY_OPEN_HIGH;

    for (int i = 0; i < ENTRIES; i++)
    {
        int32_t from;

        if (entries[i].from != NULL && strlen(entries[i].citation) == len &&
            memcmp(entries[i].citation, citation, len) == 0 &&
            prop64_day_parse(entries[i].from, strlen(entries[i].from), &from) && from > day &&
            from < next)
            next = from;
    }
    return next;
}

Prop64Truth
prop64_conduct_is(const char *citation, size_t len, Prop64Bounds days, const char *name,
                  size_t name_len, bool *open)
{
    bool yes = false, no = false;

    *open = false;
    if (!knows_section(citation, len))
        return PROP64_FALSE;
    for (int32_t day = days.lo;;)
    {
        int32_t last;
        const Prop64ConductEntry *entry = find(citation, len, day, &last);

        if (entry == NULL || entry->conduct == NULL)
            *open = true;
        else if (strlen(entry->conduct) == name_len && memcmp(entry->conduct, name, name_len) == 0)
            yes = true;
        else
            no = true;
        /* where no entry is in force, up to the day before the next begins */
        if (entry == NULL)
        {
            last = next_start(citation, len, day);
            if (last != PROP64_DAY_OPEN_HIGH)
                last--;
        }
        if (last >= days.hi || last == PROP64_DAY_OPEN_HIGH)
            break;
        day = last + 1;
    }
    if (*open || (yes && no))
        return PROP64_UNKNOWN;
    return prop64_truth(yes);
}
