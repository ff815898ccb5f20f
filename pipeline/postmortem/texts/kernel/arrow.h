/* Columns in and out by Arrow's C stream interface, so that nothing is copied on the way.
 *
 * The structures are those of the specification (https://arrow.apache.org/docs/format), which is
 * what lets Polars and DuckDB read what is made here without any library in between.
 */
#ifndef POSTMORTEM_ARROW_H
#define POSTMORTEM_ARROW_H

#include "binding.h"

struct ArrowSchema {
    const char *format, *name, *metadata;
    int64_t flags, n_children;
    struct ArrowSchema **children, *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length, null_count, offset, n_buffers, n_children;
    const void **buffers;
    struct ArrowArray **children, *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};

/* A column of texts that somebody else made. The bytes of a null text are NULL. */
typedef struct {
    Text *texts;
    size_t count;
    struct ArrowArray *arrays; /* what the texts lie in */
    size_t array_count;
} TextsIn;

/* Read the strings or binaries of `column`, an object with __arrow_c_stream__. Return 0 with an
 * exception set. Release them in any case. */
int texts_in(TextsIn *in, PyObject *column);
void texts_release(TextsIn *in);

enum { MOST_COLUMNS = 32, MOST_BUFFERS = 3 };

/* A column made here: the bits of what is not null (NULL: nothing is), then its values; of texts,
 * int64 offsets and then the bytes. */
typedef struct {
    const char *name, *format;
    void *buffers[MOST_BUFFERS];
    size_t buffer_count;
} ColumnOut;

typedef struct {
    ColumnOut columns[MOST_COLUMNS];
    size_t column_count, rows;
} TableOut;

/* Make a column of `width` bytes a row, all zero; NULL without memory. The format is Arrow's. */
ColumnOut *column_out(TableOut *table, const char *name, const char *format, size_t width);
/* The same for texts of any length: its bytes are given later, in buffers[2]. */
ColumnOut *text_column_out(TableOut *table, const char *name);
/* Let each row of a column be null at first; 0 without memory. */
int nothing_at_first(const TableOut *table, ColumnOut *column);

static inline void set_known(ColumnOut *column, size_t row)
{
    ((uint8_t *)column->buffers[0])[row / 8] |= (uint8_t)(1 << row % 8);
}

/* Return the table as a capsule of a stream that owns it, or NULL with an exception set. The table
 * is given away, or freed. */
PyObject *table_capsule(TableOut *table);
void table_free(TableOut *table);

#endif
