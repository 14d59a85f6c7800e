// `lazy.compactMap(f).first` calls f twice on the element that it returns: once to find it, once
// to return it. Where f does the same with the parts of a term, that doubles at every level.

extension Sequence {
  /// The first result that is not nil, each computed once.
  func firstResult<Result>(_ transform: (Element) -> Result?) -> Result? {
    for element in self {
      if let result = transform(element) { return result }
    }
    return nil
  }
}
