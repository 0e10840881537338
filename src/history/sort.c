/* sort.c: see sort.h.  Pure. */
#include "history/sort.h"

#define FEW_ITEMS 32 /* sorted without asking for memory */

static bool
is_sorted(const void **items, size_t n, Prop64Compare compare)
{
    for (size_t i = 1; i < n; i++)
        if (compare(items[i - 1], items[i]) > 0)
            return false;
    return true;
}

/* One pass: merges runs of "width" from one array into the other. */
static void
merge_runs(const void **from, const void **to, size_t n, size_t width, Prop64Compare compare)
{
    for (size_t start = 0; start < n; start += 2 * width)
    {
        size_t middle = start + width < n ? start + width : n;
        size_t end = middle + width < n ? middle + width : n;
        size_t left = start, right = middle;

        for (size_t i = start; i < end; i++)
        {
            bool take_left =
                left < middle && (right >= end || compare(from[left], from[right]) <= 0);

            to[i] = take_left ? from[left++] : from[right++];
        }
    }
}

void
prop64_sort_pointers(const void **items, size_t n, Prop64Compare compare)
{
    const void *few[FEW_ITEMS];
    const void **spare, **from = items, **to;

    /* what was aggregated once comes back in order */
    if (is_sorted(items, n, compare))
        return;
    spare = n <= FEW_ITEMS ? few : prop64_alloc(n * sizeof(*spare));
    to = spare;
    for (size_t width = 1; width < n; width *= 2)
    {
        const void **swap = from;

        merge_runs(from, to, n, width, compare);
        from = to;
        to = swap;
    }
    if (from != items)
        memcpy(items, from, n * sizeof(*items));
    if (spare != few)
        prop64_free(spare);
}
