/*
 * policy_memo.h: what a policy asks of one record again and again, found once.  Pure.
 *
 * One person's convictions are classified one after the other against the same
 * record.  Walking all counts for each would make n convictions cost n times n.
 * A memo is made once for a policy and a record; with it a condition looks only at
 * the counts that can matter.  Answers are the same with and without one; only whether a presumed
 * day of another count was looked at may be told otherwise, for a walk ends at the first
 * count that decides, and the order is another.
 */
#ifndef PROP64_POLICY_MEMO_H
#define PROP64_POLICY_MEMO_H

#include "policy/policy_exec.h"

/* Records with fewer counts are walked: making a memo would cost more. */
#define PROP64_MEMO_COUNTS_MIN 24

/* Everything lives until the allocator's context goes, or prop64_memo_free. */
extern Prop64Memo *prop64_memo_new(const Prop64Executor *executor, const Prop64Record *record,
                                   int32_t as_of);
extern void prop64_memo_free(Prop64Memo *memo);

/* Counts to look at, ascending by their earliest day. */
typedef struct Prop64Walk
{
    const uint32_t *counts; /* NULL: all, in the record's order */
    uint32_t n;
} Prop64Walk;

/* Those that may be in the set; for "same section", of the section of own. */
extern Prop64Walk prop64_memo_set(const Prop64Memo *memo, int32_t set, const uint8_t *own,
                                  size_t own_len);

/*
 * Those of this case or cycle (when says which) with that key, then those that do
 * not say theirs; the same of events.  Returns how many walks: 2.
 */
extern int prop64_memo_counts_in(const Prop64Memo *memo, int32_t when, Prop64Key key,
                                 Prop64Walk walks[2]);
extern int prop64_memo_events_in(const Prop64Memo *memo, int32_t when, Prop64Key key,
                                 Prop64Walk walks[2]);

/* All, descending by their latest day. */
extern Prop64Walk prop64_memo_latest(const Prop64Memo *memo);

/*
 * How many counts answer "no" and how many "unknown", one of them left out (NULL:
 * none), and whether a presumption was used up to the first "no", where a walk ends.
 * false: the memo cannot say (of "same section", or on another day), and the counts
 * are walked.
 */
typedef struct Prop64Tally
{
    uint32_t no;
    uint32_t unknown;
    bool presumed;
} Prop64Tally;

extern bool prop64_memo_only(const Prop64Memo *memo, int32_t set, const Prop64Count *left_out,
                             Prop64Tally *tally);
extern bool prop64_memo_sentences(const Prop64Memo *memo, int32_t as_of,
                                  const Prop64Count *left_out, Prop64Tally *tally);

/*
 * Events by their index: the arrests of a cycle; and those that may be what a condition
 * looks for (not a count), whenever it was, ascending by their earliest day.
 */
extern Prop64Walk prop64_memo_arrests(const Prop64Memo *memo, Prop64Key cycle);
extern Prop64Walk prop64_memo_events(const Prop64Memo *memo, const Prop64Condition *asked);

#endif /* PROP64_POLICY_MEMO_H */
