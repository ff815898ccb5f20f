/* Handles and the queries of links masked, as privacy.mask does; any text with a sign of more (an
 * address, a link to a profile, the shape of a number) is left to it. */
#ifndef POSTMORTEM_MASKS_H
#define POSTMORTEM_MASKS_H

#include "binding.h"
#include "characters.h"

typedef struct {
    Characters characters;
    const Text *kept; /* handles that stay, in lower case */
    size_t kept_count;
} Masking;

/* The most bytes that masking makes of so many. */
#define MASKED_ROOM(length) (3 * (length) + 8)

/* Mask a text into `out`; return its length, or SIZE_MAX where it is left to privacy.mask. */
size_t mask_text(const Masking *masking, Text text, uint8_t *out);

#endif
