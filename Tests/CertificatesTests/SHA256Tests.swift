// The examples of FIPS 180-4 and NIST's test vectors, and lengths around a block's end.

import Testing

@testable import Certificates

@Suite struct SHA256Tests {
  @Test func publishedExamples() {
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    let twoBlocks = "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    let million = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    #expect(SHA256.digest("") == empty)
    #expect(SHA256.digest("abc") == abc)
    #expect(
      SHA256.digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") == twoBlocks)
    #expect(SHA256.digest(String(repeating: "a", count: 1_000_000)) == million)
  }

  @Test func lengthsAroundTheEndOfABlock() {
    let digests = [
      55: "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318",
      56: "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a",
      64: "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb",
    ]
    for (length, digest) in digests {
      #expect(SHA256.digest(String(repeating: "a", count: length)) == digest)
    }
  }
}
