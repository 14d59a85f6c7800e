// The replayer: re-executes a trace on ground terms and judges its claim. An attack counts only
// after this said yes, so this is written from docs/semantics.md, imports no engine, and prefers
// the obvious way to the fast one everywhere.

import ProtocolModel
import Terms

package struct Replayer: Sendable {
  package let model: ProtocolModel

  package init(model: ProtocolModel) { self.model = model }

  /// Re-executes every step of a trace and checks that the run shows what the trace claims.
  ///
  /// - Parameter property: the index of the property that the trace is about; nil for the honest
  ///   run, whose claim is `.completed`.
  package func replay(_ trace: Trace, property: Int?) -> Result<ReplayedRun, ReplayError> {
    do throws(ReplayError) {
      var run = try execute(trace, property: property)
      run.finding = try judge(run, property: property)
      return .success(run)
    } catch {
      return .failure(error)
    }
  }

  /// Re-executes the steps of a trace without looking at its claim.
  package func execute(_ trace: Trace, property: Int?) throws(ReplayError) -> ReplayedRun {
    var execution = try start(trace, property: property)
    for (number, step) in trace.steps.enumerated() {
      do { try execution.perform(step) } catch {
        throw ReplayError(.step(number), error.sentence)
      }
    }
    return execution.run
  }

  /// A run before its first step.
  func start(_ trace: Trace, property: Int?) throws(ReplayError) -> Execution {
    let rules = SessionRules(model, trace, try self.property(property))
    do { try rules.check() } catch { throw ReplayError(.setup, error.sentence) }
    return Execution(model, trace, rules)
  }

  private func property(_ index: Int?) throws(ReplayError) -> Property? {
    guard let index else { return nil }
    guard let property = model.properties.at(index) else {
      throw ReplayError(.setup, "the model has no property \(index)")
    }
    return property
  }

  /// What the run shows of what the trace claims.
  private func judge(_ run: ReplayedRun, property: Int?) throws(ReplayError) -> Finding {
    do {
      guard let property else { return try HonestRunClaim(model, run).finding() }
      return try RunJudge(model, property, run).finding()
    } catch { throw ReplayError(.claim, error.sentence) }
  }

  /// Decides whether a run violates a correspondence or an invariant, whatever it claims.
  ///
  /// - Returns: the first violation; nil if there is none or the property is of another form.
  /// - Throws: if the model has no such property, or a sum of an invariant overflows.
  package func violation(
    of property: Int, in run: ReplayedRun
  ) throws(ReplayError) -> Finding? {
    _ = try self.property(property)
    do { return try RunJudge(model, property, run).violation() } catch {
      throw ReplayError(.claim, error.sentence)
    }
  }
}
