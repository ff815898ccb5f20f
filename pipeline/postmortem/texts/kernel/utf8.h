/* Characters out of bytes. Any bytes are safe: what is not UTF-8 counts as U+FFFD. */
#ifndef POSTMORTEM_UTF8_H
#define POSTMORTEM_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Return the code point at `at` (< end) and its length; a byte that starts none is U+FFFD. Lone
 * surrogates pass: Python's strings may hold them. */
static inline uint32_t decode(const uint8_t *at, const uint8_t *end, size_t *length)
{
    uint32_t first = at[0];
    size_t left = (size_t)(end - at);
    *length = 1;
    if (first < 0x80)
        return first;
    if (first >= 0xC2 && first < 0xE0 && left > 1 && (at[1] & 0xC0) == 0x80) {
        *length = 2;
        return (first & 0x1F) << 6 | (at[1] & 0x3Fu);
    }
    if (first >= 0xE0 && first < 0xF0 && left > 2 && (at[1] & 0xC0) == 0x80 &&
        (at[2] & 0xC0) == 0x80) {
        uint32_t point = (first & 0x0F) << 12 | (at[1] & 0x3Fu) << 6 | (at[2] & 0x3Fu);
        if (point >= 0x800) {
            *length = 3;
            return point;
        }
    }
    if (first >= 0xF0 && first < 0xF5 && left > 3 && (at[1] & 0xC0) == 0x80 &&
        (at[2] & 0xC0) == 0x80 && (at[3] & 0xC0) == 0x80) {
        uint32_t point = (first & 0x07) << 18 | (at[1] & 0x3Fu) << 12 | (at[2] & 0x3Fu) << 6 |
                         (at[3] & 0x3Fu);
        if (point >= 0x10000 && point < 0x110000) {
            *length = 4;
            return point;
        }
    }
    return 0xFFFD;
}

/* Write a code point and return its length; what is none is written as U+FFFD. */
static inline size_t encode(uint32_t point, uint8_t *out)
{
    if (point > 0x10FFFF)
        point = 0xFFFD;
    if (point < 0x80) {
        out[0] = (uint8_t)point;
        return 1;
    }
    size_t length = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i; i--, point >>= 6)
        out[i] = (uint8_t)(0x80 | (point & 0x3F));
    out[0] = (uint8_t)(0xF00 >> length | point);
    return length;
}

#endif
