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

int digest_book_enter(DigestBook *book, Digest digest, uint32_t next, uint32_t *number)
{
    if (is_empty(digest)) /* no text is known to have this one, but any bytes must be safe */
        digest.halves[1] = 1;
    size_t place = digest.halves[0] & book->mask;
    while (!is_empty(book->places[place])) {
        if (book->places[place].halves[0] == digest.halves[0] &&
            book->places[place].halves[1] == digest.halves[1]) {
            *number = book->numbers[place];
            return 0;
        }
        place = (place + 1) & book->mask;
    }
    book->places[place] = digest;
    book->numbers[place] = *number = next;
    book->count++;
    return 1;
}

int digest_book_room(DigestBook *book, size_t more)
{
    size_t places = places_for(book->count + more);
    if (book->places && places <= book->mask + 1)
        return 1;
    DigestBook larger = {calloc(places, sizeof *larger.places),
                         calloc(places, sizeof *larger.numbers), places - 1, 0};
    if (!larger.places || !larger.numbers) {
        digest_book_free(&larger);
        return 0;
    }
    for (size_t i = 0; book->places && i <= book->mask; i++) {
        uint32_t number;
        if (!is_empty(book->places[i]))
            digest_book_enter(&larger, book->places[i], book->numbers[i], &number);
    }
    digest_book_free(book);
    *book = larger;
    return 1;
}

void digest_book_free(DigestBook *book)
{
    free(book->places);
    free(book->numbers);
    *book = (DigestBook){0};
}
