/* See sha256.h: by the instructions that processors of the x86 family have for it since 2016. */
#include "sha256.h"

#if (defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))) || defined(_M_X64)

#include <immintrin.h>

#if defined(_MSC_VER)
#include <intrin.h>
#define WITH_SHA
#define UNROLLED
#else
#include <cpuid.h>
#define WITH_SHA __attribute__((target("sha,sse4.1,ssse3")))
#define UNROLLED _Pragma("GCC unroll 16")
#endif

/* The two halves of the state lie in registers as ABEF and CDGH, as the instructions want them. */
WITH_SHA static void sha_blocks_x86(uint32_t state[8], const uint8_t *blocks, size_t count)
{
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
    __m128i dcba = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xB1);
    __m128i hgfe = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1B);
    __m128i abef = _mm_alignr_epi8(dcba, hgfe, 8);
    __m128i cdgh = _mm_blend_epi16(hgfe, dcba, 0xF0);
    for (; count; count--, blocks += SHA_BLOCK) {
        __m128i abef_before = abef, cdgh_before = cdgh, words[4];
        for (int i = 0; i < 4; i++)
            words[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(blocks + 16 * i)), swap);
        UNROLLED
        for (int round = 0; round < 16; round++) { /* four of the 64 at a time */
            __m128i now = words[round & 3], next = words[(round + 1) & 3];
            __m128i last = words[(round + 3) & 3];
            __m128i sum = _mm_add_epi32(
                now, _mm_loadu_si128((const __m128i *)(sha_constants + 4 * round)));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));
            if (round < 12) {
                __m128i made = _mm_add_epi32(_mm_sha256msg1_epu32(now, next),
                                             _mm_alignr_epi8(last, words[(round + 2) & 3], 4));
                words[round & 3] = _mm_sha256msg2_epu32(made, last);
            }
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    __m128i feba = _mm_shuffle_epi32(abef, 0x1B), dchg = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

enum { SSSE3 = 1 << 9, SSE41 = 1 << 19, SHA = 1 << 29 };

/* Whether the processor says that it knows them. */
static int has_instructions(void)
{
#if defined(_MSC_VER)
    int one[4], seven[4];
    __cpuid(one, 0);
    if (one[0] < 7)
        return 0;
    __cpuid(one, 1);
    __cpuidex(seven, 7, 0);
    unsigned first = (unsigned)one[2], extended = (unsigned)seven[1];
#else
    unsigned a, b, first, d, extended, c;
    if (!__get_cpuid(1, &a, &b, &first, &d) || !__get_cpuid_count(7, 0, &a, &extended, &c, &d))
        return 0;
#endif
    return (first & SSSE3) && (first & SSE41) && (extended & SHA);
}

ShaBlocks sha_blocks_native(void)
{
    static int known = -1; /* asking takes long on a virtual machine; threads learn the same */
    if (known < 0)
        known = has_instructions();
    return known ? sha_blocks_x86 : NULL;
}

#else

ShaBlocks sha_blocks_native(void)
{
    return NULL;
}

#endif
