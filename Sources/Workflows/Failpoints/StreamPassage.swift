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
        case fails(after: Int, OperationFailure)
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

    /// The last frame that comes, where that is not the agent's own last.
    package var lastFrame: Int? {
        switch ending {
        case .complete: nil
        case .stalls(let count), .endsEarly(let count), .fails(let count, _): count
        }
    }

    /// Whether the agent sends more than so many frames, as far as that is known.
    package func goesOn(after count: Int) -> Bool { frames.map { $0 > count } ?? true }
}

extension AgentAnswer {
    /// What an answer has said after some of its frames, which have equal parts of the text; files come with the last.
    package func cut(after frames: Int, of all: Int) -> AgentAnswer {
        guard frames < all else { return self }
        var answer = self
        let utf8 = output.text.utf8
        let bytes = all > 0 ? utf8.count / all * frames + utf8.count % all * frames / all : 0
        var end = utf8.index(utf8.startIndex, offsetBy: bytes)
        while end > utf8.startIndex, end.samePosition(in: output.text.unicodeScalars) == nil {
            end = utf8.index(before: end)
        }
        answer.output = PhaseOutput(text: String(output.text[..<end]))
        return answer
    }
}
