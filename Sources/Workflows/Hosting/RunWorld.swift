/// What a world does for the runs in it: all that differs between a virtual clock and a real one.
///
/// Each verb that asks for something is answered by a signal to the host, at once or later. Whatever is true in every
/// world is decided by `RunHost` and `ProcessHost`.
package protocol RunWorld {
    /// The time since the start of the world, by a clock that is never set.
    var now: Duration { get }
    /// The wall time since 1970.
    var wall: Duration { get }
    /// The wall time by which results age.
    var cacheWall: Duration { get }
    /// Hands a signal to the run's host, after those that wait already.
    mutating func answer(_ signal: Signal, to host: RunHost)
    /// Uses what the runs of the process share.
    mutating func withProcess(_ body: (inout ProcessHost) -> Void)
    /// Performs a call; answered by `ended`.
    mutating func call(_ id: CallID, _ call: AgentCall, of host: RunHost)
    /// Stops a call; whatever it still answers is not wanted.
    mutating func stop(_ id: CallID, of host: RunHost)
    /// Reports at a time; answered by `fired`.
    mutating func wait(for timer: TimerID, until time: Duration, of host: RunHost)
    /// Does not report.
    mutating func disarm(_ timer: TimerID, of host: RunHost)
    /// Records an entry; reported to `RunHost.recorded`.
    mutating func append(_ entry: JournalWriter.Entry, answer: Signal, of host: RunHost)
    /// Has an output validated by programs and functions of the user's, where the world has any; answered by `validated`.
    mutating func validate(
        _ phase: Int,
        _ output: PhaseOutput,
        _ findings: [ValidationFinding],
        of host: RunHost
    )
    /// Runs what the user put next to a phase; answered by `hooked`.
    mutating func run(_ hook: PhaseHook, of phase: Int, of host: RunHost)
    /// Puts a result's files where later phases find them.
    mutating func keepFiles(
        _ output: PhaseOutput,
        of phase: Int,
        of host: RunHost
    ) throws(AgentFailure)
    /// Takes a result's files away.
    mutating func dropFiles(of phase: Int, of host: RunHost)
    /// Has phases look up again: what they wait for may be there. `elsewhere` it is made by another process, which says
    /// nothing: a world that can wait tries again after a while.
    mutating func wake(_ waiting: [ProcessHost.Member], elsewhere: Bool, of host: RunHost)
    /// The process of the runs dies.
    mutating func die(with host: RunHost)
}
