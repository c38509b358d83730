internal import Shapes
package import Workflows

/// Ends a stream with an error that its first status did not announce.
package struct ErrorAfter200: Injection {
    /// How many frames arrive before it.
    package let frames: Int
    private let failure: OperationFailure

    /// Declares it.
    package init(afterFrames frames: Int = 1) {
        self.frames = frames
        failure = OperationFailure(
            kind: Self.type.name,
            message: "the stream sent an error \(StreamKeys.count(frames)): overloaded"
        )
    }

    package func apply(to stream: inout StreamPassage, chance: Chance) {
        guard stream.goesOn(after: frames) else { return }
        stream.ending = .fails(after: frames, failure)
    }
}

extension ErrorAfter200 {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "error_after_200",
        places: [.agentStream: .both],
        parameters: StreamKeys.parameters,
        shape: .object([StreamKeys.frames.field]),
        summary: "After status 200 and some frames an error comes in place of the rest.",
        imitates:
            "a provider that is overloaded while it streams, and says so in an event of the stream",
        source: "https://docs.anthropic.com/en/docs/build-with-claude/streaming (error events)",
        remedy: "throw the frames away, and try again",
        decode: { node, _, _ in ErrorAfter200(afterFrames: node[StreamKeys.frames] ?? 1) }
    )
}

extension FaultType {
    /// Ends streams with an error; see `ErrorAfter200`.
    package static let errorAfter200 = ErrorAfter200.type
}
