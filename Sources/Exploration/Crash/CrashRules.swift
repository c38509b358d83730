package import Workflows

/// Which boundaries of runs are tried.
package struct CrashRules: Sendable {
    /// The kinds of events at which a process is killed; `nil` for all.
    package var kinds: Set<Event.Kind.Tag>?
    /// How many batches of a repeated run are killed, the first ones.
    package var batches = 3
    /// In how many executions the resumes of one run are killed as well: at every event where that is enough for all of
    /// them, else spread evenly.
    package var killedResumes = 2_000
    /// Whether the scenario is executed twice without a death, to find out what differs by itself.
    package var isTwice = false

    /// On a virtual clock: every event.
    package static let virtual = CrashRules()

    /// On a real clock: what is committed or decided; each resume is killed once, too.
    package static let live: CrashRules = {
        var rules = CrashRules()
        rules.kinds = [
            .phaseCommitted, .compensationStarted, .compensated, .rolledBack, .retryScheduled,
        ]
        rules.batches = 1
        rules.killedResumes = 1
        rules.isTwice = true
        return rules
    }()

    /// The numbers of the events that are boundaries, from 1.
    func boundaries(among events: [Event.Kind.Tag]) -> [Int] {
        events.indices.filter { kinds?.contains(events[$0]) ?? true }.map { $0 + 1 }
    }

    /// At most so many of the numbers, evenly spread; the first and the last are among them where there are two.
    static func spread<Number>(_ numbers: [Number], most: Int) -> [Number] {
        guard numbers.count > most else { return numbers }
        guard most > 1 else { return Array(numbers.dropFirst(numbers.count / 2).prefix(most)) }
        return (0..<most).map { numbers[$0 * (numbers.count - 1) / (most - 1)] }
    }
}
