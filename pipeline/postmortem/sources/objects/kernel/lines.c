/* See lines.h. */
#include "lines.h"

#include "json.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 32, SEEN_PLACES = 2048, MOST_KEYS = 1024, MOST_PROBES = 64 };

static uint32_t hash_of(Text key)
{
    uint64_t first = 0, last = 0;
    size_t some = key.length < 8 ? key.length : 8;
    memcpy(&first, key.bytes, some);
    memcpy(&last, key.bytes + key.length - some, some);
    uint64_t mixed = (first ^ (last << 7 | last >> 57) ^ key.length) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(mixed >> 32);
}

static int is_same(Text one, Text other)
{
    return one.length == other.length && !memcmp(one.bytes, other.bytes, one.length);
}

void description_init(Description *description)
{
    memset(description, 0, sizeof *description);
    description->node_count = 1;
}

static const Node *child_of(const Description *description, const Node *node, Text key, uint32_t hash)
{
    size_t at = node->slots[hash % SLOTS];
    while (at && !(description->nodes[at].hash == hash && is_same(description->nodes[at].key, key)))
        at = description->nodes[at].next_in_slot;
    return at ? &description->nodes[at] : NULL;
}

Node *node_below(Description *description, Node *above, Text key)
{
    uint32_t hash = hash_of(key);
    const Node *known = child_of(description, above, key, hash);
    if (known)
        return &description->nodes[known - description->nodes];
    if (description->node_count == MOST_NODES)
        return NULL;
    uint8_t *slot = &above->slots[hash % SLOTS];
    Node *node = &description->nodes[description->node_count];
    *node = (Node){.key = key, .hash = hash, .next_in_slot = *slot};
    *slot = (uint8_t)description->node_count++;
    return node;
}

/* A key that the line has in one of its objects. */
typedef struct {
    uint32_t line, object, hash, length;
    const uint8_t *bytes;
} Seen;

/* Where the values of a field go. */
typedef struct {
    ColumnOut *column;
    size_t used, room, used_before; /* bytes of texts; of those before this line */
} Sink;

typedef struct {
    const Description *description;
    const uint8_t *at, *end;
    Sink sinks[MOST_FIELDS];
    Seen *seen;
    size_t row;
    uint32_t line, objects, keys;
    int lacks_memory;
} Walk;

/* Note that an object has a key; 0 where it has it already, or it cannot be told. */
static int note_key(Walk *walk, uint32_t object, Text key, uint32_t hash)
{
    uint32_t place = hash + object;
    if (++walk->keys > MOST_KEYS)
        return 0;
    for (int probes = 0; probes < MOST_PROBES; probes++, place++) {
        Seen *seen = &walk->seen[place % SEEN_PLACES];
        if (seen->line != walk->line) {
            *seen = (Seen){walk->line, object, hash, (uint32_t)key.length, key.bytes};
            return 1;
        }
        if (seen->object == object && seen->hash == hash &&
            is_same(key, (Text){seen->bytes, seen->length}))
            return 0;
    }
    return 0;
}

/* Have room for so many bytes more; NULL without memory. */
static uint8_t *room_for(Walk *walk, Sink *sink, size_t length)
{
    if (sink->used + length > sink->room) {
        size_t larger = 2 * (sink->used + length) + 4096;
        uint8_t *bytes = realloc(sink->column->buffers[2], larger);
        if (!bytes) {
            walk->lacks_memory = 1;
            return NULL;
        }
        sink->column->buffers[2] = bytes;
        sink->room = larger;
    }
    return (uint8_t *)sink->column->buffers[2] + sink->used;
}

static int keep_text(Walk *walk, const Node *node, const uint8_t *from, const uint8_t *to,
                     int has_escape)
{
    Sink *sink = &walk->sinks[node->field];
    size_t length = (size_t)(to - from);
    uint8_t *out = room_for(walk, sink, length);
    if (!out)
        return 0;
    if (has_escape)
        length = (size_t)(unescape(from, to, out) - out);
    else
        memcpy(out, from, length);
    sink->used += length;
    set_known(sink->column, walk->row);
    return 1;
}

static int keep_count(Walk *walk, const Node *node, const uint8_t *from, const uint8_t *to)
{
    int64_t number = 0;
    int is_negative = *from == '-';
    if (to - from - is_negative >= MOST_DIGITS)
        return 0;
    for (from += is_negative; from < to; from++)
        number = 10 * number + (*from - '0');
    Sink *sink = &walk->sinks[node->field];
    ((int64_t *)sink->column->buffers[1])[walk->row] = is_negative ? -number : number;
    set_known(sink->column, walk->row);
    return 1;
}

/* Each of these reads what begins at walk->at and steps behind it; 0 where the line is to be left.
 * `node` is NULL where nothing is asked for. */
static int read_value(Walk *walk, const Node *node, int depth);

static int read_string(Walk *walk, const Node *node)
{
    int has_escape;
    const uint8_t *from = walk->at + 1, *to = string_end(from, walk->end, &has_escape);
    if (!to)
        return 0;
    walk->at = to + 1;
    if (!node)
        return 1;
    if (node->kind == RAW)
        return keep_text(walk, node, from - 1, to + 1, 0);
    return node->kind != NO_VALUE && node->kind != COUNT &&
           keep_text(walk, node, from, to, has_escape);
}

static int read_number(Walk *walk, const Node *node)
{
    const uint8_t *from = walk->at;
    Number number = number_at(from, walk->end, &walk->at);
    if (number == NO_NUMBER || !node)
        return number != NO_NUMBER;
    if (node->kind == COUNT)
        return number == INTEGER && keep_count(walk, node, from, walk->at);
    if (node->kind == RAW || (node->kind == CELL && number == DECIMAL) ||
        ((node->kind == CELL || node->kind == ID) && number == INTEGER))
        return keep_text(walk, node, from, walk->at, 0);
    return 0;
}

static int read_word(Walk *walk, const Node *node)
{
    static const char *const words[] = {"null", "true", "false"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]);
        const uint8_t *from = walk->at;
        if ((size_t)(walk->end - from) < length || memcmp(from, words[i], length))
            continue;
        walk->at += length;
        if (node && (node->kind == RAW || (i && node->kind == CELL)))
            return keep_text(walk, node, from, walk->at, 0);
        return !i || !node;
    }
    return 0;
}

static int step_over(Walk *walk, uint8_t mark)
{
    walk->at = behind_blanks(walk->at, walk->end);
    if (walk->at == walk->end || *walk->at != mark)
        return 0;
    walk->at = behind_blanks(walk->at + 1, walk->end);
    return 1;
}

static int read_member(Walk *walk, const Node *node, uint32_t object, int depth)
{
    int has_escape;
    if (walk->at == walk->end || *walk->at != '"')
        return 0;
    const uint8_t *from = walk->at + 1, *to = string_end(from, walk->end, &has_escape);
    if (!to || has_escape)
        return 0;
    Text key = {from, (size_t)(to - from)};
    uint32_t hash = hash_of(key);
    walk->at = to + 1;
    if (!note_key(walk, object, key, hash) || !step_over(walk, ':'))
        return 0;
    return read_value(walk, node ? child_of(walk->description, node, key, hash) : NULL, depth);
}

static int read_object(Walk *walk, const Node *node, int depth)
{
    uint32_t object = ++walk->objects;
    walk->at = behind_blanks(walk->at + 1, walk->end);
    if (walk->at < walk->end && *walk->at == '}') {
        walk->at++;
        return 1;
    }
    do {
        if (!read_member(walk, node, object, depth))
            return 0;
    } while (step_over(walk, ','));
    if (walk->at == walk->end || *walk->at != '}')
        return 0;
    walk->at++;
    return 1;
}

static int read_list(Walk *walk, int depth)
{
    walk->at = behind_blanks(walk->at + 1, walk->end);
    if (walk->at < walk->end && *walk->at == ']') {
        walk->at++;
        return 1;
    }
    do {
        if (!read_value(walk, NULL, depth))
            return 0;
    } while (step_over(walk, ','));
    if (walk->at == walk->end || *walk->at != ']')
        return 0;
    walk->at++;
    return 1;
}

static int read_container(Walk *walk, const Node *node, int depth)
{
    const uint8_t *from = walk->at;
    int is_object = *from == '{';
    if (depth == DEEPEST)
        return 0;
    if (node && node->kind != RAW && (is_object ? node->kind : node->kind != CELL))
        return 0;
    if (!(is_object ? read_object(walk, node, depth + 1) : read_list(walk, depth + 1)))
        return 0;
    return !node || node->kind != RAW || keep_text(walk, node, from, walk->at, 0);
}

static int read_value(Walk *walk, const Node *node, int depth)
{
    if (walk->at == walk->end)
        return 0;
    switch (*walk->at) {
    case '"':
        return read_string(walk, node);
    case '{':
    case '[':
        return read_container(walk, node, depth);
    case 'n':
    case 't':
    case 'f':
        return read_word(walk, node);
    default:
        return read_number(walk, node);
    }
}

/* Read a line that must be one object; 0 where it is to be left. */
static int read_line(Walk *walk)
{
    walk->at = behind_blanks(walk->at, walk->end);
    walk->keys = 0;
    if (walk->at == walk->end || *walk->at != '{' ||
        !read_container(walk, &walk->description->nodes[0], 0))
        return 0;
    return behind_blanks(walk->at, walk->end) == walk->end;
}

/* End the row: with what was kept of it, or, where the line is left, with nothing. */
static void end_row(Walk *walk, int is_left)
{
    for (size_t i = 0; i < walk->description->field_count; i++) {
        Sink *sink = &walk->sinks[i];
        uint8_t *known = sink->column->buffers[0];
        if (is_left) {
            known[walk->row / 8] &= (uint8_t)~(1 << walk->row % 8);
            sink->used = sink->used_before;
        }
        sink->used_before = sink->used;
        if (walk->description->kinds[i] != COUNT)
            ((int64_t *)sink->column->buffers[1])[walk->row + 1] = (int64_t)sink->used;
    }
    walk->row++;
}

static size_t count_lines(Text block)
{
    size_t lines = 0;
    const uint8_t *at = block.bytes, *end = block.bytes + block.length;
    while (at < end) {
        const uint8_t *feed = memchr(at, '\n', (size_t)(end - at));
        at = feed ? feed + 1 : end;
        lines++;
    }
    return lines;
}

/* Make the columns; return that of `is_left`, NULL without memory. */
static ColumnOut *make_columns(Walk *walk, TableOut *table)
{
    static const char *const names[] = {
        "0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  "10", "11", "12", "13", "14", "15",
        "16", "17", "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30"};
    _Static_assert(sizeof names / sizeof *names == MOST_FIELDS, "a name for each field");
    for (size_t i = 0; i < walk->description->field_count; i++) {
        Sink *sink = &walk->sinks[i];
        int is_count = walk->description->kinds[i] == COUNT;
        sink->column =
            is_count ? column_out(table, names[i], "l", 8) : text_column_out(table, names[i]);
        if (!sink->column || !nothing_at_first(table, sink->column))
            return NULL;
        if (!is_count && !room_for(walk, sink, 1))
            return NULL;
    }
    return column_out(table, "is_left", "C", 1);
}

int read_lines(const Description *description, Text block, TableOut *table)
{
    Walk walk = {.description = description};
    table->rows = count_lines(block);
    ColumnOut *left = make_columns(&walk, table);
    walk.seen = calloc(SEEN_PLACES, sizeof *walk.seen);
    const uint8_t *at = block.bytes, *end = block.bytes + block.length;
    while (left && walk.seen && !walk.lacks_memory && at < end) {
        const uint8_t *feed = memchr(at, '\n', (size_t)(end - at));
        walk.line++;
        walk.at = at;
        walk.end = feed ? feed : end;
        at = feed ? feed + 1 : end;
        int is_left = !read_line(&walk);
        ((uint8_t *)left->buffers[1])[walk.row] = (uint8_t)is_left;
        end_row(&walk, is_left);
    }
    int done = left && walk.seen && !walk.lacks_memory;
    free(walk.seen);
    return done;
}
