/* postmortem._kernel: hashes, masks, pseudonyms and keys of copies in C; and all rooms' types. */
#include "binding.h"
#include "sha256.h"

extern PyType_Spec kernel_spec, identifier_spec, line_reader_spec, masker_spec, namer_spec,
    preparer_spec;

PyDoc_STRVAR(sha256_doc,
             "sha256(data, portable)\n\n"
             "Return the SHA-256 of `data`, by plain C if `portable`, else as fast as can be.");

static PyObject *module_sha256(PyObject *module, PyObject *args)
{
    Py_buffer data;
    int portable;
    uint8_t digest[SHA_BYTES];
    (void)module;
    if (!PyArg_ParseTuple(args, "y*p", &data, &portable))
        return NULL;
    sha256(portable ? sha_blocks_portable : sha_blocks_best(), data.buf, (size_t)data.len, digest);
    PyBuffer_Release(&data);
    return PyBytes_FromStringAndSize((const char *)digest, sizeof digest);
}

static PyMethodDef module_methods[] = {
    {"sha256", module_sha256, METH_VARARGS, sha256_doc},
    {NULL, NULL, 0, NULL},
};

static int module_exec(PyObject *module)
{
    PyType_Spec *specs[] = {&kernel_spec, &identifier_spec, &line_reader_spec,
                            &masker_spec, &namer_spec,      &preparer_spec};
    for (size_t i = 0; i < sizeof specs / sizeof *specs; i++) {
        PyObject *type = PyType_FromModuleAndSpec(module, specs[i], NULL);
        if (!type)
            return -1;
        int added = PyModule_AddType(module, (PyTypeObject *)type);
        Py_DECREF(type);
        if (added < 0)
            return -1;
    }
    return 0;
}

static PyModuleDef_Slot module_slots[] = {
    {Py_mod_exec, module_exec},
    {0, NULL},
};

static struct PyModuleDef module_definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "postmortem._kernel",
    .m_doc = "Rules over texts in C; Python hands them their tables.",
    .m_methods = module_methods,
    .m_slots = module_slots,
};

PyMODINIT_FUNC PyInit__kernel(void)
{
    return PyModuleDef_Init(&module_definition);
}
