import Faults
import JSON
import TestSupport
import Testing
import Workflows

@testable import Scenarios

@Suite("How a file declares a fault")
struct FaultDeclarationTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func text(_ fault: String, clock: String = "virtual") -> String {
        """
        name: x
        clock: \(clock)
        workflow: {phases: [{name: a}]}
        agents: {a: {simulated: {}}}
        faults: [\(fault)]
        runs: [{name: one}]
        """
    }

    private func fault(_ fault: String, clock: String = "virtual") throws -> Fault {
        let scenario = try folder.load(text(fault, clock: clock))
        return try #require(scenario.faults.first?.fault)
    }

    @Test("fail says how often at most, beside other selectors")
    func fail() throws {
        let short = try fault("{id: f, when: {phase: a}, fail: 2, inject: auth}")
        #expect(short == (try fault("{id: f, when: {phase: a, times: 2}, inject: auth}")))
        #expect(short.selector.times == 2)
        #expect(try fault("{id: f, fail: 3, inject: auth}").selector.times == 3)
    }

    @Test(
        "each type may be written bare or with empty parameters",
        arguments: FaultType.all.filter {
            $0.places[.agentCall] == .both || $0.places[.agentOutput] == .both
        }
        .filter { !["latency", "failure", "quota", "wrong_but_valid"].contains($0.name) }
        .map(\.name)
    )
    func bare(name: String) throws {
        let place = FaultType.named(name)?.places[.agentCall] == nil ? "at: agent.output, " : ""
        let bare = try fault("{id: f, \(place)inject: \(name)}")
        #expect(bare == (try fault("{id: f, \(place)inject: {\(name): {}}}")))
        #expect(bare.injection.type.name == name)
    }

    @Test(
        "every sample of every type is what a file may hold",
        arguments: (FaultType.all(at: .agentCall) + FaultType.all(at: .agentOutput)).map(\.name)
    )
    func samples(name: String) throws {
        let type = try #require(FaultType.named(name))
        let isCall = type.places[.agentCall] != nil
        for sample in type.samples {
            let declared =
                "{id: f, at: \(isCall ? "agent.call" : "agent.output"), inject: {\(name): \(sample)}}"
            let isLive = type.places[.agentCall] == .live
            let fault = try fault(declared, clock: isLive ? "real" : "virtual")
            #expect(fault.injection.type.name == name)
        }
    }

    @Test("a repetition is a selector")
    func repetition() throws {
        let fault = try fault("{id: f, when: {repetition: 3}, inject: auth}")
        #expect(fault.selector.repetition == 3)
    }

    @Test("values by their paths are read as JSON")
    func paths() throws {
        let declared = "{wrong_but_valid: {replace: {$.total: 0, '$.names[1]': [x]}}}"
        let fault = try fault("{id: f, at: agent.output, inject: \(declared)}")
        let expected = WrongButValid([
            JSONPathValue(path: "$.total", equals: .number(.init(0))),
            JSONPathValue(path: "$.names[1]", equals: .list([.text("x")])),
        ])
        #expect(fault.injection as? WrongButValid == expected)
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let name: String
        let fault: String
        let message: String
        var clock = "virtual"
        var testDescription: String { name }
    }

    static let mistakes = [
        Mistake(
            name: "fail and times",
            fault: "{id: f, when: {times: 2}, fail: 2, inject: auth}",
            message:
                "x.yaml:5:32: error: faults[0].when.times: expected fail or when.times, which say "
                + "the same, found both"
        ),
        Mistake(
            name: "a type away from its place",
            fault: "{id: f, at: agent.call, inject: truncate}",
            message:
                #"x.yaml:5:22: error: faults[0].at: expected agent.output, where truncate acts, "#
                + #"found "agent.call""#
        ),
        Mistake(
            name: "a type without its place",
            fault: "{id: f, inject: stale}",
            message:
                "x.yaml:5:26: error: faults[0].at: expected agent.output, where stale acts, found "
                + "no at, which is agent.call"
        ),
        Mistake(
            name: "a kind of the engine's own",
            fault: "{id: f, inject: {failure: {kind: timeout}}}",
            message:
                "x.yaml:5:43: error: faults[0].inject.failure.kind: expected a kind that is none of "
                + "the engine's own (timeout, validation, cancelled, process, answer, budget, "
                + #"identity, path_escape, journal, io_error, hang, hook), found "timeout""#
        ),
        Mistake(
            name: "a quota of nothing",
            fault: "{id: f, inject: quota}",
            message: "x.yaml:5:26: error: faults[0].inject.quota: expected requests_per_minute or "
                + "tokens_per_minute, found neither"
        ),
        Mistake(
            name: "memory in the virtual world",
            fault: "{id: f, inject: {allocate: {bytes: 1MiB}}}",
            message: "x.yaml:5:10: error: faults: expected a real clock, where allocate acts at "
                + "agent.call, found a virtual one"
        ),
        Mistake(
            name: "a clock that goes wrong in the real world",
            fault: "{id: f, at: clock, inject: {jump: {by: 1h}}}",
            message: "x.yaml:5:10: error: faults: expected a virtual clock, where jump acts at "
                + "clock, found a real one",
            clock: "real"
        ),
        Mistake(
            name: "more memory than the tool may take",
            fault: "{id: f, inject: {allocate: {bytes: 2GiB}}}",
            message:
                "x.yaml:5:45: error: faults[0].inject.allocate.bytes: expected 1 to 1GiB, found 2GiB",
            clock: "real"
        ),
        Mistake(
            name: "a status of another family",
            fault: "{id: f, inject: {client_error: {status: 500}}}",
            message:
                "x.yaml:5:50: error: faults[0].inject.client_error.status: expected an integer from "
                + "400 to 499, found 500"
        ),
    ]

    @Test("what contradicts itself is named with its place", arguments: mistakes)
    func mistake(_ mistake: Mistake) throws {
        let found = try folder.complaints(about: text(mistake.fault, clock: mistake.clock))
        #expect(found == [mistake.message])
    }

    @Test("a selector without a meaning at a failpoint says what a visit is there")
    func meaningless() throws {
        // The failpoint is what counts, whether a type acts there or not.
        let found = try folder.complaints(
            about: text("{id: f, at: clock, when: {phase: a, agent: a, attempt: 2}, inject: auth}")
        )
        #expect(
            found.filter { $0.contains(".when.") } == [
                "x.yaml:5:43: error: faults[0].when.phase: expected no phase at clock, where no "
                    + #"reading is about a phase, found "a""#,
                "x.yaml:5:53: error: faults[0].when.agent: expected no agent at clock, where no "
                    + #"reading is about an agent, found "a""#,
                "x.yaml:5:65: error: faults[0].when.attempt: expected no attempt at clock, where no "
                    + #"reading is about an attempt, found "2""#,
            ]
        )
    }
}
