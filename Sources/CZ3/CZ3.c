// Finds libz3 and looks up every function of the table. The library stays loaded until the
// process ends: unloading it would only cost time.

#include "CZ3.h"

#include <dlfcn.h>
#include <stddef.h>

const char *CZ3Load(CZ3Functions *functions) {
  void *library = dlopen("libz3.so.4", RTLD_LAZY | RTLD_LOCAL);
  if (library == NULL) library = dlopen("libz3.so", RTLD_LAZY | RTLD_LOCAL);
  if (library == NULL) return "libz3 is not installed (on Debian: apt-get install libz3-4)";

#define CZ3_LOOK_UP(name) \
  functions->name = (__typeof__(&Z3_##name))dlsym(library, "Z3_" #name); \
  if (functions->name == NULL) return "the installed libz3 lacks Z3_" #name;
  CZ3_FUNCTIONS(CZ3_LOOK_UP)
#undef CZ3_LOOK_UP
  return NULL;
}
