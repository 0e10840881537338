/*
 * promise.h: counting the tests of a program.
 *
 * A promise is one test, however often it was tried: a property that holds for
 * 100,000 random values is one that passed.
 */
#ifndef PROMISE_H
#define PROMISE_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define PROMISES_MAX 1000

typedef struct Promise
{
    const char *what;
    int tried;
    int broken;
} Promise;

static Promise promises[PROMISES_MAX];
static int npromises;

/* what names the promise and must stay where it is; detail tells of this try. */
static void
check(bool kept, const char *what, const char *detail)
{
    int i = 0;

    while (i < npromises && strcmp(promises[i].what, what) != 0)
        i++;
    if (i == npromises && npromises < PROMISES_MAX)
        promises[npromises++].what = what;
    if (i == PROMISES_MAX)
    {
        printf("more than %d promises\n", PROMISES_MAX);
        kept = false;
        i--;
    }
    promises[i].tried++;
    if (!kept && ++promises[i].broken <= 3)
        printf("not ok: %s\n%s\n", what, detail);
}

/* Prints the account; returns the status for main. */
static int
account(void)
{
    int failed = 0;

    for (int i = 0; i < npromises; i++)
    {
        if (promises[i].tried > 1 || promises[i].broken)
            printf("%s - %s, tried %d times\n", promises[i].broken ? "not ok" : "ok",
                   promises[i].what, promises[i].tried);
        failed += promises[i].broken > 0;
    }
    printf("%d passed, %d failed\n", npromises - failed, failed);
    return failed > 0;
}

#endif /* PROMISE_H */
