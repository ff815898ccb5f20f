/* SHA-256 (FIPS 180-4), and MD5's half that keys of copies are (RFC 1321). */
#ifndef POSTMORTEM_SHA256_H
#define POSTMORTEM_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { SHA_BLOCK = 64, SHA_BYTES = 32 };

/* Take `count` whole blocks into `state`. */
typedef void (*ShaBlocks)(uint32_t state[8], const uint8_t *blocks, size_t count);

extern const uint32_t sha_constants[64], sha_start[8];

void sha_blocks_portable(uint32_t state[8], const uint8_t *blocks, size_t count);
/* Return what this processor has instructions for, or NULL. */
ShaBlocks sha_blocks_native(void);
/* Return the fastest there is. */
ShaBlocks sha_blocks_best(void);

/* Take the end of a message of `total` bytes into `state`: its last `length` bytes, before which
 * there were whole blocks, and the padding. */
void sha_end(ShaBlocks take, uint32_t state[8], const uint8_t *bytes, size_t length, uint64_t total);
/* Write the state as bytes. */
void sha_bytes(const uint32_t state[8], uint8_t out[SHA_BYTES]);
void sha256(ShaBlocks take, const uint8_t *bytes, size_t length, uint8_t out[SHA_BYTES]);

/* Return the upper half of the MD5 of `bytes`, its first byte lowest. */
uint64_t md5_upper(const uint8_t *bytes, size_t length);

#endif
