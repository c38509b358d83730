import TestSupport
import Workflows

@testable import Faults

/// A call of which a test says only what it is about.
struct Visit: Hashable, CustomStringConvertible {
    var run = "main"
    var repetition = 0
    var life = 0
    var phase = "coder"
    var agent = "writer"
    var role = Site.Role.execute
    var attempt = 1
    var time = Duration.zero
    /// When its run started, by the world's clock.
    var startedAt = Duration.zero
    /// What the call is known to use.
    var tokens: Int?

    static func make(
        run: String = "main",
        repetition: Int = 0,
        phase: String = "coder",
        agent: String = "writer",
        attempt: Int = 1,
        at time: Duration = .zero
    ) -> Visit {
        var visit = Visit()
        visit.run = run
        visit.repetition = repetition
        visit.phase = phase
        visit.agent = agent
        visit.attempt = attempt
        visit.time = time
        return visit
    }

    var description: String { "\(run)#\(repetition) \(phase) \(agent) \(attempt) \(time)" }

    func changed(_ change: (inout Visit) -> Void) -> Visit {
        var copy = self
        change(&copy)
        return copy
    }
}

/// Faults with the plans that visits need.
struct FaultRig<Faults: Interference> {
    private struct Name: Hashable {
        let run: String
        let phase: String
        let agent: String
    }

    var faults: Faults
    private var plans: [Name: RunPlan] = [:]

    init(_ faults: Faults) {
        self.faults = faults
    }

    /// Lets a call pass; gives the ids of what acted.
    mutating func pass(
        _ visit: Visit,
        seed: UInt64 = 1,
        _ call: inout AgentCall
    ) throws -> [String] {
        let site = try site(of: visit, at: .agentCall, seed: seed)
        let table = faults.enter(try plan(visit).reseeded(seed))
        return faults.pass(&call, at: site, of: table).map(\.id)
    }

    /// Where a call passes a failpoint.
    mutating func site(of visit: Visit, at failpoint: Failpoint, seed: UInt64 = 1) throws -> Site {
        let plan = try plan(visit).reseeded(seed)
        let run = Site.Run(name: visit.run, repetition: visit.repetition, life: visit.life)
        let id = CallID(
            phase: 0,
            attempt: visit.attempt,
            isCompensation: visit.role == .undo
        )
        var site = SiteChances(failpoint, seed: seed, as: run)
            .site(of: id, for: plan.phases[0], at: visit.time)
        site.startedAt = visit.startedAt
        site.tokens = visit.tokens
        return site
    }

    /// Says what the call of a visit used, once it is over.
    mutating func note(tokens: Int, of visit: Visit) throws {
        let site = try site(of: visit, at: .agentCall)
        faults.note(tokens: tokens, at: site, of: faults.enter(try plan(visit)))
    }

    /// Lets an answer pass; gives the ids of what acted.
    mutating func pass(_ answer: inout AnswerPassage, of visit: Visit) throws -> [String] {
        let site = try site(of: visit, at: .agentOutput)
        var passage = Passage.answer(answer)
        let acted = faults.pass(&passage, at: site, of: faults.enter(try plan(visit)))
        if case .answer(let changed) = passage { answer = changed }
        return acted.map(\.id)
    }

    mutating func pass(_ visit: Visit, seed: UInt64 = 1) throws -> [String] {
        var call = AgentCall()
        return try pass(visit, seed: seed, &call)
    }

    /// Passes calls in turn, and says for each whether the fault with this id fired.
    mutating func firings(
        of id: String = "f",
        on visits: [Visit],
        seed: UInt64 = 1
    ) throws -> [Bool] {
        try visits.map { try pass($0, seed: seed).contains(id) }
    }

    var fired: [String: Int] { faults.tallies.mapValues(\.firings) }

    var visits: [String: Int] { faults.tallies.mapValues(\.visits) }

    private mutating func plan(_ visit: Visit) throws -> RunPlan {
        let name = Name(run: visit.run, phase: visit.phase, agent: visit.agent)
        if let plan = plans[name] { return plan }
        let phase = Workflow.Phase(PhaseID(visit.phase), agent: visit.agent)
        let plan = try RunPlan.of([phase], run: visit.run) { configuration in
            configuration.everywhere { $0.compensation = "undoer" }
        }
        plans[name] = plan
        return plan
    }
}

extension FaultRig<DrawnFaults> {
    init(_ faults: [Fault]) {
        self.init(DrawnFaults(faults))
    }
}

extension FaultSelector {
    /// A selector that says this and nothing else.
    static func make(_ change: (inout FaultSelector) -> Void = { _ in }) -> FaultSelector {
        var selector = FaultSelector()
        change(&selector)
        return selector
    }
}

extension Fault {
    /// A latency, which leaves the call open for others, that fires when the selector says so.
    static func slow(_ id: String = "f", _ selector: FaultSelector = .make()) -> Fault {
        Fault(id: id, selector: selector, inject: AddedLatency(.constant(.seconds(1))))
    }

    /// A hang, which decides the call, that fires when the selector says so.
    static func hang(_ id: String = "f", _ selector: FaultSelector = .make()) -> Fault {
        Fault(id: id, selector: selector, inject: Hang())
    }
}
