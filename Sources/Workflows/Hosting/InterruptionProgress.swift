/// How far a run is on its way to the moment that interrupts it.
struct InterruptionProgress {
    /// The place of the phase whose first work it falls into; -1 where it falls into none, or that work has begun.
    var phase = -1
    /// The call that is that work.
    var call: CallID?
    /// Whether it comes as soon as what was decided is durable.
    var isDue = false
    /// Whether it came, or was said to come.
    var isOver = false
}
