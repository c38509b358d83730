import Testing
import Workflows

@Suite("Conditions on outputs")
struct ValidatorTests {
    private let output = PhaseOutput(
        text: "built 3 files",
        files: [.init(path: "app.py", bytes: Array("def main():\n    pass\n".utf8))]
    )

    @Test(
        "an output that meets its condition has no finding",
        arguments: [
            .contains("3 files"), .contains("def main"), .contains(""), .matches("[0-9] files"),
            .matches("def \\w+\\(\\)"), .maxBytes(34), .maxBytes(1000),
        ] as [Validator]
    )
    func met(validator: Validator) {
        #expect(validator.finding(in: output) == nil)
    }

    @Test(
        "an output that does not is told what was expected",
        arguments: [
            (.contains("4 files"), "expected \"4 files\" in the output or its files"),
            // The name of a file is not its content, and texts are not searched across their ends.
            (.contains("app.py"), "expected \"app.py\" in the output or its files"),
            (.contains("filesdef"), "expected \"filesdef\" in the output or its files"),
            (.matches("^[a-z]+$"), "expected a match of \"^[a-z]+$\" in the output or its files"),
            (.maxBytes(33), "expected at most 33 bytes, found 34"),
            (.maxBytes(0), "expected at most 0 bytes, found 34"),
        ] as [(Validator, String)]
    )
    func unmet(validator: Validator, message: String) throws {
        let finding = try #require(validator.finding(in: output))
        #expect(finding.message == message)
        #expect(finding.validator == validator.description)
    }

    @Test("what is no regular expression is a finding, not an end of the program")
    func badPattern() throws {
        let finding = try #require(Validator.matches("(").finding(in: output))
        #expect(finding.message == "\"(\" is no regular expression")
        #expect(!Validator.isPattern("("))
        #expect(Validator.isPattern("a+"))
    }

    @Test("a file that is no UTF-8 is searched as far as it is text")
    func binary() {
        let output = PhaseOutput(
            text: "",
            files: [.init(path: "a.bin", bytes: [0xFF, 0xFE, 0x6F, 0x6B])]
        )
        #expect(Validator.contains("ok").finding(in: output) == nil)
        #expect(Validator.maxBytes(4).finding(in: output) == nil)
        #expect(Validator.maxBytes(3).finding(in: output) != nil)
    }

    @Test("bytes are counted, not characters")
    func bytes() {
        #expect(Validator.maxBytes(1).finding(in: PhaseOutput(text: "é")) != nil)
        #expect(Validator.maxBytes(2).finding(in: PhaseOutput(text: "é")) == nil)
    }
}
