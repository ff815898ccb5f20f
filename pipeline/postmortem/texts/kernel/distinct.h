/* Which texts are the same: within a block by their bytes, over all blocks by their hash. */
#ifndef POSTMORTEM_DISTINCT_H
#define POSTMORTEM_DISTINCT_H

#include "binding.h"

/* Write, of each text, the place of one before it with the same bytes, else its own. Most repeats
 * are found, not all: what takes long to look for is not looked for. Return 0 without memory. */
int find_repeats(const Text *texts, size_t count, uint32_t *first);

typedef struct {
    uint64_t halves[2];
} Digest;

/* Numbers of hashes that are as good as random, in the order in which they came. */
typedef struct {
    Digest *places; /* open addressing; both halves 0: empty */
    uint32_t *numbers;
    size_t mask, count;
} DigestBook;

/* Have room for so many more; 0 without memory. */
int digest_book_room(DigestBook *book, size_t more);
/* Give the number of a hash, for which there is room: the one it has, else `next`. Return whether
 * it is new. */
int digest_book_enter(DigestBook *book, Digest digest, uint32_t next, uint32_t *number);
void digest_book_free(DigestBook *book);

#endif
