/* charge_sections.c: see charge_sections.h. */
#include "charge/charge_sections.h"

#include "law/code_names.h"

typedef struct LetteredSections
{
    uint8_t code;
    uint16_t number;
    const char *letters; /* apart by blanks */
} LetteredSections;

/*
 * Every section with a letter in the offence-code table of the California
 * Department of Justice (DOJ/CJIS, April 2021), which has them in the Penal Code
 * only; and PC 647a, the number of 647.6 until 1988, which PC 290(c) still names.
 * Sorted by code and number.
 */
static const LetteredSections lettered_sections[] = {
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

#define N_LETTERED ((int)(sizeof(lettered_sections) / sizeof(lettered_sections[0])))

#define DOJ     "California DOJ/CJIS offence-code table, April 2021: "
#define PENAL   "Penal Code: "
#define HEALTH  "Health and Safety Code: "
#define VEHICLE "Vehicle Code: "

/*
 * Sections that define no offence of their own, or also grade another: written in
 * one field with an offence they are one count with it.
 */
static const Prop64PenaltySection penalty_sections[] = {
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

#define N_PENALTY ((int)(sizeof(penalty_sections) / sizeof(penalty_sections[0])))

bool
prop64_lettered_section(int code, uint32_t number, const char *letters, size_t len)
{
    for (int i = 0; i < N_LETTERED; i++)
    {
        const LetteredSections *row = &lettered_sections[i];

        if (row->number != number || (code != 0 && row->code != code))
            continue;
        for (const char *p = row->letters; *p != '\0';)
        {
            size_t n = strcspn(p, " ");
            bool same = n == len;

            for (size_t j = 0; same && j < n; j++)
                same = (letters[j] | 0x20) == p[j];
            if (same)
                return true;
            p += n + (p[n] == ' ');
        }
    }
    return false;
}

Prop64ChargeForm
prop64_form_of_section(int code, uint32_t number, char letter)
{
    if (code != PROP64_CODE_PC)
        return PROP64_FORM_PLAIN;
    if (letter != '\0')
        return number == 653 && (letter | 0x20) == 'f' ? PROP64_FORM_SOLICITATION
                                                       : PROP64_FORM_PLAIN;
    switch (number)
    {
        case 664:
            return PROP64_FORM_ATTEMPT;
        case 182:
            return PROP64_FORM_CONSPIRACY;
        case 32:
            return PROP64_FORM_ACCESSORY;
        default:
            return PROP64_FORM_PLAIN;
    }
}

const Prop64PenaltySection *
prop64_penalty_section(const Prop64PenaltySection *after, int code, uint32_t number,
                       const char *decimals, const char *step)
{
    int i = after ? (int)(after - penalty_sections) + 1 : 0;

    for (; i < N_PENALTY; i++)
    {
        const Prop64PenaltySection *row = &penalty_sections[i];

        if (row->number == number && (code == 0 || row->code == code) &&
            (strcmp(row->decimals, "*") == 0 || strcmp(row->decimals, decimals) == 0) &&
            (row->subdivision == NULL || strcmp(row->subdivision, step) == 0))
            return row;
    }
    return NULL;
}
