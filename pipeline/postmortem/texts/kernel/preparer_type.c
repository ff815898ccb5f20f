/* postmortem._kernel.Preparer: number, hash and keys of copies of texts, block after block. */
#include "arrow.h"
#include "copies.h"
#include "distinct.h"
#include "sha256.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    PyObject_HEAD
    Characters characters;
    Py_buffer traits, lowered;
    int holds_buffers;
    DigestBook met;
    uint32_t next; /* number of the next new text */
    int is_busy; /* in another thread, as the work is done without Python's lock */
    size_t most; /* hashes remembered before a block; more are forgotten first */
} Preparer;

/* The columns of the answer. */
typedef struct {
    ColumnOut *number, *high, *low, *is_new, *key, *head, *length, *left;
} Answer;

static PyObject *preparer_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    (void)kwargs;
    allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Preparer *self = (Preparer *)alloc(type, 0);
    Py_ssize_t most;
    if (!self)
        return NULL;
    if (!PyArg_ParseTuple(args, "y*y*n", &self->traits, &self->lowered, &most)) {
        Py_DECREF((PyObject *)self);
        return NULL;
    }
    self->holds_buffers = 1;
    self->most = most > 0 ? (size_t)most : 0;
    self->characters.traits = self->traits.buf;
    self->characters.lowered = self->lowered.buf;
    self->characters.known = (uint32_t)self->traits.len;
    if (self->traits.len < 128 || self->traits.len > 0x110000 ||
        self->lowered.len != self->traits.len * (Py_ssize_t)sizeof(uint32_t)) {
        Py_DECREF((PyObject *)self);
        PyErr_SetString(PyExc_ValueError, "traits and lowered must cover the same code points");
        return NULL;
    }
    return (PyObject *)self;
}

static void preparer_dealloc(PyObject *object)
{
    Preparer *self = (Preparer *)object;
    PyTypeObject *type = Py_TYPE(object);
    digest_book_free(&self->met);
    if (self->holds_buffers) {
        PyBuffer_Release(&self->traits);
        PyBuffer_Release(&self->lowered);
    }
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release(object);
    Py_DECREF((PyObject *)type);
}

static int answer_columns(TableOut *table, Answer *answer)
{
    return (answer->number = column_out(table, "number", "i", sizeof(int32_t))) &&
           (answer->high = column_out(table, "hash_high", "L", sizeof(uint64_t))) &&
           (answer->low = column_out(table, "hash_low", "L", sizeof(uint64_t))) &&
           (answer->is_new = column_out(table, "is_new", "C", 1)) &&
           (answer->key = column_out(table, "copy_key", "L", sizeof(uint64_t))) &&
           (answer->head = column_out(table, "copy_head", "L", sizeof(uint64_t))) &&
           (answer->length = column_out(table, "copy_length", "i", sizeof(int32_t))) &&
           (answer->left = column_out(table, "is_left", "C", 1)) &&
           nothing_at_first(table, answer->number) && nothing_at_first(table, answer->key) &&
           nothing_at_first(table, answer->head) && nothing_at_first(table, answer->length);
}

static int is_blank(const Characters *characters, Text text)
{
    const uint8_t *at = text.bytes, *end = at + text.length;
    size_t step;
    while (at < end && (traits_of_next(characters, at, end, &step) & BLANK))
        at += step;
    return at == end;
}

/* Return half of the SHA-256 of a text. */
static Digest digest_of(ShaBlocks take, Text text)
{
    uint8_t bytes[SHA_BYTES];
    Digest digest = {{0, 0}};
    sha256(take, text.bytes, text.length, bytes);
    for (int i = 0; i < 16; i++)
        digest.halves[i / 8] = digest.halves[i / 8] << 8 | bytes[i];
    return digest;
}

/* Write the keys of a new text; return 0 without memory. */
static int write_keys(const Preparer *self, CopyScratch *scratch, Text text, size_t row,
                      Answer *answer)
{
    Form form;
    Formed formed = form_text(&self->characters, scratch, text, &form);
    ((uint8_t *)answer->left->buffers[1])[row] = formed == OPEN;
    if (formed != FORMED)
        return formed == OPEN;
    ((int32_t *)answer->length->buffers[1])[row] = (int32_t)form.length;
    set_known(answer->length, row);
    if (form.length) {
        ((uint64_t *)answer->key->buffers[1])[row] = md5_upper(scratch->form, form.bytes);
        set_known(answer->key, row);
    }
    if (form.length >= COPY_HEAD) {
        ((uint64_t *)answer->head->buffers[1])[row] = md5_upper(scratch->form, form.head);
        set_known(answer->head, row);
    }
    return 1;
}

/* Answer for each text; return 0 without memory. Holds no lock. */
static int prepare(Preparer *self, const TextsIn *in, Answer *answer, uint32_t *first)
{
    ShaBlocks take = sha_blocks_best();
    CopyScratch scratch = {0};
    int32_t *numbers = answer->number->buffers[1];
    uint64_t *highs = answer->high->buffers[1], *lows = answer->low->buffers[1];
    int done = in->count < (size_t)INT32_MAX - self->next &&
               digest_book_room(&self->met, in->count) &&
               find_repeats(in->texts, in->count, first);
    for (size_t i = 0; done && i < in->count; i++) {
        Text text = in->texts[i];
        uint32_t number = 0;
        if (!text.bytes || is_blank(&self->characters, text))
            continue;
        set_known(answer->number, i);
        if (first[i] != i) {
            numbers[i] = numbers[first[i]];
            highs[i] = highs[first[i]];
            lows[i] = lows[first[i]];
            continue;
        }
        Digest digest = digest_of(take, text);
        highs[i] = digest.halves[0];
        lows[i] = digest.halves[1];
        if (digest_book_enter(&self->met, digest, self->next, &number)) {
            self->next++;
            ((uint8_t *)answer->is_new->buffers[1])[i] = 1;
            done = write_keys(self, &scratch, text, i, answer);
        }
        numbers[i] = (int32_t)number;
    }
    copy_scratch_free(&scratch);
    return done;
}

PyDoc_STRVAR(prepare_doc,
             "prepare(texts)\n\n"
             "Return, of each text of an Arrow column, its number (null of a blank one), the halves\n"
             "of its hash (0 of a blank one), whether it is_new, and of a new one copy_key,\n"
             "copy_head and copy_length; or that it is_left to the careful code, as a stream of\n"
             "Arrow. Numbers count new texts from 0. One thread at a time.");

static PyObject *preparer_prepare(PyObject *object, PyObject *column)
{
    Preparer *self = (Preparer *)object;
    TextsIn in;
    TableOut table = {0};
    Answer answer;
    uint32_t *first = NULL;
    if (self->is_busy) {
        PyErr_SetString(PyExc_RuntimeError, "a preparer serves one thread at a time");
        return NULL;
    }
    self->is_busy = 1;
    int done = texts_in(&in, column);
    if (done) {
        table.rows = in.count;
        if (self->met.count >= self->most)
            digest_book_free(&self->met);
        done = answer_columns(&table, &answer) &&
               (first = malloc((in.count + 1) * sizeof *first));
        Py_BEGIN_ALLOW_THREADS
        done = done && prepare(self, &in, &answer, first);
        Py_END_ALLOW_THREADS
        if (!done)
            PyErr_NoMemory();
    }
    self->is_busy = 0;
    free(first);
    texts_release(&in);
    if (done)
        return table_capsule(&table);
    table_free(&table);
    return NULL;
}

static PyMethodDef preparer_methods[] = {
    {"prepare", preparer_prepare, METH_O, prepare_doc},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot preparer_slots[] = {
    {Py_tp_new, preparer_new},
    {Py_tp_dealloc, preparer_dealloc},
    {Py_tp_methods, preparer_methods},
    {Py_tp_doc, "What a store keeps beside texts; remembers which it has met."},
    {0, NULL},
};

PyType_Spec preparer_spec = {
    "postmortem._kernel.Preparer",
    sizeof(Preparer),
    0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    preparer_slots,
};
