/* See language.h. */
#include "language.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint8_t traits_of(const Model *model, uint32_t point)
{
    return point < model->known_points ? model->traits[point] : UNSETTLED;
}

static uint8_t traits_at(const Model *model, const uint8_t *at, const uint8_t *end, size_t *step)
{
    *step = 1;
    if (at >= end)
        return 0;
    return *at < 0x80 ? model->traits[*at] : traits_of(model, decode(at, end, step));
}

static int starts_with(const uint8_t *at, const uint8_t *end, const char *word)
{
    size_t length = strlen(word);
    return (size_t)(end - at) >= length && !memcmp(at, word, length);
}

/* Return the end of what is in a word, or is no space. UNSETTLED characters go into `all`: of them
 * neither is known here. */
static const uint8_t *past(const Model *model, const uint8_t *at, const uint8_t *end, int in_word,
                           uint8_t *all)
{
    size_t step;
    while (at < end) {
        uint8_t traits = traits_at(model, at, end, &step);
        *all |= traits & UNSETTLED;
        if (in_word ? !(traits & IN_WORD) : traits & SPACE)
            break;
        at += step;
    }
    return at;
}

static const uint8_t *past_name(const Model *model, const uint8_t *at, const uint8_t *end,
                                uint8_t *all)
{
    size_t step;
    at = past(model, at + 1, end, 1, all);
    while (at < end && (*at == '.' || *at == '@' || *at == '-') &&
           traits_at(model, at + 1, end, &step) & IN_WORD)
        at = past(model, at + 1, end, 1, all);
    return at;
}

/* Return the end of a link, a mask, a mention or a hashtag that starts at `at`, or `at`. Must agree
 * with languages.prose. */
static const uint8_t *past_noise(const Model *model, const uint8_t *at, const uint8_t *end,
                                 int after_word, uint8_t *all)
{
    switch (*at) {
    case 'h':
        if (starts_with(at, end, "http://") || starts_with(at, end, "https://"))
            return past(model, at, end, 0, all);
        break;
    case 'w':
        if (!after_word && starts_with(at, end, "www."))
            return past(model, at, end, 0, all);
        break;
    case '[':
        for (int i = 0; i < 3; i++) {
            static const char *const masks[] = {"[email]", "[phone]", "[iban]"};
            if (starts_with(at, end, masks[i]))
                return at + strlen(masks[i]);
        }
        break;
    case '@':
    case '#':
        return past_name(model, at, end, all);
    default:
        break;
    }
    return at;
}

/* Copy the prose of `text`; count its letters, or return LEFT_TO_PYTHON where it is not plain. */
static int32_t copy_prose(const Model *model, const uint8_t *text, size_t length, uint8_t *out,
                          size_t *prose_length)
{
    const uint8_t *at = text, *end = text + length;
    uint8_t *to = out, all = 0;
    int32_t letters = 0;
    int after_word = 0;
    while (at < end) {
        const uint8_t *after = past_noise(model, at, end, after_word, &all);
        if (after > at) {
            at = after;
            after_word = 0;
            continue;
        }
        size_t step;
        uint8_t traits = traits_at(model, at, end, &step);
        all |= traits | (uint8_t)(step > 1 ? 0x80 : 0);
        letters += (traits & LETTER) != 0;
        after_word = (traits & IN_WORD) != 0;
        memcpy(to, at, step);
        to += step;
        at += step;
    }
    *prose_length = (size_t)(to - out);
    if (all & UNSETTLED)
        return LEFT_TO_PYTHON;
    if ((all & (UPPER | LOWER)) == UPPER) { /* py3langid reads shouting in lower case */
        if (all & 0x80)
            return LEFT_TO_PYTHON;
        for (uint8_t *c = out; c < to; c++)
            if (*c >= 'A' && *c <= 'Z')
                *c |= 0x20;
    }
    return letters;
}

/* Walk the automaton over the prose of all lanes at once. */
static void walk(const Model *model, Lane *lanes, size_t count)
{
    size_t states[LANES] = {0}, longest = 0;
    for (size_t lane = 0; lane < count; lane++)
        longest = lanes[lane].length > longest ? lanes[lane].length : longest;
    for (size_t i = 0; i < longest; i++)
        for (size_t at = 0; at < count; at++) {
            Lane *lane = &lanes[at];
            if (i >= lane->length)
                continue;
            size_t row = (size_t)model->row[states[at]] << 8;
            states[at] = model->next[row + lane->prose[i]];
            lane->met[i] = (uint32_t)states[at];
        }
}

/* From the states of a walk to the features they complete: each once, in the order they came, with
 * its count in `counts`. */
static void count_features(const Model *model, Lane *lane, uint32_t *counts)
{
    lane->met_count = 0;
    for (size_t i = 0; i < lane->length; i++) {
        int32_t feature = model->feature[lane->met[i]];
        if (feature >= 0 && counts[feature]++ == 0)
            lane->met[lane->met_count++] = (uint32_t)feature;
    }
}

enum { AHEAD = 6 }; /* features whose weights are fetched ahead */

/* Fill in the likeliest language; the temperature and the softmax are py3langid's. */
static void decide(const Model *model, LanguageScratch *scratch, const Lane *lane, Guess *guess)
{
    double *scores = scratch->scores, *groups = scores + model->columns;
    for (size_t column = 0; column < model->columns; column++)
        scores[column] = lane->met_count ? model->prior[column] : 0.0;
    for (size_t i = 0; i < lane->met_count; i++) {
        if (i + AHEAD < lane->met_count)
            fetch(model->weight + lane->met[i + AHEAD] * model->columns);
        uint32_t feature = lane->met[i], count = scratch->counts[feature];
        double times = count < KNOWN_LOGS ? scratch->logs[count] : log1p((double)count);
        const float *weight = model->weight + feature * model->columns;
        for (size_t column = 0; column < model->columns; column++)
            scores[column] += times * (double)weight[column];
        scratch->counts[feature] = 0;
    }
    double scale = 1.0 / sqrt(lane->length ? (double)lane->length : 1.0);
    double most = scores[0], total = 0.0;
    for (size_t column = 1; column < model->columns; column++)
        most = scores[column] > most ? scores[column] : most;
    for (size_t group = 0; group < model->groups; group++)
        groups[group] = 0.0;
    for (size_t column = 0; column < model->columns; column++) {
        double share = exp((scores[column] - most) * scale);
        total += share;
        groups[model->group[column]] += share;
    }
    size_t best = 0;
    for (size_t group = 1; group < model->groups; group++)
        best = groups[group] > groups[best] ? group : best;
    guess->language = (int32_t)best;
    guess->probability = groups[best] / total;
}

static int make_room(Lane *lane, size_t length)
{
    if (length <= lane->room)
        return 1;
    uint8_t *prose = realloc(lane->prose, 2 * length);
    if (prose)
        lane->prose = prose;
    uint32_t *met = realloc(lane->met, 2 * length * sizeof *met);
    if (met)
        lane->met = met;
    if (!prose || !met)
        return 0;
    lane->room = 2 * length;
    return 1;
}

int guess_languages(const Model *model, LanguageScratch *scratch, const uint8_t *const *texts,
                    const size_t *lengths, size_t count, Guess *guesses)
{
    for (size_t at = 0; at < count; at++) {
        Lane *lane = &scratch->lanes[at];
        if (!make_room(lane, lengths[at]))
            return 0;
        lane->letters = copy_prose(model, texts[at], lengths[at], lane->prose, &lane->length);
        if (lane->letters < model->fewest_letters)
            lane->length = 0;
    }
    walk(model, scratch->lanes, count);
    for (size_t at = 0; at < count; at++) {
        Lane *lane = &scratch->lanes[at];
        int32_t unguessed = lane->letters < 0 ? LEFT_TO_PYTHON : TOO_SHORT;
        guesses[at] = (Guess){lane->letters, unguessed, 0.0};
        if (lane->letters < model->fewest_letters)
            continue;
        count_features(model, lane, scratch->counts);
        decide(model, scratch, lane, &guesses[at]);
    }
    return 1;
}

int language_scratch_make(LanguageScratch *scratch, const Model *model)
{
    *scratch = (LanguageScratch){0};
    scratch->counts = calloc(model->features, sizeof *scratch->counts);
    scratch->scores = malloc((model->columns + model->groups) * sizeof *scratch->scores);
    for (int count = 0; count < KNOWN_LOGS; count++)
        scratch->logs[count] = log1p((double)count);
    return scratch->counts && scratch->scores;
}

void language_scratch_free(LanguageScratch *scratch)
{
    for (size_t at = 0; at < LANES; at++) {
        free(scratch->lanes[at].prose);
        free(scratch->lanes[at].met);
    }
    free(scratch->counts);
    free(scratch->scores);
    *scratch = (LanguageScratch){0};
}
