import Shapes
import TestSupport
import Testing
import Workflows

@testable import Scenarios

@Suite("Keys of expect")
struct ExpectationKeyTests {
    /// An entry of each key that a file may have.
    private static let entries = [
        "status": "failed", "executed": "[a]", "cached": "[a]", "skipped": "[]",
        "degraded": "[]", "attempts": "{a: 1}", "duration": "\"<= 1s\"",
        "output": "{a: {contains: x}}", "response": "{status: 200}", "error": "{phase: a}",
        "faults": "{f: absorbed}", "events": "[{kind: run_started}]", "rollbacks": "1",
        "patterns": "[repeated_hang]", "anomalies": "[a]", "cache": "{hits: 1}", "tokens": "5",
        "cost": "5", "requests": "5", "success": "\">= 90%\"", "effects": "{mail: 1}",
        "same_output_as": "one", "files": "[a.txt]", "command": "[make, check]",
    ]

    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Only a run that is over in this process leaves a workspace in which a program can be run.
    private func expectations(_ entry: String) throws -> [Scenarios.Expectation] {
        let isReal = entry.hasPrefix("command")
        let run = try folder.load(
            """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {effects: [mail]}}}
            \(isReal ? "clock: real" : "faults: [{id: f, inject: crash}]")
            runs:
              - name: one
              - name: two
                \(isReal ? "cancel" : "kill"): {after: a}
                expect:
                  \(entry)
            """
        ).runs.last
        return try #require(run).expectations
    }

    @Test(
        "each that is declared makes one condition of its entry, with its place",
        arguments: ExpectationKeys.all.map(\.field.key)
    )
    func declared(key: String) throws {
        let entry = try #require(Self.entries[key], "no entry of \(key)")
        let found = try expectations("\(key): \(entry)")
        #expect(found.map(\.location.line) == [10])
    }

    @Test("names are unique")
    func unique() {
        let names = ExpectationKeys.all.map(\.field.key)
        #expect(Set(names).count == names.count)
    }

    @Test("the order is the file's")
    func order() throws {
        let found = try expectations("rollbacks: 2\n      attempts: {a: 3}\n      cost: 1")
        #expect(found[0].condition is RollbacksExpectation)
        #expect(found[1].condition is AttemptsExpectation)
        #expect(found[2].condition is CostExpectation)
        #expect(found.map(\.location.line) == [10, 11, 12])
    }

    @Test("only how faults ended waits for the last repetition", arguments: entries.keys.sorted())
    func end(key: String) throws {
        let entry = try #require(Self.entries[key])
        let found = try expectations("\(key): \(entry)")
        #expect(found.allSatisfy { $0.condition.isJudgedAtEnd == (key == "faults") })
    }
}
