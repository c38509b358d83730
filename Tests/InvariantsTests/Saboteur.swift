import Invariants
import Testing
import Workflows

/// Breaks one rule in the events of runs in which nothing is wrong.
struct Saboteur: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let invariant: Invariant
    /// Changes the healthy runs.
    let tamper: @Sendable (inout Tampered) throws -> Void

    init(
        _ description: String,
        breaks invariant: Invariant,
        _ tamper: @escaping @Sendable (inout Tampered) throws -> Void
    ) {
        testDescription = description
        self.invariant = invariant
        self.tamper = tamper
    }
}

/// The events of a first run with retries and of a second one from the cache, for saboteurs to
/// change.
struct Tampered {
    struct Entry {
        var time: Duration
        var kind: Event.Kind
    }

    private let plans: [RunPlan]
    var first: [Entry]
    var second: [Entry]
    /// The place in the first run at which its events' numbers skip one.
    var gap: Int?

    init(_ runs: [ObservedRun]) throws {
        plans = runs.map(\.plan)
        let entries = runs.map { run in
            run.events.map { Entry(time: $0.time, kind: $0.kind) }
        }
        first = try #require(entries.first)
        second = try #require(entries.last)
    }

    /// The runs with their events numbered again.
    var runs: [ObservedRun] {
        zip(plans, [first, second]).map { plan, entries in
            ObservedRun(
                plan: plan,
                events: entries.enumerated().map { offset, entry in
                    let skips = plan.run == plans.first?.run && offset >= (gap ?? .max)
                    return Event(
                        sequence: offset + (skips ? 2 : 1),
                        time: entry.time,
                        run: plan.run,
                        kind: entry.kind
                    )
                }
            )
        }
    }

    /// The place in the first run of the event that satisfies a condition, counted from 1 among
    /// those that do.
    func place(_ number: Int = 1, where matches: (Event.Kind) -> Bool) throws -> Int {
        let places = first.indices.filter { matches(first[$0].kind) }
        return try #require(places.dropFirst(number - 1).first)
    }

    /// Inserts into the first run, at the time of the event that then follows.
    mutating func insert(_ kinds: [Event.Kind], at place: Int) {
        let time = first[min(place, first.count - 1)].time
        first.insert(contentsOf: kinds.map { Entry(time: time, kind: $0) }, at: place)
    }

    /// Changes the failure of an attempt of `code` in the first run.
    mutating func changeFailure(
        ofAttempt number: Int,
        _ change: (inout OperationFailure) -> Void
    ) throws {
        let place = try place {
            if case .attemptFailed("code", number, _) = $0 { true } else { false }
        }
        guard case .attemptFailed(let phase, _, var failure) = first[place].kind else { return }
        change(&failure)
        first[place].kind = .attemptFailed(phase, attempt: number, failure: failure)
    }

    /// Changes the delay that was announced before an attempt of `code` in the first run.
    mutating func changeDelay(beforeAttempt number: Int, to delay: Duration) throws {
        let place = try place {
            if case .retryScheduled("code", number, _, _) = $0 { true } else { false }
        }
        guard case .retryScheduled(let phase, _, _, let cause) = first[place].kind else { return }
        first[place].kind = .retryScheduled(
            phase,
            attempt: number,
            delay: delay,
            cause: cause
        )
    }
}
