/* arena.c: see arena.h.  Pure. */
#include "common/arena.h"

#define BLOCK_SIZE 4096
#define ALIGNMENT  16

struct Prop64ArenaBlock
{
    Prop64ArenaBlock *next;
    size_t used;
    size_t room;
    char *data;
};

static size_t
aligned(size_t size)
{
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

void *
prop64_arena_alloc(Prop64Arena *arena, size_t size)
{
    Prop64ArenaBlock *block = arena->blocks;
    void *p;

    size = aligned(size ? size : 1);
    if (block == NULL || block->room - block->used < size)
    {
        size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
        size_t head = aligned(sizeof(Prop64ArenaBlock));

        block = prop64_alloc(head + room);
        block->next = arena->blocks;
        block->used = 0;
        block->room = room;
        block->data = (char *)block + head;
        arena->blocks = block;
    }
    p = block->data + block->used;
    block->used += size;
    memset(p, 0, size);
    return p;
}

void *
prop64_arena_grow(Prop64Arena *arena, void *old, size_t element, int used)
{
    /* room doubles at every power of two, so it need not be remembered */
    if (used == 0)
        return prop64_arena_alloc(arena, element);
    if ((used & (used - 1)) == 0)
    {
        void *p = prop64_arena_alloc(arena, element * (size_t)used * 2);

        memcpy(p, old, element * (size_t)used);
        return p;
    }
    return old;
}

void
prop64_arena_free(Prop64Arena *arena)
{
    Prop64ArenaBlock *block = arena->blocks;

    while (block != NULL)
    {
        Prop64ArenaBlock *next = block->next;

        prop64_free(block);
        block = next;
    }
    arena->blocks = NULL;
}
