/// A body in chunks, each with its size in hexadecimal digits before it; every byte is looked at once.
struct ChunkedBody {
    private enum Place {
        case size([UInt8])
        case data(Int)
        /// The line break behind a chunk, of which so many bytes are missing.
        case end(Int)
        case over
    }

    /// The most bytes of the line with a chunk's size.
    private static let longestLine = 1024

    private var place = Place.size([])

    /// Whether the last chunk, of size 0, has come; what follows it is of no interest.
    var isComplete: Bool {
        if case .over = place { true } else { false }
    }

    /// Takes more bytes and adds those of chunks to the body.
    mutating func append(
        _ more: ArraySlice<UInt8>,
        to body: inout [UInt8]
    ) throws(HTTPProblem) {
        var rest = more
        while let byte = rest.first {
            switch place {
            case .size(let line):
                rest.removeFirst()
                try appendToLine(line, byte)
            case .data(let missing):
                let part = rest.prefix(missing)
                body += part
                rest = rest.dropFirst(part.count)
                place = part.count == missing ? .end(2) : .data(missing - part.count)
            case .end(let missing):
                rest.removeFirst()
                guard byte == (missing == 2 ? 0x0D : 0x0A) else {
                    throw HTTPProblem("a chunk is longer than its size")
                }
                place = missing == 2 ? .end(1) : .size([])
            case .over: return
            }
        }
    }

    private mutating func appendToLine(_ line: [UInt8], _ byte: UInt8) throws(HTTPProblem) {
        guard byte == 0x0A else {
            guard line.count < Self.longestLine else {
                throw HTTPProblem(
                    "the line of a chunk's size is longer than \(Self.longestLine) bytes"
                )
            }
            place = .size(line + [byte])
            return
        }
        // What follows a semicolon is an extension that nobody has to know; only blanks may precede it.
        var digits = line.prefix { $0 != UInt8(ascii: ";") }
        while let last = digits.last, [0x20, 0x09, 0x0D].contains(last) { digits.removeLast() }
        let isNumber = !digits.isEmpty && digits.allSatisfy(Self.isHexDigit)
        guard isNumber, let size = Int(String(decoding: digits, as: UTF8.self), radix: 16) else {
            throw HTTPProblem(expected: "the size of a chunk", found: line)
        }
        place = size == 0 ? .over : .data(size)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}
