/*
 * replay.c: runs one fuzz target over files, without libFuzzer.
 *
 *   replay PATH...    every file, and every file in every directory
 *
 * Each file runs in a process of its own, so that one that crashes does not hide
 * the others.  Ends with "N passed, N failed"; status 1 when something failed or
 * nothing ran.
 */
#include "fuzz.h"

#include "replay.h"

int
main(int argc, char **argv)
{
    FuzzTally tally = {0, 0};

    for (int i = 1; i < argc; i++)
        fuzz_replay(LLVMFuzzerTestOneInput, argv[i], &tally);
    printf("%d passed, %d failed\n", tally.passed, tally.failed);
    return tally.failed > 0 || tally.passed == 0;
}
