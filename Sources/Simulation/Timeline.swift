internal import HeapModule
internal import Workflows

/// What is to happen at which virtual time; at one time, in the order in which it was scheduled.
struct Timeline {
    /// What can be taken back.
    enum Handle: Hashable {
        case call(CallID)
        case timer(TimerID)
    }

    private struct Entry: Comparable {
        let time: Duration
        let order: Int
        let handle: Handle
        let signal: Signal

        static func < (left: Entry, right: Entry) -> Bool {
            left.time == right.time ? left.order < right.order : left.time < right.time
        }

        static func == (left: Entry, right: Entry) -> Bool {
            left.order == right.order
        }
    }

    private var heap = Heap<Entry>()
    private var cancelled: Set<Handle> = []
    private var count = 0

    mutating func schedule(_ signal: Signal, as handle: Handle, at time: Duration) {
        count += 1
        heap.insert(Entry(time: time, order: count, handle: handle, signal: signal))
    }

    /// Takes back what was scheduled; it no longer moves time.
    mutating func cancel(_ handle: Handle) {
        cancelled.insert(handle)
    }

    /// The next thing to happen.
    mutating func popNext() -> (time: Duration, signal: Signal)? {
        while let entry = heap.popMin() {
            if !cancelled.isEmpty, cancelled.remove(entry.handle) != nil { continue }
            return (entry.time, entry.signal)
        }
        return nil
    }
}
