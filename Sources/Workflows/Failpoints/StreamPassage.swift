/// The frames of one call on their way through the failpoint `agent.stream`.
package struct StreamPassage: Sendable, Equatable {
    /// How a stream goes on after a number of frames.
    package enum Ending: Sendable, Equatable {
        /// With what the agent sends.
        case complete
        /// Nothing more ever comes.
        case stalls(after: Int)
        /// As if that was all: the frames so far are the answer.
        case endsEarly(after: Int)
        /// With a failure.
        case fails(after: Int, AgentFailure)
    }

    /// How many frames the agent sends, where that is known before.
    package let frames: Int?
    /// What is waited before the first frame, and so before each that follows.
    package var delay = Duration.zero
    /// How it goes on.
    package var ending = Ending.complete

    /// A stream that nothing disturbed yet.
    package init(frames: Int?) {
        self.frames = frames
    }

    /// Whether its end is decided.
    package var isDecided: Bool { ending != .complete }
}
