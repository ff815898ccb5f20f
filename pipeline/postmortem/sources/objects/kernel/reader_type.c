/* postmortem._kernel.LineReader: JSON Lines to the columns of some paths. */
#include "lines.h"

#include <stdlib.h>

typedef struct {
    PyObject_HEAD
    Description description;
    PyObject *fields; /* a tuple, which holds the bytes of the keys */
} LineReader;

/* Add a field: a kind and the keys that lead to it. Return 0 with an exception set. */
static int add_field(Description *description, PyObject *field)
{
    int kind;
    PyObject *keys;
    if (!PyArg_ParseTuple(field, "iO!", &kind, &PyTuple_Type, &keys))
        return 0;
    Node *node = &description->nodes[0];
    for (Py_ssize_t i = 0; node && i < PyTuple_Size(keys); i++) {
        char *bytes;
        Py_ssize_t length;
        if (PyBytes_AsStringAndSize(PyTuple_GetItem(keys, i), &bytes, &length) < 0)
            return 0;
        node = node_below(description, node, (Text){(const uint8_t *)bytes, (size_t)length});
    }
    if (kind <= NO_VALUE || kind >= KINDS || !node || node == description->nodes || node->kind ||
        description->field_count == MOST_FIELDS) {
        PyErr_SetString(PyExc_ValueError, "a field is of no kind, has no keys, is there twice, or "
                                          "is one too many");
        return 0;
    }
    node->kind = (Kind)kind;
    node->field = (uint8_t)description->field_count;
    description->kinds[description->field_count++] = (Kind)kind;
    return 1;
}

static int add_fields(LineReader *self, PyObject *given)
{
    description_init(&self->description);
    self->fields = PySequence_Tuple(given);
    Py_ssize_t count = self->fields ? PyTuple_Size(self->fields) : -1;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *field = PyTuple_GetItem(self->fields, i);
        if (!PyTuple_Check(field)) {
            PyErr_SetString(PyExc_TypeError, "a field is a kind and its keys");
            return 0;
        }
        if (!add_field(&self->description, field))
            return 0;
    }
    return count >= 0;
}

static PyObject *reader_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    (void)kwargs;
    allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    LineReader *self = (LineReader *)alloc(type, 0);
    PyObject *fields;
    if (self && PyArg_ParseTuple(args, "O", &fields) && add_fields(self, fields))
        return (PyObject *)self;
    Py_XDECREF((PyObject *)self);
    return NULL;
}

static void reader_dealloc(PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);
    Py_XDECREF(((LineReader *)object)->fields);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release(object);
    Py_DECREF((PyObject *)type);
}

PyDoc_STRVAR(read_doc,
             "read(lines)\n\n"
             "Return what each line of some bytes says, a column for each field, and whether it\n"
             "is_left to the careful reader, as a stream of Arrow.");

static PyObject *reader_read(PyObject *object, PyObject *args)
{
    Py_buffer lines;
    TableOut table = {0};
    int done;
    if (!PyArg_ParseTuple(args, "y*", &lines))
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    done = read_lines(&((LineReader *)object)->description,
                      (Text){lines.buf, (size_t)lines.len}, &table);
    Py_END_ALLOW_THREADS
    PyBuffer_Release(&lines);
    if (done)
        return table_capsule(&table);
    table_free(&table);
    return PyErr_NoMemory();
}

static PyMethodDef reader_methods[] = {
    {"read", reader_read, METH_VARARGS, read_doc},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot reader_slots[] = {
    {Py_tp_new, reader_new},
    {Py_tp_dealloc, reader_dealloc},
    {Py_tp_methods, reader_methods},
    {Py_tp_doc, "Reads JSON Lines; safe to share between threads."},
    {0, NULL},
};

PyType_Spec line_reader_spec = {
    "postmortem._kernel.LineReader",
    sizeof(LineReader),
    0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    reader_slots,
};
