import Testing
import Workflows

@Suite("Messages that agents cause")
struct BoundedMessageTests {
    @Test("a text within the limit stays as it is", arguments: [0, 1, 8191, 8192])
    func short(length: Int) {
        let text = String(repeating: "x", count: length)
        #expect(BoundedMessage.bounded(text) == text)
    }

    @Test(
        "a longer one keeps both ends and says what is left out",
        arguments: ["x", "é", "日", "😀"]
    )
    func long(character: String) throws {
        let text = "begin" + String(repeating: character, count: 1 << 20) + "end"
        let cut = BoundedMessage.bounded(text)
        #expect(
            cut.utf8.count <= BoundedMessage.limit && cut.utf8.count > BoundedMessage.limit - 80
        )
        #expect(cut.hasPrefix("begin") && cut.hasSuffix("end"))
        #expect(!cut.contains("\u{FFFD}"))
        let parts = cut.split(separator: "\n")
        try #require(parts.count == 3)
        let kept = parts[0].utf8.count + parts[2].utf8.count
        #expect(parts[1] == "[cut: \(text.utf8.count - kept) bytes left out]")
        #expect(BoundedMessage.bounded(cut) == cut)
    }

    @Test("a failure and a finding keep no more, however they came to their words")
    func kept() {
        let flood = String(repeating: "x", count: 1 << 20)
        var failure = OperationFailure(kind: "process", message: flood)
        #expect(failure.message.utf8.count <= BoundedMessage.limit)
        failure.message = flood
        #expect(failure.message.utf8.count <= BoundedMessage.limit)
        let finding = ValidationFinding(named: "f", message: flood)
        #expect(finding.message.utf8.count <= BoundedMessage.limit)
        #expect(EngineFailure.agentKind(flood).utf8.count <= 200)
    }
}
