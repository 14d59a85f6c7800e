// Counts what the calling thread asks the heap for, so that a test can gate on it.
#ifndef COUNTED_ALLOCATIONS_H
#define COUNTED_ALLOCATIONS_H

/// How many blocks this thread has asked for since it started.
unsigned long counted_allocations(void);

#endif
