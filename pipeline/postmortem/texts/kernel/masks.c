/* See masks.h. One pass. privacy.mask looks for links to profiles before it masks handles, and for
 * numbers after it: so those are looked for in what goes in here, and these in what comes out. */
#include "masks.h"

#include <string.h>

enum { FEWEST_DIGITS = 7, LONGEST_HOST = 32 };

enum { IN_NUMBER = 1, IN_ADDRESS = 2 };

/* What phone numbers and e-mail addresses are written with, beside digits and letters. */
static const uint8_t signs[128] = {
    [' '] = IN_NUMBER,  ['('] = IN_NUMBER,  [')'] = IN_NUMBER,
    ['/'] = IN_NUMBER,  ['%'] = IN_ADDRESS, ['.'] = IN_NUMBER | IN_ADDRESS,
    ['+'] = IN_NUMBER | IN_ADDRESS,         ['-'] = IN_NUMBER | IN_ADDRESS,
};

/* Letters that begin nothing: all of ASCII but the h of a link. */
static int is_plain(uint8_t byte)
{
    return (uint8_t)((byte | 0x20) - 'a') < 26 && byte != 'h';
}

/* A text on its way. */
typedef struct {
    const Masking *masking;
    const uint8_t *begin, *at, *end;
    const uint8_t *cut, *resume; /* where the query of a link begins, and what follows it */
    const uint8_t *no_link;      /* no link begins before this */
    const uint8_t *odd_letter; /* the last one met, or NULL */
    uint8_t *first, *out;
    size_t digits, run; /* in the text; in a row of what phone numbers are written with */
    int may_be_address; /* the character before can belong to an e-mail address */
    int has_number;     /* there is a run as long as a phone number, or the start of an IBAN */
} Pass;

static uint8_t lower_ascii(uint8_t byte)
{
    return byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte;
}

static int is_digit(uint8_t byte)
{
    return byte >= '0' && byte <= '9';
}

static int is_capital(uint8_t byte)
{
    return byte >= 'A' && byte <= 'Z';
}

/* Note where the link that may begin here loses its query. */
static void find_query(Pass *pass)
{
    const uint8_t *at = pass->at, *end = pass->end;
    size_t left = (size_t)(end - at);
    size_t start = left > 7 && !memcmp(at, "http://", 7)    ? 7
                   : left > 8 && !memcmp(at, "https://", 8) ? 8
                                                            : 0;
    if (!start)
        return;
    const Characters *characters = &pass->masking->characters;
    size_t step;
    const uint8_t *query = at + start;
    while (query < end && *query != '?' && *query != '#' &&
           !(traits_of_next(characters, query, end, &step) & BLANK))
        query += step;
    pass->no_link = query; /* a link inside of this one ends where it does */
    if (query == at + start || query == end || (*query != '?' && *query != '#'))
        return;
    pass->cut = query;
    pass->resume = query + 1;
    while (pass->resume < end && !(traits_of_next(characters, pass->resume, end, &step) & BLANK))
        pass->resume += step;
}

/* Return where the letters end that begin at `at`. */
static const uint8_t *word_end(const Pass *pass, const uint8_t *at)
{
    size_t step;
    while (at < pass->end &&
           (traits_of_next(&pass->masking->characters, at, pass->end, &step) & IN_HANDLE))
        at += step;
    return at;
}

/* Return the end of a part of a handle, words with dots and dashes between; `at` if it is empty. */
static const uint8_t *part_end(const Pass *pass, const uint8_t *at)
{
    const uint8_t *stop = word_end(pass, at);
    while (stop > at) {
        const uint8_t *next = stop;
        while (next < pass->end && (*next == '.' || *next == '-'))
            next++;
        const uint8_t *more = next > stop ? word_end(pass, next) : next;
        if (more == next)
            break;
        stop = more;
    }
    return stop;
}

static const uint8_t *handle_end(const Pass *pass, const uint8_t *at)
{
    const uint8_t *stop = part_end(pass, at);
    while (stop > at && stop < pass->end && *stop == '@') {
        const uint8_t *more = part_end(pass, stop + 1);
        if (more == stop + 1)
            break;
        stop = more;
    }
    return stop;
}

/* Whether a handle of ASCII stays. */
static int is_kept(const Masking *masking, const uint8_t *name, size_t length)
{
    for (size_t i = 0; i < masking->kept_count; i++) {
        const Text *kept = &masking->kept[i];
        size_t same = 0;
        while (kept->length == length && same < length &&
               lower_ascii(name[same]) == kept->bytes[same])
            same++;
        if (same == length && kept->length == length)
            return 1;
    }
    return 0;
}

static int is_ascii(const uint8_t *at, const uint8_t *end)
{
    uint8_t all = 0;
    for (; at < end; at++)
        all |= *at;
    return all < 0x80;
}

/* Whether `word` stands before `at`, whatever the case. */
static int ends_with(const uint8_t *first, const uint8_t *at, const char *word, size_t length)
{
    if ((size_t)(at - first) < length)
        return 0;
    for (size_t i = 0; i < length; i++)
        if (lower_ascii(at[i - length]) != (uint8_t)word[i])
            return 0;
    return 1;
}

#define ENDS_WITH(first, at, word) ends_with(first, at, word, sizeof(word) - 1)

/* Whether the name of somebody on Reddit may follow this slash: u/name, but not in menu/drinks. */
static int may_be_redditor(const Pass *pass)
{
    const uint8_t *first = pass->begin, *at = pass->at;
    if (!ENDS_WITH(first, at, "u"))
        return 0;
    uint8_t before = at - 1 > first ? at[-2] : ' ';
    return before >= 0x80 ||
           !((pass->masking->characters.traits[before] & IN_HANDLE) || before == '.');
}

/* Whether a profile may follow this slash. */
static int may_be_profile(const Pass *pass)
{
    const uint8_t *first = pass->begin, *at = pass->at;
    if (pass->odd_letter && at - pass->odd_letter < LONGEST_HOST)
        return 1;
    if (ENDS_WITH(first, at, ".com") || ENDS_WITH(first, at, ".net"))
        at -= 4;
    else
        return ENDS_WITH(first, at, "t.me") || ENDS_WITH(first, at, "redd.it");
    return ENDS_WITH(first, at, "instagram") || ENDS_WITH(first, at, "facebook") ||
           ENDS_WITH(first, at, "fb") || ENDS_WITH(first, at, "twitter") ||
           ENDS_WITH(first, at, "x") || ENDS_WITH(first, at, "tiktok") ||
           ENDS_WITH(first, at, "threads") || ENDS_WITH(first, at, "reddit") ||
           ENDS_WITH(first, at, "linkedin");
}

/* Copy a character that is no more than itself. */
static void copy(Pass *pass, size_t step)
{
    if (step == 1)
        *pass->out = *pass->at;
    else
        memcpy(pass->out, pass->at, step);
    pass->out += step;
    pass->at += step;
}

/* Each of these returns 0 where the text must be looked at closer. */

static int take_handle(Pass *pass)
{
    const uint8_t *name = pass->at + 1, *stop = handle_end(pass, name);
    const Masking *masking = pass->masking;
    int begins_link = pass->end - stop > 2 && !memcmp(stop, "://", 3); /* as in @ahttp://b */
    if (pass->may_be_address || begins_link)
        return 0;
    pass->run = 0;
    if (stop == name) {
        copy(pass, 1);
        return 1;
    }
    if (!is_ascii(name, stop)) {
        pass->odd_letter = stop; /* perhaps */
        if (masking->kept_count)
            return 0;
    }
    pass->may_be_address = 1;
    if (masking->kept_count && is_kept(masking, name, (size_t)(stop - name))) {
        for (const uint8_t *at = name; at < stop; at++) {
            pass->digits += (size_t)is_digit(*at);
            pass->has_number |= is_digit(*at); /* rare: let the careful code tell */
        }
        copy(pass, (size_t)(stop - pass->at));
        return 1;
    }
    memcpy(pass->out, "@user", 5);
    pass->out += 5;
    pass->at = stop;
    return 1;
}

static int take_ascii(Pass *pass)
{
    uint8_t byte = *pass->at;
    if (byte == '/' && (may_be_redditor(pass) || may_be_profile(pass)))
        return 0;
    if (is_digit(byte)) {
        const uint8_t *out = pass->out;
        pass->digits++;
        pass->run++;
        pass->has_number |= pass->run >= FEWEST_DIGITS ||
                            (out - pass->first >= 3 && is_digit(out[-1]) && is_capital(out[-2]) &&
                             is_capital(out[-3]));
    } else if (!(signs[byte] & IN_NUMBER)) {
        pass->run = 0;
    }
    pass->may_be_address = (pass->masking->characters.traits[byte] & IN_HANDLE) ||
                           (signs[byte] & IN_ADDRESS);
    copy(pass, 1);
    return 1;
}

static int take_other(Pass *pass)
{
    size_t step;
    uint32_t point = decode(pass->at, pass->end, &step);
    uint8_t traits = traits_at(&pass->masking->characters, point);
    if (traits & OPEN_MASK)
        return 0;
    if (traits & ODD_LETTER)
        pass->odd_letter = pass->at;
    if (point != 0xA0)
        pass->run = 0;
    pass->may_be_address = (traits & IN_HANDLE) != 0;
    copy(pass, step);
    return 1;
}

/* Copy the letters that come next; most of a text is letters. */
static void copy_letters(Pass *pass)
{
    const uint8_t *at = pass->at, *end = pass->end;
    uint8_t *out = pass->out;
    while (at < end && is_plain(*at))
        *out++ = *at++;
    if (at > pass->at) {
        pass->run = 0;
        pass->may_be_address = 1;
    }
    pass->at = at;
    pass->out = out;
}

size_t mask_text(const Masking *masking, Text text, uint8_t *out)
{
    Pass pass = {.masking = masking, .begin = text.bytes};
    pass.at = pass.no_link = text.bytes;
    pass.end = text.bytes + text.length;
    pass.first = pass.out = out;
    for (copy_letters(&pass); pass.at < pass.end; copy_letters(&pass)) {
        if (pass.at == pass.cut) {
            pass.at = pass.resume;
            continue;
        }
        if (*pass.at == 'h' && pass.at >= pass.no_link)
            find_query(&pass);
        int clear = *pass.at == '@'    ? take_handle(&pass)
                    : *pass.at < 0x80 ? take_ascii(&pass)
                                      : take_other(&pass);
        if (!clear)
            return SIZE_MAX;
    }
    if (pass.digits >= FEWEST_DIGITS && pass.has_number)
        return SIZE_MAX;
    return (size_t)(pass.out - out);
}
