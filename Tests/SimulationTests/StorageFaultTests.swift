import Agents
import Faults
import Simulation
import TestSupport
import Testing
import Workflows

@Suite("A thousand runs on bad disks")
struct StorageFaultTests {
    /// A fault that is drawn, and how often it has to fire over all runs, so that nothing passes by not happening.
    private struct Candidate: Sendable {
        let id: String
        let failpoint: Failpoint
        let floor: Int
        let make: @Sendable (inout SplitMix64) -> any Injection

        init(
            _ failpoint: Failpoint,
            _ type: FaultType,
            atLeast floor: Int,
            _ make: @escaping @Sendable (inout SplitMix64) -> any Injection
        ) {
            id = "\(failpoint.rawValue) \(type.name)"
            self.failpoint = failpoint
            self.floor = floor
            self.make = make
        }

        /// At most so many visits are waited for, and at most so likely it is.
        var reach: (visits: Int, probability: Double) {
            switch failpoint {
            case .journalRead: (2, 0.4)
            case .process: (50, 0.05)
            default: (6, 0.4)
            }
        }
    }

    private static let kill = Candidate(.process, .kill, atLeast: 100) { _ in Kill() }

    private static let candidates = [
        Candidate(.journalAppend, .ioError, atLeast: 50) { _ in IOError() },
        Candidate(.journalAppend, .noSpace, atLeast: 50) { _ in NoSpace() },
        Candidate(.journalAppend, .ackLost, atLeast: 50) { _ in AckLost() },
        Candidate(.journalAppend, .slow, atLeast: 50) { Slow(by: time(&$0)) },
        Candidate(.journalAppend, .deliveredLate, atLeast: 50) { DeliveredLate(by: time(&$0)) },
        Candidate(.journalAppend, .bitFlip, atLeast: 50) { _ in BitFlip() },
        Candidate(.journalAppend, .lostFsync, atLeast: 50) { _ in LostFsync() },
        Candidate(.journalAppend, .tornWrite, atLeast: 50) { source in
            Bool.random(using: &source)
                ? TornWrite(at: .share(.random(in: 0..<1, using: &source)))
                : TornWrite(at: .bytes(.random(in: 0..<300, using: &source)))
        },
        Candidate(.journalRead, .truncatedTail, atLeast: 30) { _ in TruncatedTail() },
        Candidate(.journalRead, .bitFlip, atLeast: 30) { _ in BitFlip() },
        Candidate(.journalRead, .oldVersion, atLeast: 30) { _ in OldVersion() },
        Candidate(.journalRead, .ioError, atLeast: 30) { _ in IOError() },
        kill,
    ]

    private static func time(_ source: inout SplitMix64) -> Duration {
        .milliseconds(.random(in: 1...5000, using: &source))
    }

    /// One to four faults; where journals are read wrongly there is something after which they are read.
    private func faults(_ source: inout SplitMix64) -> [Fault] {
        let number = Int.random(in: 1...4, using: &source)
        var chosen = Array(Self.candidates.shuffled(using: &source).prefix(number))
        if chosen.contains(where: { $0.failpoint == .journalRead }),
            !chosen.contains(where: { $0.id == Self.kill.id })
        {
            chosen = Array(chosen.prefix(3)) + [Self.kill]
        }
        return chosen.map { candidate in
            var selector = FaultSelector()
            let reach = candidate.reach
            if Bool.random(using: &source) {
                selector.nth = .random(in: 1...reach.visits, using: &source)
            } else {
                selector.probability = .random(in: 0.01...reach.probability, using: &source)
            }
            return Fault(
                id: candidate.id,
                failpoint: candidate.failpoint,
                selector: selector,
                inject: candidate.make(&source)
            )
        }
    }

    /// Performs a drawn run to its end; resumes it as `resume:` does where it is interrupted.
    private func judged(
        seed: UInt64,
        hidesLast: Bool = false,
        _ firings: inout [String: Int]
    ) throws -> StorageOracle {
        var source = SplitMix64(seed: seed)
        let graph = RandomGraph(.random(in: 3...6, using: &source), using: &source)
        let workflow = graph.workflow(using: &source)
        var outputs: [PhaseID: PhaseOutput] = [:]
        var agents: [String: SimulatedAgent] = [:]
        for phase in workflow.phases {
            let output = PhaseOutput(text: "what \(phase.id.name) gives, and nothing else does")
            outputs[phase.id] = output
            agents[phase.agent] = SimulatedAgent(
                outputs: [output],
                latency: .constant(.milliseconds(.random(in: 0...3000, using: &source)))
            )
        }
        let isCached = Bool.random(using: &source)
        let plan = try RunPlan.of(workflow, seed: seed) { configuration in
            configuration.everywhere { $0.isCached = isCached }
        }
        var world = VirtualWorld(interference: StorageWatch(faults(&source), hidesLast: hidesLast))
        var oracle = StorageOracle(outputs)
        var trace = world.run(plan, agents: agents)
        var events = trace.events
        var resumes = 0
        var isRefused = false
        while trace.status == .interrupted, resumes < 50, !isRefused {
            resumes += 1
            var order = VirtualOrder(plan: plan, agents: agents)
            let id = plan.run.id
            order.life = resumes
            let found = world.journal(of: id)
            let (passage, acted) = world.open(found, of: plan, as: order.run.site)
            let opening = JournalOpening(passage, acted: acted)
            order.opened = acted
            order.refusal = opening.failure
            isRefused = opening.failure != nil
            order.restoration = opening.restoration
            order.recordedEntries = opening.entries.count
            if !isRefused { world.replaceJournal(of: id, with: opening.entries) }
            trace = try #require(world.run([order]).first)
            events += trace.events
        }
        let watch = try #require(world.interference as? StorageWatch)
        oracle.judge(events, watch.lives)
        oracle.judge(trace)
        firings.merge(world.firings) { $0 + $1 }
        return oracle
    }

    @Test("a damaged record is never a result; what was acknowledged and undamaged is there")
    func storage() throws {
        var firings: [String: Int] = [:]
        var (resumes, refusals) = (0, 0)
        for seed in 1...1000 as ClosedRange<UInt64> {
            let oracle = try judged(seed: seed, &firings)
            resumes += oracle.resumes
            refusals += oracle.refusals
            #expect(oracle.contradictions.isEmpty, "seed \(seed)")
        }
        for candidate in Self.candidates {
            let count = firings[candidate.id] ?? 0
            #expect(count >= candidate.floor, "\(candidate.id) fired \(count) times")
        }
        #expect(resumes >= 500)
        #expect(refusals >= 50)
    }

    @Test("a result that is there and not restored is found")
    func badTwin() throws {
        var firings: [String: Int] = [:]
        let found = try (1...50 as ClosedRange<UInt64>).count { seed in
            try !judged(seed: seed, hidesLast: true, &firings).contradictions.isEmpty
        }
        #expect(found >= 10)
    }
}
