import Diagnostics
import Testing

@Suite struct SuggestionTests {
  let actions = ["receive", "send", "fresh", "let", "match", "require", "event"]

  @Test(arguments: [
    ("recieve", "receive"), ("recive", "receive"), ("Receive", "receive"), ("snd", "send"),
    ("requires", "require"), ("evnet", "event"), ("lte", "let"),
  ])
  func findsTheMeantWord(_ misspelt: String, _ meant: String) {
    #expect(suggestion(for: misspelt, among: actions) == meant)
  }

  @Test(arguments: ["x", "tid", "Certificate", "", "send", "payee"])
  func keepsQuietWhenNothingIsNear(_ word: String) {
    #expect(suggestion(for: word, among: actions) == nil)
  }

  @Test func tiesGoToTheFirstInAlphabeticalOrder() {
    #expect(suggestion(for: "keyX", among: ["keyV", "keyB"]) == "keyB")
    #expect(suggestion(for: "keyX", among: ["keyB", "keyV"]) == "keyB")
  }
}
