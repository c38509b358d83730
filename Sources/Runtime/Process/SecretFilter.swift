package import Workflows

/// Blanks secret values wherever they would be kept or shown.
package struct SecretFilter: Sendable {
    /// What stands in place of a secret.
    package static let mark = "[secret]"

    /// A line of a secret is a secret of its own from this length on; shorter ones are braces and the like.
    private static let shortestLine = 8

    /// Bytes, because a combining mark that follows would make another character of a secret's last one.
    private let secrets: [[UInt8]]

    /// Blanks these values; empty ones are no secrets. What JSON writers make of them is blanked too.
    package init(_ values: some Sequence<String>) {
        var forms: Set<String> = []
        for value in values {
            // A text of several lines is often shown in part, and its last line feed lost.
            let lines = value.split(whereSeparator: \.isNewline).map(String.init)
                .filter { $0.utf8.count >= Self.shortestLine }
            var whole = [value]
            if let last = value.lastIndex(where: { !$0.isNewline }), value[last...].count > 1 {
                whole.append(String(value[...last]))
            }
            for form in whole + lines where form.contains(where: { !$0.isWhitespace }) {
                forms.insert(form)
                forms.formUnion(Self.escapedForms(of: form))
            }
        }
        // The longest first, so that one secret inside another leaves nothing behind.
        secrets = forms.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }.map { Array($0.utf8) }
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
        guard !secrets.isEmpty else { return text }
        return String(decoding: blanked(Array(text.utf8)), as: UTF8.self)
    }

    private func blanked(_ bytes: [UInt8]) -> [UInt8] {
        secrets.reduce(bytes) { $0.replacing($1, with: Array(Self.mark.utf8)) }
    }

    /// The output without secrets, in files too.
    package func blanked(_ output: PhaseOutput) -> PhaseOutput {
        guard !secrets.isEmpty else { return output }
        let files = output.files.map { file in
            PhaseOutput.File(
                path: blanked(file.path),
                bytes: blanked(file.bytes),
                isExecutable: file.isExecutable
            )
        }
        let response = output.response.map {
            PhaseOutput.Response(status: $0.status, body: blanked($0.body), port: $0.port)
        }
        return PhaseOutput(
            text: blanked(output.text),
            files: files,
            response: response,
            exitStatus: output.exitStatus
        )
    }

    /// The failure without secrets.
    package func blanked(_ failure: AgentFailure) -> AgentFailure {
        var failure = failure
        failure.kind = blanked(failure.kind)
        failure.message = blanked(failure.message)
        return failure
    }
}
