/* JSON Lines to columns: what stands at some paths of each line, where there is one way to read it.
 *
 * A line is left to the careful reader where it is no object, says a key twice or with an escape,
 * nests deeply, or holds at a path what its kind does not take.
 */
#ifndef POSTMORTEM_LINES_H
#define POSTMORTEM_LINES_H

#include "arrow.h"

/* What may stand at a path. Null and what is not there are null, but of RAW. */
typedef enum {
    NO_VALUE, /* the path only leads to others: an object */
    TEXT,     /* a string */
    ID,       /* a string or an integer, as text */
    COUNT,    /* an integer of 64 bits */
    CELL,     /* anything but an object, as text: `true`, numbers as Python prints them; a list null */
    RAW,      /* anything, as the JSON it is; null only where it is not there */
    KINDS
} Kind;

enum { MOST_FIELDS = MOST_COLUMNS - 1, MOST_NODES = 128, SLOTS = 64 };

/* A key on the way to a value. Children hang in slots by their hash; node 0, the top, is no one's. */
typedef struct {
    Text key;
    uint32_t hash;
    Kind kind;
    uint8_t field, next_in_slot, slots[SLOTS];
} Node;

typedef struct {
    Node nodes[MOST_NODES];
    size_t node_count, field_count;
    Kind kinds[MOST_FIELDS];
} Description;

void description_init(Description *description);
/* Return the node of `key` below another, made where there is none; NULL where there is no room.
 * The bytes of the key must outlive the description. */
Node *node_below(Description *description, Node *above, Text key);

/* Fill `table` with a column for each field, then `is_left`; a row for each line. 0 without
 * memory. Takes no lock. */
int read_lines(const Description *description, Text block, TableOut *table);

#endif
