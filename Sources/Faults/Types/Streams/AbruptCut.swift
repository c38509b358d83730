internal import Shapes
package import Workflows

/// Breaks a stream off: a failure of the transport.
package struct AbruptCut: Injection {
    /// How many frames arrive before it.
    package let frames: Int
    private let failure: OperationFailure

    /// Declares it.
    package init(afterFrames frames: Int = 1) {
        self.frames = frames
        failure = OperationFailure(
            kind: Self.type.name,
            message: "the connection was reset \(StreamKeys.count(frames))"
        )
    }

    package func apply(to stream: inout StreamPassage, chance: Chance) {
        guard stream.goesOn(after: frames) else { return }
        stream.ending = .fails(after: frames, failure)
    }
}

extension AbruptCut {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "abrupt_cut",
        places: [.agentStream: .both],
        parameters: StreamKeys.parameters,
        shape: .object([StreamKeys.frames.field]),
        summary: "The connection breaks after some frames.",
        imitates: "a connection that is reset in the midst of an answer",
        source: "https://github.com/Shopify/toxiproxy#reset_peer",
        remedy: "throw the frames away, and try again",
        decode: { node, _, _ in AbruptCut(afterFrames: node[StreamKeys.frames] ?? 1) }
    )
}

extension FaultType {
    /// Breaks streams off; see `AbruptCut`.
    package static let abruptCut = AbruptCut.type
}
