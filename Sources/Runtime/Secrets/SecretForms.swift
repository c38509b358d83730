internal import EscapeCodes
internal import JSON
internal import Workflows

/// What a secret looks like where it is written down.
enum SecretForms {
    /// A line of a secret is itself a secret from this length on; shorter ones are braces and the like.
    private static let shortestLine = 8

    /// The secret, its lines, and what writers of JSON make of these, once and twice; without escape sequences.
    static func all(of value: String) -> Set<[UInt8]> {
        // A text of several lines is often shown in part, and its last line feed lost.
        let lines = value.split(whereSeparator: \.isNewline).map(String.init)
            .filter { $0.utf8.count >= shortestLine }
        var whole = [value]
        if let last = value.lastIndex(where: { !$0.isNewline }), value[last...].count > 1 {
            whole.append(String(value[...last]))
        }
        var forms: Set<String> = []
        for form in whole + lines where form.contains(where: { !$0.isWhitespace }) {
            forms.insert(form)
            // JSON in a text of JSON is how a log line is quoted in an error.
            for once in escaped(form) {
                forms.insert(once)
                forms.formUnion(escaped(once))
            }
        }
        return Set(forms.map(visible).filter { !$0.isEmpty })
    }

    /// A text inside JSON quotes: writers may escape what is not ASCII, in either case, and slashes.
    private static func escaped(_ value: String) -> [String] {
        var bytes: [UInt8] = []
        JSONText.append(value, to: &bytes)
        let plain = String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
        let ascii = [false, true].map { isUppercase in
            plain.utf16.map { unit -> String in
                guard unit > 0x7E else { return String(UnicodeScalar(UInt8(unit))) }
                let digits = String(unit, radix: 16, uppercase: isUppercase)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }.joined()
        }
        let forms = [plain] + ascii
        return forms + forms.map { $0.replacing("/", with: "\\/") }
    }

    private static func visible(_ form: String) -> [UInt8] {
        let bytes = Array(form.utf8)
        return EscapeSequence.visiblePlaces(in: bytes).map { $0.map { bytes[$0] } } ?? bytes
    }
}
