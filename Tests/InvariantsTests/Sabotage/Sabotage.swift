import Invariants
import Testing
import Workflows

/// Breaks what stands around the engine: signals are lost, repeated or changed on their way to it, and so is what it asks
/// for. What it says of itself is left alone.
struct Sabotage: Sendable, CustomTestStringConvertible {
    /// What is done to what passes; nothing where nothing is said.
    struct Filter: Sendable {
        /// What becomes of a signal; `count` is whatever the filter wants to remember.
        var signal: @Sendable (_ signal: Signal, _ count: inout Int) -> [Signal] = { signal, _ in
            [signal]
        }
        /// When a timer rings that was set; `nil` is never.
        var timer: @Sendable (_ timer: TimerID, _ time: Duration) -> Duration? = { $1 }
        /// Whether the journal keeps an entry of a world's run with this number, from 1, or only says that it does.
        var keeps: @Sendable (_ entry: JournalWriter.Entry, _ run: Int) -> Bool = { _, _ in true }

        /// Whether the journal says that it has an entry.
        var acknowledges: @Sendable (_ entry: JournalWriter.Entry) -> Bool = { _ in true }
        /// What a machine is handed that forgets all that a signal led to but its events; `nil` is that it remembers.
        var forgets: @Sendable (_ signal: Signal, _ count: inout Int) -> [Signal]? = { _, _ in nil }
        /// What is ordered of the host, instead of what the user wants.
        var order: @Sendable (_ plan: RunPlan) throws -> RunPlan = { $0 }
        /// Whether an agent does to the world what it says that it did.
        var works: @Sendable (_ call: CallID) -> Bool = { _ in true }
        /// Whether the disk undoes the damage that faults do to an entry.
        var heals = false
        /// What the world's clock shows.
        var clock: @Sendable (_ time: Duration) -> Duration = { $0 }

        /// Lets everything pass.
        static let honest = Filter()
    }

    let testDescription: String
    let invariant: Invariant
    /// What else it breaks, because it can't be broken alone.
    let others: Set<Invariant>
    let filter: Filter
    /// Executes runs in a world whose signals and actions pass a filter.
    let scene: @Sendable (Filter) throws -> [ObservedRun]

    init(
        _ description: String,
        breaks invariant: Invariant,
        and others: Set<Invariant> = [],
        in scene: @escaping @Sendable (Filter) throws -> [ObservedRun],
        by change: (inout Filter) -> Void
    ) {
        testDescription = description
        self.invariant = invariant
        self.others = others
        self.scene = scene
        var filter = Filter.honest
        change(&filter)
        self.filter = filter
    }
}
