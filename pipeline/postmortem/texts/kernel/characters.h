/* What characters are, as characters.py lays it out: to Polars for the form of copies, and to
 * Python for masking. */
#ifndef POSTMORTEM_CHARACTERS_H
#define POSTMORTEM_CHARACTERS_H

#include "utf8.h"

enum {
    LETTER_OR_DIGIT = 1,       /* a letter or a digit */
    IN_NAME = 2,      /* part of a handle, to Polars */
    BETWEEN = 4,      /* a space, to Polars */
    OPEN_FORM = 8,    /* how it looks in lower case only its place tells */
    IN_HANDLE = 16,   /* part of a handle, to Python */
    BLANK = 32,       /* a space, to Python */
    OPEN_MASK = 64,   /* a sign that masking looks at closer */
    ODD_LETTER = 128, /* not ASCII, and yet the same as a letter of ASCII whatever the case */
};

/* Nothing is owned. Beyond `known`, a character is open to both. */
typedef struct {
    const uint8_t *traits;
    const uint32_t *lowered;
    uint32_t known;
} Characters;

static inline uint8_t traits_at(const Characters *characters, uint32_t point)
{
    return point < characters->known ? characters->traits[point] : OPEN_FORM | OPEN_MASK;
}

static inline uint8_t traits_of_next(const Characters *characters, const uint8_t *at,
                                    const uint8_t *end, size_t *step)
{
    *step = 1;
    return *at < 0x80 ? characters->traits[*at] : traits_at(characters, decode(at, end, step));
}

#endif
