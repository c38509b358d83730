internal import Shapes

/// Turns a file's bytes into text that the YAML scanner accepts, or says where it can't.
enum YAMLText {
    /// The text of a file in UTF-8, without its byte order mark.
    static func decode(_ bytes: [UInt8], file: String) throws(Problem) -> String {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
            || bytes.prefix(2).contains(0)
        {
            throw Problem(
                location: SourceLocation(file: file, line: 1, column: 1),
                message: "expected UTF-8, found another encoding such as UTF-16"
            )
        }
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        var input = body.makeIterator()
        var decoder = UTF8()
        var position = TextPosition()
        while true {
            switch decoder.decode(&input) {
            case .emptyInput:
                return String(decoding: body, as: UTF8.self)
            case .error:
                throw Problem(
                    location: position.location(in: file),
                    message: "expected UTF-8, found an invalid byte"
                )
            case .scalarValue(let scalar):
                guard isAllowed(scalar) else {
                    let digits = String(scalar.value, radix: 16, uppercase: true)
                    let code = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
                    throw Problem(
                        location: position.location(in: file),
                        message: "expected text, found the control character U+\(code)"
                    )
                }
                position.advance(over: scalar)
            }
        }
    }

    /// Whether YAML allows the character in a file (section 5.1: `c-printable`).
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xFFFD, 0x1_0000...0x10_FFFF: true
        default: false
        }
    }
}

/// A position in a text that moves on character by character, with lines as YAML divides them.
struct TextPosition {
    private(set) var line = 1
    private(set) var column = 1
    private var followsCarriageReturn = false

    /// Moves past a character; a carriage return and a line feed are one line break.
    mutating func advance(over scalar: Unicode.Scalar) {
        switch scalar {
        case "\n" where followsCarriageReturn: break
        case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": (line, column) = (line + 1, 1)
        default: column += 1
        }
        followsCarriageReturn = scalar == "\r"
    }

    func location(in file: String) -> SourceLocation {
        SourceLocation(file: file, line: line, column: column)
    }
}
