/* See arrow.h: tables made here. Each column owns its buffers, as who reads a table may move its
 * columns apart. */
#include "arrow.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

ColumnOut *column_out(TableOut *table, const char *name, const char *format, size_t width)
{
    ColumnOut *column = &table->columns[table->column_count];
    *column = (ColumnOut){name, format, {NULL, NULL, NULL}, 2};
    column->buffers[1] = calloc(table->rows + 1, width);
    if (!column->buffers[1])
        return NULL;
    table->column_count++;
    return column;
}

ColumnOut *text_column_out(TableOut *table, const char *name)
{
    ColumnOut *column = column_out(table, name, "U", sizeof(int64_t));
    if (column)
        column->buffer_count = 3;
    return column;
}

int nothing_at_first(const TableOut *table, ColumnOut *column)
{
    column->buffers[0] = calloc(table->rows / 8 + 1, 1);
    return column->buffers[0] != NULL;
}

void table_free(TableOut *table)
{
    for (size_t i = 0; i < table->column_count; i++)
        for (size_t k = 0; k < MOST_BUFFERS; k++)
            free(table->columns[i].buffers[k]);
    table->column_count = 0;
}

static void release_schema(struct ArrowSchema *schema)
{
    for (int64_t i = 0; i < schema->n_children; i++) {
        if (schema->children[i]->release)
            schema->children[i]->release(schema->children[i]);
        free(schema->children[i]);
    }
    free(schema->children);
    schema->release = NULL;
}

static void release_array(struct ArrowArray *array)
{
    for (int64_t i = 0; i < array->n_children; i++) {
        if (array->children[i]->release)
            array->children[i]->release(array->children[i]);
        free(array->children[i]);
    }
    for (int64_t i = 0; i < array->n_buffers; i++)
        free((void *)array->buffers[i]);
    free(array->children);
    free(array->buffers);
    array->release = NULL;
}

enum { NULLABLE = 2 };

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    const TableOut *table = stream->private_data;
    *out = (struct ArrowSchema){.format = "+s", .name = "", .release = release_schema};
    out->children = calloc(table->column_count + 1, sizeof *out->children);
    for (size_t i = 0; out->children && i < table->column_count; i++) {
        struct ArrowSchema *child = calloc(1, sizeof *child);
        if (!child)
            break;
        child->format = table->columns[i].format;
        child->name = table->columns[i].name;
        child->flags = NULLABLE;
        child->release = release_schema;
        out->children[out->n_children++] = child;
    }
    if ((size_t)out->n_children == table->column_count && out->children)
        return 0;
    release_schema(out);
    return ENOMEM;
}

/* Move a column into an array; return NULL without memory. */
static struct ArrowArray *give_column(ColumnOut *column, size_t rows)
{
    struct ArrowArray *array = calloc(1, sizeof *array);
    const void **buffers = calloc(MOST_BUFFERS, sizeof *buffers);
    if (!array || !buffers) {
        free(array);
        free(buffers);
        return NULL;
    }
    *array = (struct ArrowArray){.length = (int64_t)rows, .buffers = buffers};
    array->null_count = column->buffers[0] ? -1 : 0; /* −1: who wants to know counts them */
    array->n_buffers = (int64_t)column->buffer_count;
    array->release = release_array;
    for (size_t k = 0; k < column->buffer_count; k++) {
        buffers[k] = column->buffers[k];
        column->buffers[k] = NULL;
    }
    return array;
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    TableOut *table = stream->private_data;
    memset(out, 0, sizeof *out);
    if (!table->column_count)
        return 0;
    *out = (struct ArrowArray){.length = (int64_t)table->rows, .release = release_array};
    out->buffers = calloc(1, sizeof *out->buffers);
    out->n_buffers = out->buffers ? 1 : 0;
    out->children = calloc(table->column_count, sizeof *out->children);
    int done = out->buffers && out->children;
    for (size_t i = 0; done && i < table->column_count; i++) {
        out->children[i] = give_column(&table->columns[i], table->rows);
        done = out->children[i] != NULL;
        out->n_children += done;
    }
    if (!done)
        release_array(out);
    table_free(table); /* of what was not given */
    return done ? 0 : ENOMEM;
}

static const char *get_last_error(struct ArrowArrayStream *stream)
{
    (void)stream;
    return "out of memory";
}

static void release_stream(struct ArrowArrayStream *stream)
{
    table_free(stream->private_data);
    free(stream->private_data);
    stream->release = NULL;
}

static void free_capsule(PyObject *capsule)
{
    struct ArrowArrayStream *stream = PyCapsule_GetPointer(capsule, "arrow_array_stream");
    if (!stream)
        return;
    if (stream->release) /* nobody took it */
        stream->release(stream);
    free(stream);
}

PyObject *table_capsule(TableOut *table)
{
    struct ArrowArrayStream *stream = malloc(sizeof *stream);
    TableOut *own = malloc(sizeof *own);
    if (!stream || !own) {
        free(stream);
        free(own);
        table_free(table);
        return PyErr_NoMemory();
    }
    *own = *table;
    *table = (TableOut){0};
    *stream = (struct ArrowArrayStream){get_schema, get_next, get_last_error, release_stream, own};
    PyObject *capsule = PyCapsule_New(stream, "arrow_array_stream", free_capsule);
    if (!capsule) {
        release_stream(stream);
        free(stream);
    }
    return capsule;
}
