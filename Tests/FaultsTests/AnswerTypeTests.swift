import Faults
import JSON
import Testing
import Workflows

@Suite("What types of faults do to an answer")
struct AnswerTypeTests {
    private func changed(
        _ type: any Injection,
        _ output: PhaseOutput,
        after earlier: PhaseOutput? = nil
    ) throws -> PhaseOutput {
        let fault = Fault(id: "f", failpoint: .agentOutput, inject: type)
        var rig = FaultRig([fault])
        let answer = AgentAnswer(output: output, tokens: 7)
        var passage = AnswerPassage(answer, earlier: earlier)
        let acted = try rig.pass(&passage, of: .make())
        #expect(passage.failure == nil)
        #expect(passage.answer.tokens == 7, "what it used is what it used")
        #expect(acted.isEmpty == (passage.answer.output == output))
        #expect(rig.visits["f"] == 1)
        return passage.answer.output
    }

    private static let files = [
        PhaseOutput.File(path: "a", text: "12345"), .init(path: "b", text: "678"),
    ]

    @Test(
        "a cut is counted in bytes or as a share, over text and files, and cuts no scalar in two",
        arguments: [
            (.bytes(3), "abc", ""), (.bytes(6), "abcdef", ""), (.bytes(8), "abcdef", "12"),
            (.bytes(11), "abcdef", "12345"), (.bytes(13), "abcdef", "12345|67"),
            (.bytes(14), "abcdef", "12345|678"), (.bytes(99), "abcdef", "12345|678"),
            (.bytes(0), "", ""), (.share(0), "", ""), (.share(0.5), "abcdef", "1"),
            (.share(1), "abcdef", "12345|678"),
        ] as [(TruncatedOutput.Cut, String, String)]
    )
    func truncate(cut: TruncatedOutput.Cut, text: String, files: String) throws {
        let output = PhaseOutput(text: "abcdef", files: Self.files)
        let found = try changed(TruncatedOutput(cut), output)
        #expect(found.text == text)
        #expect(found.files.map(\.text).joined(separator: "|") == files)
    }

    @Test("a cut never makes what is not UTF-8", arguments: 0...8)
    func scalars(bytes: Int) throws {
        let found = try changed(TruncatedOutput(.bytes(bytes)), PhaseOutput(text: "aé😀x"))
        #expect("aé😀x".hasPrefix(found.text))
        #expect(found.text.utf8.count == [0, 1, 1, 3, 3, 3, 3, 7, 8][bytes])
    }

    @Test("a cut behind the end and a repetition without an answer before did not fire")
    func nothing() throws {
        let output = PhaseOutput(text: "abc")
        #expect(try changed(TruncatedOutput(.bytes(3)), output) == output)
        #expect(try changed(StaleAnswer(), output) == output)
        #expect(try changed(StaleAnswer(), output, after: output) == output)
        let path = JSONPathValue(path: "$.a", equals: .number(JSONNumber(1)))
        #expect(try changed(WrongButValid([path]), output) == output)
        #expect(try changed(WrongButValid(text: "abc"), output) == output)
    }

    @Test(
        "JSON is broken, and what was none becomes broken JSON",
        arguments: [#"{"a":1}"#, "[1, 2]\n", "{}", "[]", "\"x\"", "17", "plain \"text\"", "", "{"]
    )
    func invalid(text: String) throws {
        let found = try changed(InvalidJSON(), PhaseOutput(text: text, files: Self.files))
        #expect(JSONValue(parsing: found.text) == nil)
        #expect(found.files == Self.files)
    }

    @Test("a fence stands around the answer")
    func fence() throws {
        let found = try changed(FencedJSON(), PhaseOutput(text: "{}", files: Self.files))
        #expect(found.text == "```json\n{}\n```")
        #expect(found.files == Self.files)
    }

    @Test("an error is JSON, and brings no file")
    func errorIn200() throws {
        let found = try changed(ErrorIn200(), PhaseOutput(text: "{}", files: Self.files))
        #expect(JSONValue(parsing: found.text)?.value(at: "$.error.message") != nil)
        #expect(found.files.isEmpty)
    }

    @Test("a text replaces a text; values replace values, and leave the others")
    func wrong() throws {
        let json = PhaseOutput(text: #"{"b": [1, {"c": "x"}], "a": 1.50}"#)
        #expect(try changed(WrongButValid(text: "no"), json).text == "no")
        let values = [
            JSONPathValue(path: "$.b[1].c", equals: .text("y")),
            JSONPathValue(path: "$.missing", equals: .null),
        ]
        #expect(try changed(WrongButValid(values), json).text == #"{"a":1.5,"b":[1,{"c":"y"}]}"#)
        let same = [JSONPathValue(path: "$.b[0]", equals: .number(JSONNumber(1)))]
        #expect(try changed(WrongButValid(same), json) == json)
    }

    @Test("the answer before comes again")
    func stale() throws {
        let earlier = PhaseOutput(text: "old", files: Self.files)
        #expect(try changed(StaleAnswer(), PhaseOutput(text: "new"), after: earlier) == earlier)
    }

    @Test("a file outside comes on top of the others")
    func escape() throws {
        let found = try changed(EscapingFile(), PhaseOutput(text: "x", files: Self.files))
        let strays = found.files.filter { !WorkspacePath.isContained($0.path) }
        #expect(strays.count == 1)
        #expect(found.files.count == 3)
        #expect(found.text == "x")
    }

    @Test("a server's body is its text")
    func response() throws {
        let response = PhaseOutput.Response(status: 200, body: "abcdef", port: 80)
        let found = try changed(
            TruncatedOutput(.bytes(2)),
            PhaseOutput(text: "abcdef", response: response)
        )
        #expect(found.response == .init(status: 200, body: "ab", port: 80))
    }

    @Test("several act on one answer, in the order of declaration")
    func several() throws {
        var rig = FaultRig([
            Fault(id: "fence", failpoint: .agentOutput, inject: FencedJSON()),
            Fault(id: "cut", failpoint: .agentOutput, inject: TruncatedOutput(.bytes(7))),
        ])
        var passage = AnswerPassage(AgentAnswer("{}"))
        #expect(try rig.pass(&passage, of: .make()) == ["fence", "cut"])
        #expect(passage.answer.output.text == "```json")
    }
}

@Suite("The catalogue of faults")
struct FaultCatalogueTests {
    private static let types = (FaultType.all(at: .agentCall) + FaultType.all(at: .agentOutput))
        .map(\.name)

    @Test("each type says what it imitates and where that is described", arguments: types)
    func documented(name: String) throws {
        let type = try #require(FaultType.named(name))
        #expect(!type.imitates.isEmpty && !type.source.isEmpty && !type.remedy.isEmpty)
        #expect(type.summary.hasSuffix("."))
    }

    @Test("each has one to three samples, which are objects or values of JSON", arguments: types)
    func samples(name: String) throws {
        let type = try #require(FaultType.named(name))
        #expect((1...3).contains(type.samples.count))
        #expect(Set(type.samples).count == type.samples.count)
        for sample in type.samples { #expect(JSONValue(parsing: sample) != nil, "\(sample)") }
    }
}
