import Agents
import Faults
import Workflows

// Who works, and what goes wrong.
extension DrawnScenario {
    var agents: [String: SimulatedAgent] {
        var agents = ["undo": SimulatedAgent(outputs: [PhaseOutput(text: "undone")])]
        for agent in Set(phases.map(\.agent)) {
            let texts =
                isTrue("\(agent) improves", 0.4) && concurrency == .none
                ? ["a draft", "no a b", "fine a b c", "fine a b c d e"] : ["fine a b c d e"]
            let files =
                isTrue("\(agent) writes", 0.2)
                ? [PhaseOutput.File(path: "\(agent).txt", bytes: Array("by \(agent)".utf8))] : []
            agents[agent] = SimulatedAgent(
                outputs: texts.map { PhaseOutput(text: $0, files: files) },
                tokens: isTrue("\(agent) counts") ? number("\(agent) tokens", 1...900) : nil,
                costMicros: isTrue("\(agent) costs", 0.3) ? 1500 : nil,
                calls: isTrue("\(agent) calls", 0.2) ? 2 : 1
            )
        }
        return agents
    }

    /// Whether the first phase always takes longer than it should.
    var isSlow: Bool { isTrue("slow", 0.2) }

    var faults: [Fault] {
        var faults = (0..<number("faults", 0...4)).map { fault("f\($0)") }
        if isSlow {
            faults.append(
                fault("slow", AddedLatency(.constant(.milliseconds(8)))) {
                    $0.phase = phaseNames[0]
                }
            )
        }
        if hangs {
            faults.append(
                fault("endless", Hang(point: pick("endless", points))) {
                    $0.phase = pick("hung", phaseNames)
                    $0.attempt = 1...1
                }
            )
        }
        return faults + faultsBesideCalls
    }

    /// What acts on the cache, on verdicts and on resources, where the order of visits is determined.
    private var faultsBesideCalls: [Fault] {
        guard concurrency == .none, isTrue("faults beside calls", 0.4) else { return [] }
        // A slow store is not among them: what else is kept or evicted meanwhile depends on the clock.
        let slow = Slow(by: .milliseconds(1))
        let types: [(Failpoint, [any Injection])] = [
            (.cacheRead, [FalseMiss(), StaleHit(), PoisonedResult(), IOError(), slow]),
            (.cacheWrite, [EvictedAtOnce(), IOError(), NoSpace()]),
            (.validator, [FlippedVerdict(), BrokenValidator()]),
            (.resource, [FewerPermits(1), FewerTokens(500)]),
        ]
        return types.map { failpoint, types in
            var selector = FaultSelector()
            selector.probability = 0.3
            return Fault(
                id: "at \(failpoint)",
                failpoint: failpoint,
                selector: selector,
                inject: pick("at \(failpoint)", types)
            )
        }
    }

    private var points: [AgentCall.Point] { [.before, .after] }

    private func fault(_ id: String) -> Fault {
        let point = pick("\(id) point", points)
        let types: [any Injection] = [
            RateLimit(retryAfter: isTrue("\(id) asks") ? .milliseconds(2) : nil),
            ServerError(status: number("\(id) status", 500...599)),
            AddedLatency(.uniform(min: .zero, max: .milliseconds(2)), point: point),
            Crash(point: point), Hang(point: point),
        ]
        // A hang takes its timeout's time, here as well.
        let type = isTrue("\(id) hangs", 0.06) && !hangs ? types[4] : pick(id, Array(types[..<4]))
        return fault(id, type) {
            select(&$0, id)
            guard type is Hang else { return }
            $0.attempt = 1...1
            if concurrency != .runs || !sharesResults { $0.probability = 0.3 }
        }
    }

    private func fault(
        _ id: String,
        _ type: any Injection,
        _ select: (inout FaultSelector) -> Void
    ) -> Fault {
        var selector = FaultSelector()
        select(&selector)
        return Fault(id: id, selector: selector, inject: type)
    }

    private func select(_ selector: inout FaultSelector, _ id: String) {
        if isTrue("\(id) of a phase", 0.4) { selector.phase = pick("\(id) phase", phaseNames) }
        if concurrency == .runs, sharesResults {
            // Which run makes a result is not determined: it must not matter.
            selector.attempt = 1...1
            return
        }
        if isTrue("\(id) drawn", 0.7) { selector.probability = pick("\(id) p", [0.1, 0.3, 0.6]) }
        if isTrue("\(id) attempts", 0.3) {
            selector.attempt = pick("\(id) a", [1...1, 1...2, 2...3])
        }
        guard concurrency == .none else { return }
        switch number("\(id) counts", 0...9) {
        case 0: selector.nth = number("\(id) nth", 1...5)
        case 1: selector.every = number("\(id) every", 2...3)
        case 2: selector.after = number("\(id) after", 1...6)
        case 3: selector.times = number("\(id) times", 1...4)
        case 4: selector.burst = .init(size: 2, gap: .seconds(3600))
        case 5: selector.window = .zero ..< .seconds(3600)
        case 6: selector.agent = isTrue("\(id) undoes") ? "undo" : "shared"
        default: break
        }
    }
}
