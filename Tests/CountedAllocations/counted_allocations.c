// The allocating functions of the C library, with a counter in front. A definition in the program
// takes the place of the library's; what is allocated comes from the library all the same, so
// nothing else has to be replaced. Aligned blocks are counted where the library allocates them
// through these functions; Swift asks for few.
#include "counted_allocations.h"

#include <stddef.h>

static __thread unsigned long count;

unsigned long counted_allocations(void) { return count; }

#if defined(__GLIBC__) || defined(__linux__)
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t number, size_t size);
void *__libc_realloc(void *block, size_t size);

void *malloc(size_t size) {
  count++;
  return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
  count++;
  return __libc_calloc(number, size);
}

void *realloc(void *block, size_t size) {
  count++;
  return __libc_realloc(block, size);
}
#endif
