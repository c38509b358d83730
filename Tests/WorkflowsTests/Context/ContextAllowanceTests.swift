import Testing
import Workflows

@Suite("What is left of a context's budget")
struct ContextAllowanceTests {
    @Test("texts are admitted whole while they fit, to the last byte")
    func whole() {
        var allowance = ContextAllowance(bytes: 6)
        #expect(allowance.admit("abc") == "abc")
        #expect(allowance.admit("def") == "def")
        #expect(allowance.admit("") == "")
        #expect(allowance.leftOut == 0)
    }

    @Test("a text that does not fit is cut where the budget ends, and says so")
    func cut() {
        var allowance = ContextAllowance(bytes: 4)
        #expect(allowance.admit("abcdef") == "abcd[cut: 2 bytes left out]")
        #expect(allowance.admit("xyz") == "[cut: 3 bytes left out]")
        #expect(allowance.leftOut == 5)
    }

    @Test(
        "a character is never cut in two",
        arguments: [
            (0, ""), (1, "a"), (2, "a"), (3, "aé"), (4, "aé"), (5, "aé"), (6, "aé€"), (9, "aé€"),
        ]
    )
    func boundaries(budget: Int, kept: String) {
        let text = "aé€🌙"
        var allowance = ContextAllowance(bytes: budget)
        let missing = text.utf8.count - kept.utf8.count
        #expect(allowance.admit(text) == "\(kept)[cut: \(missing) bytes left out]")
        #expect(allowance.leftOut == missing)
    }

    @Test("bytes are cut the same way")
    func bytes() {
        var allowance = ContextAllowance(bytes: 2)
        #expect(
            allowance.admit(bytes: [1, 2, 3]) == [1, 2] + Array("[cut: 1 bytes left out]".utf8)
        )
        #expect(allowance.admit(bytes: []) == [])
        #expect(allowance.leftOut == 1)
    }

    @Test("bytes that never begin a character leave nothing, and do not stop the program")
    func continuationBytes() {
        var allowance = ContextAllowance(bytes: 3)
        let kept = allowance.admit(bytes: Array(repeating: 0x80, count: 5))
        #expect(kept == Array("[cut: 5 bytes left out]".utf8))
    }

    @Test("a budget below zero is not valid")
    func negative() {
        var allowance = ContextAllowance(bytes: -5)
        #expect(allowance.admit("ab") == "[cut: 2 bytes left out]")
    }
}
