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

/* A set of hashes that are as good as random. */
typedef struct {
    Digest *places; /* open addressing; both halves 0: empty */
    size_t mask, count;
} DigestSet;

/* Have room for so many more; 0 without memory. */
int digest_set_room(DigestSet *set, size_t more);
/* Add a hash, for which there is room; return whether it is new. */
int digest_set_add(DigestSet *set, Digest digest);
void digest_set_free(DigestSet *set);

#endif
