import Agents
import JSON
import JSONValidation
import TestSupport
import Testing
import Workflows

@testable import Scenarios

@Suite("Validators and hooks of a phase")
struct ProgramDecodingTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func load(_ phase: String, run: String = "{}") throws -> Scenario {
        try folder.load(
            """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {}}}
            config: {phases: {a: \(phase)}}
            runs: [{name: one, config: \(run)}]
            """
        )
    }

    private func validators(_ list: String) throws -> [Validator] {
        let scenario = try load("{validate: \(list)}")
        return try #require(scenario.runs.first?.configuration.phases["a"]).validators
    }

    private func program(_ words: [String], _ more: ProcessAgent? = nil) -> ProcessAgent {
        ProcessAgent(
            command: words,
            environment: more?.environment ?? [:],
            timeout: more?.timeout,
            answer: .text,
            scenarioDirectory: folder.path,
            repository: folder.path
        )
    }

    @Test("JSON is asked for in a word or in a mapping", arguments: ["json", "{json: true}"])
    func json(text: String) throws {
        #expect(try validators("[\(text)]") == [.json([])])
        #expect(try load("{validate: [\(text)]}").isVirtual)
    }

    @Test(
        "JSON with values in it is asked for by paths, or by one path and its value",
        arguments: [
            (
                "{$.n: 12345678901234567890, $.b: true}",
                ["$.n = 12345678901234567890", "$.b = true"]
            ),
            ("{path: $.n, equals: 1.50}", ["$.n = 1.5"]), ("{$.a: {}}", ["$.a = {}"]),
        ]
    )
    func jsonValues(text: String, expected: [String]) throws {
        let validators = try validators("[{json: \(text)}]")
        #expect(validators.map(\.description) == ["json " + expected.joined(separator: ", ")])
    }

    @Test("every validator bears in reports the name by which it is declared")
    func names() throws {
        let values = [
            "contains": "x", "matches": "x+", "max_bytes": "9", "json": "true",
            "json_schema": "{type: object}", "exit_status": "3", "command": "[echo]",
        ]
        #expect(Set(values.keys) == Set(ValidatorDeclaration.all.map(\.name)))
        for (name, value) in values {
            let validator = try #require(try validators("[{\(name): \(value)}]").first)
            let words = validator.description.split(separator: " ")
            #expect(words.first.map(String.init) == name, "\(validator)")
        }
    }

    @Test("a JSON Schema is written inline or in a file; its digest is that of its content")
    func schema() throws {
        try folder.write("s/n.json", #"{ "type":  "object", "required": ["n"] }"#)
        let inline = try validators("[{json_schema: {required: [n], type: object}}]")
        #expect(try validators("[{json_schema: s/n.json}]") == inline)
        guard case .condition(let condition as JSONBySchema)? = inline.first else {
            Issue.record("expected a JSON Schema, found \(inline)")
            return
        }
        #expect(condition.digest == Digest(of: #"{"required":["n"],"type":"object"}"#))
        #expect(condition.schema.firstViolation(in: .object(["n": .null])) == nil)
        #expect(condition.schema.firstViolation(in: .object([:])) != nil)
    }

    @Test("a schema's file with a mistake is named, with the place in it")
    func brokenSchema() throws {
        func complaints(_ content: String) throws -> [String] {
            try folder.write("s.json", content)
            let text = MalformedFile(
                "",
                "config: {phases: {a: {validate: [{json_schema: s.json}]}}}"
            ).text
            return try folder.complaints(about: text)
        }
        let place = "x.yaml:5:48: error: config.phases.a.validate[0].json_schema:"
        #expect(
            try complaints("{type: object}") == [
                "\(place) expected JSON in \"s.json\", found something else"
            ]
        )
        let found = try complaints(#"{"properties": {"n": {"minimum": "x"}}}"#)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("\(place) s.json at #/properties/n/minimum: ") == true)
    }

    @Test("one exit status or several")
    func exitStatus() throws {
        #expect(try validators("[{exit_status: 3}]") == [.exitStatus([3])])
        #expect(try validators("[{exit_status: [0, 4]}]") == [.exitStatus([0, 4])])
    }

    @Test("a program that validates makes the clock real")
    func command() throws {
        try folder.write("check.sh", "")
        let expected = Validator.Command(
            words: ["./check.sh", "3"],
            scenarioDirectory: folder.path,
            repository: folder.path
        )
        #expect(try validators("[{command: [./check.sh, 3]}]") == [.command(expected)])
        #expect(try load("{validate: [{command: [x]}]}").clock == .real(timeScale: 1))
    }

    @Test("hooks are words, or a mapping with more; they make the clock real")
    func hooks() throws {
        let scenario = try load(
            """
            {hooks: {before: [echo, 1], after: {command: [x], env: {P: q}, timeout: 2s},
              on_failure: [y]}}
            """
        )
        let run = try #require(scenario.runs.first)
        let more = ProcessAgent(
            command: [],
            environment: ["P": .value("q")],
            timeout: .seconds(2),
            scenarioDirectory: "",
            repository: ""
        )
        #expect(
            run.hooks == [
                "a": [
                    .before: .process(program(["echo", "1"])),
                    .after: .process(program(["x"], more)), .onFailure: .process(program(["y"])),
                ]
            ]
        )
        #expect(run.configuration.phases["a"]?.hooks == Set(PhaseHook.allCases))
        #expect(scenario.clock == .real(timeScale: 1))
    }

    @Test("a run may replace one hook and keep the others")
    func mergedHooks() throws {
        let scenario = try load(
            "{hooks: {before: [x], after: [y]}}",
            run: "{phases: {a: {hooks: {after: {command: [z]}}}}}"
        )
        let hooks = try #require(scenario.runs.first?.hooks["a"])
        #expect(hooks == [.before: .process(program(["x"])), .after: .process(program(["z"]))])
    }

    @Test("a phase without hooks has none")
    func noHooks() throws {
        let scenario = try load("{hooks: {}}")
        #expect(scenario.runs.first?.hooks == [:])
        #expect(scenario.isVirtual)
    }
}
