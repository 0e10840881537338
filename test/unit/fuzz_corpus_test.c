/*
 * fuzz_corpus_test.c: every committed input of the fuzz targets, without libFuzzer.
 *
 * Run from test/unit.  test/fuzz/corpus/TARGET/ holds seeds and what fuzzing once
 * found; each file is one test, in a process of its own.
 */
#define LLVMFuzzerTestOneInput fuzz_charge
#include "../fuzz/fuzz_charge.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_doj
#include "../fuzz/fuzz_doj.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_eligibility
#include "../fuzz/fuzz_eligibility.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_history
#include "../fuzz/fuzz_history.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_policy
#include "../fuzz/fuzz_policy.c"
#undef LLVMFuzzerTestOneInput

#include "../fuzz/replay.h"

int
main(void)
{
    static const struct
    {
        FuzzTarget target;
        const char *directory;
    } corpora[] = {
        {fuzz_charge, "../fuzz/corpus/charge"},           {fuzz_doj, "../fuzz/corpus/doj"},
        {fuzz_eligibility, "../fuzz/corpus/eligibility"}, {fuzz_history, "../fuzz/corpus/history"},
        {fuzz_policy, "../fuzz/corpus/policy"},           {fuzz_policy, "../../sql/policies"},
    };
    FuzzTally tally = {0, 0};

    for (size_t i = 0; i < sizeof(corpora) / sizeof(corpora[0]); i++)
    {
        int before = tally.passed + tally.failed;

        fuzz_replay(corpora[i].target, corpora[i].directory, &tally);
        if (tally.passed + tally.failed == before)
        {
            tally.failed++;
            printf("not ok: %s: no input\n", corpora[i].directory);
        }
    }
    printf("%d passed, %d failed\n", tally.passed, tally.failed);
    return tally.failed > 0;
}
