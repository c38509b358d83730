internal import Locks
internal import Workflows

/// The frames that a program sends in one call, and what becomes of its stream.
final class FrameStream: Sendable {
    /// How it passes its failpoint: the time to wait before anything else, and how it ends.
    typealias Opening = @Sendable () -> StreamPassage

    private struct State {
        var texts = StreamRecord(keeping: StreamRecord.answerLimit)
        var count = 0
        var passage: StreamPassage?
        var isCut = false
    }

    private let state = Guarded(State())
    private let opening: Opening?
    private let fallsSilent: @Sendable () -> Void
    /// Ends when nobody waits for the program any more.
    private let silence = AsyncStream<Never>.makeStream()

    /// A stream that is disturbed as the opening says when its first frame comes; `fallsSilent` learns that nothing
    /// more will.
    init(opening: Opening? = nil, fallsSilent: @escaping @Sendable () -> Void = {}) {
        self.opening = opening
        self.fallsSilent = fallsSilent
    }

    /// Waits until nobody waits for the program any more.
    func stall() async {
        for await _ in silence.stream {}
    }

    /// Nobody waits for the program any more.
    func release() { silence.continuation.finish() }

    /// What is to be done about a frame.
    enum Step: Equatable {
        case goOn(after: Duration)
        /// Nothing that the program does matters any more, and nobody learns of it.
        case stall
        /// The program is ended.
        case cut
    }

    /// Takes up a frame.
    func take(_ text: String) -> Step {
        let opened = state.withLock { $0.count == 0 } ? opening?() : nil
        let (step, isSilent) = state.withLock { state -> (Step, Bool) in
            if let opened { state.passage = opened }
            let delay = opened?.delay ?? .zero
            if let last = state.passage?.lastFrame, state.count >= last {
                guard case .stalls = state.passage?.ending else {
                    state.isCut = true
                    return (.cut, false)
                }
                return (.stall, true)
            }
            state.count += 1
            var text = text
            text.withUTF8 { state.texts.append(UnsafeRawBufferPointer($0)) }
            return (.goOn(after: delay), false)
        }
        if isSilent { fallsSilent() }
        return step
    }

    /// The texts of all frames, where there were any.
    var texts: StreamRecord? { state.withLock { $0.count > 0 ? $0.texts : nil } }

    /// How the call ends because its stream was cut, where it was.
    var cut: StreamPassage.Ending? {
        state.withLock { $0.isCut ? $0.passage?.ending : nil }
    }
}
