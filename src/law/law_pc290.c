/*
 * law_pc290.c: the list pc290.  Pure.
 *
 * Offenses of which a conviction requires registration under PC 290(c), with
 * attempts and conspiracies, which PC 290(c)(1) names.  The text is that in force
 * in April 2026.  A registration itself (PC 290 on a record) is an event, not one
 * of these offenses; failing to register (PC 290(b), 290.011) is none either.
 */
#include "law/law_entries.h"

#define VERSION "2026.1"

#define FORMS  (PROP64_LAW_COMPLETED | PROP64_LAW_ATTEMPT | PROP64_LAW_CONSPIRACY)
#define LISTED "PC 290(c)(1)"

#define Q_SECTION                                                                                  \
    "The citation does not say which subdivision it was: one that is listed or another?"
#define Q_AGE                                                                                      \
    "No registration when it is the only registrable conviction and the minor was not more than "  \
    "10 years younger: was it so?"

/* PC 653f(c) written with its target: by force where the target has other ways */
#define Q_SOLICITED     "Was it to be committed by force or violence, PC 653f(c)?"
#define SOLICITATION(c) ON_FORMS(c, PROP64_LAW_SOLICITATION, LISTED ": PC 653f(c)")
#define SOLICITATION_OPEN(c)                                                                       \
    OPEN_FORMS(c, PROP64_LAW_SOLICITATION, Q_SOLICITED, LISTED ": PC 653f(c)")

#define YES(c)       ON_FORMS(c, FORMS, LISTED)
#define ASK(c, q, s) OPEN_FORMS(c, FORMS, q, s)
#define ASK_EXACT(c, q, s)                                                                         \
    {                                                                                              \
        .charge = (c), .reach = PROP64_LAW_EXACT, .forms = FORMS, .question = (q), .source = (s)   \
    }

static const Prop64LawEntry entries[] = {
    ASK("PC 187",
        "Was the murder committed in, or in an attempt at, rape or PC 286, 287, 288 or 289?",
        LISTED),
    ASK("PC 207", "Was the kidnapping with intent to violate PC 261, 286, 287, 288 or 289?",
        LISTED),
    ON_FORMS("PC 207(b)", FORMS, LISTED ": PC 207(b) is for the purpose of an act under PC 288"),
    ASK("PC 208", "Was the kidnapping with intent to violate PC 261, 286, 287, 288 or 289?",
        "PC 208 is the punishment of PC 207; " LISTED),
    ASK("PC 209", "Was the kidnapping with intent to violate PC 261, 286, 287, 288 or 289?",
        LISTED),
    ASK("PC 220", "Was the assault with intent to commit mayhem? That one is not registrable.",
        LISTED),
    ON_FORMS("PC 220(a)(2)", FORMS, LISTED ": PC 220(a)(2) has no intent to commit mayhem"),
    ON_FORMS("PC 220(b)", FORMS, LISTED ": PC 220(b) has no intent to commit mayhem"),
    ASK_EXACT("PC 236.1", Q_SECTION, LISTED),
    YES("PC 236.1(b)"),
    YES("PC 236.1(c)"),
    YES("PC 243.4"),
    YES("PC 261"),
    {.charge = "PC 261.5(c)",
     .forms = FORMS,
     .from = "2026-01-01",
     .question = "Is unlawful intercourse registrable by itself since 2026? PC 290(c)(1) names it "
                 "beside the kidnappings only; (c)(3) assumes that it is.",
     .source = "PC 290(c)(1) and (3) as in force 2026"},
    {.charge = "PC 261.5(d)",
     .forms = FORMS,
     .from = "2026-01-01",
     .question = "Is unlawful intercourse registrable by itself since 2026? PC 290(c)(1) names it "
                 "beside the kidnappings only; (c)(3) assumes that it is.",
     .source = "PC 290(c)(1) and (3) as in force 2026"},
    ASK_EXACT("PC 262", "Was it by force or violence, PC 262(a)(1), with a state prison sentence?",
              LISTED),
    ASK_EXACT("PC 262(a)",
              "Was it by force or violence, PC 262(a)(1), with a state prison sentence?", LISTED),
    ASK("PC 262(a)(1)", "Was it by force or violence, with a state prison sentence?", LISTED),
    ASK("PC 264", "Punishment of rape: of PC 261, or of a spouse, PC 262?", LISTED),
    ON_FORMS("PC 264(c)", FORMS, LISTED ": PC 264(c) punishes PC 261(a)(2)"),
    YES("PC 264.1"),
    {.charge = "PC 266", .reach = PROP64_LAW_EXACT, .forms = FORMS, .source = LISTED},
    ASK("PC 266", "PC 266 has no subdivision: which of PC 266a to 266j was meant?", LISTED),
    YES("PC 266c"),
    ASK_EXACT("PC 266h", Q_SECTION, LISTED),
    YES("PC 266h(b)"),
    ASK_EXACT("PC 266i", Q_SECTION, LISTED),
    YES("PC 266i(b)"),
    YES("PC 266j"),
    YES("PC 267"),
    YES("PC 269"),
    ASK("PC 272", "Did the offense involve lewd or lascivious conduct?", LISTED),
    YES("PC 285"),

    /* 290(c)(3) excuses (b) of these, and (h) and (i) of 289: the bare section may be that */
    YES("PC 286"),
    ASK_EXACT("PC 286", Q_AGE, "PC 290(c)(1) and (3)"),
    ASK_EXACT("PC 286(a)", Q_AGE, "PC 290(c)(1) and (3)"),
    ASK("PC 286(b)", Q_AGE, "PC 290(c)(3)"),
    YES("PC 287"),
    ASK_EXACT("PC 287", Q_AGE, "PC 290(c)(1) and (3)"),
    ASK_EXACT("PC 287(a)", Q_AGE, "PC 290(c)(1) and (3)"),
    ASK("PC 287(b)", Q_AGE, "PC 290(c)(3)"),
    YES("PC 288"),
    ON_FORMS("PC 288a", FORMS, LISTED ": former PC 288a, now 287"),
    ASK_EXACT("PC 288a", Q_AGE, "PC 290(c)(1) and (3): former PC 288a, now 287"),
    ASK_EXACT("PC 288a(a)", Q_AGE, "PC 290(c)(1) and (3): former PC 288a, now 287"),
    ASK("PC 288a(b)", Q_AGE, "PC 290(c)(3) names PC 287(b), the former PC 288a(b)"),
    {.charge = "PC 288.2",
     .forms = FORMS,
     .level = PROP64_FELONY,
     .source = LISTED ": any felony violation of PC 288.2"},
    YES("PC 288.3"),
    YES("PC 288.4"),
    YES("PC 288.5"),
    YES("PC 288.7"),
    YES("PC 289"),
    ASK_EXACT("PC 289", Q_AGE, "PC 290(c)(1) and (3)"),
    ASK("PC 289(h)", Q_AGE, "PC 290(c)(3)"),
    ASK("PC 289(i)", Q_AGE, "PC 290(c)(3)"),

    YES("PC 311.1"),
    ASK_EXACT("PC 311.2", Q_SECTION, LISTED),
    YES("PC 311.2(b)"),
    YES("PC 311.2(c)"),
    YES("PC 311.2(d)"),
    YES("PC 311.3"),
    YES("PC 311.4"),
    YES("PC 311.10"),
    YES("PC 311.11"),
    ASK_EXACT("PC 314", Q_SECTION, LISTED),
    YES("PC 314(1)"),
    YES("PC 314(2)"),
    ON_FORMS("PC 314.1", FORMS, LISTED ": PC 314, subdivision 1, as records write it"),
    ON_FORMS("PC 314.2", FORMS, LISTED ": PC 314, subdivision 2, as records write it"),
    {.charge = "PC 647(l)(2)",
     .forms = FORMS,
     .from = "2025-01-01",
     .question = "Registrable when repeated, with the age difference of PC 290(c)(2): was it so?",
     .source = "PC 290(c)(2)"},
    YES("PC 647.6"),
    ON_FORMS("PC 647a", FORMS, LISTED ": former PC 647a, now 647.6"),
    ASK_EXACT("PC 653f", Q_SECTION, LISTED),
    YES("PC 653f(c)"),
    SOLICITATION_OPEN("PC 261"),
    SOLICITATION("PC 264.1"),
    SOLICITATION_OPEN("PC 286"),
    SOLICITATION_OPEN("PC 287"),
    SOLICITATION("PC 288"),
    SOLICITATION_OPEN("PC 288a"),
    SOLICITATION("PC 289"),

    /* forms without their object */
    {.charge = "PC 664",
     .reach = PROP64_LAW_NO_TARGET,
     .question = "An attempt at what? Attempts at the listed offenses are registrable.",
     .source = LISTED},
    {.charge = "PC 182",
     .reach = PROP64_LAW_EXACT,
     .question =
         "A conspiracy to commit what? Conspiracies at the listed offenses are registrable.",
     .source = LISTED},
    {.charge = "PC 182(a)",
     .reach = PROP64_LAW_EXACT,
     .question =
         "A conspiracy to commit what? Conspiracies at the listed offenses are registrable.",
     .source = LISTED},
    {.charge = "PC 182(a)(1)",
     .reach = PROP64_LAW_NO_TARGET,
     .question =
         "A conspiracy to commit what? Conspiracies at the listed offenses are registrable.",
     .source = LISTED},

    {.charge = "US 18 1",
     .reach = PROP64_LAW_CODE,
     .question = "A federal or military conviction counts when its elements are those of a listed "
                 "offense (PC 290(c), 290.005): are they?",
     .source = LISTED ", PC 290.005"},
};

const Prop64LawList prop64_law_pc290_2026_1 = {VERSION, "pc290",
                                               "Offenses requiring registration under PC 290(c)",
                                               entries, LAW_COUNT(entries)};
