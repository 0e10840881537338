/*
 * law_cannabis.c: the list cannabis.  Pure.
 *
 * The sections of HS 11361.8(e), HS 11357 to 11360, whatever the subdivision; the
 * entries below the sections tell what each subdivision was or is.  Their letters
 * changed meaning on 2016-11-09; prop64.conduct tells the offense apart by date.
 */
#include "law/law_entries.h"

#define VERSION "2026.1"

#define E8        "HS 11361.8(e)"
#define OLD_LAST  "2016-11-08"
#define NEW_FIRST "2016-11-09"

#define OLD(c, s) ON_UNTIL(c, OLD_LAST, s)
#define NEW(c, s) ON_FROM(c, NEW_FIRST, s)

#define Q_FORM                                                                                     \
    "HS 11361.8 does not name attempts, conspiracies and solicitations: does relief from the "     \
    "offense reach this one?"
#define Q_ACCESSORY                                                                                \
    "Accessory to a cannabis felony has been held eligible (People v. Boatwright): is this one?"
#define Q_PREDECESSOR                                                                              \
    "A predecessor of HS 11357 to 11360, which HS 11361.8(e) does not name: does it count?"

#define SECTION(c)                                                                                 \
    ON(c, E8),                                                                                     \
        OPEN_FORMS(c, PROP64_LAW_ATTEMPT | PROP64_LAW_CONSPIRACY | PROP64_LAW_SOLICITATION,        \
                   Q_FORM, E8),                                                                    \
        OPEN_FORMS(c, PROP64_LAW_ACCESSORY, Q_ACCESSORY, E8 ", People v. Boatwright (2019)")

static const Prop64LawEntry entries[] = {
    SECTION("HS 11357"),
    OLD("HS 11357(a)", E8 "; to 2016-11-08: concentrated cannabis"),
    OLD("HS 11357(b)", E8 "; to 2016-11-08: not more than 28.5 grams"),
    OLD("HS 11357(c)", E8 "; to 2016-11-08: more than 28.5 grams"),
    OLD("HS 11357(d)", E8 "; to 2016-11-08: small amount on school grounds, 18 or older"),
    OLD("HS 11357(e)", E8 "; to 2016-11-08: small amount on school grounds, under 18"),
    NEW("HS 11357(a)", E8 "; since 2016-11-09: small amount, under 21"),
    NEW("HS 11357(b)", E8 "; since 2016-11-09: large amount"),
    NEW("HS 11357(c)", E8 "; since 2016-11-09: small amount on school grounds, 18 or older"),
    NEW("HS 11357(d)", E8 "; since 2016-11-09: small amount on school grounds, under 18"),

    SECTION("HS 11358"),
    NEW("HS 11358(a)", E8 "; since 2016-11-09: cultivation under 18"),
    NEW("HS 11358(b)", E8 "; since 2016-11-09: not more than six plants, 18 to 20"),
    NEW("HS 11358(c)", E8 "; since 2016-11-09: more than six plants, 18 or older"),
    NEW("HS 11358(d)", E8 "; since 2016-11-09: more than six plants, with a prior or harm"),

    SECTION("HS 11359"),
    NEW("HS 11359(a)", E8 "; since 2016-11-09: possession for sale under 18"),
    NEW("HS 11359(b)", E8 "; since 2016-11-09: possession for sale, 18 or older"),
    NEW("HS 11359(c)", E8 "; since 2016-11-09: with a prior, or sale to a person under 18"),
    NEW("HS 11359(d)", E8 "; since 2016-11-09: employing a person of 20 or younger"),

    SECTION("HS 11360"),
    OLD("HS 11360(a)", E8 "; to 2016-11-08: sale, transport, import, furnishing"),
    OLD("HS 11360(b)", E8 "; to 2016-11-08: giving or transporting not more than 28.5 grams"),
    NEW("HS 11360(a)(1)", E8 "; since 2016-11-09: sale or transport for sale, under 18"),
    NEW("HS 11360(a)(2)", E8 "; since 2016-11-09: sale or transport for sale, 18 or older"),
    NEW("HS 11360(a)(3)", E8 "; since 2016-11-09: with a prior, a minor, or across the border"),
    NEW("HS 11360(b)", E8 "; since 2016-11-09: not more than 28.5 grams"),

    OPEN("HS 11530", Q_PREDECESSOR, "former HS 11530: possession"),
    OPEN("HS 11530.1", Q_PREDECESSOR, "former HS 11530.1: cultivation"),
    OPEN("HS 11530.5", Q_PREDECESSOR, "former HS 11530.5: possession for sale"),
    OPEN("HS 11531", Q_PREDECESSOR, "former HS 11531: sale and transport"),
};

const Prop64LawList prop64_law_cannabis_2026_1 = {
    VERSION, "cannabis", "Cannabis offenses named in HS 11361.8(e): HS 11357 to 11360", entries,
    LAW_COUNT(entries)};
