/*
 * law_superstrike.c: the list superstrike.  Pure.
 *
 * A prior conviction of one of these lets HS 11358(d), 11359(c) and 11360(a)(3)
 * stay a felony.  PC 667(e)(2)(C)(iv) names eight items, I to VIII; the source of
 * each entry says which.  Items I and VIII describe offenses instead of naming
 * them, so much of this table is about what a citation alone can and cannot show.
 */
#include "law/law_entries.h"

#define VERSION "2026.1"

/* Items of PC 667(e)(2)(C)(iv), with the section that fills them in. */
#define ITEM_1       "PC 667(e)(2)(C)(iv)(I), WIC 6600(b): by force, fear or threat of retaliation"
#define ITEM_1_CHILD "PC 667(e)(2)(C)(iv)(I), WIC 6600(b) and 6600.1: victim under 14"
#define ITEM_1_INTENT                                                                              \
    "PC 667(e)(2)(C)(iv)(I), WIC 6600(b): with intent to commit a listed sex offense"
#define ITEM_2   "PC 667(e)(2)(C)(iv)(II): victim under 14 and more than 10 years younger"
#define ITEM_1_2 "PC 667(e)(2)(C)(iv)(I) and (II): every way of committing it is listed"
#define ITEM_3   "PC 667(e)(2)(C)(iv)(III): lewd act with a child under 14"
#define ITEM_4   "PC 667(e)(2)(C)(iv)(IV): homicide or attempted homicide, PC 187 to 191.5"
#define ITEM_5   "PC 667(e)(2)(C)(iv)(V): solicitation to commit murder"
#define ITEM_6   "PC 667(e)(2)(C)(iv)(VI): machinegun assault on a peace officer or firefighter"
#define ITEM_7   "PC 667(e)(2)(C)(iv)(VII): possession of a weapon of mass destruction"
#define ITEM_8   "PC 667(e)(2)(C)(iv)(VIII): serious or violent felony punishable by life or death"

#define NOT_SPOUSE                                                                                 \
    "outside WIC 6600(b): the subdivision is not committed by force, and a spouse is not a child"
#define NOT_PRISON                                                                                 \
    "outside WIC 6600(b): the subdivision is not committed by force, and an inmate is not a child"

#define Q_SECTION                                                                                  \
    "The citation does not say which subdivision it was: one that is listed or another?"
#define Q_FORCE                                                                                    \
    "Was it committed by force, violence, duress, menace, fear or threat of retaliation, or was "  \
    "the victim under 14 (WIC 6600.1)? The citation does not say."
#define Q_INTENT                                                                                   \
    "Was the intent to commit PC 261, 262, 264.1, 286, 287, 288 or 289? The citation does not "    \
    "say."
#define Q_ATTEMPT_SEX                                                                              \
    "Is an attempt at a sexually violent offense within WIC 6600(b)? The text does not say."
#define Q_CONSPIRACY                                                                               \
    "A conspiracy is punished as its object is (PC 182): does that make it a felony punishable "   \
    "by life?"
#define Q_SCHEME                                                                                   \
    "A sentencing scheme, not an offense: which offense was sentenced under it, and was it "       \
    "punishable by life?"

/* Homicide: attempts count by item IV, solicitation by item V. */
#define HOMICIDE(c)                                                                                \
    ON_FORMS(c, PROP64_LAW_COMPLETED | PROP64_LAW_ATTEMPT, ITEM_4),                                \
        ON_FORMS(c, PROP64_LAW_SOLICITATION, ITEM_5),                                              \
        OPEN_FORMS(c, PROP64_LAW_CONSPIRACY, Q_CONSPIRACY, ITEM_8)

/* A felony that its own section punishes by life or death. */
#define LIFE(c) ON(c, ITEM_8), OPEN_FORMS(c, PROP64_LAW_CONSPIRACY, Q_CONSPIRACY, ITEM_8)

#define ATTEMPT_OPEN(c) OPEN_FORMS(c, PROP64_LAW_ATTEMPT, Q_ATTEMPT_SEX, ITEM_1)

static const Prop64LawEntry entries[] = {
    LIFE("PC 37"),
    LIFE("PC 128"),

    /* IV: every section of the range that a record cites for murder */
    HOMICIDE("PC 187"),
    HOMICIDE("PC 188"),
    HOMICIDE("PC 189"),
    HOMICIDE("PC 189.1"),
    HOMICIDE("PC 189.5"),
    HOMICIDE("PC 190"),
    HOMICIDE("PC 190.03"),
    HOMICIDE("PC 190.05"),
    HOMICIDE("PC 190.1"),
    HOMICIDE("PC 190.2"),
    HOMICIDE("PC 190.25"),
    HOMICIDE("PC 190.3"),
    HOMICIDE("PC 190.4"),
    HOMICIDE("PC 190.5"),
    HOMICIDE("PC 191"),
    ON_FORMS("PC 191.5", PROP64_LAW_COMPLETED | PROP64_LAW_ATTEMPT, ITEM_4),
    {.charge = "PC 191.5",
     .reach = PROP64_LAW_EXACT,
     .forms = PROP64_LAW_COMPLETED | PROP64_LAW_ATTEMPT,
     .question = Q_SECTION,
     .source = ITEM_4},
    OPEN("PC 191.5(b)",
         "Vehicular manslaughter without gross negligence may be a misdemeanor: was this one a "
         "serious or violent felony?",
         ITEM_4),

    LIFE("PC 205"),
    LIFE("PC 206"),
    LIFE("PC 206.1"),

    /* kidnapping: by intent (I) or by a life term (VIII) */
    OPEN("PC 207", Q_INTENT, ITEM_1_INTENT),
    OPEN("PC 207(b)",
         "A child under 14 enticed for an act under PC 288: is it a sexually violent offense "
         "without force (WIC 6600.1)?",
         ITEM_1_INTENT),
    OPEN("PC 208", Q_INTENT, ITEM_1_INTENT),
    OPEN("PC 209",
         "Kidnapping for ransom or to commit another crime, without its subdivision: which was it, "
         "and was it punishable by life?",
         ITEM_8),
    LIFE("PC 209(a)"),
    LIFE("PC 209(b)"),
    LIFE("PC 209.5"),

    OPEN_EXACT("PC 217.1", Q_SECTION, ITEM_8),
    LIFE("PC 217.1(b)"),
    LIFE("PC 218"),
    LIFE("PC 219"),

    OPEN("PC 220", Q_INTENT, ITEM_1_INTENT),
    OPEN("PC 220(a)(2)", Q_FORCE, ITEM_1_INTENT ", which PC 220(a)(2) has in its text"),
    LIFE("PC 220(b)"),

    OPEN_EXACT("PC 236.1", Q_SECTION, ITEM_8),
    OPEN_EXACT("PC 236.1(c)", Q_SECTION, ITEM_8),
    OPEN("PC 236.1(c)(2)",
         "Trafficking of a minor by force: punishable by life since 2012-11-07, the day after the "
         "lists of PC 667(h) were frozen?",
         ITEM_8),

    OPEN_EXACT("PC 245", Q_SECTION, ITEM_6),
    OPEN_EXACT("PC 245(d)", Q_SECTION, ITEM_6),
    ON("PC 245(d)(3)", ITEM_6),

    /* rape: force is subdivision (a)(2), retaliation (a)(6) */
    OPEN("PC 261", Q_FORCE, ITEM_1),
    ATTEMPT_OPEN("PC 261"),
    ON("PC 261(a)(2)", ITEM_1),
    ON("PC 261(a)(6)", ITEM_1),
    OPEN("PC 262", Q_FORCE, ITEM_1),
    ATTEMPT_OPEN("PC 262"),
    ON("PC 262(a)(1)", ITEM_1),
    OFF("PC 262(a)(2)", NOT_SPOUSE),
    OFF("PC 262(a)(3)", NOT_SPOUSE),
    ON("PC 262(a)(4)", ITEM_1),
    OFF("PC 262(a)(5)", NOT_SPOUSE),
    OPEN("PC 264", Q_FORCE, "PC 264 is the punishment of PC 261 and 262; " ITEM_1),
    ON("PC 264(c)", "PC 264(c) punishes forcible rape of a minor, PC 261(a)(2); " ITEM_1),
    ATTEMPT_OPEN("PC 264"),
    ON("PC 264.1", ITEM_1),
    ATTEMPT_OPEN("PC 264.1"),
    LIFE("PC 269"),
    ATTEMPT_OPEN("PC 269"),
    LIFE("PC 273ab"),

    /* sodomy and oral copulation: (c) is a child under 14, force or threat; (d) in concert */
    OPEN("PC 286", Q_FORCE, ITEM_1),
    ATTEMPT_OPEN("PC 286"),
    ON("PC 286(c)", ITEM_1_2),
    ON("PC 286(c)(1)", ITEM_2),
    ON("PC 286(c)(2)", ITEM_1),
    ON("PC 286(c)(3)", ITEM_1),
    ON("PC 286(d)", ITEM_1),
    OFF("PC 286(e)", NOT_PRISON),
    OPEN("PC 287", Q_FORCE, ITEM_1),
    ATTEMPT_OPEN("PC 287"),
    ON("PC 287(c)", ITEM_1_2),
    ON("PC 287(c)(1)", ITEM_2),
    ON("PC 287(c)(2)", ITEM_1),
    ON("PC 287(c)(3)", ITEM_1),
    ON("PC 287(d)(1)(A)", ITEM_1),
    ON("PC 287(d)(1)(B)", ITEM_1),
    ON("PC 287(d)(2)", ITEM_1),
    ON("PC 287(d)(3)", ITEM_1),
    OFF("PC 287(e)", NOT_PRISON),

    /* 288: (a), (b)(1) and (i) are children under 14; (b)(2) a dependent person, by force */
    OPEN("PC 288", Q_SECTION, ITEM_3),
    ATTEMPT_OPEN("PC 288"),
    {.charge = "PC 288(a)", .reach = PROP64_LAW_EXACT, .source = ITEM_3},
    OPEN("PC 288(a)", "PC 288(a) has no subdivision: was PC 288a meant?", ITEM_3),
    ON("PC 288(b)", ITEM_1),
    ON("PC 288(b)(1)", ITEM_3),
    ON("PC 288(b)(2)", ITEM_1),
    OPEN("PC 288(c)", Q_FORCE, "victim of 14 or 15, or dependent: not item III; " ITEM_1),
    ON("PC 288(i)", ITEM_3),
    OPEN("PC 288a", Q_FORCE, "now PC 287; " ITEM_1),
    ATTEMPT_OPEN("PC 288a"),
    ON("PC 288a(c)", "now PC 287(c); " ITEM_1_2),
    ON("PC 288a(c)(1)", "now PC 287(c)(1); " ITEM_2),
    ON("PC 288a(c)(2)", "now PC 287(c)(2); " ITEM_1),
    ON("PC 288a(c)(3)", "now PC 287(c)(3); " ITEM_1),
    /* until 2010-09-08 (d)(1) was force, (2) threat, (3) a victim unable to consent */
    ON_UNTIL("PC 288a(d)(1)", "2010-09-08", "now PC 287(d)(1)(A); " ITEM_1),
    ON("PC 288a(d)(1)(A)", "now PC 287(d)(1)(A); " ITEM_1),
    ON("PC 288a(d)(1)(B)", "now PC 287(d)(1)(B); " ITEM_1),
    ON("PC 288a(d)(2)", "now PC 287(d)(1)(B) or (d)(2); " ITEM_1),
    ON_FROM("PC 288a(d)(3)", "2010-09-09", "now PC 287(d)(3); " ITEM_1),
    OFF("PC 288a(e)", NOT_PRISON),
    ON("PC 288.5", ITEM_1_CHILD),
    ATTEMPT_OPEN("PC 288.5"),
    LIFE("PC 288.7"),

    /* penetration: (a) is force and retaliation, (j) a child under 14 */
    OPEN("PC 289", Q_FORCE, ITEM_1),
    ATTEMPT_OPEN("PC 289"),
    ON("PC 289(a)", ITEM_1),
    ON("PC 289(j)", ITEM_2),

    LIFE("PC 451.5"),
    OPEN_EXACT("PC 653f", Q_SECTION, ITEM_5),
    ON("PC 653f(b)", ITEM_5),
    LIFE("PC 4500"),
    OPEN("PC 11418", Q_SECTION, ITEM_7),
    ON("PC 11418(a)(1)", ITEM_7),
    LIFE("PC 11418(b)(1)"),
    LIFE("PC 11418(b)(2)"),
    LIFE("PC 12308"),
    LIFE("PC 12310"),
    LIFE("PC 18745"),
    LIFE("PC 18755"),
    OPEN_EXACT("MV 1672", Q_SECTION, ITEM_8),
    LIFE("MV 1672(a)"),

    /* what shows a life term without naming the offense */
    OPEN("PC 667(e)(2)",
         "A third-strike life term: does a term that recidivism alone makes a life term count?",
         ITEM_8),
    OPEN("PC 1170.12(c)(2)",
         "A third-strike life term: does a term that recidivism alone makes a life term count?",
         ITEM_8),
    OPEN("PC 667.61", Q_SCHEME, ITEM_8),
    OPEN("PC 667.7", Q_SCHEME, ITEM_8),
    OPEN("PC 667.71", Q_SCHEME, ITEM_8),
    OPEN_EXACT("PC 12022.53", Q_SCHEME, ITEM_8),
    OPEN("PC 12022.53(d)", Q_SCHEME, ITEM_8),

    /* forms without their object */
    {.charge = "PC 664",
     .reach = PROP64_LAW_NO_TARGET,
     .level = PROP64_FELONY,
     .question = "An attempt at what? Attempted murder is listed.",
     .source = ITEM_4},
    {.charge = "PC 182",
     .reach = PROP64_LAW_EXACT,
     .level = PROP64_FELONY,
     .question = "A conspiracy to commit what? " Q_CONSPIRACY,
     .source = ITEM_8},
    {.charge = "PC 182(a)",
     .reach = PROP64_LAW_EXACT,
     .level = PROP64_FELONY,
     .question = "A conspiracy to commit what? " Q_CONSPIRACY,
     .source = ITEM_8},
    {.charge = "PC 182(a)(1)",
     .reach = PROP64_LAW_NO_TARGET,
     .level = PROP64_FELONY,
     .question = "A conspiracy to commit what? " Q_CONSPIRACY,
     .source = ITEM_8},

    /* gang life terms: both must stand in the same case */
    PAIR("PC 186.22(b)(4)", "PC 136.1", ITEM_8 ", by PC 186.22(b)(4)(C)"),
    PAIR("PC 186.22(b)(4)", "PC 213(a)(1)(A)", ITEM_8 ", by PC 186.22(b)(4)(B)"),
    PAIR("PC 186.22(b)(4)", "PC 215", ITEM_8 ", by PC 186.22(b)(4)(B)"),
    PAIR("PC 186.22(b)(4)", "PC 246", ITEM_8 ", by PC 186.22(b)(4)(B)"),
    PAIR("PC 186.22(b)(4)", "PC 519", ITEM_8 ", by PC 186.22(b)(4)(C)"),
    PAIR("PC 186.22(b)(4)", "PC 12022.55", ITEM_8 ", by PC 186.22(b)(4)(B)"),

    {.charge = "US 18 1",
     .reach = PROP64_LAW_CODE,
     .level = PROP64_FELONY,
     .question = "A federal offense counts when all its elements match a California one (PC "
                 "667(d)(2), 668): do they?",
     .source = "PC 667(d)(2)"},
};

const Prop64LawList prop64_law_superstrike_2026_1 = {
    VERSION, "superstrike", "Super strikes: prior convictions listed in PC 667(e)(2)(C)(iv)",
    entries, LAW_COUNT(entries)};
