/* See copies.h. The regular expression of copies.py, one alternative after the other at each place
 * of the lower-case text, as its engine tries them. */
#include "copies.h"

#include <stdlib.h>
#include <string.h>

static int begins(const uint8_t *at, const uint8_t *end, const char *word, size_t length)
{
    return (size_t)(end - at) >= length && !memcmp(at, word, length);
}

#define BEGINS(at, end, word) begins(at, end, word, sizeof(word) - 1)

static int make_room(CopyScratch *scratch, size_t length)
{
    if (length <= scratch->room && scratch->lowered)
        return 1;
    if (length > SIZE_MAX / 16)
        return 0;
    copy_scratch_free(scratch);
    scratch->room = length + length / 2 + 256;
    scratch->lowered = malloc(4 * scratch->room); /* a byte that is no character becomes three */
    scratch->form = malloc(4 * scratch->room);
    return scratch->lowered && scratch->form;
}

void copy_scratch_free(CopyScratch *scratch)
{
    free(scratch->lowered);
    free(scratch->form);
    *scratch = (CopyScratch){0};
}

/* Lower the text into the scratch; return the end, or NULL where that depends on more. */
static const uint8_t *lower(const Characters *characters, CopyScratch *scratch, Text text)
{
    const uint8_t *at = text.bytes, *end = at + text.length;
    uint8_t *out = scratch->lowered;
    while (at < end) {
        if (*at < 0x80) {
            *out++ = (uint8_t)characters->lowered[*at++];
            continue;
        }
        size_t step;
        uint32_t point = decode(at, end, &step);
        if (traits_at(characters, point) & OPEN_FORM)
            return NULL;
        out += encode(characters->lowered[point], out);
        at += step;
    }
    return out;
}

/* Return where those characters end that have (or, if `without`, have not) a trait. */
static const uint8_t *run_end(const Characters *characters, const uint8_t *at, const uint8_t *end,
                              uint8_t trait, int without)
{
    size_t step;
    while (at < end) {
        int has = (traits_of_next(characters, at, end, &step) & trait) != 0;
        if (has == without)
            break;
        at += step;
    }
    return at;
}

/* Return where the handle at `at` ends, `at` where there is none: an @, then letters and dots. */
static const uint8_t *name_end(const Characters *characters, const uint8_t *at, const uint8_t *end)
{
    const uint8_t *next = at + 1;
    if (at == end || *at != '@')
        return at;
    for (;;) {
        const uint8_t *part = run_end(characters, next, end, IN_NAME, 0);
        while (part < end && *part == '.')
            part++;
        if (part == next)
            return next == at + 1 ? at : next;
        next = part;
    }
}

/* Return where a link, or the mark of a repost and its handle, ends that begins at this letter. */
static const uint8_t *noise_end(const Characters *characters, const uint8_t *first,
                                const uint8_t *at, const uint8_t *end)
{
    size_t link = BEGINS(at, end, "http://")    ? 7
                  : BEGINS(at, end, "https://") ? 8
                  : BEGINS(at, end, "www.")     ? 4
                  : BEGINS(at, end, "t.co/")    ? 5
                                                : 0;
    if (link) {
        const uint8_t *stop = run_end(characters, at + link, end, BETWEEN, 1);
        return stop > at + link ? stop : at;
    }
    int inside = at > first && at[-1] < 0x80 &&
                 (characters->traits[at[-1]] & IN_NAME); /* the boundary is that of ASCII */
    if (!inside && BEGINS(at, end, "rt")) {
        const uint8_t *name = run_end(characters, at + 2, end, BETWEEN, 0);
        const uint8_t *stop = name > at + 2 ? name_end(characters, name, end) : name;
        return stop > name ? stop : at;
    }
    return at;
}

/* Return the end of what masking put in, `at` where it did not. */
static const uint8_t *mark_end(const uint8_t *at, const uint8_t *end)
{
    if (BEGINS(at, end, "[email]") || BEGINS(at, end, "[phone]"))
        return at + 7;
    return BEGINS(at, end, "[iban]") ? at + 6 : at;
}

Formed form_text(const Characters *characters, CopyScratch *scratch, Text text, Form *form)
{
    *form = (Form){0};
    if (!make_room(scratch, text.length))
        return NO_ROOM;
    const uint8_t *first = scratch->lowered, *end = lower(characters, scratch, text), *at = first;
    if (!end)
        return OPEN;
    const uint8_t *traits = characters->traits;
    uint8_t *const start = scratch->form, *out = start;
    size_t length = 0;
    while (at < end) {
        size_t step = 1;
        uint8_t byte = *at;
        const uint8_t *stop = byte == 'h' || byte == 'w' || byte == 't' || byte == 'r'
                                  ? noise_end(characters, first, at, end)
                              : byte == '@' ? name_end(characters, at, end)
                              : byte == '[' ? mark_end(at, end)
                                            : at;
        if (stop > at) {
            at = stop;
            continue;
        }
        if (byte < 0x80 ? traits[byte] & LETTER_OR_DIGIT
                        : traits_of_next(characters, at, end, &step) & LETTER_OR_DIGIT) {
            for (size_t i = 0; i < step; i++)
                *out++ = at[i];
            if (++length == COPY_HEAD)
                form->head = (size_t)(out - start);
        }
        at += step;
    }
    form->length = length;
    form->bytes = (size_t)(out - start);
    return FORMED;
}
