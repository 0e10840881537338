/*
 * charge_sections.h: what law/section_names.h says of a section, and what its form is.  Pure.
 */
#ifndef PROP64_CHARGE_SECTIONS_H
#define PROP64_CHARGE_SECTIONS_H

#include "charge/charge_core.h"
#include "law/section_names.h"

/*
 * Is number + letters (any case) the number of a section of that code: PC 288a?
 * code 0 asks for any code.  Values hold letters of sections only where this says yes.
 */
extern bool prop64_lettered_section(int code, uint32_t number, const char *letters, size_t len);

/* The form that a section of the Penal Code gives to the offence aimed at; letter 0 for none. */
extern Prop64ChargeForm prop64_form_of_section(int code, uint32_t number, char letter);

/*
 * The row for a section, NULL when it never is a penalty section.  decimals as
 * written; step is the first step of the path in small letters, "" when there is
 * none.  A section may have several rows, for several bases: start with after =
 * NULL, go on with the row before.
 */
extern const Prop64PenaltySection *prop64_penalty_section(const Prop64PenaltySection *after,
                                                          int code, uint32_t number,
                                                          const char *decimals, const char *step);

/* Is there a section of that number, of any code, that adds a penalty to any offence? */
extern bool prop64_adds_penalty(uint32_t number);

/*
 * Does the section itself cover the attempt (form 664) or conspiracy (182)?  suffix
 * is what it has behind its number: digits after the point, or letters, or "".
 */
extern bool prop64_section_has_form(uint32_t form, int code, uint32_t number, const char *suffix);

#endif /* PROP64_CHARGE_SECTIONS_H */
