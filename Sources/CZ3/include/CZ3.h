// The part of Z3's C interface that Assay uses, as a table of function pointers that is filled
// when a model's arithmetic first needs Z3.
//
// A table and dlopen instead of a linked library: see docs/decisions/0001-z3-binding.md. The
// pointers take their types from Z3's own header, so a wrong declaration cannot be written here.
// A new function is one more line in CZ3_FUNCTIONS.

#ifndef ASSAY_CZ3_H
#define ASSAY_CZ3_H

#if !__has_include(<z3.h>)
#error "z3.h is missing: install libz3-dev (./dev build does, as root)"
#endif
#include <z3.h>

#define CZ3_FUNCTIONS(F) \
  F(get_full_version) \
  F(mk_config) F(del_config) \
  F(mk_context_rc) F(del_context) \
  F(set_error_handler) F(get_error_code) \
  F(mk_params) F(params_inc_ref) F(params_dec_ref) F(params_set_uint) F(params_set_bool) \
  F(mk_string_symbol) F(mk_int_symbol) F(mk_int_sort) \
  F(inc_ref) F(dec_ref) \
  F(mk_int64) F(mk_const) F(mk_add) F(mk_mul) \
  F(mk_le) F(mk_lt) F(mk_eq) F(mk_not) F(mk_or) \
  F(mk_simple_solver) F(solver_inc_ref) F(solver_dec_ref) F(solver_set_params) \
  F(solver_push) F(solver_pop) F(solver_assert) F(solver_check) F(solver_get_model) \
  F(model_inc_ref) F(model_dec_ref) F(model_eval) F(get_numeral_int64)

/// Z3's functions without their `Z3_` prefix. Immutable once loaded, so shared freely.
typedef struct __attribute__((swift_attr("@Sendable"))) {
#define CZ3_FIELD(name) __typeof__(&Z3_##name) name;
  CZ3_FUNCTIONS(CZ3_FIELD)
#undef CZ3_FIELD
} CZ3Functions;

/// Loads libz3 and fills the table.
///
/// @return NULL, or a static sentence saying what is missing; the table is then unusable.
const char *CZ3Load(CZ3Functions *functions);

#endif
