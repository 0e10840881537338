/* replay.h: a fuzz target over files and directories; for replay.c and the unit test. */
#ifndef PROP64_FUZZ_REPLAY_H
#define PROP64_FUZZ_REPLAY_H

#include "fuzz.h"

#include <dirent.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef int (*FuzzTarget)(const uint8_t *data, size_t size);

typedef struct FuzzTally
{
    int passed;
    int failed;
} FuzzTally;

/* The whole file; NULL when it cannot be read. */
static inline uint8_t *
fuzz_read_file(const char *path, size_t *size)
{
    Prop64Writer w = {NULL, 0, 0};
    FILE *file = fopen(path, "rb");
    char buf[4096];
    size_t n;
    bool good;

    if (file == NULL)
        return NULL;
    prop64_reserve(&w, 1); /* so that an empty file is not NULL */
    w.len = 0;
    while ((n = fread(buf, 1, sizeof(buf), file)) > 0)
        prop64_put(&w, buf, n);
    good = !ferror(file);
    fclose(file);
    *size = w.len;
    if (good)
        return w.data;
    prop64_free(w.data);
    return NULL;
}

static inline void
fuzz_replay_file(FuzzTarget target, const char *path, FuzzTally *tally)
{
    size_t size = 0;
    uint8_t *data = fuzz_read_file(path, &size);
    int status = -1;
    pid_t child;

    fflush(stdout);
    child = data != NULL ? fork() : -1;
    if (child == 0)
    {
        target(data, size);
        prop64_free(data); /* what is left at the exit is the target's leak */
        exit(0);
    }
    if (child > 0 && waitpid(child, &status, 0) == child && status == 0)
        tally->passed++;
    else
    {
        tally->failed++;
        printf("not ok: %s%s\n", path, data == NULL ? ": cannot be read" : "");
    }
    prop64_free(data);
}

/* Files of a directory, in the order of their names. */
static inline void
fuzz_replay(FuzzTarget target, const char *path, FuzzTally *tally)
{
    struct dirent **entries;
    struct stat about;
    int n;

    if (stat(path, &about) != 0 || !S_ISDIR(about.st_mode))
    {
        fuzz_replay_file(target, path, tally);
        return;
    }
    n = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < n; i++)
    {
        size_t room = strlen(path) + strlen(entries[i]->d_name) + 2;
        char *inside = prop64_alloc(room);

        snprintf(inside, room, "%s/%s", path, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.')
            fuzz_replay(target, inside, tally);
        prop64_free(inside);
        free(entries[i]);
    }
    if (n >= 0)
        free(entries);
    else
        tally->failed++;
}

#endif /* PROP64_FUZZ_REPLAY_H */
