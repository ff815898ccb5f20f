/* What a "but" does: halves what stands before it and raises what follows.
 *
 * vaderSentiment finds each value by its size, so of equal values the first is weighed each time: a
 * later one may be weighed twice and another never. With many values, a search through all of them
 * for each would take quadratic time; instead, the places that hold equal values are kept in a heap.
 */
#include "kernel.h"

#include <stdlib.h>

static const double BEFORE_BUT = 0.5, AFTER_BUT = 1.5;

/* Up to so many values, searching is the cheaper way. */
enum { FEW = 64 };

/* Leftist heaps, linked by place: each place is in exactly one. Their right spines are at most
 * log2(count) long, so merging may call itself. */
typedef struct {
    size_t left, right, rank;
} Node;

/* From a value to the heap of the places that hold it, by open addressing. */
typedef struct {
    double value;
    size_t root; /* NONE: no place holds it any more */
    int taken;
} Holder;

typedef struct {
    Node *nodes;
    Holder *holders;
    size_t mask;
} Places;

static size_t rank_of(const Node *nodes, size_t node)
{
    return node == NONE ? 0 : nodes[node].rank;
}

static size_t merged(Node *nodes, size_t one, size_t two)
{
    if (one == NONE)
        return two;
    if (two == NONE)
        return one;
    if (two < one) {
        size_t swapped = one;
        one = two;
        two = swapped;
    }
    Node *top = &nodes[one];
    top->right = merged(nodes, top->right, two);
    if (rank_of(nodes, top->left) < rank_of(nodes, top->right)) {
        size_t swapped = top->left;
        top->left = top->right;
        top->right = swapped;
    }
    top->rank = rank_of(nodes, top->right) + 1;
    return one;
}

static Holder *holder_of(const Places *places, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, 8);
    bits *= 0x9E3779B97F4A7C15u;
    size_t at = (size_t)(bits >> 20) & places->mask;
    while (places->holders[at].taken && places->holders[at].value != value)
        at = (at + 1) & places->mask;
    Holder *holder = &places->holders[at];
    if (!holder->taken)
        *holder = (Holder){value, NONE, 1};
    return holder;
}

static void hold(Places *places, double value, size_t place)
{
    places->nodes[place] = (Node){NONE, NONE, 1};
    Holder *holder = holder_of(places, value);
    holder->root = merged(places->nodes, holder->root, place);
}

static double weighed(double value, size_t place, size_t but)
{
    return place < but ? value * BEFORE_BUT : value * AFTER_BUT;
}

static void weigh_few(size_t but, double *values, const size_t *places, size_t count)
{
    for (size_t step = 0; step < count; step++) {
        double value = values[step];
        size_t first = 0;
        while (values[first] != value)
            first++;
        if (places[first] != but)
            values[first] = weighed(value, places[first], but);
    }
}

Outcome weigh_around(size_t but, double *values, const size_t *places, size_t count)
{
    if (count <= FEW) {
        weigh_few(but, values, places, count);
        return DONE;
    }
    size_t room = 4 * FEW; /* each step may bring one new value */
    while (room < 4 * count)
        room *= 2;
    Places held = {malloc(count * sizeof *held.nodes), calloc(room, sizeof *held.holders), room - 1};
    Outcome outcome = held.nodes && held.holders ? DONE : NO_MEMORY;
    for (size_t place = 0; outcome == DONE && place < count; place++)
        hold(&held, values[place], place);
    for (size_t step = 0; outcome == DONE && step < count; step++) {
        Holder *holder = holder_of(&held, values[step]);
        size_t first = holder->root;
        if (places[first] == but)
            continue;
        Node *top = &held.nodes[first];
        holder->root = merged(held.nodes, top->left, top->right);
        values[first] = weighed(values[first], places[first], but);
        hold(&held, values[first], first);
    }
    free(held.nodes);
    free(held.holders);
    return outcome;
}
