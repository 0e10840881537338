/* section_names.c: see section_names.h. */
#include "law/section_names.h"

#include "law/code_names.h"

#define COUNT(rows) ((int)(sizeof(rows) / sizeof((rows)[0])))

#define DOJ     "California DOJ/CJIS offence-code table, April 2021: "
#define PENAL   "Penal Code: "
#define HEALTH  "Health and Safety Code: "
#define VEHICLE "Vehicle Code: "

/* Version 2026.1 */

/*
 * Every section with a letter in the offence-code table of the California
 * Department of Justice (DOJ/CJIS, April 2021), which has them in the Penal Code
 * only; and PC 647a, the number of 647.6 until 1988, which PC 290(c) still names.
 */
static const Prop64LetteredSections lettered_2026_1[] = {
    {PROP64_CODE_PC, 118, "a"},
    {PROP64_CODE_PC, 146, "a b c d e g"},
    {PROP64_CODE_PC, 171, "b c d f"},
    {PROP64_CODE_PC, 172, "a b d g l"},
    {PROP64_CODE_PC, 266, "a b c d e f g h i j"},
    {PROP64_CODE_PC, 270, "a c"},
    {PROP64_CODE_PC, 271, "a"},
    {PROP64_CODE_PC, 273, "a d e f g i ab"},
    {PROP64_CODE_PC, 288, "a"},
    {PROP64_CODE_PC, 303, "a"},
    {PROP64_CODE_PC, 308, "b"},
    {PROP64_CODE_PC, 330, "a b c"},
    {PROP64_CODE_PC, 337, "a b c d e f g h i j k s u v w x y"},
    {PROP64_CODE_PC, 347, "b"},
    {PROP64_CODE_PC, 351, "a"},
    {PROP64_CODE_PC, 369, "d g h i"},
    {PROP64_CODE_PC, 373, "a"},
    {PROP64_CODE_PC, 374, "c d"},
    {PROP64_CODE_PC, 381, "a b c d e"},
    {PROP64_CODE_PC, 383, "a b c"},
    {PROP64_CODE_PC, 384, "a c d e h"},
    {PROP64_CODE_PC, 402, "a b c"},
    {PROP64_CODE_PC, 405, "a b"},
    {PROP64_CODE_PC, 470, "a b"},
    {PROP64_CODE_PC, 476, "a"},
    {PROP64_CODE_PC, 484, "b c e f g h i j"},
    {PROP64_CODE_PC, 487, "a b c d e f g h i j k"},
    {PROP64_CODE_PC, 496, "a b c d e"},
    {PROP64_CODE_PC, 499, "b c d"},
    {PROP64_CODE_PC, 504, "a b"},
    {PROP64_CODE_PC, 506, "b"},
    {PROP64_CODE_PC, 529, "a"},
    {PROP64_CODE_PC, 531, "a"},
    {PROP64_CODE_PC, 532, "a b c d e f"},
    {PROP64_CODE_PC, 536, "a"},
    {PROP64_CODE_PC, 537, "b c e f g"},
    {PROP64_CODE_PC, 538, "a b c d e f g h"},
    {PROP64_CODE_PC, 587, "a b c"},
    {PROP64_CODE_PC, 588, "a b"},
    {PROP64_CODE_PC, 593, "a b c d e f g"},
    {PROP64_CODE_PC, 597, "a b c e f g h i j k l m n o p q r s t u v x z"},
    {PROP64_CODE_PC, 598, "a b c d"},
    {PROP64_CODE_PC, 599, "e f"},
    {PROP64_CODE_PC, 625, "b c"},
    {PROP64_CODE_PC, 639, "a"},
    {PROP64_CODE_PC, 640, "a b"},
    {PROP64_CODE_PC, 647, "a b c e"},
    {PROP64_CODE_PC, 648, "a"},
    {PROP64_CODE_PC, 649, "a"},
    {PROP64_CODE_PC, 653, "b c d f g h i j k m n o p q r s t u w x y z aa"},
};

/*
 * Sections that define no offence of their own, or also grade another: written in
 * one field with an offence they are one count with it.
 */
static const Prop64PenaltySection penalties_2026_1[] = {
    {PROP64_CODE_PC, 186, "22", "b", 0, PENAL "criminal street gang: additional terms"},
    {PROP64_CODE_PC, 186, "22", "d", 0, PENAL "criminal street gang: alternate penalty"},
    {PROP64_CODE_PC, 186, "22", "", 0, PENAL "criminal street gang, subdivision not written"},
    {PROP64_CODE_PC, 190, "*", NULL, 187, PENAL "punishment of murder"},
    {PROP64_CODE_PC, 212, "5", NULL, 211, PENAL "degrees of robbery"},
    {PROP64_CODE_PC, 213, "", NULL, 211, PENAL "punishment of robbery"},
    {PROP64_CODE_PC, 451, "1", NULL, 451, DOJ "451.1(A) PC ARSON:SENTENCE ENHANCEMNT"},
    {PROP64_CODE_PC, 460, "", NULL, 459, PENAL "degrees of burglary"},
    {PROP64_CODE_PC, 461, "*", NULL, 459, PENAL "punishment of burglary"},
    {PROP64_CODE_PC, 487, "", NULL, 484, PENAL "grand theft as a degree of theft"},
    {PROP64_CODE_PC, 488, "", NULL, 484, DOJ "484(A)/488 PC THFT PRSNL PROP/PTY THFT"},
    {PROP64_CODE_PC, 489, "", NULL, 484, PENAL "punishment of grand theft"},
    {PROP64_CODE_PC, 489, "", NULL, 487, PENAL "punishment of grand theft"},
    {PROP64_CODE_PC, 490, "", NULL, 484, PENAL "punishment of petty theft"},
    {PROP64_CODE_PC, 490, "", NULL, 488, PENAL "punishment of petty theft"},
    {PROP64_CODE_PC, 490, "2", NULL, 484, DOJ "490.2 PC PETTY THEFT:-$950"},
    {PROP64_CODE_PC, 490, "5", NULL, 484, DOJ "484(A)/490.5 PC THFT/PTY THFT MERCHANDISE"},
    {PROP64_CODE_PC, 490, "5", NULL, 488, PENAL "petty theft from a merchant"},
    {PROP64_CODE_PC, 666, "", NULL, 0, DOJ "484(A)/666 PC, 488/666 PC: theft with a prior"},
    {PROP64_CODE_PC, 666, "5", NULL, 0, DOJ "666.5(A) PC VEH/ETC THEFT:SPEC PRIORS"},
    {PROP64_CODE_PC, 667, "*", NULL, 0, DOJ "667, 667.5, 667.6, 667.9 PC: prior terms"},
    {PROP64_CODE_PC, 1170, "12", NULL, 0, PENAL "prior serious or violent felonies"},
    {PROP64_CODE_PC, 12022, "*", NULL, 0, PENAL "weapons, injury, loss: additional terms"},
    {PROP64_CODE_HS, 11370, "2", NULL, 0, DOJ "11370.2(A) HS PR C/S CONV:11351-11352HS"},
    {PROP64_CODE_HS, 11370, "4", NULL, 0, HEALTH "quantity of a substance: additional terms"},
    {PROP64_CODE_VC, 23540, "", NULL, 0, VEHICLE "driving under the influence: one prior"},
    {PROP64_CODE_VC, 23546, "", NULL, 0, DOJ "23546(A) VC 3RD DUI CONV WITHIN 10YRS"},
    {PROP64_CODE_VC, 23550, "*", NULL, 0, DOJ "23550(A) VC DUI W/PR SPEC CONVICTIONS"},
};

/*
 * Sections whose own text covers the attempt, or the conspiracy: "524 PC-ATTEMPTED
 * EXTORTION" is PC 524, not PC 664.
 */
static const Prop64OwnForm own_forms_2026_1[] = {
    {664, PROP64_CODE_BP, 25658, "5", DOJ "MINOR ATTEMPT TO BUY ALC"},
    {664, PROP64_CODE_EL, 18560, "", DOJ "ATTEMPT/IMPERSONATE VOTER"},
    {664, PROP64_CODE_HS, 11162, "6", DOJ "ATT OBTAIN CNT SUB PRESCR"},
    {664, PROP64_CODE_HS, 11173, "", HEALTH "obtain or attempt to obtain by fraud"},
    {664, PROP64_CODE_PC, 69, "", PENAL "attempts to deter an executive officer"},
    {664, PROP64_CODE_PC, 71, "", PENAL "attempts to cause an officer to refrain from duty"},
    {664, PROP64_CODE_PC, 95, "", PENAL "attempts to influence a juror"},
    {664, PROP64_CODE_PC, 107, "", PENAL "escapes or attempts to escape"},
    {664, PROP64_CODE_PC, 136, "1", DOJ "ATT PREVENT/DISS WIT/VICT"},
    {664, PROP64_CODE_PC, 137, "", PENAL "attempts to induce false testimony"},
    {664, PROP64_CODE_PC, 141, "", DOJ "PROS ATT ALT PHYS MTR WI"},
    {664, PROP64_CODE_PC, 148, "", DOJ "ATT REM/ETC PO/ETC F/ARM"},
    {664, PROP64_CODE_PC, 217, "1", DOJ "ATT MURDER PUB OFCL"},
    {664, PROP64_CODE_PC, 218, "", DOJ "ATTEMPT TRAIN WRECKING"},
    {664, PROP64_CODE_PC, 236, "1", PENAL "causes or attempts to cause a minor"},
    {664, PROP64_CODE_PC, 288, "3", PENAL "contacts or attempts to contact a minor"},
    {664, PROP64_CODE_PC, 311, "11", DOJ "POSS OBS MTR:MNR:ATTEMPT"},
    {664, PROP64_CODE_PC, 337, "2", DOJ "TOUTING/ATTEMPT TOUTING"},
    {664, PROP64_CODE_PC, 455, "", PENAL "attempts to set fire"},
    {664, PROP64_CODE_PC, 470, "", PENAL "passes, or attempts or offers to pass"},
    {664, PROP64_CODE_PC, 476, "", PENAL "attempts to pass a fictitious check"},
    {664, PROP64_CODE_PC, 496, "", DOJ "ATTEMPT 496PC:STOLEN PROP"},
    {664, PROP64_CODE_PC, 524, "", DOJ "ATTEMPTED EXTORTION"},
    {664, PROP64_CODE_PC, 663, "", DOJ "ATT CRIME/OFF PERPETRATED"},
    {664, PROP64_CODE_PC, 836, "6", DOJ "ESC/ATT ESC FROM CUSTODY"},
    {664, PROP64_CODE_PC, 2042, "", DOJ "MINOR ESCAPE/ATTEMPT DVI"},
    {664, PROP64_CODE_PC, 4530, "", PENAL "escapes or attempts to escape"},
    {664, PROP64_CODE_PC, 4532, "", DOJ "ESCAPE/ATT FELON FRC/VIOL"},
    {664, PROP64_CODE_PC, 4550, "", DOJ "RESCUE/ATT NONCAP PRISONR"},
    {664, PROP64_CODE_US, 846, "", DOJ "ATTEMPT/CONSPIRACY:DRUGS"},
    {664, PROP64_CODE_WI, 871, "", DOJ "MINOR ATT ESC/ESC FAC"},
    {664, PROP64_CODE_WI, 1768, "7", DOJ "ATTEMPT/ESCAPE FROM CYA"},
    {182, PROP64_CODE_BP, 125, "", DOJ "BUS/PROF CONSPIRE W/UNLIC"},
    {182, PROP64_CODE_EC, 32051, "", DOJ "CONSPIRE TO ENGAGE:HAZING"},
    {182, PROP64_CODE_EC, 32382, "", DOJ "CONSPIRE TO OBTAIN DEGREE"},
    {182, PROP64_CODE_PC, 182, "5", DOJ "CONSPIRE COMMIT FEL:GANG"},
    {182, PROP64_CODE_PC, 337, "f", DOJ "CONSP STIMULATE RACEHORSE"},
    {182, PROP64_CODE_PC, 550, "", DOJ "CONSPIRE:FAKE STMNT:CLAIM"},
    {182, PROP64_CODE_US, 286, "", DOJ "CONSP TO DEFRAUD GOVMENT"},
    {182, PROP64_CODE_US, 371, "", DOJ "CRIMINAL CONSPIRACY"},
    {182, PROP64_CODE_US, 846, "", DOJ "ATTEMPT/CONSPIRACY:DRUGS"},
    {182, PROP64_CODE_US, 1962, "", DOJ "RACKETEERING CONSPIRACY"},
};

const Prop64SectionList prop64_sections_2026_1 = {
    "2026.1",
    lettered_2026_1,
    COUNT(lettered_2026_1),
    penalties_2026_1,
    COUNT(penalties_2026_1),
    own_forms_2026_1,
    COUNT(own_forms_2026_1),
};
