package import Workflows

/// Blanks secret values wherever they would be kept or shown.
package struct SecretFilter: Sendable {
    /// What stands in place of a secret.
    package static let mark = "[secret]"

    private let secrets: [String]

    /// Blanks these values; empty ones are no secrets. What JSON writers make of them is blanked too.
    package init(_ values: some Sequence<String>) {
        var forms: Set<String> = []
        for value in values where !value.isEmpty {
            forms.insert(value)
            forms.formUnion(Self.escapedForms(of: value))
        }
        // The longest first, so that one secret inside another leaves nothing behind.
        secrets = forms.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
    }

    /// A text inside JSON quotes: writers may escape what is not ASCII, in either case, and slashes.
    private static func escapedForms(of value: String) -> [String] {
        var escaped: [UInt8] = []
        JSONText.append(value, to: &escaped)
        let plain = String(decoding: escaped.dropFirst().dropLast(), as: UTF8.self)
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

    /// The text without secrets.
    package func blanked(_ text: String) -> String {
        secrets.reduce(text) { text, secret in
            text.contains(secret)
                ? text.split(separator: secret, omittingEmptySubsequences: false)
                    .joined(separator: Self.mark) : text
        }
    }

    /// The output without secrets, in files too.
    package func blanked(_ output: PhaseOutput) -> PhaseOutput {
        guard !secrets.isEmpty else { return output }
        let files = output.files.map { file in
            let text = String(decoding: file.bytes, as: UTF8.self)
            let isClean = !secrets.contains { text.contains($0) }
            return PhaseOutput.File(
                path: blanked(file.path),
                bytes: isClean ? file.bytes : Array(blanked(text).utf8)
            )
        }
        let response = output.response.map {
            PhaseOutput.Response(status: $0.status, body: blanked($0.body), port: $0.port)
        }
        return PhaseOutput(text: blanked(output.text), files: files, response: response)
    }

    /// The failure without secrets.
    package func blanked(_ failure: AgentFailure) -> AgentFailure {
        var failure = failure
        failure.kind = blanked(failure.kind)
        failure.message = blanked(failure.message)
        return failure
    }
}
