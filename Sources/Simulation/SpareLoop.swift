internal import Workflows

/// What a world keeps of a loop between two runs, so that the next one finds its memory there.
///
/// A copy of a world refers to the same one. Whoever takes it has to hold it alone: nobody else can use it then, and that
/// is why it may go from thread to thread.
final class SpareLoop: @unchecked Sendable {
    private let loop: VirtualLoop

    init(_ loop: VirtualLoop) {
        self.loop = loop
    }

    /// The loop, where it keeps events or doesn't, as the next run has to have it.
    func taken(keepsEvents: Bool) -> VirtualLoop? {
        loop.keepsEvents == keepsEvents ? loop : nil
    }
}

extension VirtualOrder {
    /// Whether its agents alone have a part in it, from its start to its end: then its memory serves another run.
    var isPlain: Bool {
        functions == nil && recorder == nil && recorded.isEmpty && run.isUndisturbed
    }
}
