internal import JSON
internal import Workflows

/// Takes the lines `{"frame": "…"}` out of what a program writes.
///
/// A line that may become one is held back until it is whole; all else passes at once.
struct FrameLines {
    /// What a piece of output turns out to be.
    enum Piece: Equatable {
        case output([UInt8])
        case frame(String)
    }

    /// The most bytes of a line that may be a frame.
    static let limit = 1 << 20

    /// The bytes of the current line, while it may be a frame.
    private var held: [UInt8] = []
    private var isHolding = true

    /// Takes up what was written; gives what is known of it by now.
    mutating func take(_ bytes: UnsafeRawBufferPointer) -> [Piece] {
        var pieces: [Piece] = []
        // Output is handed on in one piece up to the next frame, however many lines it has.
        var output: [UInt8] = []
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let newline = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
            let end = newline.map { $0 + 1 } ?? bytes.endIndex
            if let frame = take(bytes[start..<end], isWhole: newline != nil, &output) {
                if !output.isEmpty { pieces.append(.output(output)) }
                output = []
                pieces.append(.frame(frame))
            }
            start = end
        }
        if !output.isEmpty { pieces.append(.output(output)) }
        return pieces
    }

    /// Nothing more follows: what is held back is a line as well.
    mutating func end() -> [Piece] {
        defer { held = [] }
        if held.isEmpty { return [] }
        return [Self.frame(in: held).map { .frame($0) } ?? .output(held)]
    }

    /// Takes up a line, or a part of one; gives the frame that it is.
    private mutating func take(
        _ part: Slice<UnsafeRawBufferPointer>,
        isWhole: Bool,
        _ output: inout [UInt8]
    ) -> String? {
        guard isHolding, !held.isEmpty || Self.mayBeFrame(part) else {
            output += part
            isHolding = isWhole
            return nil
        }
        held += part
        guard isWhole || !Self.mayBeFrame(held) else { return nil }
        let frame = isWhole ? Self.frame(in: held) : nil
        if frame == nil { output += held }
        held.removeAll(keepingCapacity: true)
        isHolding = isWhole
        return frame
    }

    private static func mayBeFrame(_ line: some Collection<UInt8>) -> Bool {
        guard line.count <= limit else { return false }
        let first = line.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        return first == nil || first == UInt8(ascii: "{")
    }

    /// The text of the frame that a line is.
    private static func frame(in line: [UInt8]) -> String? {
        guard mayBeFrame(line) else { return nil }
        var parser = JSONParser(String(decoding: line, as: UTF8.self))
        guard case .object(let members)? = try? parser.parse(), members.count == 1,
            case .text(let text)? = members["frame"]
        else { return nil }
        return text
    }
}
