internal import Workflows

/// Draws the schedule of a seed: a random subset of the types, a weight for each, and up to so many faults of them.
///
/// A subset of half the types is drawn as often as one of a few: halving a suite's types never tests one alone, and with
/// all of them at once the frequent ones hide the rare ones.
struct ScheduleDrawing: Sendable {
    /// A type at a failpoint.
    private struct Kind: Sendable {
        /// The places of its samples.
        let samples: [Int]
        /// How many visits a fault of it is drawn from.
        let visits: Int
    }

    private let catalog: SampleCatalog
    private let kinds: [Kind]
    private let faults: Int
    /// What was not reached yet when the generation began.
    var unreached: [(place: VisitedPlace, sample: Int)] = []

    private static let word = Chance.Word("explored schedule")
    /// A fault in so many aims at what was not reached yet.
    private static let guided = 2

    /// Draws from a catalogue what can act where a scenario passes; `visits` says how often it passed each failpoint.
    init(_ catalog: SampleCatalog, visits: [Failpoint: Int], faults: Int) {
        self.catalog = catalog
        self.faults = faults
        var kinds: [Kind] = []
        for failpoint in Failpoint.allCases {
            guard let count = visits[failpoint], count > 0 else { continue }
            // What a fault leads to is visited later.
            let reachable = count + count / 2 + 1
            var byType: [(type: String, samples: [Int])] = []
            for place in catalog.places(at: failpoint) {
                let type = catalog.samples[place].type
                if byType.last?.type == type {
                    byType[byType.count - 1].samples.append(place)
                } else {
                    byType.append((type, [place]))
                }
            }
            kinds += byType.map { Kind(samples: $0.samples, visits: reachable) }
        }
        self.kinds = kinds
    }

    /// The faults of a seed, in no order.
    func targets(_ seed: UInt64) -> [FaultTarget] {
        guard faults > 0, !kinds.isEmpty else { return [] }
        var draws = Draws(Chance(seed: seed).named(Self.word))
        var chosen: [(kind: Int, weight: Int)] = []
        let size = 1 + draws.next(below: kinds.count)
        // Of those that are left, so many are still to be chosen: each subset of a size is as likely as any other.
        var missing = size
        for kind in kinds.indices where missing > 0 {
            guard draws.next(below: kinds.count - kind) < missing else { continue }
            missing -= 1
            chosen.append((kind, 1 + draws.next(below: 100)))
        }
        let weight = chosen.reduce(0) { $0 + $1.weight }
        let count = 1 + draws.next(below: faults)
        var targets: [FaultTarget] = []
        for number in 1...count {
            if !unreached.isEmpty, draws.next(below: Self.guided) == 0 {
                let aim = unreached[draws.next(below: unreached.count)]
                targets.append(
                    FaultTarget(
                        catalog.samples[aim.sample],
                        at: .place(aim.place),
                        number: number
                    )
                )
                continue
            }
            var rest = draws.next(below: weight)
            guard
                let kind = chosen.first(where: {
                    rest -= $0.weight; return rest < 0
                })?.kind
            else { continue }
            let samples = kinds[kind].samples
            targets.append(
                FaultTarget(
                    catalog.samples[samples[draws.next(below: samples.count)]],
                    at: .visit(1 + draws.next(below: kinds[kind].visits)),
                    number: number
                )
            )
        }
        return targets
    }

    /// One number after another of a chance.
    private struct Draws {
        private let chance: Chance
        private var count = 0

        init(_ chance: Chance) {
            self.chance = chance
        }

        /// A number in `0..<bound`; 0 where there is no other.
        mutating func next(below bound: Int) -> Int {
            count += 1
            guard bound > 1 else { return 0 }
            return min(bound - 1, Int(chance.numbered(count).uniform() * Double(bound)))
        }
    }
}
