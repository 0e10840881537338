/*
 * policy_pg.h: what the PostgreSQL side of this room shares.
 *
 * A policy datum is a packed varlena whose payload is the stored form of
 * policy_core.h.  Loading one costs more than running it, so a function keeps
 * those that it saw last in its fn_extra, keyed by the bytes themselves.
 */
#ifndef PROP64_POLICY_PG_H
#define PROP64_POLICY_PG_H

#include "common/compat.h"
#include "common/report.h"
#include "policy/policy_exec.h"

#include "utils/jsonb.h"
#include "utils/memutils.h"

/* A policy loaded from a datum, in a context of its own. */
typedef struct Prop64Prepared
{
    MemoryContext context;
    uint64 serial; /* from 1: another for every policy that a cache loads */
    char *passed;  /* the datum as it was passed last, not detoasted; NULL: it cannot be kept */
    size_t passed_len;
    uint8_t *bytes;
    size_t len;
    uint16_t fingerprint;
    Prop64Policy policy;
    Prop64Executor *executor; /* NULL until it runs: printing it needs no legal lists */
} Prop64Prepared;

/*
 * The policies that a function saw last, so that a query over several policies
 * loads each once.  All zero is empty; parent is where they live.
 */
#define PROP64_POLICY_CACHE_SIZE 16

typedef struct Prop64PolicyCache
{
    MemoryContext parent;
    uint64 loaded;            /* policies so far */
    int next;                 /* the place that is given up when all are taken */
    bool looked;              /* whether the argument is a constant is known */
    Prop64Prepared *constant; /* the policy, when the argument is a constant */
    Prop64Prepared *places[PROP64_POLICY_CACHE_SIZE];
} Prop64PolicyCache;

/*
 * How many bytes stand for a datum before it is detoasted: itself, or its toast
 * pointer.  A toast pointer names one value as long as a snapshot that saw it is
 * held, and no function's fn_extra outlives that.  0: pointers into memory, which
 * may be another value the next time.
 */
extern size_t prop64_passed_len(const struct varlena *v);

/* The prepared form of a policy datum, from the cache when it holds one of the same bytes. */
extern Prop64Prepared *prop64_prepare(Prop64PolicyCache *cache, Datum policy);

/* The same of an argument that is always the same one; a constant is looked at once. */
extern Prop64Prepared *prop64_prepare_from(Prop64PolicyCache *cache, FunctionCallInfo fcinfo,
                                           int argument);

/* The same for functions whose fn_extra is such a cache and nothing else. */
extern Prop64Prepared *prop64_prepare_argument(FunctionCallInfo fcinfo, int argument);

extern const Prop64Executor *prop64_prepared_executor(Prop64Prepared *p);

/* Reads a policy text into a datum; 0 when a soft error was saved. */
extern Datum prop64_policy_datum(const char *text, size_t len, struct Node *escontext);

/* A policy's text as a text datum; absent is SQL NULL to the caller. */
extern Datum prop64_text_datum(Prop64Text text);

/* The i-th column of a row: a policy's text, or NULL. */
extern void prop64_set_text(Datum *values, bool *nulls, int i, Prop64Text text);

/* What a function that returns rows does first; its row type is in the result. */
extern struct FuncCallContext *prop64_first_call(FunctionCallInfo fcinfo);

/* Declared facts out of a jsonb object; 22023 for keys and types the policy does not declare. */
extern void prop64_facts_from_jsonb(Jsonb *facts, const Prop64Policy *policy,
                                    Prop64FactValue *values);

/* Names of the facts whose bits are set, as a text[]. */
extern Datum prop64_fact_names(const Prop64Policy *policy, uint32_t bits);

#endif /* PROP64_POLICY_PG_H */
