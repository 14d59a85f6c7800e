// Decoding UTF-8 one scalar at a time, with the place of what is wrong.
//
// The standard library repairs invalid bytes or rejects a whole string; a lexer and a caret line
// need to know where. Follows table 3-7 of the Unicode standard (well-formed byte sequences).

extension SourceText {
  /// The scalar that starts at `offset` and the number of its bytes; nil if no well-formed
  /// sequence starts there.
  package func scalar(at offset: Int) -> (scalar: Unicode.Scalar, length: Int)? {
    let lead = bytes[offset]
    if lead < 0x80 { return (Unicode.Scalar(lead), 1) }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard lead >= 0xC2, lead <= 0xF4, offset + length <= bytes.count else { return nil }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for byte in bytes[(offset + 1)..<(offset + length)] {
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let smallest: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    guard value >= smallest, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, length)
  }

  /// The offset of the first byte that is not part of well-formed UTF-8, or nil.
  package var firstInvalidOffset: Int? {
    var offset = 0
    while offset < bytes.count {
      if bytes[offset] < 0x80 {
        offset += 1
      } else if let (_, length) = scalar(at: offset) {
        offset += length
      } else {
        return offset
      }
    }
    return nil
  }
}
