internal import Shapes
package import Workflows

/// Ends a stream early as if it was complete.
package struct CleanCut: Injection {
    /// How many frames arrive before it.
    package let frames: Int

    /// Declares it.
    package init(afterFrames frames: Int = 1) {
        self.frames = frames
    }

    package func apply(to stream: inout StreamPassage, chance: Chance) {
        guard stream.goesOn(after: frames) else { return }
        stream.ending = .endsEarly(after: frames)
    }
}

extension CleanCut {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "clean_cut",
        places: [.agentStream: .both],
        parameters: StreamKeys.parameters,
        shape: .object([StreamKeys.frames.field]),
        summary:
            "The stream ends after some frames as if it was complete; what came is the answer.",
        imitates:
            "a proxy that closes a stream in an orderly way, or a client that takes the end of a connection for the end of an answer",
        source: "https://github.com/Shopify/toxiproxy#limit_data",
        remedy: "validate outputs: nothing else shows that the end is missing",
        decode: { node, _, _ in CleanCut(afterFrames: node[StreamKeys.frames] ?? 1) }
    )
}

extension FaultType {
    /// Cuts streams unnoticed; see `CleanCut`.
    package static let cleanCut = CleanCut.type
}
