internal import Workflows

/// The deadlines of a run, and the one task that sleeps until the earliest of them.
struct LiveTimers: Sendable {
    /// What is due at a time.
    enum Alarm: Hashable, Sendable {
        case timer(TimerID)
        case interruption
    }

    private struct Entry: Sendable {
        let time: Duration
        let order: Int
    }

    private let clock: LiveClock
    private let origin: LiveClock.Instant
    private let inbox: Mailbox
    private var armed: [Alarm: Entry] = [:]
    private var count = 0
    private var sleeper: Task<Void, Never>?
    private var sleepsUntil = Duration.zero

    /// No deadlines of a run that takes its reports here; times count from the origin.
    init(_ clock: LiveClock, from origin: LiveClock.Instant, inbox: Mailbox) {
        self.clock = clock
        self.origin = origin
        self.inbox = inbox
    }

    var isEmpty: Bool { armed.isEmpty }

    /// Sets a deadline; one that was set before is forgotten.
    mutating func arm(_ alarm: Alarm, at time: Duration) {
        count += 1
        armed[alarm] = Entry(time: time, order: count)
        if sleeper == nil || time < sleepsUntil { sleep(until: time) }
    }

    mutating func disarm(_ alarm: Alarm) { armed[alarm] = nil }

    /// Takes out what is due, in the order of the deadlines.
    mutating func takeDue(at now: Duration) -> [Alarm] {
        let due = armed.filter { $0.value.time <= now }.sorted {
            ($0.value.time, $0.value.order) < ($1.value.time, $1.value.order)
        }
        for (alarm, _) in due { armed[alarm] = nil }
        sleeper = nil
        if let next = armed.values.map(\.time).min() { sleep(until: next) }
        return due.map(\.key)
    }

    private mutating func sleep(until time: Duration) {
        sleeper?.cancel()
        sleepsUntil = time
        let deadline = origin.advanced(by: time)
        sleeper = Task { [clock, inbox] in
            guard (try? await clock.sleep(until: deadline, tolerance: nil)) != nil else { return }
            inbox.post(.alarm)
        }
    }

    /// Forgets all deadlines; the task has ended on return.
    mutating func end() async {
        armed = [:]
        sleeper?.cancel()
        await sleeper?.value
        sleeper = nil
    }
}
