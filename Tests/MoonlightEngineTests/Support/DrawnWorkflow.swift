import MoonlightEngine

/// A workflow, and what goes wrong in it, that are functions of a number.
struct DrawnWorkflow {
    let workflow: Workflow
    let faults: [Fault]

    /// Draws both. A chain has no phases at the same time, `waits` says whether anything takes time.
    init(_ number: UInt64, isChain: Bool, waits: Bool) {
        var draw = Draw(state: number)
        let names = (0..<draw.below(1, 6)).map { "p\($0)" }
        var phases: [Phase] = []
        for (place, name) in names.enumerated() {
            let earlier = names.prefix(place)
            let needs = isChain ? Array(earlier.suffix(1)) : earlier.filter { _ in draw.is(40) }
            let settings = Self.settings(&draw, waits: waits)
            let agent = Self.agent(name, number, &draw, waits: waits)
            phases.append(Phase(name, needs: needs, settings: settings, agent: agent))
        }
        var workflow = Workflow("drawn", phases: phases)
        workflow.maxRollbacks = 2
        if waits, draw.is(20) { workflow.timeout = .seconds(draw.below(20, 400)) }
        self.workflow = workflow
        faults = names.flatMap { Self.faults($0, &draw, waits: waits) }
    }

    private static func settings(_ draw: inout Draw, waits: Bool) -> PhaseSettings {
        let exhaustions: [RetryPolicy.Exhaustion] = [.fail, .degrade, .rollback]
        let exhaustion = exhaustions[draw.below(0, 3)]
        let jitters: [RetryPolicy.Jitter] = [.none, .full, .fraction(0.5)]
        let policy = RetryPolicy(
            maxAttempts: draw.below(1, 5),
            initial: waits ? .seconds(draw.below(0, 5)) : .zero,
            coefficient: Double(draw.below(1, 4)),
            jitter: jitters[draw.below(0, 3)],
            maxRetryAfter: draw.is(50) ? .seconds(7) : nil,
            onExhausted: exhaustion
        )
        let isCached = draw.is(50)
        let isValidated = draw.is(50)
        return PhaseSettings {
            $0.retry = policy
            $0.attemptTimeout = waits ? .seconds(30) : nil
            if isCached { $0.cache = .on(tags: ["t"]) }
            if isValidated {
                $0.validators = [
                    .maxBytes(1000), .function("good") { $0.text.contains("bad") ? "bad" : nil },
                ]
            }
            if exhaustion == .degrade { $0.fallback = "plain" }
        }
    }

    /// An agent whose answers and failures depend on the phase and the attempt alone.
    private static func agent(
        _ name: String,
        _ number: UInt64,
        _ draw: inout Draw,
        waits: Bool
    ) -> any Agent {
        let share = draw.below(0, 60)
        let answer: @Sendable (AgentRequest) throws -> AgentAnswer = { request in
            var own = Draw(
                state: number &+ UInt64(request.attempt) &* 7919 &+ UInt64(name.utf8.last ?? 0)
            )
            if own.is(share) {
                throw AgentFailure(
                    httpStatus: [429, 500, 400][own.below(0, 3)],
                    body: "Please try again in \(own.below(0, 20) * (waits ? 1 : 0))s"
                )
            }
            let inputs = request.inputs.sorted { $0.key < $1.key }.map(\.value.text)
            return AgentAnswer(own.is(share) ? "bad" : "\(name)(\(inputs.joined(separator: ",")))")
        }
        guard waits, draw.is(70) else { return FunctionAgent { try answer($0) } }
        return .simulated(
            taking: .lognormal(median: .seconds(4), p90: .seconds(draw.below(5, 40))),
            answer: answer
        )
    }

    private static func faults(_ phase: String, _ draw: inout Draw, waits: Bool) -> [Fault] {
        var faults: [Fault] = [
            .serverError(phase, attempts: 1...9).drawn(0.2),
            .rateLimit(phase, attempts: 1...9, retryAfter: waits ? .seconds(3) : .zero).drawn(0.1),
            .answer(phase, attempt: 2, "an answer of a fault").drawn(0.5),
            .fail(phase, call: draw.below(1, 4), with: AgentFailure(kind: "odd", message: "x")),
        ]
        if waits {
            faults += [
                .hang(phase).drawn(0.1), .delay(phase, attempts: 1...9, by: .seconds(9)).drawn(0.2),
            ]
        }
        if draw.is(30) { faults.append(.crash(after: phase)) }
        if draw.is(30) { faults.append(.crash(beforeCommitOf: phase)) }
        return faults
    }
}

/// Numbers that follow from one (SplitMix64).
struct Draw {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return bits ^ (bits >> 31)
    }

    /// At least `low`, below `high`.
    mutating func below(_ low: Int, _ high: Int) -> Int {
        low + Int(next() % UInt64(max(1, high - low)))
    }

    /// True in so many of a hundred draws.
    mutating func `is`(_ percent: Int) -> Bool { below(0, 100) < percent }
}
