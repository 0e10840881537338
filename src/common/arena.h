/*
 * arena.h: memory for a value made of many small pieces, freed at once.  Pure.
 */
#ifndef PROP64_ARENA_H
#define PROP64_ARENA_H

#include "common/core.h"

typedef struct Prop64ArenaBlock Prop64ArenaBlock;

typedef struct Prop64Arena
{
    Prop64ArenaBlock *blocks; /* NULL: empty; an all-zero arena is ready for use */
} Prop64Arena;

/* Zeroed memory, aligned for any type of the project, until prop64_arena_free. */
extern void *prop64_arena_alloc(Prop64Arena *arena, size_t size);

/*
 * Room for one more element after "used" ones: old itself while it has room, else a
 * copy in twice the room.  Call it before every append, with the count so far.
 */
extern void *prop64_arena_grow(Prop64Arena *arena, void *old, size_t element, int used);

extern void prop64_arena_free(Prop64Arena *arena);

#endif /* PROP64_ARENA_H */
