/* See sha256.h: MD5, which DuckDB has as md5_number. It keeps nothing secret: it tells copies. */
#include "sha256.h"

#include <string.h>

static const uint32_t constants[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
};

static inline uint32_t little_endian(const uint8_t *bytes)
{
    return (uint32_t)bytes[3] << 24 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[1] << 8 | bytes[0];
}

#if defined(__GNUC__)
#define UNROLLED _Pragma("GCC unroll 16")
#else
#define UNROLLED
#endif

/* Sixteen steps, of which only the mixing and the order of the words differ. */
#define ROUND(first, mixed, place, turn_by)                                                        \
    UNROLLED                                                                                       \
    for (uint32_t i = (first); i < (first) + 16; i++) {                                            \
        static const uint8_t turns[4] = turn_by;                                                   \
        uint32_t sum = a + (mixed) + constants[i] + words[(place) & 15], by = turns[i & 3];        \
        a = d;                                                                                     \
        d = c;                                                                                     \
        c = b;                                                                                     \
        b += sum << by | sum >> (32 - by);                                                         \
    }
#define TURNS(p, q, r, s) {p, q, r, s}

static void take_block(uint32_t state[4], const uint8_t *block)
{
    uint32_t words[16], a = state[0], b = state[1], c = state[2], d = state[3];
    for (int i = 0; i < 16; i++)
        words[i] = little_endian(block + 4 * i);
    ROUND(0, d ^ (b & (c ^ d)), i, TURNS(7, 12, 17, 22))
    ROUND(16, c ^ (d & (b ^ c)), 5 * i + 1, TURNS(5, 9, 14, 20))
    ROUND(32, b ^ c ^ d, 3 * i + 5, TURNS(4, 11, 16, 23))
    ROUND(48, c ^ (b | ~d), 7 * i, TURNS(6, 10, 15, 21))
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
}

uint64_t md5_upper(const uint8_t *bytes, size_t length)
{
    uint32_t state[4] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    uint64_t bits = (uint64_t)length * 8;
    uint8_t last[128] = {0};
    for (; length >= 64; length -= 64, bytes += 64)
        take_block(state, bytes);
    if (length)
        memcpy(last, bytes, length);
    last[length] = 0x80;
    size_t end = length + 9 <= 64 ? 64 : 128;
    for (size_t i = 0; i < 8; i++)
        last[end - 8 + i] = (uint8_t)(bits >> 8 * i);
    take_block(state, last);
    if (end == 128)
        take_block(state, last + 64);
    return (uint64_t)state[3] << 32 | state[2];
}
