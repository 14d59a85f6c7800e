// One Z3 context with one solver: everything that touches Z3's pointers is here and in
// Z3Session+Translation.
//
// Z3's habits that this file deals with: its default error handler prints and exits with 1 (our
// code for an attack), so an empty one is installed and the error code asked for; during a check
// it takes SIGINT over, so `ctrl_c` is off; limits are resource units (`rlimit`), because a
// timeout gives other answers on another machine. The simple solver is used: the default one
// starts with a tactic (its first check takes 6 ms instead of 0.5) and then is no faster on
// constraints of our size (0.12 ms each, with either).

import CZ3

/// A question put to Z3 had this answer.
enum Z3Answer { case satisfiable, unsatisfiable, gaveUp }

/// Owns a Z3 context; not shared between jobs.
final class Z3Session {
  let z3: CZ3Functions
  let context: Z3_context
  let solver: Z3_solver
  let integerSort: Z3_sort
  /// Terms that Z3 keeps for as long as the session lives.
  var variables: [IntegerVariable: Z3_ast] = [:]
  /// Z3 reported an error: no answer of this session counts any more.
  private(set) var isBroken = false
  private(set) var checks = 0

  /// - Parameter resourceLimit: Z3's resource units for each check; 0 means no limit.
  init?(_ z3: CZ3Functions, resourceLimit: UInt32) {
    guard let configuration = z3.mk_config() else { return nil }
    defer { z3.del_config(configuration) }
    guard let context = z3.mk_context_rc(configuration) else { return nil }
    z3.set_error_handler(context) { _, _ in }
    guard let integerSort = z3.mk_int_sort(context), let solver = z3.mk_simple_solver(context)
    else {
      z3.del_context(context)
      return nil
    }
    self.z3 = z3
    self.context = context
    self.solver = solver
    self.integerSort = integerSort
    z3.solver_inc_ref(context, solver)
    setParameters(resourceLimit: resourceLimit)
  }

  deinit {
    for variable in variables.values { z3.dec_ref(context, variable) }
    z3.solver_dec_ref(context, solver)
    z3.del_context(context)
  }

  private func setParameters(resourceLimit: UInt32) {
    let parameters = z3.mk_params(context)
    z3.params_inc_ref(context, parameters)
    z3.params_set_uint(context, parameters, z3.mk_string_symbol(context, "rlimit"), resourceLimit)
    z3.params_set_bool(context, parameters, z3.mk_string_symbol(context, "ctrl_c"), false)
    z3.solver_set_params(context, solver, parameters)
    z3.params_dec_ref(context, parameters)
    noteErrors()
  }

  func noteErrors() {
    if z3.get_error_code(context) != Z3_OK { isBroken = true }
  }

  // MARK: Questions

  func push() { z3.solver_push(context, solver) }
  func pop(_ levels: Int) { z3.solver_pop(context, solver, UInt32(levels)) }

  func check() -> Z3Answer {
    guard !isBroken else { return .gaveUp }
    checks += 1
    let answer = z3.solver_check(context, solver)
    noteErrors()
    guard !isBroken else { return .gaveUp }
    return switch answer {
    case Z3_L_TRUE: .satisfiable
    case Z3_L_FALSE: .unsatisfiable
    default: .gaveUp
    }
  }

  /// The value of a variable in the model of the last check, if that fits a machine integer.
  func value(of variable: IntegerVariable) -> Int? {
    guard let term = term(for: variable),
      let model = z3.solver_get_model(context, solver)
    else { return nil }
    z3.model_inc_ref(context, model)
    defer { z3.model_dec_ref(context, model) }
    var numeral: Z3_ast?
    guard z3.model_eval(context, model, term, true, &numeral), let numeral else { return nil }
    z3.inc_ref(context, numeral)
    defer { z3.dec_ref(context, numeral) }
    var value: Int64 = 0
    return z3.get_numeral_int64(context, numeral, &value) ? Int(value) : nil
  }
}
