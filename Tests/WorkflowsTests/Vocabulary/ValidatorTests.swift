import JSON
import JSONValidation
import Patterns
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
        arguments: try [
            .contains("3 files"), .contains("def main"), .contains(""),
            .matches(Pattern("[0-9] files")),
            .matches(Pattern("def \\w+\\(\\)")), .maxBytes(34), .maxBytes(1000),
        ] as [Validator]
    )
    func met(validator: Validator) {
        #expect(validator.finding(in: output) == nil)
    }

    @Test(
        "for an output that does not the report says what was expected",
        arguments: try [
            (.contains("4 files"), "expected \"4 files\" in the output or its files"),
            // The name of a file is not its content, and texts are not searched across their ends.
            (.contains("app.py"), "expected \"app.py\" in the output or its files"),
            (.contains("filesdef"), "expected \"filesdef\" in the output or its files"),
            (
                .matches(Pattern("^[a-z]+$")),
                "expected a match of \"^[a-z]+$\" in the output or its files"
            ),
            (.maxBytes(33), "expected at most 33 bytes, found 34"),
            (.maxBytes(0), "expected at most 0 bytes, found 34"),
        ] as [(Validator, String)]
    )
    func unmet(validator: Validator, message: String) throws {
        let finding = try #require(validator.finding(in: output))
        #expect(finding.message == message)
        #expect(finding.validator == validator.description)
    }

    @Test(
        "a pattern that takes too long on an output is a finding that says so, and so it is for JSON Schema"
    )
    func unbounded() throws {
        let long = String(repeating: "a", count: 1000)
        let pattern = "^((a|b|aa|ab|aba)*|a*)*(a*|b)*!$"
        let few = PatternSteps(2000)
        let validator = Validator.matches(try Pattern(pattern))
        let finding = validator.finding(in: PhaseOutput(text: long), within: few)
        #expect(
            validator.finding(in: PhaseOutput(text: long))?.message.hasSuffix("verdict") == false
        )
        let message = try #require(finding).message
        #expect(message.hasSuffix("within 2000 steps, found more; no verdict"))
        let schema = try JSONSchemaValidator(.object(["pattern": .text(pattern)]))
        #expect(
            schema.firstViolation(in: .text(long), within: few)
                == "at $: expected a value that can be checked with 2000 steps of patterns, "
                + "found more"
        )
        let inverse = try JSONSchemaValidator(
            .object(["not": .object(["pattern": .text(pattern)])])
        )
        #expect(
            inverse.firstViolation(in: .text(long), within: few)?.hasSuffix("found more") == true
        )
    }

    @Test(
        "values in JSON are compared exactly, and the first that differs is reported",
        arguments: [
            (#"{"n": 9007199254740993}"#, nil),
            (
                #"{"n": 9007199254740992}"#,
                "expected $.n = 9007199254740993, found 9007199254740992"
            ),
            (#"{"m": 1}"#, "expected $.n = 9007199254740993, found nothing at $.n"),
            ("no", #"expected JSON, found "no""#),
        ]
    )
    func jsonValues(text: String, message: String?) throws {
        let number = try #require(JSONNumber("9007199254740993"))
        let validator = Validator.json([JSONPathValue(path: "$.n", equals: .number(number))])
        #expect(validator.finding(in: PhaseOutput(text: text))?.message == message)
        #expect(validator.description == "json $.n = 9007199254740993")
        #expect(Validator.json([]).description == "json")
    }

    @Test("one character of many marks is no way to a message without end")
    func longCharacter() throws {
        let flood = "e" + String(repeating: "\u{301}", count: 1 << 20)
        let finding = try #require(Validator.json([]).finding(in: PhaseOutput(text: flood)))
        #expect(finding.message.utf8.count < 400)
        let schema = try JSONSchemaValidator(.object(["type": .text("number")]))
        #expect((schema.firstViolation(in: .text(flood)) ?? flood).utf8.count < 400)
    }

    @Test("a file that is not UTF-8 is searched as far as it is text")
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
