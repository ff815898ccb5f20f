/* What the types of the module share: texts out of Python, and blocks of work without its lock. */
#ifndef POSTMORTEM_BINDING_H
#define POSTMORTEM_BINDING_H

#define Py_LIMITED_API 0x030b0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <stddef.h>
#include <stdint.h>

/* A text as the rules take it; the bytes belong to a Python object that outlives the call. */
typedef struct {
    const uint8_t *bytes;
    size_t length;
} Text;

/* Work on `count` texts, the first of which is number `first`; holds no lock and touches no Python
 * object. Return 0 without memory. */
typedef int (*Work)(const void *self, const Text *texts, size_t first, size_t count, void *out);

/* Give the strings of the sequence `given` to `work`, a block at a time: the lock is held only to
 * find their bytes. `count` is how many there must be. Return 0 with an exception set. */
int each_block(PyObject *given, Py_ssize_t count, Work work, const void *self, void *out);

/* Cut `bytes` into `count` texts at `offsets`, one int64 more than texts. Return NULL with an
 * exception set where these do not ascend within the bytes, or without memory. */
Text *cut(const Py_buffer *bytes, const Py_buffer *offsets, size_t count);

#endif
