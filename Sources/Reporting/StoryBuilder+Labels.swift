// What stands on the arrow of a message: enough to recognise it by, without reading it.

import ProtocolModel
import Terms

extension StoryBuilder {
  /// What stands on the arrow: the tags if there are any, else the outermost terms.
  func label(of term: Term) -> String {
    let elements = TermPrinter.elements(of: term)
    let tagged = elements.filter(hasTag)
    return (tagged.isEmpty ? elements : tagged).map(labelPart).joined(separator: ", ")
  }

  private func hasTag(_ term: Term) -> Bool {
    guard case .apply(let symbol, let arguments) = term else { return false }
    if Self.isWrapping(symbol) {
      return TermPrinter.elements(of: arguments[0]).contains(where: hasTag)
    }
    return model.signature[symbol].kind == .message
  }

  private func labelPart(_ term: Term) -> String {
    guard case .apply(let symbol, let arguments) = term else { return printer.text(term) }
    if symbol == Signature.pair { return "(…)" }
    return Self.isWrapping(symbol)
      ? "{\(label(of: arguments[0]))}" : model.signature[symbol].name
  }

  /// Encryptions and signatures: the arrow shows what is inside.
  private static func isWrapping(_ symbol: SymbolID) -> Bool {
    switch symbol {
    case Signature.randomisedEncryption, Signature.deterministicEncryption,
      Signature.symmetricEncryption, Signature.signature:
      true
    default: false
    }
  }
}
