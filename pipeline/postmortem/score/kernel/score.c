/* The rules, in the order of pure.py: floating point sums depend on it. */
#include "kernel.h"

#include <math.h>
#include <stdlib.h>

/* A fused multiply-add would round once where vaderSentiment rounds twice. */
#if defined(__clang__) || defined(_MSC_VER)
#pragma STDC FP_CONTRACT OFF
#endif

static const double SHOUT = 0.733, NEGATED = -0.74, NEVER_SO = 1.25;
static const double FADES[3] = {1.0, 0.95, 0.9};

static double boosted(double value, const Word *word, int distance, int shouting)
{
    double boost = value < 0 ? -word->term->boost : word->term->boost;
    if (word->loud && shouting)
        boost += value > 0 ? SHOUT : -SHOUT;
    return value + boost * FADES[distance];
}

static double changed_by_second(double value, unsigned one, unsigned two)
{
    if (two & NEVER && one & SO)
        return value * NEVER_SO;
    if (two & WITHOUT && one & DOUBT)
        return value;
    return two & NEGATES ? value * NEGATED : value;
}

static double changed_by_third(double value, unsigned one, unsigned two, unsigned three)
{
    if (one & SO || (three & NEVER && two & SO))
        return value * NEVER_SO;
    if (three & WITHOUT && (one | two) & DOUBT)
        return value;
    return three & NEGATES ? value * NEGATED : value;
}

/* Return the phrase that the `length` words from `first` are, or NULL. */
static const Phrase *phrase_at(const Tables *tables, const Word *first, int length, int is_idiom)
{
    for (size_t i = 0; i < tables->phrase_count; i++) {
        const Phrase *phrase = &tables->phrases[i];
        int same = phrase->length == length && phrase->is_idiom == is_idiom;
        for (int k = 0; same && k < length; k++)
            same = first[k].term && first[k].term->number == phrase->words[k];
        if (same)
            return phrase;
    }
    return NULL;
}

/* Return the value of an idiom around `word`, and what phrases before it add. */
static double in_phrase(const Tables *tables, double value, const Word *word, size_t after)
{
    static const struct {
        int back, length;
    } ending[5] = {{1, 2}, {2, 3}, {2, 2}, {3, 3}, {3, 2}}, before[3] = {{3, 3}, {3, 2}, {2, 2}};
    const Phrase *found = NULL;
    for (int i = 0; i < 5 && !found; i++)
        found = phrase_at(tables, word - ending[i].back, ending[i].length, 1);
    if (found)
        value = found->value;
    for (int ahead = 1; ahead <= 2 && (size_t)ahead <= after; ahead++)
        if ((found = phrase_at(tables, word, ahead + 1, 1)))
            value = found->value;
    for (int i = 0; i < 3; i++)
        if ((found = phrase_at(tables, word - before[i].back, before[i].length, 0)))
            value += found->value;
    return value;
}

/* Return the value of the word at `place`, as the words around it change it. */
static double valence(const Tables *tables, const Word *words, size_t count, size_t place,
                      int shouting)
{
    static const Word beginning = {NULL, 0, VALUE, 0};
    const Word *word = words + place;
    const Word *one = place > 0 ? word - 1 : &beginning;
    const Word *two = place > 1 ? word - 2 : &beginning;
    const Word *three = place > 2 ? word - 3 : &beginning;
    size_t after = count - 1 - place;
    double listed = word->term->value, value = listed;

    if (word->parts & KIND && after && word[1].parts & OF)
        return 0.0;
    if (word->parts & NO && after && word[1].has & VALUE)
        value = 0.0;
    if ((one->parts | two->parts) & NO || (three->parts & NO && one->parts & OR))
        value = listed * NEGATED;
    if (word->loud && shouting)
        value += value > 0 ? SHOUT : -SHOUT;
    if (!(one->has & VALUE)) {
        if (one->has & BOOST)
            value = boosted(value, one, 0, shouting);
        if (one->parts & NEGATES)
            value *= NEGATED;
    }
    if (!(two->has & VALUE)) {
        if (two->has & BOOST)
            value = boosted(value, two, 1, shouting);
        value = changed_by_second(value, one->parts, two->parts);
    }
    if (!(three->has & VALUE)) {
        if (three->has & BOOST)
            value = boosted(value, three, 2, shouting);
        value = changed_by_third(value, one->parts, two->parts, three->parts);
        unsigned near = word->parts | one->parts | two->parts | three->parts;
        near |= after > 0 ? word[1].parts : 0;
        near |= after > 1 ? word[2].parts : 0;
        if (near & PHRASE)
            value = in_phrase(tables, value, word, after);
    }
    if (one->parts & LEAST && !(one->has & VALUE) && !(two->parts & AT))
        value *= NEGATED;
    return value;
}

/* Add up as this interpreter's sum() does: plainly, or, from 3.12 on, by Neumaier's method. */
static double sum(const double *values, size_t count, int compensated)
{
    double total = 0.0, lost = 0.0;
    for (size_t i = 0; i < count; i++) {
        double with = total + values[i];
        if (compensated)
            lost += fabs(total) >= fabs(values[i]) ? (total - with) + values[i]
                                                   : (values[i] - with) + total;
        total = with;
    }
    return compensated ? total + lost : total;
}

static double emphasis(const Reading *reading)
{
    size_t exclamations = reading->exclamations > 4 ? 4 : reading->exclamations;
    double added = (double)exclamations * 0.292;
    if (reading->questions > 1)
        added += reading->questions <= 3 ? (double)reading->questions * 0.18 : 0.96;
    return added;
}

/* Round to 1/scale as Python's round does, or return 0 where only exact arithmetic could tell. */
static int rounded(double *number, double scale)
{
    double scaled = fabs(*number) * scale, whole = floor(scaled), rest = scaled - whole;
    if (fabs(rest - 0.5) < 1e-6)
        return 0;
    *number = copysign((rest > 0.5 ? whole + 1 : whole) / scale, *number);
    return 1;
}

/* Add the values up into vaderSentiment's four numbers. */
static Outcome add_up(const Tables *tables, const Scratch *scratch, size_t count,
                      const Reading *reading, Scores *scores)
{
    double total = sum(scratch->values, count, tables->compensated);
    double emphasised = emphasis(reading), positive = 0.0, negative = 0.0;
    if (total > 0)
        total += emphasised;
    else if (total < 0)
        total -= emphasised;
    for (size_t i = 0; i < count; i++) {
        if (scratch->values[i] > 0)
            positive += scratch->values[i] + 1;
        else
            negative += scratch->values[i] - 1;
    }
    if (positive > -negative)
        positive += emphasised;
    else if (positive < -negative)
        negative -= emphasised;
    double neutral = (double)(reading->words - count);
    double whole = positive - negative + neutral;
    scores->neg = fabs(negative / whole);
    scores->neu = neutral / whole;
    scores->pos = positive / whole;
    scores->compound = total / sqrt(total * total + 15);
    int exact = rounded(&scores->neg, 1e3) && rounded(&scores->neu, 1e3) &&
                rounded(&scores->pos, 1e3) && rounded(&scores->compound, 1e4);
    return exact ? DONE : LEFT;
}

static int values_room(Scratch *scratch, size_t count)
{
    if (count <= scratch->value_room)
        return 1;
    size_t room = 2 * count + 64;
    double *values = realloc(scratch->values, room * sizeof *values);
    if (values)
        scratch->values = values;
    size_t *places = realloc(scratch->places, room * sizeof *places);
    if (places)
        scratch->places = places;
    if (!values || !places)
        return 0;
    scratch->value_room = room;
    return 1;
}

Outcome score_text(const Tables *tables, Scratch *scratch, const uint8_t *text, size_t length,
                   Scores *scores, size_t *hits)
{
    Reading reading;
    Outcome outcome = read_words(tables, scratch, text, length, &reading);
    if (outcome != DONE)
        return outcome;
    *hits = reading.hits;
    *scores = (Scores){0.0, reading.words ? 1.0 : 0.0, 0.0, 0.0};
    if (!reading.hits)
        return DONE;
    if (!values_room(scratch, reading.hits))
        return NO_MEMORY;
    int shouting = reading.loud > 0 && reading.loud < reading.words;
    size_t count = 0;
    for (size_t place = 0; place < reading.words; place++) {
        if (scratch->words[place].has != VALUE)
            continue;
        double value = valence(tables, scratch->words, reading.words, place, shouting);
        if (value != 0) {
            scratch->values[count] = value;
            scratch->places[count++] = place;
        }
    }
    if (!count)
        return DONE;
    if (reading.but != NONE &&
        weigh_around(reading.but, scratch->values, scratch->places, count) == NO_MEMORY)
        return NO_MEMORY;
    return add_up(tables, scratch, count, &reading, scores);
}

int scratch_make(Scratch *scratch, const Tables *tables)
{
    *scratch = (Scratch){0};
    scratch->lowered = malloc(tables->longest_term + 4 + PADDING); /* a character too many */
    return scratch->lowered != NULL;
}

void scratch_free(Scratch *scratch)
{
    free(scratch->text);
    free(scratch->lowered);
    free(scratch->words);
    free(scratch->values);
    free(scratch->places);
    *scratch = (Scratch){0};
}
