/*
 * charge_bytes.h: the layout's own vocabulary, for the files of this room.  Pure.
 *
 * charge_core.h documents the layout; everyone outside reads values by its functions.
 */
#ifndef PROP64_CHARGE_BYTES_H
#define PROP64_CHARGE_BYTES_H

#include "charge/charge_core.h"
#include "common/bytes.h"

#define PROP64_CHARGE_TRAILER     0x01
#define PROP64_CHARGE_BOUND       0x80
#define PROP64_CHARGE_NUMBER_MAX  2097151
#define PROP64_CHARGE_STEP_MAX    9999
#define PROP64_CHARGE_LETTERS_MAX 8 /* letters of one step, or of one section */

/* A citation with the part that it plays beside another. */
typedef struct Prop64ChargeComponent
{
    Prop64ChargeRole role;
    Prop64Charge citation;
} Prop64ChargeComponent;

/* Reads and writes a number of the layout; writing returns its length, at most 3. */
extern uint32_t prop64_charge_get_number(Prop64Reader *r);
extern size_t prop64_charge_put_number(uint8_t *to, uint32_t n);

/* Is the citation a bare number 11357 to 11360, whatever its code and subdivision? */
extern bool prop64_charge_is_cannabis(const uint8_t *bytes, size_t len);

/* Citation and parts to one value, parts in order and once each; false: over a limit. */
extern bool prop64_charge_compose(const Prop64Charge *citation, const Prop64ChargeComponent *parts,
                                  int count, Prop64Charge *out);

/* The section without its code ("11357", "288a", "18 1708"), with NUL; the length. */
extern size_t prop64_charge_print_section(const uint8_t *bytes, size_t len, char *buf);

/* The steps of the path without brackets, each with NUL; how many, at most max. */
#define PROP64_CHARGE_STEP_TEXT 10
extern int prop64_charge_print_steps(const uint8_t *bytes, size_t len,
                                     char steps[][PROP64_CHARGE_STEP_TEXT], int max);

#endif /* PROP64_CHARGE_BYTES_H */
