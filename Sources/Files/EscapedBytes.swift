/// Names whose bytes are not UTF-8, as messages show them.
package enum EscapedBytes {
    /// The text of the bytes, with each byte that belongs to no character as `\xFF`.
    package static func text(_ bytes: some Collection<UInt8>) -> String {
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var rest = Array(bytes)[...]
        var text = String.UnicodeScalarView()
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                text.append(Unicode.UTF8.decode(encoded))
                rest = rest.dropFirst(encoded.count)
            case .error(let length):
                for byte in rest.prefix(length) { append(byte, to: &text) }
                rest = rest.dropFirst(length)
            case .emptyInput: return String(text)
            }
        }
    }

    private static func append(_ byte: UInt8, to text: inout String.UnicodeScalarView) {
        let digits = String(byte, radix: 16, uppercase: true)
        for scalar in "\\x\(digits.count == 1 ? "0" : "")\(digits)".unicodeScalars {
            text.append(scalar)
        }
    }
}
