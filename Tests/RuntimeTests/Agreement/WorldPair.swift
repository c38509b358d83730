import Agents
import Faults
import Simulation
import TestSupport
import Workflows

@testable import Runtime

/// One drawn scenario in both worlds, step by step.
struct WorldPair {
    /// What is compared after a step: everything but times, and the order of what happened at the same time.
    struct Outcome: Equatable {
        var lines: [String: [String]] = [:]
        var endings: [String] = []
        var tallies: [String: FaultTally] = [:]
        var delivered: [String: Int] = [:]
    }

    private let scenario: DrawnScenario
    private var virtual: VirtualWorld
    private let live: LiveWorld
    private var journals: [String: MemoryRunJournal] = [:]
    private var lives: [Int: Int] = [:]
    /// The kinds of event that came up.
    private(set) var kinds: Set<String> = []

    init(_ scenario: DrawnScenario, below folder: TemporaryFolder) {
        self.scenario = scenario
        virtual = VirtualWorld(faults: scenario.faults)
        live = .below(folder, faults: scenario.faults)
    }

    /// Performs a step in both worlds.
    mutating func perform(
        _ step: DrawnScenario.MachineOutput
    ) async throws -> (virtual: Outcome, live: Outcome) {
        if step.isRestart {
            virtual.loseMemory()
            live.loseMemory()
        }
        if step.invalidates {
            virtual.invalidate(tag: "tag")
            live.invalidate(tag: "tag")
        }
        var simulated: [VirtualOrder] = []
        var real: [LiveRunRequest] = []
        for repetition in step.repetitions {
            if step.isResumption { lives[repetition, default: 0] += 1 }
            let orders = try orders(step, repetition)
            simulated.append(orders.0)
            real.append(orders.1)
        }
        let traces = virtual.run(simulated)
        let liveTraces = await live.run(real)
        kinds.formUnion(traces.flatMap(\.events).map(\.kindName))
        let ids = Set(traces.map(\.run.id))
        return (
            try outcome(traces, virtual.basis, virtual.journals.filter { ids.contains($0.key) }),
            try outcome(liveTraces, live.basis, journals.mapValues(\.entries))
        )
    }

    private mutating func orders(
        _ step: DrawnScenario.MachineOutput,
        _ repetition: Int
    ) throws -> (VirtualOrder, LiveRunRequest) {
        let plan = try scenario.plan(repetition)
        let id = plan.run.id
        var one = VirtualOrder(plan: plan, agents: scenario.agents)
        var other = LiveRunRequest(plan: plan, agents: scenario.agents.mapValues { .simulated($0) })
        one.run.death = step.death
        one.run.cancelsAfter = step.cancelsAfter
        one.run.cancelsAt = step.cancelsAt
        one.run.life = lives[repetition] ?? 0
        other.run = one.run
        if step.isResumption {
            one.run.restoration = try virtual.restoration(of: id)
            one.run.recordedEntries = virtual.journals[id]?.count ?? 0
            let entries = journals[id]?.entries ?? []
            other.run.restoration = RunRestoration(try JournalCodec.read(entries).records)
            other.run.recordedEntries = entries.count
        } else {
            journals = [id: MemoryRunJournal()].merging(journals) { new, _ in new }
        }
        other.journal = journals[id]
        for phase in plan.phases {
            for hook in phase.configuration.hooks {
                other.hooks[phase.id, default: [:]][hook] = .function(Self.hook)
            }
        }
        other.validators["anything"] = LiveValidator(name: "anything") { _ in nil }
        return (one, other)
    }

    private static let hook = FunctionAgent { _, _ in AgentAnswer(output: PhaseOutput(text: "")) }
}

// What is compared.
extension WorldPair {
    private func outcome(
        _ traces: [RunTrace],
        _ basis: ScenarioBasis,
        _ journals: [String: [[UInt8]]]
    ) throws -> Outcome {
        var outcome = Outcome(tallies: basis.tallies, delivered: basis.delivered)
        for tally in outcome.tallies.keys { outcome.tallies[tally]?.burstEnd = nil }
        outcome.delivered = outcome.delivered.filter { $0.value > 0 }
        // Which of several runs makes a shared result is not determined.
        let isAnonymous = scenario.concurrency == .runs && scenario.sharesResults
        for trace in traces {
            for event in trace.events {
                let phase = scenario.concurrency == .none ? "" : event.phase?.name ?? ""
                let run = isAnonymous ? "" : trace.run.id
                let line = event.timeless(isAnonymous: isAnonymous).line
                outcome.lines["\(run) \(phase)", default: []].append(line)
            }
            outcome.endings.append(Self.ending(trace, hasFirings: !isAnonymous))
        }
        if isAnonymous {
            for key in outcome.lines.keys { outcome.lines[key]?.sort() }
        }
        guard scenario.concurrency == .none else { return outcome }
        for trace in traces {
            let entries = journals[trace.run.id] ?? []
            outcome.lines["journal of \(trace.run.id)"] = try entries.flatMap(Self.words)
        }
        return outcome
    }

    private static func ending(_ trace: RunTrace, hasFirings: Bool) -> String {
        let outputs = trace.outputs.map { "\($0.key) \($0.value.digest.short)" }.sorted()
        let error = trace.error.map {
            "\($0.phase?.name ?? "the run"): \($0.failure.kind): \($0.failure.message)"
        }
        let firings = hasFirings ? trace.firings.map { "\($0.key) \($0.value)" }.sorted() : []
        return "\(trace.status) \(error ?? "") \(outputs) \(trace.fallbacks.keys.sorted()) "
            + "\(trace.evicted) evicted, fired: \(firings)"
    }

    /// What an entry of a journal says, without the times.
    private static func words(_ entry: [UInt8]) throws -> [String] {
        try JournalCodec.read([entry]).records.map { record in
            switch record {
            case .opened(let header): return "opened \(header.run.id) \(header.phases)"
            case .committed(let commit): return "\(commit)"
            case .event(let event): return event.timeless(isAnonymous: false).line
            case .rests(var basis):
                for fault in basis.tallies.keys { basis.tallies[fault]?.burstEnd = nil }
                var writer = ByteWriter()
                basis.encode(into: &writer)
                return "rests on \(basis.delivered.sorted { $0.key < $1.key }) \(writer.bytes)"
            case .told(let memory): return "\(memory)"
            case .decided(let decision): return "\(decision)"
            case .lives(let number): return "life \(number)"
            case .affected(let ledger): return "did \(ledger.acts.count) things"
            case .asked(let requirements): return "asked for \(requirements)"
            }
        } + ["entry"]
    }
}

extension Event {
    /// The event without its times and its number; `isAnonymous` where it could be any repetition's.
    fileprivate func timeless(isAnonymous: Bool) -> Event {
        let what: Kind =
            switch kind {
            case .anomalyFound(let phase, _, let limit):
                .anomalyFound(phase, took: .zero, limit: limit)
            case .retryScheduled(let phase, let attempt, _, let cause) where isAnonymous:
                .retryScheduled(phase, attempt: attempt, delay: .zero, cause: cause)
            default: kind
            }
        let run = isAnonymous ? Run(name: run.name) : run
        return Event(sequence: 0, time: .zero, run: run, kind: what)
    }

    /// The line of a report.
    fileprivate var line: String {
        var lines = EventLines()
        lines.append(self)
        return String(decoding: lines.bytes, as: UTF8.self)
    }
}
