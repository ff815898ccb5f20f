/* The tables: built once from what Python hands in, only read after that. */
#include "kernel.h"

#include <stdlib.h>
#include <string.h>

/* Return the power of two that leaves at least half of the places empty. */
static size_t places_for(size_t count)
{
    size_t places = 64;
    while (places < 2 * count)
        places *= 2;
    return places;
}

int tables_room(Tables *tables, size_t terms, size_t emoji, size_t phrases)
{
    size_t slots = places_for(terms), emoji_places = places_for(emoji);
    tables->terms = calloc(terms + 1, sizeof *tables->terms);
    tables->slots = calloc(slots, sizeof *tables->slots);
    tables->emoji = calloc(emoji_places, sizeof *tables->emoji);
    tables->phrases = calloc(phrases ? phrases : 1, sizeof *tables->phrases);
    tables->slot_mask = slots - 1;
    tables->emoji_mask = emoji_places - 1;
    tables->first_emoji = UINT32_MAX;
    return tables->terms && tables->slots && tables->emoji && tables->phrases;
}

int tables_letters(Tables *tables, const uint8_t *traits, const uint32_t *lowered, size_t count)
{
    tables->traits = malloc(count);
    tables->lowered = malloc(count * sizeof *lowered);
    if (!tables->traits || !tables->lowered)
        return 0;
    memcpy(tables->traits, traits, count);
    memcpy(tables->lowered, lowered, count * sizeof *lowered);
    tables->known_points = (uint32_t)count;
    for (size_t point = 0; point < 128; point++) {
        int is_sign = point > ' ' && point < 127 && !(traits[point] & (UPPER | LOWER)) &&
                      !(point >= '0' && point <= '9');
        tables->ascii_traits[point] = (uint8_t)(traits[point] | (is_sign ? PUNCTUATION : 0) |
                                                (point == '\'' ? APOSTROPHE : 0));
        tables->ascii_lowered[point] = (uint8_t)lowered[point];
    }
    return 1;
}

/* Keep a copy of `text`, and return where; NONE without memory. */
static size_t pooled(Tables *tables, const uint8_t *text, size_t length)
{
    size_t start = tables->pool_used;
    if (length > UINT32_MAX - start)
        return NONE;
    if (start + length > tables->pool_room) {
        size_t room = 2 * (start + length) + 4096;
        uint8_t *larger = realloc(tables->pool, room);
        if (!larger)
            return NONE;
        tables->pool = larger;
        tables->pool_room = room;
    }
    if (length)
        memcpy(tables->pool + start, text, length);
    tables->pool_used += length;
    return start;
}

int tables_add_term(Tables *tables, const uint8_t *text, size_t length, Term term)
{
    static const uint8_t zeros[PADDING] = {0};
    size_t start = pooled(tables, text, length);
    if (start == NONE || pooled(tables, zeros, PADDING) == NONE)
        return 0;
    term.start = (uint32_t)start;
    term.length = (uint32_t)length;
    term.number = (uint32_t)++tables->term_count;
    tables->terms[term.number] = term;
    uint64_t hash = hash_padded(tables->pool + start, length);
    tables->filter[filter_word(hash)] |= filter_bit(hash);
    size_t place = hash & tables->slot_mask;
    while (tables->slots[place].number)
        place = (place + 1) & tables->slot_mask;
    tables->slots[place] = (Slot){(uint32_t)(hash >> 32), term.number};
    if (length > tables->longest_term)
        tables->longest_term = length;
    return 1;
}

int tables_add_emoji(Tables *tables, uint32_t point, const uint8_t *text, size_t length)
{
    size_t start = pooled(tables, text, length);
    if (start == NONE)
        return 0;
    size_t place = emoji_place(point) & tables->emoji_mask;
    while (tables->emoji[place].point)
        place = (place + 1) & tables->emoji_mask;
    tables->emoji[place] = (Emoji){point, (uint32_t)start, (uint32_t)length};
    if (point < tables->first_emoji)
        tables->first_emoji = point;
    return 1;
}

void tables_free(Tables *tables)
{
    free(tables->terms);
    free(tables->slots);
    free(tables->pool);
    free(tables->emoji);
    free(tables->phrases);
    free(tables->traits);
    free(tables->lowered);
    memset(tables, 0, sizeof *tables);
}
