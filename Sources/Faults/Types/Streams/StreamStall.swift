internal import Shapes
package import Workflows

/// Lets a stream fall silent: after some frames nothing ever comes.
package struct StreamStall: Injection {
    /// How many frames arrive before it.
    package let frames: Int

    /// Declares it.
    package init(afterFrames frames: Int = 1) {
        self.frames = frames
    }

    package func apply(to stream: inout StreamPassage, chance: Chance) {
        guard stream.goesOn(after: frames) else { return }
        stream.ending = .stalls(after: frames)
    }
}

extension StreamStall {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "stall",
        places: [.agentStream: .both],
        parameters: StreamKeys.parameters,
        shape: .object([StreamKeys.frames.field]),
        summary: "After some frames nothing more comes, and the stream never ends.",
        imitates: "a connection that stays open while the other side has died",
        source: "tcp(7): without keepalive nobody notices that a peer is dead",
        remedy: "set timeout.heartbeat; timeout.attempt helps too, later",
        decode: { node, _, _ in StreamStall(afterFrames: node[StreamKeys.frames] ?? 1) }
    )
}

extension FaultType {
    /// Stops streams; see `StreamStall`.
    package static let stall = StreamStall.type
}
