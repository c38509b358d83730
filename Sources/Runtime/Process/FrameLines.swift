internal import JSON
internal import Workflows

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

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
        if let whole = takeWithoutFrames(bytes) { return whole }
        var pieces: [Piece] = []
        // Output is handed on in one piece up to the next frame, however many lines it has.
        var output: [UInt8] = []
        var start = 0
        while start < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
            let newline = Self.place(of: UInt8(ascii: "\n"), in: rest)
            let line = UnsafeRawBufferPointer(
                rebasing: rest[..<(newline.map { $0 + 1 } ?? rest.count)]
            )
            if let frame = take(line, isWhole: newline != nil, &output) {
                if !output.isEmpty { pieces.append(.output(output)) }
                output = []
                pieces.append(.frame(frame))
            }
            start += line.count
        }
        if !output.isEmpty { pieces.append(.output(output)) }
        return pieces
    }

    /// Takes up at once what has no brace in it, as a program that floods its output writes; `nil` where there is more to
    /// look at.
    private mutating func takeWithoutFrames(_ bytes: UnsafeRawBufferPointer) -> [Piece]? {
        guard held.isEmpty, Self.place(of: UInt8(ascii: "{"), in: bytes) == nil,
            let last = bytes.last, last != UInt8(ascii: " "), last != UInt8(ascii: "\t")
        else { return nil }
        isHolding = last == UInt8(ascii: "\n")
        return [.output(Array(bytes))]
    }

    private static func place(of byte: UInt8, in bytes: UnsafeRawBufferPointer) -> Int? {
        guard let base = bytes.baseAddress, let found = memchr(base, Int32(byte), bytes.count)
        else { return nil }
        return base.distance(to: UnsafeRawPointer(found))
    }

    /// Nothing more follows: what is held back is a line as well.
    mutating func end() -> [Piece] {
        defer { held = [] }
        if held.isEmpty { return [] }
        return [Self.frame(in: held).map { .frame($0) } ?? .output(held)]
    }

    /// Takes up a line, or a part of one; gives the frame that it is.
    private mutating func take(
        _ part: UnsafeRawBufferPointer,
        isWhole: Bool,
        _ output: inout [UInt8]
    ) -> String? {
        guard isHolding, !held.isEmpty || Self.mayBeFrame(part) else {
            output.append(contentsOf: part)
            isHolding = isWhole
            return nil
        }
        held.append(contentsOf: part)
        guard isWhole || !Self.mayBeFrame(held) else { return nil }
        let frame = isWhole ? Self.frame(in: held) : nil
        if frame == nil { output += held }
        held.removeAll(keepingCapacity: true)
        isHolding = isWhole
        return frame
    }

    private static let beginning = Array("{\"frame\"".utf8)

    /// Whether a line that goes on may be a frame: it has `{"frame"`, or less of that, with space before and between.
    private static func mayBeFrame(_ line: some Collection<UInt8>) -> Bool {
        guard line.count <= limit else { return false }
        var matched = 0
        for byte in line {
            if matched == beginning.count { return true }
            if byte == beginning[matched] {
                matched += 1
            } else if matched > 1 || ![0x20, 0x09, 0x0D].contains(byte) {
                return false
            }
        }
        return true
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
