/* See sha256.h: in plain C, and what all ways of hashing blocks share. */
#include "sha256.h"

#include <string.h>

const uint32_t sha_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

const uint32_t sha_start[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

static inline uint32_t turned(uint32_t word, int by)
{
    return word >> by | word << (32 - by);
}

static inline uint32_t big_endian(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void schedule(uint32_t words[64], const uint8_t *block)
{
    for (int i = 0; i < 16; i++)
        words[i] = big_endian(block + 4 * i);
    for (int i = 16; i < 64; i++) {
        uint32_t a = words[i - 15], b = words[i - 2];
        uint32_t s0 = turned(a, 7) ^ turned(a, 18) ^ a >> 3;
        uint32_t s1 = turned(b, 17) ^ turned(b, 19) ^ b >> 10;
        words[i] = words[i - 16] + s0 + words[i - 7] + s1;
    }
}

void sha_blocks_portable(uint32_t state[8], const uint8_t *blocks, size_t count)
{
    for (; count; count--, blocks += SHA_BLOCK) {
        uint32_t words[64], a = state[0], b = state[1], c = state[2], d = state[3];
        uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
        schedule(words, blocks);
        for (int i = 0; i < 64; i++) {
            uint32_t s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
            uint32_t first = h + s1 + (g ^ (e & (f ^ g))) + sha_constants[i] + words[i];
            uint32_t s0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
            uint32_t second = s0 + ((a & b) | (c & (a | b)));
            h = g;
            g = f;
            f = e;
            e = d + first;
            d = c;
            c = b;
            b = a;
            a = first + second;
        }
        uint32_t mixed[8] = {a, b, c, d, e, f, g, h};
        for (int i = 0; i < 8; i++)
            state[i] += mixed[i];
    }
}

ShaBlocks sha_blocks_best(void)
{
    ShaBlocks native = sha_blocks_native();
    return native ? native : sha_blocks_portable;
}

void sha_end(ShaBlocks take, uint32_t state[8], const uint8_t *bytes, size_t length, uint64_t total)
{
    uint8_t last[2 * SHA_BLOCK] = {0};
    size_t whole = length / SHA_BLOCK, rest = length % SHA_BLOCK;
    size_t blocks = rest + 9 <= SHA_BLOCK ? 1 : 2;
    if (whole)
        take(state, bytes, whole);
    if (rest)
        memcpy(last, bytes + whole * SHA_BLOCK, rest);
    last[rest] = 0x80;
    for (int i = 0; i < 8; i++)
        last[blocks * SHA_BLOCK - 1 - (size_t)i] = (uint8_t)(total * 8 >> 8 * i);
    take(state, last, blocks);
}

void sha_bytes(const uint32_t state[8], uint8_t out[SHA_BYTES])
{
    for (int i = 0; i < SHA_BYTES; i++)
        out[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
}

void sha256(ShaBlocks take, const uint8_t *bytes, size_t length, uint8_t out[SHA_BYTES])
{
    uint32_t state[8];
    memcpy(state, sha_start, sizeof state);
    sha_end(take, state, bytes, length, length);
    sha_bytes(state, out);
}
