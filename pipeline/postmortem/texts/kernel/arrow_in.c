/* See arrow.h: texts of somebody else's. */
#include "arrow.h"

#include <stdlib.h>
#include <string.h>

/* How the strings of a column lie: Arrow has three ways. */
typedef enum { OFFSETS_32, OFFSETS_64, VIEWS, NO_TEXT } Layout;

static Layout layout_of(const char *format)
{
    static const struct {
        const char *format;
        Layout layout;
    } known[] = {{"u", OFFSETS_32}, {"z", OFFSETS_32}, {"U", OFFSETS_64},
                 {"Z", OFFSETS_64}, {"vu", VIEWS},     {"vz", VIEWS}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(format, known[i].format))
            return known[i].layout;
    return NO_TEXT;
}

/* A string of up to 12 bytes lies in its view; of a longer one, the view says in which buffer. */
static Text view_at(const struct ArrowArray *array, int64_t row)
{
    const uint8_t *view = (const uint8_t *)array->buffers[1] + 16 * row;
    int32_t length, buffer, start;
    memcpy(&length, view, sizeof length);
    if (length <= 12)
        return (Text){view + 4, (size_t)length};
    memcpy(&buffer, view + 8, sizeof buffer);
    memcpy(&start, view + 12, sizeof start);
    return (Text){(const uint8_t *)array->buffers[2 + buffer] + start, (size_t)length};
}

static Text text_at(const struct ArrowArray *array, Layout layout, int64_t row)
{
    static const uint8_t none[1] = {0};
    const uint8_t *known = array->buffers[0];
    if (known && array->null_count && !(known[row / 8] >> row % 8 & 1))
        return (Text){NULL, 0};
    if (layout == VIEWS)
        return view_at(array, row);
    int64_t start, end;
    if (layout == OFFSETS_64) {
        start = ((const int64_t *)array->buffers[1])[row];
        end = ((const int64_t *)array->buffers[1])[row + 1];
    } else {
        start = ((const int32_t *)array->buffers[1])[row];
        end = ((const int32_t *)array->buffers[1])[row + 1];
    }
    const uint8_t *bytes = array->buffers[2];
    return (Text){bytes ? bytes + start : none, (size_t)(end - start)};
}

/* Add the texts of `array`, which is kept; return 0 without memory. */
static int add_array(TextsIn *in, struct ArrowArray array, Layout layout)
{
    struct ArrowArray *arrays = realloc(in->arrays, (in->array_count + 1) * sizeof *arrays);
    if (!arrays) {
        array.release(&array);
        return 0;
    }
    in->arrays = arrays;
    arrays[in->array_count++] = array;
    size_t count = in->count + (size_t)array.length;
    Text *texts = realloc(in->texts, (count ? count : 1) * sizeof *texts);
    if (!texts)
        return 0;
    in->texts = texts;
    for (int64_t i = 0; i < array.length; i++)
        texts[in->count++] = text_at(&arrays[in->array_count - 1], layout, array.offset + i);
    return 1;
}

static int read_stream(TextsIn *in, struct ArrowArrayStream *stream)
{
    struct ArrowSchema schema = {0};
    if (stream->get_schema(stream, &schema)) {
        PyErr_SetString(PyExc_ValueError, "the column does not say what it holds");
        return 0;
    }
    Layout layout = schema.dictionary ? NO_TEXT : layout_of(schema.format);
    if (schema.release)
        schema.release(&schema);
    if (layout == NO_TEXT) {
        PyErr_SetString(PyExc_TypeError, "the column holds no texts");
        return 0;
    }
    for (;;) {
        struct ArrowArray array = {0};
        if (stream->get_next(stream, &array)) {
            PyErr_SetString(PyExc_ValueError, "the column breaks off");
            return 0;
        }
        if (!array.release)
            return 1;
        if (!add_array(in, array, layout))
            return PyErr_NoMemory() != NULL;
    }
}

int texts_in(TextsIn *in, PyObject *column)
{
    *in = (TextsIn){0};
    PyObject *method = PyObject_GetAttrString(column, "__arrow_c_stream__");
    PyObject *capsule = method ? PyObject_CallObject(method, NULL) : NULL;
    Py_XDECREF(method);
    struct ArrowArrayStream *stream =
        capsule ? PyCapsule_GetPointer(capsule, "arrow_array_stream") : NULL;
    int done = stream && read_stream(in, stream);
    Py_XDECREF(capsule); /* which lets go of the stream */
    return done;
}

void texts_release(TextsIn *in)
{
    for (size_t i = 0; i < in->array_count; i++)
        if (in->arrays[i].release)
            in->arrays[i].release(&in->arrays[i]);
    free(in->arrays);
    free(in->texts);
    *in = (TextsIn){0};
}
