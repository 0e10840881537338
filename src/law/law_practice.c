/*
 * law_practice.c: the lists plea_substitute and related.  Pure.
 *
 * What prosecutors did, not what HS 11361.8 says: neither list has a basis in its
 * text, so a policy that uses one relieves by discretion.
 */
#include "law/law_entries.h"

#define VERSION "2026.1"

#define COURT_TOOL                                                                                 \
    "county practice: counted as a plea in a cannabis case by the court-file review of 2019"
#define PILOT                                                                                      \
    "county practice: offenses often charged beside cannabis, in the county pilots of 2019"

static const Prop64LawEntry plea_entries[] = {
    {.charge = "PC 32", .reach = PROP64_LAW_NO_TARGET, .source = COURT_TOOL},
    ON_FORMS("HS 11357", PROP64_LAW_ACCESSORY, COURT_TOOL "; accessory, PC 32"),
    ON_FORMS("HS 11358", PROP64_LAW_ACCESSORY, COURT_TOOL "; accessory, PC 32"),
    ON_FORMS("HS 11359", PROP64_LAW_ACCESSORY, COURT_TOOL "; accessory, PC 32"),
    ON_FORMS("HS 11360", PROP64_LAW_ACCESSORY, COURT_TOOL "; accessory, PC 32"),
    ON("HS 11364", COURT_TOOL),
    ON("HS 11364.1", COURT_TOOL "; HS 11364 as numbered 2012 to 2014"),
    ON("HS 11366", COURT_TOOL),
    OPEN("HS 11366.5",
         "Was it a plea in place of a cannabis charge? The review of 2019 did not count it.",
         "possible plea in a cannabis case"),
};

const Prop64LawList prop64_law_plea_substitute_2026_1 = {
    VERSION, "plea_substitute", "Offenses to which cannabis charges were pleaded", plea_entries,
    LAW_COUNT(plea_entries)};

static const Prop64LawEntry related_entries[] = {
    ON("BP 4060", PILOT),  ON("BP 4140", PILOT),   ON("BP 4149", PILOT),  ON("HS 11364", PILOT),
    ON("HS 11550", PILOT), ON("PC 148", PILOT),    ON("PC 148.9", PILOT), ON("PC 466", PILOT),
    ON("PC 602", PILOT),   ON("PC 647(f)", PILOT), ON("PC 1320", PILOT),  ON("VC 40508", PILOT),
};

const Prop64LawList prop64_law_related_2026_1 = {VERSION, "related",
                                                 "Offenses often charged beside cannabis",
                                                 related_entries, LAW_COUNT(related_entries)};
