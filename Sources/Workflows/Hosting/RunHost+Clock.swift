// Readings of the wall clock, and timers that are set: both pass `clock`.
extension RunHost {
    /// The wall time for a signal: only what failed can name a date.
    func wall(for signal: Signal, in world: inout some RunWorld) -> Duration {
        guard case .ended(_, .failure(let failure)) = signal else { return .zero }
        if isDisturbed(at: .clock), failure.retryAt != nil { readClock(in: &world) }
        return world.wall
    }

    /// The wall time by which results age.
    func cacheWall(in world: inout some RunWorld) -> Duration {
        if isDisturbed(at: .clock) { readClock(in: &world) }
        return world.cacheWall
    }

    private func readClock(in world: inout some RunWorld) {
        let now = world.now
        var rate = 0.0
        world.withProcess { rate = $0.clock.rate }
        var passage = Passage.clock(ClockPassage(.reading, rate: rate))
        let acted = pass(&passage, at: .clock, in: &world)
        guard !acted.isEmpty, case .clock(let changed) = passage else { return }
        world.withProcess { $0.clock.set(by: changed.jump, rate: changed.rate, at: now) }
        say(acted, in: &world)
    }

    /// Has the world report at a time.
    func arm(_ timer: TimerID, at time: Duration, in world: inout some RunWorld) {
        let due = isDisturbed(at: .clock) ? shifted(timer, time, in: &world) : time
        world.wait(for: timer, until: due, of: self)
    }

    /// Has the world not report.
    func disarm(_ timer: TimerID, in world: inout some RunWorld) {
        if isDisturbed(at: .clock) { faulted.early.remove(timer) }
        world.disarm(timer, of: self)
    }

    /// When a timer rings. One that is set again because it rang early rings when it should.
    private func shifted(
        _ timer: TimerID,
        _ time: Duration,
        in world: inout some RunWorld
    ) -> Duration {
        guard faulted.early.remove(timer) == nil else { return time }
        var passage = Passage.clock(ClockPassage(.timer))
        let acted = pass(&passage, at: .clock, in: &world)
        guard !acted.isEmpty, case .clock(let changed) = passage else { return time }
        say(acted, in: &world)
        if changed.shift < .zero { faulted.early.insert(timer) }
        return min(max(world.now, time + changed.shift), .longest)
    }
}
