/* The tokens of JSON, strictly: what this takes, every strict reader takes, and alike. Nothing is
 * read at or past `end`. */
#ifndef POSTMORTEM_JSON_H
#define POSTMORTEM_JSON_H

#include <stddef.h>
#include <stdint.h>

/* Return where the blanks from `at` on end. */
static inline const uint8_t *behind_blanks(const uint8_t *at, const uint8_t *end)
{
    while (at < end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r'))
        at++;
    return at;
}

/* Return the quote that ends the string whose content begins at `at`, and whether an escape stands
 * in it. NULL where it is broken: no end, no UTF-8, a control character, half a surrogate pair. */
const uint8_t *string_end(const uint8_t *at, const uint8_t *end, int *has_escape);
/* Write a content that `string_end` took, without escapes; return where it ends. It never grows. */
uint8_t *unescape(const uint8_t *at, const uint8_t *end, uint8_t *out);

typedef enum { NO_NUMBER, INTEGER, DECIMAL, OTHER_NUMBER } Number;
enum { MOST_DIGITS = 19 };

/* Say what number begins at `at`, and where it ends. DECIMAL: Python prints its float just so. Of
 * more digits in a row than MOST_DIGITS, it is none: readers differ there. */
Number number_at(const uint8_t *at, const uint8_t *end, const uint8_t **behind);

#endif
