/* What copies of a text share: copies.py has the same in Python, and says what it is. */
#ifndef POSTMORTEM_COPIES_H
#define POSTMORTEM_COPIES_H

#include "binding.h"
#include "characters.h"

/* Grows to the longest text it meets. */
typedef struct {
    uint8_t *lowered, *form;
    size_t room;
} CopyScratch;

typedef struct {
    size_t length, bytes; /* of the form, in characters and in bytes */
    size_t head;          /* bytes of its first COPY_HEAD characters; 0 where there are fewer */
} Form;

enum { COPY_HEAD = 40 };

/* OPEN: only the careful code can tell. */
typedef enum { FORMED, OPEN, NO_ROOM } Formed;

/* Write the form of a text into the scratch. */
Formed form_text(const Characters *characters, CopyScratch *scratch, Text text, Form *form);
void copy_scratch_free(CopyScratch *scratch);

#endif
