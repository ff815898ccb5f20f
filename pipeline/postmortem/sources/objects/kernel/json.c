/* See json.h. */
#include "json.h"

#include "utf8.h"

#include <string.h>

#define ONES 0x0101010101010101u
#define HIGHS 0x8080808080808080u
#define ANY_BYTE(byte) (ONES * (byte))
/* A high bit in the lowest byte that is zero, or below `least`; maybe in higher ones, too. */
#define ZERO_IN(word) (((word) - ONES) & ~(word) & HIGHS)
#define BELOW_IN(word, least) (((word) - ANY_BYTE(least)) & ~(word) & HIGHS)

enum { CONTROLS = 0x20, ASCII = 0x80, ESCAPE_LENGTH = 6 };

/* Return the first byte that is not a plain ASCII character of a string. */
static const uint8_t *plain_end(const uint8_t *at, const uint8_t *end)
{
    while (end - at >= 8) {
        uint64_t word;
        memcpy(&word, at, sizeof word);
        uint64_t marks = ZERO_IN(word ^ ANY_BYTE('"')) | ZERO_IN(word ^ ANY_BYTE('\\')) |
                         BELOW_IN(word, CONTROLS) | (word & HIGHS);
        if (marks) {
#if defined(__GNUC__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
            return at + __builtin_ctzll(marks) / 8;
#else
            break;
#endif
        }
        at += 8;
    }
    while (at < end && *at != '"' && *at != '\\' && *at >= CONTROLS && *at < ASCII)
        at++;
    return at;
}

static int hex_digit(uint8_t byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    byte |= 0x20;
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* Return the number in `\uXXXX` at `at`, −1 where there is none. */
static int32_t unit_at(const uint8_t *at, const uint8_t *end)
{
    int32_t unit = 0;
    if (end - at < ESCAPE_LENGTH || at[0] != '\\' || at[1] != 'u')
        return -1;
    for (int i = 2; i < ESCAPE_LENGTH; i++) {
        int digit = hex_digit(at[i]);
        if (digit < 0)
            return -1;
        unit = unit << 4 | digit;
    }
    return unit;
}

/* Return the code point that is escaped at `at`, of both halves where it has two, and behind it. */
static int32_t escaped_point(const uint8_t *at, const uint8_t *end, const uint8_t **behind)
{
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    if (end - at < 2)
        return -1;
    if (at[1] != 'u') {
        const char *letter = at[1] ? strchr(letters, at[1]) : NULL;
        *behind = at + 2;
        return letter ? meanings[letter - letters] : -1;
    }
    int32_t unit = unit_at(at, end);
    *behind = at + ESCAPE_LENGTH;
    if (unit < 0xD800 || unit > 0xDFFF)
        return unit;
    int32_t other = unit_at(*behind, end);
    *behind += ESCAPE_LENGTH;
    if (unit > 0xDBFF || other < 0xDC00 || other > 0xDFFF)
        return -1;
    return 0x10000 + ((unit - 0xD800) << 10 | (other - 0xDC00));
}

/* Return behind the character of several bytes at `at`, NULL where it is none. */
static const uint8_t *behind_character(const uint8_t *at, const uint8_t *end)
{
    size_t length;
    uint32_t point = decode(at, end, &length);
    int is_surrogate = point >= 0xD800 && point < 0xE000;
    return length == 1 || is_surrogate ? NULL : at + length;
}

const uint8_t *string_end(const uint8_t *at, const uint8_t *end, int *has_escape)
{
    *has_escape = 0;
    while ((at = plain_end(at, end)) < end && *at != '"') {
        if (*at == '\\') {
            *has_escape = 1;
            if (escaped_point(at, end, &at) < 0)
                return NULL;
        } else if (*at < CONTROLS || !(at = behind_character(at, end))) {
            return NULL;
        }
    }
    return at < end ? at : NULL;
}

uint8_t *unescape(const uint8_t *at, const uint8_t *end, uint8_t *out)
{
    while (at < end) {
        const uint8_t *escape = memchr(at, '\\', (size_t)(end - at));
        size_t plain = (size_t)((escape ? escape : end) - at);
        memcpy(out, at, plain);
        out += plain;
        at += plain;
        if (escape)
            out += encode((uint32_t)escaped_point(at, end, &at), out);
    }
    return out;
}

static const uint8_t *behind_digits(const uint8_t *at, const uint8_t *end)
{
    while (at < end && *at >= '0' && *at <= '9')
        at++;
    return at;
}

/* Whether Python prints the float of `whole`.`part` so: few digits, no nought too many, and not
 * so small that it takes an exponent. */
static int is_shortest(const uint8_t *whole, size_t whole_length, const uint8_t *part, size_t length)
{
    if (whole_length + length > 15)
        return 0;
    if (length == 1)
        return 1;
    return part[length - 1] != '0' && (*whole != '0' || length < 4 || memcmp(part, "0000", 4));
}

Number number_at(const uint8_t *at, const uint8_t *end, const uint8_t **behind)
{
    int is_negative = at < end && *at == '-';
    const uint8_t *whole = at + is_negative, *whole_end = behind_digits(whole, end);
    size_t length = (size_t)(whole_end - whole);
    *behind = whole_end;
    if (!length || length > MOST_DIGITS || (*whole == '0' && length > 1))
        return NO_NUMBER;
    Number number = is_negative && *whole == '0' ? OTHER_NUMBER : INTEGER;
    if (*behind < end && **behind == '.') {
        const uint8_t *part = *behind + 1;
        *behind = behind_digits(part, end);
        size_t part_length = (size_t)(*behind - part);
        if (!part_length || part_length > MOST_DIGITS)
            return NO_NUMBER;
        number = is_shortest(whole, length, part, part_length) ? DECIMAL : OTHER_NUMBER;
    }
    if (*behind < end && (**behind | 0x20) == 'e') {
        const uint8_t *power = *behind + 1;
        power += power < end && (*power == '+' || *power == '-');
        *behind = behind_digits(power, end);
        if (*behind == power || *behind - power > MOST_DIGITS)
            return NO_NUMBER;
        number = OTHER_NUMBER;
    }
    return number;
}
