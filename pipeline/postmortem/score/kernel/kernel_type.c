/* postmortem._kernel.Kernel: the rules of score.c over one set of tables. */
#include "binding.h"
#include "kernel.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    PyObject_HEAD
    Tables tables;
} Kernel;

/* Where the results go. */
typedef struct {
    Scores *scores;
    int32_t *hits;
} Results;

/* ---- building: kernel.Kernel(terms, phrases, emoji, traits, lowered, contractions, compensated) */

static int add_terms(Tables *tables, PyObject *terms)
{
    for (Py_ssize_t i = 0; i < PyList_Size(terms); i++) {
        const char *text;
        Py_ssize_t length;
        Term term = {0};
        unsigned parts;
        if (!PyArg_ParseTuple(PyList_GetItem(terms, i), "y#ddI", &text, &length, &term.value,
                              &term.boost, &parts))
            return 0;
        term.parts = (uint16_t)parts;
        term.has = (uint8_t)((isnan(term.value) ? 0 : VALUE) | (isnan(term.boost) ? 0 : BOOST));
        if (!tables_add_term(tables, (const uint8_t *)text, (size_t)length, term))
            return PyErr_NoMemory() != NULL;
    }
    return 1;
}

static int add_phrases(Tables *tables, PyObject *phrases)
{
    for (Py_ssize_t i = 0; i < PyList_Size(phrases); i++) {
        unsigned words[3];
        int is_idiom;
        Phrase phrase = {{0}, 2, 0, 0.0};
        if (!PyArg_ParseTuple(PyList_GetItem(phrases, i), "(III)dp", &words[0], &words[1], &words[2],
                              &phrase.value, &is_idiom))
            return 0;
        for (int k = 0; k < 3; k++)
            phrase.words[k] = words[k];
        phrase.length = words[2] ? 3 : 2;
        phrase.is_idiom = (uint8_t)is_idiom;
        tables->phrases[tables->phrase_count++] = phrase;
    }
    return 1;
}

static int add_emoji(Tables *tables, PyObject *emoji)
{
    for (Py_ssize_t i = 0; i < PyList_Size(emoji); i++) {
        unsigned point;
        const char *text;
        Py_ssize_t length;
        if (!PyArg_ParseTuple(PyList_GetItem(emoji, i), "Iy#", &point, &text, &length))
            return 0;
        if (!tables_add_emoji(tables, point, (const uint8_t *)text, (size_t)length))
            return PyErr_NoMemory() != NULL;
    }
    return 1;
}

static int add_letters(Tables *tables, const Py_buffer *traits, const Py_buffer *lowered)
{
    if (traits->len < 128 || lowered->len != traits->len * 4) {
        PyErr_SetString(PyExc_ValueError, "traits and lowered must cover the same code points");
        return 0;
    }
    if (!tables_letters(tables, traits->buf, lowered->buf, (size_t)traits->len))
        return PyErr_NoMemory() != NULL;
    return 1;
}

static PyObject *kernel_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    PyObject *terms, *phrases, *emoji;
    Py_buffer traits, lowered;
    int contractions, compensated;
    (void)kwargs;
    if (!PyArg_ParseTuple(args, "O!O!O!y*y*pp", &PyList_Type, &terms, &PyList_Type, &phrases,
                          &PyList_Type, &emoji, &traits, &lowered, &contractions, &compensated))
        return NULL;
    allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Kernel *self = (Kernel *)alloc(type, 0);
    int made = self != NULL;
    if (made) {
        Tables *tables = &self->tables;
        tables->contractions = (uint8_t)contractions;
        tables->compensated = (uint8_t)compensated;
        if (!tables_room(tables, (size_t)PyList_Size(terms), (size_t)PyList_Size(emoji),
                         (size_t)PyList_Size(phrases)))
            made = PyErr_NoMemory() != NULL;
        made = made && add_letters(tables, &traits, &lowered) && add_terms(tables, terms) &&
               add_phrases(tables, phrases) && add_emoji(tables, emoji);
    }
    PyBuffer_Release(&traits);
    PyBuffer_Release(&lowered);
    if (!made) {
        Py_XDECREF((PyObject *)self);
        return NULL;
    }
    return (PyObject *)self;
}

static void kernel_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    tables_free(&((Kernel *)self)->tables);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release(self);
    Py_DECREF((PyObject *)type);
}

/* ---- scoring */

/* Texts fetched ahead: the strings of a list lie anywhere. */
enum { AHEAD = 4 };

/* Four numbers a text, and its hits (−1: left to pure.py). */
static int score_some(const void *self, const Text *texts, size_t first, size_t count, void *out)
{
    const Tables *tables = self;
    Results *results = out;
    Scratch scratch;
    Outcome outcome = scratch_make(&scratch, tables) ? DONE : NO_MEMORY;
    for (size_t i = 0; i < count && outcome != NO_MEMORY; i++) {
        size_t found = 0;
        if (i + AHEAD < count)
            fetch(texts[i + AHEAD].bytes);
        outcome = score_text(tables, &scratch, texts[i].bytes, texts[i].length,
                             &results->scores[first + i], &found);
        results->hits[first + i] = outcome == DONE ? (int32_t)found : -1;
    }
    scratch_free(&scratch);
    return outcome != NO_MEMORY;
}

static int fits(const Py_buffer *scores, const Py_buffer *hits, Py_ssize_t count)
{
    if (scores->len == count * (Py_ssize_t)sizeof(Scores) &&
        hits->len == count * (Py_ssize_t)sizeof(int32_t))
        return 1;
    PyErr_SetString(PyExc_ValueError, "scores must hold four doubles a text, hits one int32");
    return 0;
}

PyDoc_STRVAR(score_doc,
             "score(texts, scores, hits)\n\n"
             "Write neg, neu, pos, compound and the hit count of each string in `texts`. Texts that\n"
             "only exact arithmetic or full Unicode rules can settle get -1 hits and no scores.");

static PyObject *kernel_score(PyObject *self, PyObject *args)
{
    PyObject *texts;
    Py_buffer scores, hits;
    if (!PyArg_ParseTuple(args, "Ow*w*", &texts, &scores, &hits))
        return NULL;
    Py_ssize_t count = hits.len / (Py_ssize_t)sizeof(int32_t);
    Results results = {scores.buf, hits.buf};
    int done = fits(&scores, &hits, count) &&
               each_block(texts, count, score_some, &((Kernel *)self)->tables, &results);
    PyBuffer_Release(&scores);
    PyBuffer_Release(&hits);
    if (!done)
        return NULL;
    Py_RETURN_NONE;
}

PyDoc_STRVAR(score_utf8_doc,
             "score_utf8(bytes, offsets, scores, hits)\n\n"
             "Do the same for texts laid out as Arrow's large strings: one buffer, int64 offsets.\n"
             "Any bytes are safe; what is not UTF-8 counts as U+FFFD.");

static PyObject *kernel_score_utf8(PyObject *self, PyObject *args)
{
    Py_buffer bytes, offsets, scores, hits;
    if (!PyArg_ParseTuple(args, "y*y*w*w*", &bytes, &offsets, &scores, &hits))
        return NULL;
    Py_ssize_t count = offsets.len / (Py_ssize_t)sizeof(int64_t) - 1;
    Text *texts = NULL;
    int done = 0;
    if (count < 0)
        PyErr_SetString(PyExc_ValueError, "offsets must hold one int64 more than there are texts");
    else if (fits(&scores, &hits, count) && (texts = cut(&bytes, &offsets, (size_t)count))) {
        Results results = {scores.buf, hits.buf};
        Py_BEGIN_ALLOW_THREADS
        done = score_some(&((Kernel *)self)->tables, texts, 0, (size_t)count, &results);
        Py_END_ALLOW_THREADS
        if (!done)
            PyErr_NoMemory();
    }
    free(texts);
    PyBuffer_Release(&bytes);
    PyBuffer_Release(&offsets);
    PyBuffer_Release(&scores);
    PyBuffer_Release(&hits);
    if (!done)
        return NULL;
    Py_RETURN_NONE;
}

static PyMethodDef kernel_methods[] = {
    {"score", kernel_score, METH_VARARGS, score_doc},
    {"score_utf8", kernel_score_utf8, METH_VARARGS, score_utf8_doc},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot kernel_slots[] = {
    {Py_tp_new, kernel_new},
    {Py_tp_dealloc, kernel_dealloc},
    {Py_tp_methods, kernel_methods},
    {Py_tp_doc, "The rules over one set of tables; safe to share between threads."},
    {0, NULL},
};

PyType_Spec kernel_spec = {
    "postmortem._kernel.Kernel",
    sizeof(Kernel),
    0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    kernel_slots,
};

