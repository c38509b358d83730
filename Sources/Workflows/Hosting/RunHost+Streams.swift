// Where faults act on streams.
extension RunHost {
    /// How the stream of a call passes its failpoint; `nil` where nothing can act there.
    package func streamOpening(of call: CallID) -> StreamOpening? {
        guard isDisturbed(at: .agentStream), let failpoints else { return nil }
        return StreamOpening(
            table: failpoints.table,
            sites: SiteChances(.agentStream, of: plan, as: order.site),
            call: call,
            phase: machine.planned[call.phase]
        )
    }

    /// Lets the stream of a call that has so many frames pass; `nil` where nothing acts on it.
    package func openStream(
        of call: CallID,
        frames: Int,
        in world: inout some RunWorld
    ) -> StreamPassage? {
        guard let opening = streamOpening(of: call) else { return nil }
        let time = world.now - startedAt
        var opened = (stream: StreamPassage(frames: frames), acted: [FiredFault]())
        world.withProcess { opened = opening.pass(frames: frames, at: time, &$0.faults) }
        announceStream(opened.acted, of: call, in: &world)
        return opened.acted.isEmpty ? nil : opened.stream
    }

    /// Has the run say what acted on the stream of a call.
    package func announceStream(
        _ acted: [FiredFault],
        of call: CallID,
        in world: inout some RunWorld
    ) {
        announce(acted, phase: call.phase, attempt: call.attempt, in: &world)
    }
}
