/*
 * policy_names.h: names in a policy: keywords, declared names, nearest names.  Pure.
 *
 * Names have no case.
 */
#ifndef PROP64_POLICY_NAMES_H
#define PROP64_POLICY_NAMES_H

#include "policy/policy_core.h"

extern bool prop64_policy_is_keyword(const char *text, size_t len);

/* Index of a declared set or fact, or -1. */
extern int prop64_policy_find_set(const Prop64Policy *policy, const char *text, size_t len);
extern int prop64_policy_find_declared(const Prop64Policy *policy, const char *text, size_t len);

/* A built-in fact by name, or PROP64_FACT_DECLARED + index, or -1. */
extern int prop64_policy_find_fact(const Prop64Policy *policy, const char *text, size_t len);

/* Fails: "X" is not defined, with the nearest name that is. */
extern bool prop64_policy_undefined(const Prop64Policy *policy, int32_t offset, const char *text,
                                    size_t len, Prop64Error *err);

/* Fails: the policy declares no fact X, with the nearest that it declares. */
extern bool prop64_policy_undeclared(const Prop64Policy *policy, const char *text, size_t len,
                                     Prop64Error *err);

/* Fails: there is no such conduct, with the nearest name that there is. */
extern bool prop64_policy_unknown_conduct(int32_t offset, Prop64Text name, Prop64Error *err);

#endif /* PROP64_POLICY_NAMES_H */
