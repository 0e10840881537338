/*
 * doj_words.h: what words mean, read once for all lines that have them.  Pure.
 *
 * A file of a million lines writes some hundred offenses and dispositions, in every
 * order.  What was read last is kept by the words; the answers are the same without.
 */
#ifndef PROP64_DOJ_WORDS_H
#define PROP64_DOJ_WORDS_H

#include "charge/charge_core.h"
#include "history/history_core.h"

typedef struct Prop64DojWords Prop64DojWords;

/* Lives until the allocator's context goes, or prop64_free. */
extern Prop64DojWords *prop64_doj_words_new(void);

/* words NULL: nothing is kept. */
extern Prop64Told prop64_doj_words_told(Prop64DojWords *words, Prop64Key disposition);

/* As prop64_charge_read: the charge that a text names alone, else len 0 and why. */
extern Prop64ChargeProblem prop64_doj_words_charge(Prop64DojWords *words, Prop64Key text,
                                                   Prop64Charge *out);

#endif /* PROP64_DOJ_WORDS_H */
