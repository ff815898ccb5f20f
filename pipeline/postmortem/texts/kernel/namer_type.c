/* postmortem._kernel.Namer: pseudonyms of accounts under a key, as privacy.pseudonym makes them. */
#include "arrow.h"
#include "distinct.h"
#include "sha256.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_MESSAGE = 4 * SHA_BLOCK };

/* HMAC (RFC 2104): the key has gone through both hashes, and the message comes after it. */
typedef struct {
    PyObject_HEAD
    uint32_t inner[8], outer[8];
} Namer;

static void take_pad(ShaBlocks take, uint32_t state[8], const uint8_t *key, uint8_t pad)
{
    uint8_t block[SHA_BLOCK];
    for (int i = 0; i < SHA_BLOCK; i++)
        block[i] = key[i] ^ pad;
    memcpy(state, sha_start, SHA_BYTES);
    take(state, block, 1);
}

static PyObject *namer_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    const uint8_t *given;
    Py_ssize_t length;
    uint8_t key[SHA_BLOCK] = {0};
    (void)kwargs;
    if (!PyArg_ParseTuple(args, "y#", &given, &length))
        return NULL;
    allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Namer *self = (Namer *)alloc(type, 0);
    if (!self)
        return NULL;
    ShaBlocks take = sha_blocks_best();
    if (length > SHA_BLOCK)
        sha256(take, given, (size_t)length, key);
    else if (length)
        memcpy(key, given, (size_t)length);
    take_pad(take, self->inner, key, 0x36);
    take_pad(take, self->outer, key, 0x5c);
    return (PyObject *)self;
}

static void namer_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release(self);
    Py_DECREF((PyObject *)type);
}

static int is_blank(uint8_t byte)
{
    return byte == ' ' || (byte >= 9 && byte <= 13) || (byte >= 0x1c && byte <= 0x1f);
}

/* Take off blanks at both ends, then every @ before it. */
static Text trim(Text name)
{
    while (name.length && is_blank(name.bytes[0]))
        name = (Text){name.bytes + 1, name.length - 1};
    while (name.length && is_blank(name.bytes[name.length - 1]))
        name.length--;
    while (name.length && name.bytes[0] == '@')
        name = (Text){name.bytes + 1, name.length - 1};
    return name;
}

/* Write the pseudonym of a name; return 0 for one that is not ASCII, or very long. */
static int write_name(const Namer *self, ShaBlocks take, Text before, Text name,
                      uint64_t *number)
{
    uint8_t message[LONGEST_MESSAGE], digest[SHA_BYTES], all = 0;
    uint32_t state[8];
    if (before.length > LONGEST_MESSAGE || name.length > LONGEST_MESSAGE - before.length)
        return 0;
    for (size_t i = 0; i < name.length; i++)
        all |= name.bytes[i];
    if (all >= 0x80)
        return 0;
    name = trim(name);
    if (before.length)
        memcpy(message, before.bytes, before.length);
    for (size_t i = 0; i < name.length; i++) {
        uint8_t byte = name.bytes[i];
        message[before.length + i] = byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte;
    }
    size_t length = before.length + name.length;
    memcpy(state, self->inner, sizeof state);
    sha_end(take, state, message, length, SHA_BLOCK + length);
    sha_bytes(state, digest);
    memcpy(state, self->outer, sizeof state);
    sha_end(take, state, digest, SHA_BYTES, SHA_BLOCK + SHA_BYTES);
    sha_bytes(state, digest);
    *number = 0;
    for (int i = 0; i < 8; i++)
        *number = *number << 8 | digest[i];
    return 1;
}

/* Name everyone once; return 0 without memory. Holds no lock. */
static int name_all(const Namer *self, Text before, const TextsIn *in, ColumnOut *names,
                    uint8_t *is_left)
{
    ShaBlocks take = sha_blocks_best();
    uint32_t *first = malloc((in->count + 1) * sizeof *first);
    uint64_t *numbers = names->buffers[1];
    int done = first && find_repeats(in->texts, in->count, first);
    for (size_t i = 0; done && i < in->count; i++) {
        if (!in->texts[i].length) /* nobody is named */
            continue;
        set_known(names, i);
        if (first[i] != i) {
            is_left[i] = is_left[first[i]];
            numbers[i] = numbers[first[i]];
        } else {
            is_left[i] = !write_name(self, take, before, in->texts[i], &numbers[i]);
        }
    }
    free(first);
    return done;
}

PyDoc_STRVAR(name_doc,
             "name(before, identities)\n\n"
             "Return the pseudonym of each account of an Arrow column as a number (null of an empty\n"
             "one) under the key, `before` being what the message begins with; or that it is_left to\n"
             "the careful code, as a stream of Arrow.");

static PyObject *namer_name(PyObject *object, PyObject *args)
{
    const char *before;
    Py_ssize_t length;
    PyObject *column;
    if (!PyArg_ParseTuple(args, "y#O", &before, &length, &column))
        return NULL;
    Text prefix = {(const uint8_t *)before, (size_t)length};
    TextsIn in;
    TableOut table = {0};
    int done = texts_in(&in, column);
    if (done) {
        table.rows = in.count;
        ColumnOut *names = column_out(&table, "name", "L", sizeof(uint64_t));
        ColumnOut *is_left = names ? column_out(&table, "is_left", "C", 1) : NULL;
        done = is_left && nothing_at_first(&table, names);
        Py_BEGIN_ALLOW_THREADS
        done = done && name_all((Namer *)object, prefix, &in, names, is_left->buffers[1]);
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

static PyMethodDef namer_methods[] = {
    {"name", namer_name, METH_VARARGS, name_doc},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot namer_slots[] = {
    {Py_tp_new, namer_new},
    {Py_tp_dealloc, namer_dealloc},
    {Py_tp_methods, namer_methods},
    {Py_tp_doc, "Pseudonyms under one key; safe to share between threads."},
    {0, NULL},
};

PyType_Spec namer_spec = {
    "postmortem._kernel.Namer",
    sizeof(Namer),
    0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    namer_slots,
};
