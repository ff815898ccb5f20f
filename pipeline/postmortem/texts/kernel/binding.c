/* See binding.h. */
#include "binding.h"

#include <stdlib.h>

enum { TEXTS_A_BLOCK = 4096 };

/* Fill `texts` with the UTF-8 of `strings[first…]`. A string with lone surrogates has none, so its
 * bytes are made apart and kept alive in `kept`. */
static int gather(PyObject *strings, Py_ssize_t first, Py_ssize_t count, Text *texts,
                  PyObject *kept)
{
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *string = PyTuple_GetItem(strings, first + i);
        Py_ssize_t length;
        const char *bytes = PyUnicode_AsUTF8AndSize(string, &length);
        if (!bytes && PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) {
            PyErr_Clear();
            PyObject *encoded = PyUnicode_AsEncodedString(string, "utf-8", "surrogatepass");
            if (!encoded || PyList_Append(kept, encoded) < 0) {
                Py_XDECREF(encoded);
                return 0;
            }
            Py_DECREF(encoded); /* the list holds it */
            bytes = PyBytes_AsString(encoded);
            length = PyBytes_Size(encoded);
        }
        if (!bytes)
            return 0;
        texts[i] = (Text){(const uint8_t *)bytes, (size_t)length};
    }
    return 1;
}

static int work_in_blocks(PyObject *strings, Py_ssize_t count, Work work, const void *self, void *out)
{
    Text *texts = malloc(TEXTS_A_BLOCK * sizeof *texts);
    int done = texts != NULL || PyErr_NoMemory() != NULL;
    for (Py_ssize_t first = 0; done && first < count; first += TEXTS_A_BLOCK) {
        Py_ssize_t some = count - first < TEXTS_A_BLOCK ? count - first : TEXTS_A_BLOCK;
        PyObject *kept = PyList_New(0);
        done = kept && gather(strings, first, some, texts, kept);
        if (done) {
            Py_BEGIN_ALLOW_THREADS
            done = work(self, texts, (size_t)first, (size_t)some, out);
            Py_END_ALLOW_THREADS
            if (!done)
                PyErr_NoMemory();
        }
        Py_XDECREF(kept);
    }
    free(texts);
    return done;
}

int each_block(PyObject *given, Py_ssize_t count, Work work, const void *self, void *out)
{
    PyObject *strings = PySequence_Tuple(given); /* so that nobody can change it meanwhile */
    if (!strings)
        return 0;
    int done = PyTuple_Size(strings) == count;
    if (!done)
        PyErr_SetString(PyExc_ValueError, "the buffers do not fit the number of texts");
    done = done && work_in_blocks(strings, count, work, self, out);
    Py_DECREF(strings);
    return done;
}

Text *cut(const Py_buffer *bytes, const Py_buffer *offsets, size_t count)
{
    const int64_t *at = offsets->buf;
    Text *texts = malloc((count ? count : 1) * sizeof *texts);
    if (!texts) {
        PyErr_NoMemory();
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        if (at[i] < 0 || at[i] > at[i + 1] || at[i + 1] > bytes->len) {
            free(texts);
            PyErr_SetString(PyExc_ValueError, "offsets must ascend within the bytes");
            return NULL;
        }
        texts[i] = (Text){(const uint8_t *)bytes->buf + at[i], (size_t)(at[i + 1] - at[i])};
    }
    return texts;
}
