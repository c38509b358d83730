internal import HeapModule
internal import Workflows

/// What is to happen at which virtual time; at one time, in the order in which it was scheduled.
struct Timeline {
    /// What can be taken back.
    enum Handle: Hashable {
        case call(run: Int, CallID)
        case timer(run: Int, TimerID)
        case cancellation(run: Int)

        /// The place of the run that it belongs to.
        var run: Int {
            switch self {
            case .call(let run, _), .timer(let run, _), .cancellation(let run): run
            }
        }
    }

    private struct Entry {
        let handle: Handle
        let signal: Signal
    }

    /// When an entry's turn comes. The heap moves these around, and they refer to nothing.
    private struct Turn: Comparable {
        let time: Duration
        let order: Int
        /// The entry's place.
        let slot: Int

        static func < (left: Turn, right: Turn) -> Bool {
            left.time == right.time ? left.order < right.order : left.time < right.time
        }

        static func == (left: Turn, right: Turn) -> Bool {
            left.order == right.order
        }
    }

    private var turns = Heap<Turn>()
    private var entries: [Entry?] = []
    private var freeSlots: [Int] = []
    private var count = 0
    /// The latest entry of each handle that is still to happen; an entry that is not here was taken back.
    private var standing: [Handle: Int] = [:]

    /// Schedules a signal; signs of life share the handle of their call, and all of them stand until the call ends.
    mutating func schedule(_ signal: Signal, as handle: Handle, at time: Duration) {
        count += 1
        standing[handle] = count
        let entry = Entry(handle: handle, signal: signal)
        let slot = freeSlots.popLast() ?? entries.count
        if slot == entries.count { entries.append(entry) } else { entries[slot] = entry }
        turns.insert(Turn(time: time, order: count, slot: slot))
    }

    /// Takes back what was scheduled; it no longer moves time.
    mutating func cancel(_ handle: Handle) {
        standing[handle] = nil
    }

    /// Takes back everything of a run.
    mutating func cancelAll(ofRun run: Int) {
        standing = standing.filter { $0.key.run != run }
    }

    /// The next thing to happen.
    mutating func popNext() -> (time: Duration, run: Int, signal: Signal)? {
        while let turn = turns.popMin() {
            guard let entry = takeEntry(of: turn), let latest = standing[entry.handle] else {
                continue
            }
            if case .frame = entry.signal {
                // A sign of life is not the end of its call.
            } else if latest == turn.order {
                standing[entry.handle] = nil
            } else {
                continue
            }
            return (turn.time, entry.handle.run, entry.signal)
        }
        return nil
    }

    private mutating func takeEntry(of turn: Turn) -> Entry? {
        freeSlots.append(turn.slot)
        return entries[turn.slot].take()
    }
}
