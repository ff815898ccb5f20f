/* postmortem._kernel.Identifier: py3langid's model, restricted to some languages. */
#include "binding.h"
#include "language.h"

#include <stdlib.h>

/* next, row, feature, weight, prior, group, traits: the order of the constructor. */
enum { ARRAYS = 7 };

typedef struct {
    PyObject_HEAD
    Model model;
    Py_buffer arrays[ARRAYS];
    int held;
} Identifier;

/* Where the guesses go. */
typedef struct {
    int32_t *letters, *language;
    double *probability;
} Guesses;

/* Point the model at the arrays, and refuse a model that would lead outside of them. */
static int settle(Identifier *self)
{
    Model *model = &self->model;
    const Py_buffer *arrays = self->arrays;
    model->next = arrays[0].buf;
    model->row = arrays[1].buf;
    model->feature = arrays[2].buf;
    model->weight = arrays[3].buf;
    model->prior = arrays[4].buf;
    model->group = arrays[5].buf;
    model->traits = arrays[6].buf;
    model->rows = (size_t)arrays[0].len / (256 * sizeof *model->next);
    model->states = (size_t)arrays[1].len / sizeof *model->row;
    model->columns = (size_t)arrays[4].len / sizeof *model->prior;
    model->known_points = (uint32_t)arrays[6].len;
    if (!model->columns || !model->states || model->known_points < 128 ||
        (size_t)arrays[2].len != model->states * sizeof *model->feature ||
        (size_t)arrays[5].len != model->columns * sizeof *model->group)
        return 0;
    model->features = (size_t)arrays[3].len / sizeof *model->weight / model->columns;
    int32_t last = -1;
    for (size_t column = 0; column < model->columns; column++) {
        if (model->group[column] < 0 || (size_t)model->group[column] >= model->columns)
            return 0;
        last = model->group[column] > last ? model->group[column] : last;
    }
    model->groups = (size_t)last + 1;
    for (size_t state = 0; state < model->states; state++)
        if (model->row[state] >= model->rows ||
            model->feature[state] >= (int64_t)model->features)
            return 0;
    for (size_t i = 0; i < model->rows * 256; i++)
        if (model->next[i] >= model->states)
            return 0;
    return 1;
}

static PyObject *identifier_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    (void)kwargs;
    allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Identifier *self = (Identifier *)alloc(type, 0);
    if (!self)
        return NULL;
    Py_buffer *a = self->arrays;
    if (!PyArg_ParseTuple(args, "y*y*y*y*y*y*y*i", &a[0], &a[1], &a[2], &a[3], &a[4], &a[5], &a[6],
                          &self->model.fewest_letters)) {
        Py_DECREF((PyObject *)self); /* a failing parse has let go of what it took */
        return NULL;
    }
    self->held = 1;
    if (!settle(self)) {
        Py_DECREF((PyObject *)self);
        PyErr_SetString(PyExc_ValueError, "the arrays of the model do not fit each other");
        return NULL;
    }
    return (PyObject *)self;
}

static void identifier_dealloc(PyObject *object)
{
    Identifier *self = (Identifier *)object;
    PyTypeObject *type = Py_TYPE(object);
    for (int i = 0; self->held && i < ARRAYS; i++)
        PyBuffer_Release(&self->arrays[i]);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release(object);
    Py_DECREF((PyObject *)type);
}

static int guess_some(const void *self, const Text *texts, size_t first, size_t count, void *out)
{
    const Model *model = self;
    Guesses *guesses = out;
    LanguageScratch scratch;
    int done = language_scratch_make(&scratch, model);
    for (size_t i = 0; done && i < count; i += LANES) {
        size_t some = count - i < LANES ? count - i : LANES;
        const uint8_t *bytes[LANES];
        size_t lengths[LANES];
        Guess found[LANES];
        for (size_t k = 0; k < some; k++) {
            bytes[k] = texts[i + k].bytes;
            lengths[k] = texts[i + k].length;
        }
        done = guess_languages(model, &scratch, bytes, lengths, some, found);
        for (size_t k = 0; done && k < some; k++) {
            guesses->letters[first + i + k] = found[k].letters;
            guesses->language[first + i + k] = found[k].language;
            guesses->probability[first + i + k] = found[k].probability;
        }
    }
    language_scratch_free(&scratch);
    return done;
}

PyDoc_STRVAR(guess_doc,
             "guess(texts, letters, languages, probabilities)\n\n"
             "Write, of each string in `texts`, how many letters its prose has, the number of its\n"
             "language (−1: too short to tell, −2: not for this model) and how likely it is.");

static PyObject *identifier_guess(PyObject *self, PyObject *args)
{
    PyObject *texts;
    Py_buffer letters, languages, probabilities;
    if (!PyArg_ParseTuple(args, "Ow*w*w*", &texts, &letters, &languages, &probabilities))
        return NULL;
    Py_ssize_t count = letters.len / (Py_ssize_t)sizeof(int32_t);
    Guesses guesses = {letters.buf, languages.buf, probabilities.buf};
    int done = languages.len == letters.len && letters.len == count * (Py_ssize_t)sizeof(int32_t) &&
               probabilities.len == count * (Py_ssize_t)sizeof(double);
    if (!done)
        PyErr_SetString(PyExc_ValueError, "an int32, an int32 and a double a text are needed");
    done = done && each_block(texts, count, guess_some, &((Identifier *)self)->model, &guesses);
    PyBuffer_Release(&letters);
    PyBuffer_Release(&languages);
    PyBuffer_Release(&probabilities);
    if (!done)
        return NULL;
    Py_RETURN_NONE;
}

static PyMethodDef identifier_methods[] = {
    {"guess", identifier_guess, METH_VARARGS, guess_doc},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot identifier_slots[] = {
    {Py_tp_new, identifier_new},
    {Py_tp_dealloc, identifier_dealloc},
    {Py_tp_methods, identifier_methods},
    {Py_tp_doc, "A model of languages; safe to share between threads."},
    {0, NULL},
};

PyType_Spec identifier_spec = {
    "postmortem._kernel.Identifier",
    sizeof(Identifier),
    0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    identifier_slots,
};
