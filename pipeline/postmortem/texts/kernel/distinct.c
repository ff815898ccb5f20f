/* See distinct.h. */
#include "distinct.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_STEPS = 16 };

static uint64_t mix(uint64_t hash, uint64_t eight)
{
    hash = (hash ^ eight) * 0x9FB21C651E98DF25u;
    return hash ^ hash >> 29;
}

static uint64_t hash_bytes(const uint8_t *bytes, size_t length)
{
    uint64_t hash = 0x9E3779B97F4A7C15u ^ ((uint64_t)length * 0xFF51AFD7ED558CCDu), eight;
    for (; length >= 8; length -= 8, bytes += 8) {
        memcpy(&eight, bytes, 8);
        hash = mix(hash, eight);
    }
    eight = 0;
    if (length)
        memcpy(&eight, bytes, length);
    hash = mix(hash, eight);
    return hash ^ hash >> 32;
}

static size_t places_for(size_t count)
{
    size_t places = 64;
    while (places < 2 * count)
        places *= 2;
    return places;
}

static int is_same(Text a, Text b)
{
    return a.length == b.length && (!a.length || !memcmp(a.bytes, b.bytes, a.length));
}

int find_repeats(const Text *texts, size_t count, uint32_t *first)
{
    size_t mask = places_for(count) - 1;
    uint32_t *places = calloc(mask + 1, sizeof *places); /* of texts, from 1; 0: empty */
    if (!places || count >= UINT32_MAX) {
        free(places);
        return 0;
    }
    for (size_t i = 0; i < count; i++) {
        size_t place = hash_bytes(texts[i].bytes, texts[i].length) & mask;
        first[i] = (uint32_t)i;
        for (int step = 0; step < MOST_STEPS; step++, place = (place + 1) & mask) {
            if (!places[place]) {
                places[place] = (uint32_t)i + 1;
                break;
            }
            if (is_same(texts[places[place] - 1], texts[i])) {
                first[i] = places[place] - 1;
                break;
            }
        }
    }
    free(places);
    return 1;
}

static int is_empty(Digest digest)
{
    return !(digest.halves[0] | digest.halves[1]);
}

static int put(DigestSet *set, Digest digest)
{
    size_t place = digest.halves[0] & set->mask;
    while (!is_empty(set->places[place])) {
        if (set->places[place].halves[0] == digest.halves[0] &&
            set->places[place].halves[1] == digest.halves[1])
            return 0;
        place = (place + 1) & set->mask;
    }
    set->places[place] = digest;
    set->count++;
    return 1;
}

int digest_set_room(DigestSet *set, size_t more)
{
    size_t places = places_for(set->count + more);
    if (set->places && places <= set->mask + 1)
        return 1;
    DigestSet larger = {calloc(places, sizeof *larger.places), places - 1, 0};
    if (!larger.places)
        return 0;
    for (size_t i = 0; set->places && i <= set->mask; i++)
        if (!is_empty(set->places[i]))
            put(&larger, set->places[i]);
    free(set->places);
    *set = larger;
    return 1;
}

int digest_set_add(DigestSet *set, Digest digest)
{
    if (is_empty(digest)) /* no text is known to have this one, but any bytes must be safe */
        digest.halves[1] = 1;
    return put(set, digest);
}

void digest_set_free(DigestSet *set)
{
    free(set->places);
    *set = (DigestSet){0};
}
