/// What it takes to let a stream pass its failpoint where it begins, which may be far from the run's host.
package struct StreamOpening: Sendable {
    let table: Int
    let sites: SiteChances
    let call: CallID
    let phase: RunPlan.Phase

    /// Lets a stream pass at this time of the run; says what acted on it.
    package func pass(
        frames: Int?,
        at time: Duration,
        _ faults: inout any Interference
    ) -> (stream: StreamPassage, acted: [FiredFault]) {
        var passage = Passage.stream(StreamPassage(frames: frames))
        let site = sites.site(of: call, for: phase, at: time)
        let acted = faults.pass(&passage, at: site, of: table)
        guard case .stream(let stream) = passage else {
            return (StreamPassage(frames: frames), acted)
        }
        return (stream, acted)
    }
}
