internal import Workflows

/// What is to happen at which virtual time; at one time, in the order in which it was scheduled, limits last: what ends
/// exactly at a limit is in time.
///
/// Each thing that can be scheduled has its own slot. What was scheduled last in a slot is valid; what was there
/// before is passed over when its turn comes.
struct Timeline {
    /// When the turn of a slot comes. The heap moves these around, and they refer to nothing.
    struct Turn: Comparable {
        let time: Duration
        let order: Int
        let slot: Int
        /// Whether it is a heartbeat, which leaves what is scheduled in the slot.
        let isFrame: Bool

        static func < (left: Turn, right: Turn) -> Bool {
            left.time == right.time ? left.order < right.order : left.time < right.time
        }

        static func == (left: Turn, right: Turn) -> Bool { left.order == right.order }
    }

    private var turns = ReusableHeap<Turn>()
    private var count = 0
    /// The order of what is scheduled in each slot; 0 where nothing is.
    private var standing: [Int] = []
    /// The order after which heartbeats belong to what is scheduled in each slot.
    private var opened: [Int] = []

    /// Occupies a slot and never happens.
    private static let never = Int.max

    /// Forgets everything, and makes room for so many slots; memory is kept.
    mutating func reset(slots: Int) {
        turns.removeAll()
        count = 0
        standing.removeAll(keepingCapacity: true)
        standing.append(contentsOf: repeatElement(0, count: slots))
        opened.removeAll(keepingCapacity: true)
        opened.append(contentsOf: repeatElement(0, count: slots))
    }

    /// What is added to the order of limits, so that they come after everything else at their time.
    private static let limits = Int.max / 2

    /// Schedules what a slot is for.
    mutating func schedule(_ slot: Int, at time: Duration, isLimit: Bool = false) {
        count += 1
        let order = isLimit ? Self.limits + count : count
        standing[slot] = order
        turns.insert(Turn(time: time, order: order, slot: slot, isFrame: false))
    }

    /// Schedules a heartbeat before the end of what is, or will be, scheduled in a slot.
    mutating func scheduleFrame(_ slot: Int, at time: Duration) {
        count += 1
        turns.insert(Turn(time: time, order: count, slot: slot, isFrame: true))
    }

    /// Leaves a slot without an end, until one is scheduled; heartbeats of what was there before are passed over.
    mutating func open(_ slot: Int) {
        standing[slot] = Self.never
        opened[slot] = count
    }

    /// Whether something is to happen in a slot.
    func isScheduled(_ slot: Int) -> Bool { standing[slot] != 0 }

    /// Cancels what is scheduled in a slot; it no longer moves time.
    mutating func cancel(_ slot: Int) { standing[slot] = 0 }

    /// The next thing to happen.
    mutating func popNext() -> Turn? {
        while let turn = turns.popMin() {
            if turn.isFrame {
                if standing[turn.slot] != 0, turn.order > opened[turn.slot] { return turn }
            } else if standing[turn.slot] == turn.order {
                standing[turn.slot] = 0
                return turn
            }
        }
        return nil
    }
}
