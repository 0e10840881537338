/*
 * policy_pg.h: what the PostgreSQL side of this room shares.
 *
 * A policy datum is a packed varlena whose payload is the stored form of
 * policy_core.h.  Loading one costs more than running it, so a function keeps
 * the last one that it saw in its fn_extra, keyed by the bytes themselves.
 */
#ifndef PROP64_POLICY_PG_H
#define PROP64_POLICY_PG_H

#include "common/compat.h"
#include "common/report.h"
#include "policy/policy_exec.h"

#include "utils/jsonb.h"
#include "utils/memutils.h"

/* A policy loaded from a datum and made ready to run, in a context of its own. */
typedef struct Prop64Prepared
{
    MemoryContext context;
    uint8_t *bytes;
    size_t len;
    uint16_t fingerprint;
    Prop64Policy policy;
    Prop64Executor *executor;
} Prop64Prepared;

/*
 * The prepared form of a policy datum: *slot when it is of the same bytes, else a
 * new one in place of it.  parent is where it lives; *slot starts as NULL.
 */
extern Prop64Prepared *prop64_prepare(Prop64Prepared **slot, MemoryContext parent, Datum policy);

/* The same for functions that keep one policy and nothing else in fn_extra. */
extern Prop64Prepared *prop64_prepare_only(FunctionCallInfo fcinfo, int argument);

/* Reads a policy text into a datum; 0 when a soft error was saved. */
extern Datum prop64_policy_datum(const char *text, size_t len, struct Node *escontext);

/* A policy's text as a text datum; absent is SQL NULL to the caller. */
extern Datum prop64_text_datum(Prop64Text text);

/* Declared facts out of a jsonb object; 22023 for keys and types the policy does not declare. */
extern void prop64_facts_from_jsonb(Jsonb *facts, const Prop64Policy *policy,
                                    Prop64FactValue *values);

/* Names of the facts whose bits are set, as a text[]. */
extern Datum prop64_fact_names(const Prop64Policy *policy, uint32_t bits);

#endif /* PROP64_POLICY_PG_H */
