/* The module postmortem._kernel: the types of every room. */
#include "binding.h"

extern PyType_Spec kernel_spec, identifier_spec;

static int module_exec(PyObject *module)
{
    PyType_Spec *specs[] = {&kernel_spec, &identifier_spec};
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
    .m_slots = module_slots,
};

PyMODINIT_FUNC PyInit__kernel(void)
{
    return PyModuleDef_Init(&module_definition);
}
