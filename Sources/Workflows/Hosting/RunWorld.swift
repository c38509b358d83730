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
    /// Adds to attempts that ended before their calls did what these have taken by now, where the world measures it.
    mutating func measure(_ step: inout MachineOutput)
    /// The tokens that a call is known to use before it ends; `nil` where only its agent can say.
    func knownTokens(of id: CallID, of host: RunHost) -> Int?
    /// Stops a call, or what validates its output; whatever it still answers is not wanted.
    mutating func stop(_ id: CallID, of host: RunHost)
    /// Reports at a time; answered by `fired`.
    mutating func wait(for timer: TimerID, until time: Duration, of host: RunHost)
    /// Does not report.
    mutating func disarm(_ timer: TimerID, of host: RunHost)
    /// Records an entry after all before it; reported to `RunHost.recorded`, in the same order.
    mutating func append(_ entry: JournalWriter.Entry, answer: Signal, of host: RunHost)
    /// The same for an entry that faults acted on.
    mutating func append(
        _ entry: JournalWriter.Entry,
        answer: Signal,
        disturbed: AppendPassage,
        of host: RunHost
    )
    /// Has an output validated by user-supplied programs and functions, if the world has any; answered by `validated`.
    mutating func validate(
        _ turn: TurnID,
        _ output: PhaseOutput,
        _ findings: [ValidationFinding],
        of host: RunHost
    )
    /// Runs what the user put next to a phase; answered by `hooked`.
    mutating func run(_ hook: PhaseHook, in turn: TurnID, of host: RunHost)
    /// Puts a result's files where later phases find them; reported to `RunHost.kept`.
    mutating func keepFiles(_ output: PhaseOutput, in turn: TurnID, of host: RunHost)
    /// Takes a result's files away.
    mutating func dropFiles(of phase: Int, of host: RunHost)
    /// Makes the workspace what it was when a phase began first, but for what others committed meanwhile.
    mutating func rewind(to phase: Int, of host: RunHost)
    /// Reads the files that are part of the identity of a phase's agent; answered by `filesRead`.
    mutating func readFiles(in turn: TurnID, of host: RunHost)
    /// Has phases look up again: what they wait for may be there. `elsewhere` it is made by another process, which says
    /// nothing: a world that can wait tries again after a while.
    mutating func wake(_ waiting: [ProcessHost.Member], elsewhere: Bool, of host: RunHost)
    /// The process of the runs dies.
    mutating func die(with host: RunHost)
    /// The process of the runs dies by a fault: each is resumed at once in another.
    mutating func crash(with host: RunHost)
    /// The process of the runs stops for a time.
    mutating func pause(for time: Duration)
    /// Sends a signal to the agent of a call, and SIGKILL once the grace is over.
    mutating func signal(
        _ signal: ProcessSignal,
        grace: Duration,
        to call: CallID,
        of host: RunHost
    )
}

extension RunWorld {
    /// Nothing is measured.
    package mutating func measure(_ step: inout MachineOutput) {}
}
