/* From bytes to words: emoji written out, tokens split and stripped, each looked up once. */
#include "kernel.h"

#include <stdlib.h>
#include <string.h>

static uint8_t traits_of(const Tables *tables, uint32_t point)
{
    if (point < 128)
        return tables->ascii_traits[point];
    return point < tables->known_points ? tables->traits[point] : 0;
}

static uint32_t lowered_of(const Tables *tables, uint32_t point)
{
    return point < tables->known_points ? tables->lowered[point] : point;
}

static int is_ascii(const uint8_t *text, size_t length)
{
    size_t at = 0;
    for (; at + 8 <= length; at += 8) {
        uint64_t eight;
        memcpy(&eight, text + at, 8);
        if (eight & 0x8080808080808080u)
            return 0;
    }
    for (; at < length; at++)
        if (text[at] & 0x80)
            return 0;
    return 1;
}

static const Emoji *emoji_of(const Tables *tables, uint32_t point)
{
    if (point < tables->first_emoji)
        return NULL;
    size_t place = emoji_place(point) & tables->emoji_mask;
    for (; tables->emoji[place].point; place = (place + 1) & tables->emoji_mask)
        if (tables->emoji[place].point == point)
            return &tables->emoji[place];
    return NULL;
}

/* Return how many bytes `text` takes at most with its emoji written out; 0 when it has none. */
static size_t described_length(const Tables *tables, const uint8_t *text, size_t length)
{
    const uint8_t *at = text, *end = text + length;
    size_t total = 0, found = 0, step;
    for (; at < end; at += step) {
        const Emoji *emoji = NULL;
        step = 1;
        if (*at >= 0x80)
            emoji = emoji_of(tables, decode(at, end, &step));
        total += emoji ? emoji->length + 1 : step;
        found += emoji != NULL;
    }
    return found ? total : 0;
}

/* Write `text` with its emoji written out into `out`, and return its length. An emoji is set apart
 * from what stands before it, unless that is a space: vaderSentiment's own rule. */
static size_t describe(const Tables *tables, const uint8_t *text, size_t length, uint8_t *out)
{
    const uint8_t *at = text, *end = text + length;
    uint8_t *to = out;
    int apart = 1;
    size_t step;
    for (; at < end; at += step) {
        const Emoji *emoji = emoji_of(tables, decode(at, end, &step));
        if (emoji) {
            if (!apart)
                *to++ = ' ';
            memcpy(to, tables->pool + emoji->start, emoji->length);
            to += emoji->length;
        } else {
            memcpy(to, at, step);
            to += step;
        }
        apart = !emoji && *at == ' ';
    }
    return (size_t)(to - out);
}

/* Return the term that the `length` bytes of `text` are, or NULL; writes zeros behind them. */
static const Term *term_of(const Tables *tables, uint8_t *text, size_t length)
{
    memset(text + length, 0, PADDING);
    uint64_t hash = hash_padded(text, length);
    if (!(tables->filter[filter_word(hash)] & filter_bit(hash)))
        return NULL;
    uint32_t tag = (uint32_t)(hash >> 32);
    size_t place = hash & tables->slot_mask;
    for (; tables->slots[place].number; place = (place + 1) & tables->slot_mask) {
        if (tables->slots[place].tag != tag)
            continue;
        const Term *term = &tables->terms[tables->slots[place].number];
        if (term->length == length && !memcmp(tables->pool + term->start, text, length))
            return term;
    }
    return NULL;
}

/* A token: the bytes from `start` to `end`, what all its characters are, and whether it is ASCII. */
typedef struct {
    const uint8_t *start, *end;
    uint8_t traits, ascii;
} Token;

/* Read the token at `at`, counting ! and ?; return what it is. */
static Token next_token(const Tables *tables, const uint8_t *at, const uint8_t *end,
                        Reading *reading)
{
    Token token = {at, at, 0, 1};
    size_t exclamations = 0, questions = 0;
    while (at < end) {
        uint8_t byte = *at, traits;
        size_t step = 1;
        if (byte < 0x80) {
            traits = tables->ascii_traits[byte];
            exclamations += byte == '!';
            questions += byte == '?';
        } else {
            traits = traits_of(tables, decode(at, end, &step));
            if (!(traits & SPACE))
                token.ascii = 0;
        }
        if (traits & SPACE)
            break;
        token.traits |= traits;
        at += step;
    }
    token.end = at;
    reading->exclamations += exclamations;
    reading->questions += questions;
    return token;
}

static size_t character_count(const uint8_t *at, const uint8_t *end)
{
    size_t count = 0, step;
    for (; at < end && count < 3; at += step, count++)
        decode(at, end, &step);
    return count;
}

/* Take punctuation off both ends, unless that leaves two characters or fewer (":)", "=D"). */
static void strip(const Tables *tables, Token *token)
{
    const uint8_t *start = token->start, *end = token->end;
    while (start < end && *start < 0x80 && tables->ascii_traits[*start] & PUNCTUATION)
        start++;
    while (end > start && end[-1] < 0x80 && tables->ascii_traits[end[-1]] & PUNCTUATION)
        end--;
    size_t length = (size_t)(end - start);
    if (length > 8 || character_count(start, end) > 2) {
        token->start = start;
        token->end = end;
    }
}

/* Return the term that the token is in lower case, or NULL. */
static const Term *look_up(const Tables *tables, const Token *token, uint8_t *lowered)
{
    size_t length = 0, step;
    if (token->ascii) {
        length = (size_t)(token->end - token->start);
        if (length > tables->longest_term)
            return NULL;
        for (size_t i = 0; i < length; i++)
            lowered[i] = tables->ascii_lowered[token->start[i]];
        return term_of(tables, lowered, length);
    }
    for (const uint8_t *at = token->start; at < token->end; at += step) {
        uint32_t point = decode(at, token->end, &step);
        length += encode(lowered_of(tables, point), lowered + length);
        if (length > tables->longest_term)
            return NULL;
    }
    return term_of(tables, lowered, length);
}

/* Whether the token holds "n't" in any case. The letters keep it from being stripped. */
static int is_contraction(const Token *token)
{
    for (const uint8_t *at = token->start + 1; at + 1 < token->end; at++)
        if (*at == '\'' && (at[-1] | 0x20) == 'n' && (at[1] | 0x20) == 't')
            return 1;
    return 0;
}

static int make_room(Scratch *scratch, size_t words)
{
    if (words <= scratch->word_room)
        return 1;
    size_t room = 2 * words + 64;
    Word *larger = realloc(scratch->words, room * sizeof *larger);
    if (!larger)
        return 0;
    scratch->words = larger;
    scratch->word_room = room;
    return 1;
}

/* Add the token to the words read so far. */
static void take(const Tables *tables, Scratch *scratch, const Token *token, Reading *reading)
{
    Word *word = &scratch->words[reading->words];
    const Term *term = look_up(tables, token, scratch->lowered);
    *word = (Word){term, 0, 0, (token->traits & (UPPER | LOWER)) == UPPER};
    if (term) {
        word->parts = term->parts;
        word->has = term->has;
        reading->hits += term->has == VALUE;
        if (term->parts & BUT && reading->but == NONE)
            reading->but = reading->words;
    } else if (token->traits & APOSTROPHE && tables->contractions && is_contraction(token)) {
        word->parts = NEGATES;
    }
    reading->loud += word->loud;
    reading->words++;
}

/* Point `text` at its copy with emoji written out, when it has any. */
static int with_emoji_described(const Tables *tables, Scratch *scratch, const uint8_t **text,
                                size_t *length)
{
    size_t described = described_length(tables, *text, *length);
    if (!described)
        return 1;
    if (described > scratch->text_room) {
        uint8_t *larger = realloc(scratch->text, 2 * described);
        if (!larger)
            return 0;
        scratch->text = larger;
        scratch->text_room = 2 * described;
    }
    *length = describe(tables, *text, *length, scratch->text);
    *text = scratch->text;
    return 1;
}

Outcome read_words(const Tables *tables, Scratch *scratch, const uint8_t *text, size_t length,
                   Reading *reading)
{
    *reading = (Reading){0, 0, 0, 0, 0, NONE};
    if (!is_ascii(text, length) && !with_emoji_described(tables, scratch, &text, &length))
        return NO_MEMORY;
    const uint8_t *at = text, *end = text + length;
    while (at < end) {
        Token token = next_token(tables, at, end, reading);
        if (token.end == at) { /* a space */
            size_t step;
            decode(at, end, &step);
            at += step;
            continue;
        }
        if (token.traits & UNSURE)
            return LEFT;
        at = token.end;
        strip(tables, &token);
        if (!make_room(scratch, reading->words + 1))
            return NO_MEMORY;
        take(tables, scratch, &token, reading);
    }
    return DONE;
}
