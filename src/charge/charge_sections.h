/*
 * charge_sections.h: what the reader of charges must know about particular sections.  Pure.
 *
 * Three small tables: which sections have a letter in their number, which punish
 * an incomplete or helping offence, and which add a penalty to another offence.
 */
#ifndef PROP64_CHARGE_SECTIONS_H
#define PROP64_CHARGE_SECTIONS_H

#include "charge/charge_core.h"

/*
 * Is number + letters (any case) the number of a section of that code: PC 288a?
 * code 0 asks for any code.  Append only: values hold letters of sections only
 * where this says yes.
 */
extern bool prop64_lettered_section(int code, uint32_t number, const char *letters, size_t len);

/* The form that a section of the Penal Code gives to the offence aimed at; letter 0 for none. */
extern Prop64ChargeForm prop64_form_of_section(int code, uint32_t number, char letter);

/*
 * The citation, of a code in either case, of which one writes beside an offence to
 * say how it is punished.
 */
typedef struct Prop64PenaltySection
{
    uint8_t code;
    uint32_t number;
    const char *decimals;    /* digits after the point; "" for none, "*" for any or none */
    const char *subdivision; /* only this first step, or NULL */
    uint16_t base;           /* only beside this section of the code, or 0 for any offence */
    const char *source;
} Prop64PenaltySection;

/*
 * The row for a section, NULL when it never is a penalty section.  decimals as
 * written; step is the first step of the path in small letters, "" when there is
 * none.  A section may have several rows, for several bases: start with after =
 * NULL, go on with the row before.
 */
extern const Prop64PenaltySection *prop64_penalty_section(const Prop64PenaltySection *after,
                                                          int code, uint32_t number,
                                                          const char *decimals, const char *step);

#endif /* PROP64_CHARGE_SECTIONS_H */
