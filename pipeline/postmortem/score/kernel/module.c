/* postmortem._kernel: the rules of score.c, for Python; limited API, so one build fits all. */
#define Py_LIMITED_API 0x030b0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "kernel.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    PyObject_HEAD
    Tables tables;
} Kernel;

/* A text as the rules take it; the bytes belong to a Python object that outlives the call. */
typedef struct {
    const uint8_t *bytes;
    size_t length;
} Text;

enum { TEXTS_A_BLOCK = 4096 };

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
        term.number = (uint32_t)i + 1;
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

/* Score `count` texts into `scores` (four numbers each) and `hits` (−1: left to pure.py). Holds no
 * lock and touches no Python object. */
static int score_texts(const Tables *tables, const Text *texts, size_t count, Scores *scores,
                       int32_t *hits)
{
    Scratch scratch;
    if (!scratch_make(&scratch, tables))
        return 0;
    Outcome outcome = DONE;
    for (size_t i = 0; i < count && outcome != NO_MEMORY; i++) {
        size_t found = 0;
        outcome = score_text(tables, &scratch, texts[i].bytes, texts[i].length, &scores[i], &found);
        hits[i] = outcome == DONE ? (int32_t)found : -1;
    }
    scratch_free(&scratch);
    return outcome != NO_MEMORY;
}

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

static int fits(const Py_buffer *scores, const Py_buffer *hits, Py_ssize_t count)
{
    if (scores->len == count * (Py_ssize_t)sizeof(Scores) &&
        hits->len == count * (Py_ssize_t)sizeof(int32_t))
        return 1;
    PyErr_SetString(PyExc_ValueError, "scores must hold four doubles a text, hits one int32");
    return 0;
}

/* Score the strings of a tuple, a block at a time: the lock is held only to find their bytes. */
static int score_strings(const Tables *tables, PyObject *strings, Scores *scores, int32_t *hits)
{
    Py_ssize_t count = PyTuple_Size(strings);
    Text *texts = malloc(TEXTS_A_BLOCK * sizeof *texts);
    int done = texts != NULL || PyErr_NoMemory() != NULL;
    for (Py_ssize_t first = 0; done && first < count; first += TEXTS_A_BLOCK) {
        Py_ssize_t some = count - first < TEXTS_A_BLOCK ? count - first : TEXTS_A_BLOCK;
        PyObject *kept = PyList_New(0);
        done = kept && gather(strings, first, some, texts, kept);
        if (done) {
            Py_BEGIN_ALLOW_THREADS
            done = score_texts(tables, texts, (size_t)some, scores + first, hits + first);
            Py_END_ALLOW_THREADS
            if (!done)
                PyErr_NoMemory();
        }
        Py_XDECREF(kept);
    }
    free(texts);
    return done;
}

PyDoc_STRVAR(score_doc,
             "score(texts, scores, hits)\n\n"
             "Write neg, neu, pos, compound and the hit count of each string in `texts`. Texts that\n"
             "only exact arithmetic or full Unicode rules can settle get -1 hits and no scores.");

static PyObject *kernel_score(PyObject *self, PyObject *args)
{
    PyObject *given;
    Py_buffer scores, hits;
    if (!PyArg_ParseTuple(args, "Ow*w*", &given, &scores, &hits))
        return NULL;
    PyObject *strings = PySequence_Tuple(given); /* so that nobody can change it meanwhile */
    int done = strings && fits(&scores, &hits, PyTuple_Size(strings)) &&
               score_strings(&((Kernel *)self)->tables, strings, scores.buf, hits.buf);
    Py_XDECREF(strings);
    PyBuffer_Release(&scores);
    PyBuffer_Release(&hits);
    if (!done)
        return NULL;
    Py_RETURN_NONE;
}

/* Cut `bytes` at `offsets`, refusing those that do not ascend within it. */
static Text *cut(const Py_buffer *bytes, const Py_buffer *offsets, size_t count)
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
        Py_BEGIN_ALLOW_THREADS
        done = score_texts(&((Kernel *)self)->tables, texts, (size_t)count, scores.buf, hits.buf);
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

static PyType_Spec kernel_spec = {
    "postmortem._kernel.Kernel",
    sizeof(Kernel),
    0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    kernel_slots,
};

static int module_exec(PyObject *module)
{
    PyObject *type = PyType_FromModuleAndSpec(module, &kernel_spec, NULL);
    if (!type)
        return -1;
    int added = PyModule_AddType(module, (PyTypeObject *)type);
    Py_DECREF(type);
    return added;
}

static PyModuleDef_Slot module_slots[] = {
    {Py_mod_exec, module_exec},
    {0, NULL},
};

static struct PyModuleDef module_definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "postmortem._kernel",
    .m_doc = "VADER's rules in C; score/kernel.py hands them their tables.",
    .m_slots = module_slots,
};

PyMODINIT_FUNC PyInit__kernel(void)
{
    return PyModuleDef_Init(&module_definition);
}
