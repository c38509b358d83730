internal import Shapes
internal import Workflows

/// The parameters that types of faults at `agent.stream` have in common.
enum StreamKeys {
    static let frames = Key(
        "after_frames",
        .integer(0...1_000_000),
        default: 1,
        doc: "How many frames arrive before it."
    )
    static let parameters = "after_frames: 0...1000000 (1)"

    /// What was there when it happened, for messages.
    static func count(_ frames: Int) -> String {
        "after \(frames) \(frames == 1 ? "frame" : "frames")"
    }
}
