/* VADER's rules over UTF-8, exactly as pure.py has them.
 *
 * Nothing here knows Python: kernel_type.c hands in tables once and texts after that, and lets go of the
 * interpreter lock in between. Tables never change once built, so any number of threads may share
 * them; each brings its own Scratch. Any bytes are safe: what is not UTF-8 counts as U+FFFD.
 */
#ifndef POSTMORTEM_KERNEL_H
#define POSTMORTEM_KERNEL_H

#include "utf8.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The parts a word can play: the bits of rules.py, in its order. */
enum {
    NEGATES = 1 << 0,
    NO = 1 << 1,
    OR = 1 << 2,
    BUT = 1 << 3,
    KIND = 1 << 4,
    OF = 1 << 5,
    LEAST = 1 << 6,
    AT = 1 << 7,
    NEVER = 1 << 8,
    SO = 1 << 9,
    WITHOUT = 1 << 10,
    DOUBT = 1 << 11,
    PHRASE = 1 << 12
};

/* What a character is; the first three are handed in from Python, which knows Unicode. */
enum { SPACE = 1, UPPER = 2, LOWER = 4, UNSURE = 8, PUNCTUATION = 16, APOSTROPHE = 32 };

/* What a word has. */
enum { VALUE = 1, BOOST = 2 };

typedef struct {
    double value, boost;
    uint32_t start, length; /* of its UTF-8, in the pool */
    uint32_t number;        /* from 1; 0 is no word */
    uint16_t parts;
    uint8_t has;
} Term;

/* Most words of a text are no term. To say so costs one look into a table that fits the cache. */
typedef struct {
    uint32_t tag;    /* of the hash */
    uint32_t number; /* of the term; 0: an empty place */
} Slot;

typedef struct {
    uint32_t words[3];
    uint8_t length, is_idiom;
    double value;
} Phrase;

typedef struct {
    uint32_t point; /* 0: an empty place */
    uint32_t start, length;
} Emoji;

/* A bit for each hash that may be a term's: small enough to stay in the innermost cache. */
enum { FILTER_BITS = 1 << 17 };

typedef struct {
    uint64_t filter[FILTER_BITS / 64];
    Term *terms; /* by number, from 1 */
    Slot *slots; /* open addressing */
    size_t slot_mask, term_count, longest_term;
    uint8_t *pool;
    size_t pool_used, pool_room;
    Emoji *emoji;
    size_t emoji_mask;
    uint32_t first_emoji;
    Phrase *phrases;
    size_t phrase_count;
    uint8_t *traits; /* by code point below `known_points`; beyond, letters have no case */
    uint32_t *lowered;
    uint32_t known_points;
    uint8_t ascii_traits[128], ascii_lowered[128];
    uint8_t contractions; /* whether "n't" negates */
    uint8_t compensated;  /* whether sums are those of CPython from 3.12 on */
} Tables;

typedef struct {
    const Term *term; /* NULL: unknown */
    uint16_t parts;
    uint8_t has, loud;
} Word;

/* What a thread works with; grows to the longest text it meets. */
typedef struct {
    uint8_t *text;
    size_t text_room;
    uint8_t *lowered;
    Word *words;
    size_t word_room;
    double *values;
    size_t *places;
    size_t value_room;
} Scratch;

/* One text, read. */
typedef struct {
    size_t words, loud, hits, exclamations, questions;
    size_t but; /* NONE: there is none */
} Reading;

#define NONE SIZE_MAX

typedef struct {
    double neg, neu, pos, compound;
} Scores;

/* What came of a text. LEFT: pure.py must score it, as only Python's arithmetic or its strings can
 * settle it exactly. */
typedef enum { DONE, LEFT, NO_MEMORY } Outcome;

/* tables.c */
int tables_room(Tables *tables, size_t terms, size_t emoji, size_t phrases);
int tables_letters(Tables *tables, const uint8_t *traits, const uint32_t *lowered, size_t count);
int tables_add_term(Tables *tables, const uint8_t *text, size_t length, Term term);
int tables_add_emoji(Tables *tables, uint32_t point, const uint8_t *text, size_t length);
void tables_free(Tables *tables);

/* words.c */
Outcome read_words(const Tables *tables, Scratch *scratch, const uint8_t *text, size_t length,
                   Reading *reading);

/* but.c */
Outcome weigh_around(size_t but, double *values, const size_t *places, size_t count);

/* score.c */
Outcome score_text(const Tables *tables, Scratch *scratch, const uint8_t *text, size_t length,
                   Scores *scores, size_t *hits);
int scratch_make(Scratch *scratch, const Tables *tables);
void scratch_free(Scratch *scratch);

/* Small enough to be worth inlining everywhere. */

/* Bytes that must lie, zero, behind what is hashed. */
enum { PADDING = 8 };

static inline uint64_t hash_padded(const uint8_t *bytes, size_t length)
{
    uint64_t hash = 0x9E3779B97F4A7C15u ^ ((uint64_t)length * 0xFF51AFD7ED558CCDu);
    for (size_t at = 0; at < length; at += 8) {
        uint64_t eight;
        memcpy(&eight, bytes + at, 8);
        hash = (hash ^ eight) * 0x9FB21C651E98DF25u;
        hash ^= hash >> 29;
    }
    return hash ^ (hash >> 32);
}

/* Ask for memory that will be read soon. */
static inline void fetch(const void *address)
{
#if defined(__GNUC__) || defined(__clang__)
    __builtin_prefetch(address);
    __builtin_prefetch((const char *)address + 64);
#else
    (void)address;
#endif
}

static inline uint64_t filter_bit(uint64_t hash)
{
    return (uint64_t)1 << (hash >> 40 & 63);
}

static inline size_t filter_word(uint64_t hash)
{
    return (size_t)(hash >> 46) % (FILTER_BITS / 64);
}

static inline size_t emoji_place(uint32_t point)
{
    return (size_t)((point * 2654435761u) >> 12);
}

#endif
