import Scenarios
import TestSupport
import Testing
import Workflows

@testable import Suites

@Suite("Writing events while they happen")
struct EventRecorderTests {
    let rig: RunningRig

    init() throws { rig = try RunningRig() }

    private static func event(_ number: Int, of run: String, isLast: Bool = false) -> Event {
        Event(
            sequence: number,
            time: .zero,
            run: Event.Run(name: run),
            kind: isLast ? .runEnded(status: .succeeded, error: nil) : .phaseStarted("a")
        )
    }

    private func lines(_ log: EventLog) -> [String] {
        log.text.split(separator: "\n").map { line in
            let fields = line.split { "{,}".contains($0) }
            return fields.filter { $0.hasPrefix("\"seq\"") || $0.hasPrefix("\"run\"") }
                .joined(separator: " ").replacing("\"", with: "")
        }
    }

    @Test("of runs at the same time the first that is not over is written at once")
    func concurrent() {
        let log = EventLog()
        let recorder = EventRecorder { log }
        recorder.hear(Self.event(1, of: "y"), at: 1)
        #expect(log.pieces.isEmpty)
        recorder.hear(Self.event(1, of: "x"), at: 0)
        #expect(lines(log) == ["seq:1 run:x"])
        recorder.hear(Self.event(2, of: "y", isLast: true), at: 1)
        #expect(log.pieces.count == 1)
        recorder.hear(Self.event(2, of: "x", isLast: true), at: 0)
        #expect(lines(log) == ["seq:1 run:x", "seq:2 run:x", "seq:1 run:y", "seq:2 run:y"])
        recorder.hear(Self.event(1, of: "z"), at: 2)
        #expect(lines(log).last == "seq:1 run:z")
        #expect(log.pieces.allSatisfy { $0.last == UInt8(ascii: "\n") })
        #expect(recorder.waitingBytes == 0)
    }

    @Test("a full sink is reported once, ends the writing, and leaves the trace hash as it is")
    func full() async throws {
        let text = """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {output: x}}}
            config: {cache: {enabled: false}}
            runs: [{name: one, repeat: 1000}]
            """
        let whole = try await rig.run(text)
        let log = EventLog(failsAfter: 70_000)
        let scenario = try rig.folder.load(text)
        let result = try await task(scenario, EventRecorder { log }).run(until: nil)
        #expect(whole.infrastructureFailure == nil)
        #expect(result.infrastructureFailure == "the log is full")
        #expect(result.status == .passed)
        #expect(result.traceHash == whole.traceHash)
        #expect(log.bytes.count <= 70_000)
    }

    private func task(_ scenario: Scenario, _ recorder: EventRecorder) -> ScenarioTask {
        ScenarioTask(
            scenario: scenario,
            seed: scenario.seed,
            surroundings: SuiteEnvironment(
                clock: ContinuousClock(),
                wall: { .zero },
                workspaces: rig.folder.path,
                environment: [:]
            ),
            workspace: "1",
            recorder: recorder
        )
    }

    @Test("a sink that cannot be opened is the machine's failure, and the scenario is judged")
    func unopened() async throws {
        let scenario = try rig.folder.load(
            """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {output: x}}}
            runs: [{name: one}]
            """
        )
        let recorder = EventRecorder { throw EventLog.Full() }
        let result = try await task(scenario, recorder).run(until: nil)
        #expect(result.status == .passed)
        #expect(result.infrastructureFailure == "the log is full")
    }

    @Test("the trace hash is the SHA-256 of the lines, whether anybody keeps them or not")
    func traceHash() async throws {
        let text = """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {output: x}}}
            runs: [{name: one, repeat: 30}]
            """
        let result = try await rig.run(text)
        var digest = StreamDigest()
        for byte in rig.events.bytes { digest.add([byte]) }
        #expect(result.traceHash == digest.digest)
        let scenario = try rig.folder.load(text)
        let unwritten = try await task(scenario, EventRecorder()).run(until: nil)
        #expect(unwritten.traceHash == digest.digest)
    }

    @Test("after 20,000 repetitions nothing waits, and what is held is little")
    func bounded() async throws {
        let scenario = try rig.folder.load(
            """
            name: x
            workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
            agents: {a: {simulated: {outputs: [x, y]}}, b: {simulated: {latency: 1s}}}
            faults: [{id: f, when: {probability: 20%}, inject: crash, expect: any}]
            config: {cache: {enabled: false}, retry: {jitter: full}}
            runs: [{name: one, repeat: 20000}]
            """
        )
        let recorder = EventRecorder()
        let result = try await task(scenario, recorder).run(until: nil)
        let repetitions = try #require(result.runs.first?.repetitions)
        #expect(repetitions.total == 20_000)
        #expect(repetitions.patternCount < 1_000)
        #expect(recorder.waitingBytes == 0)
    }

    @Test("on a real clock repetitions at the same time are written one after another")
    func realClock() async throws {
        let result = try await rig.run(
            """
            name: x
            clock: real
            workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
            config: {cache: {enabled: false}}
            agents: {a: {simulated: {latency: 2ms}}, b: {simulated: {latency: 1ms}}}
            runs: [{name: one, repeat: 12, concurrent: 4}, {name: two}]
            """
        )
        #expect(result.status == .passed)
        let ids = rig.events.text.split(separator: "\n").map { line in
            line.firstMatch(of: /"run":"(\w+)"(?:,"repeat":(\d+))?/).map {
                "\($0.1)\($0.2 ?? "")"
            } ?? ""
        }
        var order: [String] = []
        for id in ids where order.last != id { order.append(id) }
        #expect(order == (1...12).map { "one\($0)" } + ["two"])
    }
}
