internal import Workflows

/// Why a response is malformed.
struct HTTPProblem: Error {
    /// The most bytes of a response that are quoted.
    private static let longestQuote = 40

    private let message: String
    private let found: [UInt8]?

    init(_ message: String) {
        self.message = message
        found = nil
    }

    /// Names what was expected, and these bytes in its place.
    init(expected: String, found: some Sequence<UInt8>) {
        message = "expected \(expected)"
        self.found = Array(found)
    }

    /// What is wrong, for people; no secret is in it, nor a part of one.
    func text(blanking secrets: SecretFilter) -> String {
        guard let found else { return message }
        // Nobody knows what would have followed, and what is quoted is cut: secrets go first.
        let blanked = secrets.blanked(found, isCutAtEnd: true)
        let line = String(decoding: blanked, as: UTF8.self).unicodeScalars
            .prefix { $0.value >= 0x20 && $0.value != 0x7F }
        let quote = BoundedMessage.start(
            of: String(String.UnicodeScalarView(line)),
            Self.longestQuote
        )
        return "\(message), found \"\(quote)\""
    }
}
