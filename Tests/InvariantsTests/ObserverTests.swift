import Agents
import Faults
import Invariants
import Simulation
import Testing
import Workflows

@Suite("Invariants that follow runs while they happen")
struct ObserverTests {
    private static let traces = 9600

    @Test("on thousands of tampered runs they find what is found over whole arrays")
    func sameVerdicts() throws {
        let originals = try TamperedRuns.originals()
        var observers = InvariantObservers()
        var hits: [Invariant: Int] = [:]
        var messages: [Invariant: Set<String>] = [:]
        var clean = 0
        for number in 0..<Self.traces {
            var tampering = Tampering(seed: UInt64(number))
            let runs = tampering.tamper(originals[number % originals.count])
            observers.reset()
            feed(runs, to: &observers, &tampering)
            if observers.violations.isEmpty { clean += 1 }
            for invariant in Invariant.allCases {
                let expected = Reference.violation(of: invariant, in: runs)
                let found = observers.violations.first { $0.invariant == invariant }?.violation
                try #require(found.map(ReferenceViolation.init) == expected, "\(number)")
                guard let expected else { continue }
                hits[invariant, default: 0] += 1
                messages[invariant, default: []].insert(shape(of: expected.message))
                if number.isMultiple(of: 8) {
                    try #require(invariant.violation(in: runs) == found, "\(number)")
                }
            }
        }
        // These runs have no ledger: see `EffectsOnceTests`.
        for invariant in Invariant.allCases where invariant != .effectsOnce {
            #expect(hits[invariant, default: 0] >= 100, "\(invariant.rawValue)")
            print("\(invariant.rawValue): \(hits[invariant, default: 0]) hits")
        }
        #expect(clean >= 200)
        let shapes = messages.values.map(\.count).reduce(0, +)
        #expect(shapes >= 18, "\(messages)")
        print("\(Self.traces) tampered traces, \(clean) break nothing, \(shapes) kinds of message")
    }

    @Test("what is not tampered with breaks nothing, and the originals have all that can happen")
    func originals() throws {
        let originals = try TamperedRuns.originals()
        var kinds: Set<String> = []
        for runs in originals {
            for invariant in Invariant.allCases {
                #expect(invariant.violation(in: runs) == nil)
                #expect(Reference.violation(of: invariant, in: runs) == nil)
            }
            kinds.formUnion(runs.flatMap { $0.events.map(\.kindName) })
        }
        #expect(kinds == Set(Event.kindNames))
        #expect(originals.contains { Set($0.map(\.batch)).count < $0.count })
    }

    /// Feeds batch after batch; the runs of one advance in turn, a few events at a time.
    private func feed(
        _ runs: [ObservedRun],
        to observers: inout InvariantObservers,
        _ tampering: inout Tampering
    ) {
        var rest = runs[...]
        while let first = rest.first {
            let batch = rest.prefix {
                $0.batch == first.batch && $0.plan.run.name == first.plan.run.name
            }
            for (slot, run) in batch.enumerated() { observers.begin(slot, run.plan) }
            var tails = batch.map { $0.events[...] }
            while tails.contains(where: { !$0.isEmpty }) {
                for slot in tails.indices {
                    let next = tails[slot].prefix(1 + tampering.draw(9))
                    observers.note(slot, next)
                    tails[slot] = tails[slot].dropFirst(next.count)
                }
            }
            for (slot, run) in batch.enumerated() {
                observers.end(slot, isInterrupted: run.isInterrupted)
            }
            observers.endBatch()
            rest = rest.dropFirst(batch.count)
        }
    }

    /// A message without what differs from case to case.
    private func shape(of message: String) -> String {
        let words = message.split(separator: " ").filter { word in
            !word.contains(where: \.isNumber)
                && !["plan", "code", "test", "review", "stranger"].contains(word)
        }
        return words.joined(separator: " ")
    }
}
