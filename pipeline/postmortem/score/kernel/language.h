/* Naive Bayes over byte n-grams, as py3langid decides: its automaton, its weights.
 *
 * Only what is plain is decided here: texts in Latin letters, composed as NFC would. The rest is
 * left to detector.py, which also defines what counts as prose.
 */
#ifndef POSTMORTEM_LANGUAGE_H
#define POSTMORTEM_LANGUAGE_H

#include "kernel.h"

/* What a character is to language; SPACE, UPPER and LOWER are those of kernel.h. */
enum { UNSETTLED = 8, IN_WORD = 16, LETTER = 32 };

/* Nothing is owned: the arrays belong to Python objects that outlive the model. */
typedef struct {
    const uint32_t *next;   /* state rows of 256: the state after a byte */
    const uint32_t *row;    /* of each state, where its row starts, in rows */
    const int32_t *feature; /* of each state: what it completes, or −1 */
    const float *weight;    /* of each feature, one a column */
    const float *prior;     /* of each column */
    const int32_t *group;   /* of each column: the language it speaks for */
    size_t states, rows, features, columns, groups;
    const uint8_t *traits; /* by code point */
    uint32_t known_points;
    int fewest_letters;
} Model;

/* A text on its way: its prose, and what walking over it meets. */
typedef struct {
    uint8_t *prose;
    uint32_t *met; /* first the state after each byte, then each different feature */
    size_t room, length, met_count;
    int32_t letters;
} Lane;

/* So many texts are walked side by side: each step waits for memory, and the waits overlap. */
enum { LANES = 32 };

enum { KNOWN_LOGS = 64 };

typedef struct {
    Lane lanes[LANES];
    uint32_t *counts;        /* of each feature; all 0 between texts */
    double *scores;          /* of each column, then of each group */
    double logs[KNOWN_LOGS]; /* log1p of small counts */
} LanguageScratch;

/* `language` is a group, or −1 where the text has too few letters to tell, or −2 where it is left
 * to detector.py. */
typedef struct {
    int32_t letters, language;
    double probability;
} Guess;

enum { TOO_SHORT = -1, LEFT_TO_PYTHON = -2 };

int language_scratch_make(LanguageScratch *scratch, const Model *model);
void language_scratch_free(LanguageScratch *scratch);
/* Guess the languages of up to LANES texts. Return 0 without memory. */
int guess_languages(const Model *model, LanguageScratch *scratch, const uint8_t *const *texts,
                    const size_t *lengths, size_t count, Guess *guesses);

#endif
