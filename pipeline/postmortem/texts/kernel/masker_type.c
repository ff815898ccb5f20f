/* postmortem._kernel.Masker: texts without handles and the queries of links. */
#include "arrow.h"
#include "masks.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    PyObject_HEAD
    Masking masking;
    Py_buffer traits;
    PyObject *kept; /* a tuple of bytes */
    int holds_buffer;
} Masker;

static int take_kept(Masker *self, PyObject *given)
{
    self->kept = PySequence_Tuple(given);
    Py_ssize_t count = self->kept ? PyTuple_Size(self->kept) : -1;
    Text *texts = count < 0 ? NULL : calloc((size_t)count + 1, sizeof *texts);
    self->masking.kept = texts;
    if (!texts)
        return count < 0 ? 0 : PyErr_NoMemory() != NULL;
    for (Py_ssize_t i = 0; i < count; i++) {
        char *bytes;
        Py_ssize_t length;
        if (PyBytes_AsStringAndSize(PyTuple_GetItem(self->kept, i), &bytes, &length) < 0)
            return 0;
        texts[i] = (Text){(const uint8_t *)bytes, (size_t)length};
    }
    self->masking.kept_count = (size_t)count;
    return 1;
}

static PyObject *masker_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    (void)kwargs;
    allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Masker *self = (Masker *)alloc(type, 0);
    PyObject *kept;
    if (!self)
        return NULL;
    if (!PyArg_ParseTuple(args, "y*O", &self->traits, &kept)) {
        Py_DECREF((PyObject *)self);
        return NULL;
    }
    self->holds_buffer = 1;
    self->masking.characters.traits = self->traits.buf;
    self->masking.characters.known = (uint32_t)self->traits.len;
    if (self->traits.len < 128 || self->traits.len > 0x110000) {
        Py_DECREF((PyObject *)self);
        PyErr_SetString(PyExc_ValueError, "traits must cover 128 code points or more");
        return NULL;
    }
    if (!take_kept(self, kept)) {
        Py_DECREF((PyObject *)self);
        return NULL;
    }
    return (PyObject *)self;
}

static void masker_dealloc(PyObject *object)
{
    Masker *self = (Masker *)object;
    PyTypeObject *type = Py_TYPE(object);
    free((void *)self->masking.kept);
    Py_XDECREF(self->kept);
    if (self->holds_buffer)
        PyBuffer_Release(&self->traits);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release(object);
    Py_DECREF((PyObject *)type);
}

/* Have room behind `used` for what a text becomes. */
static uint8_t *room_for(ColumnOut *masked, size_t *room, size_t used, size_t length)
{
    if (length > SIZE_MAX / 16)
        return NULL;
    if (!masked->buffers[2] || used + MASKED_ROOM(length) > *room) {
        size_t larger = 2 * (used + MASKED_ROOM(length)) + 4096;
        uint8_t *bytes = realloc(masked->buffers[2], larger);
        if (!bytes)
            return NULL;
        masked->buffers[2] = bytes;
        *room = larger;
    }
    return (uint8_t *)masked->buffers[2] + used;
}

/* Mask each text; one that is left keeps its place, empty. Return 0 without memory. No lock. */
static int mask_all(const Masking *masking, const TextsIn *in, ColumnOut *masked, uint8_t *is_left)
{
    size_t room = 0, used = 0;
    int64_t *ends = masked->buffers[1];
    if (!room_for(masked, &room, 0, 0))
        return 0;
    for (size_t i = 0; i < in->count; i++) {
        Text text = in->texts[i];
        uint8_t *out = room_for(masked, &room, used, text.length);
        if (!out)
            return 0;
        size_t length = text.bytes ? mask_text(masking, text, out) : 0;
        is_left[i] = length == SIZE_MAX;
        used += is_left[i] ? 0 : length;
        if (text.bytes)
            set_known(masked, i);
        ends[i + 1] = (int64_t)used;
    }
    return 1;
}

PyDoc_STRVAR(mask_doc,
             "mask(texts)\n\n"
             "Return each text of an Arrow column masked as privacy.mask does, or that it is_left\n"
             "to it, as a stream of Arrow.");

static PyObject *masker_mask(PyObject *object, PyObject *column)
{
    TextsIn in;
    TableOut table = {0};
    int done = texts_in(&in, column);
    if (done) {
        table.rows = in.count;
        ColumnOut *masked = text_column_out(&table, "text");
        ColumnOut *is_left = masked ? column_out(&table, "is_left", "C", 1) : NULL;
        done = is_left && nothing_at_first(&table, masked);
        Py_BEGIN_ALLOW_THREADS
        done = done && mask_all(&((Masker *)object)->masking, &in, masked, is_left->buffers[1]);
        Py_END_ALLOW_THREADS
        if (!done)
            PyErr_NoMemory();
    }
    texts_release(&in);
    if (done)
        return table_capsule(&table);
    table_free(&table);
    return NULL;
}

static PyMethodDef masker_methods[] = {
    {"mask", masker_mask, METH_O, mask_doc},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot masker_slots[] = {
    {Py_tp_new, masker_new},
    {Py_tp_dealloc, masker_dealloc},
    {Py_tp_methods, masker_methods},
    {Py_tp_doc, "Masks texts; safe to share between threads."},
    {0, NULL},
};

PyType_Spec masker_spec = {
    "postmortem._kernel.Masker",
    sizeof(Masker),
    0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    masker_slots,
};
