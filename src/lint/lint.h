/*
 * lint.h: what a careful reader would ask the author of a policy.  Pure.
 *
 * Every warning is right: it is given only when it is proved.  That there is none
 * proves nothing.  doc/policy.md says what each promises.
 */
#ifndef PROP64_LINT_H
#define PROP64_LINT_H

#include "policy/policy_core.h"

/* The names are frozen, see prop64_lint_name. */
typedef enum Prop64LintKind
{
    PROP64_LINT_NEVER_TRUE = 1,
    PROP64_LINT_ALWAYS_TRUE = 2,
    PROP64_LINT_NEVER_REACHED = 3,
    PROP64_LINT_LAW_BY_PRESUMPTION = 4,
    PROP64_LINT_ANY_CHARGE = 5,
    PROP64_LINT_NO_REASON = 6,
    PROP64_LINT_LABEL_OF_BOTH = 7,
    PROP64_LINT_LISTED_TWICE = 8,
    PROP64_LINT_UNUSED_SET = 9,
    PROP64_LINT_UNUSED_FACT = 10,
    PROP64_LINT_UNUSED_PRESUMPTION = 11,
    PROP64_LINT_END = 12
} Prop64LintKind;

typedef struct Prop64LintWarning
{
    int rule; /* from 1; 0: the policy as a whole */
    Prop64LintKind kind;
    Prop64Text detail; /* one sentence, or two */
} Prop64LintWarning;

typedef struct Prop64Lint
{
    Prop64Arena arena; /* holds everything below */
    int nwarnings;
    Prop64LintWarning *warnings; /* those of the whole policy, then by rule */
} Prop64Lint;

extern void prop64_policy_lint(const Prop64Policy *policy, Prop64Lint *lint);
extern void prop64_lint_free(Prop64Lint *lint);

extern const char *prop64_lint_name(Prop64LintKind kind);

#endif /* PROP64_LINT_H */
