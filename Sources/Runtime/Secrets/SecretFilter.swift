package import Workflows

/// Blanks secret values wherever they would be kept or shown.
///
/// A value is found as it is, as JSON writes it once or twice, line by line, and with escape sequences of terminals in
/// it. Other encodings of it (base64, percent, hexadecimal) are other texts, and stay.
package struct SecretFilter: Sendable {
    /// What is written in place of a secret.
    package static let mark = "[secret]"

    /// Bytes, because a combining mark that follows would make another character of a secret's last one.
    private let search: SecretSearch?

    /// Blanks these values; empty ones are not secrets. What JSON writers make of them is blanked too.
    package init(_ values: some Sequence<String>) {
        let forms = values.reduce(into: Set<[UInt8]>()) { $0.formUnion(SecretForms.all(of: $1)) }
        search = forms.isEmpty ? nil : SecretSearch(forms)
    }

    /// Whether there is nothing to blank.
    package var isEmpty: Bool { search == nil }

    /// The text without secrets.
    package func blanked(_ text: String) -> String {
        guard search != nil else { return text }
        let bytes = Array(text.utf8)
        let blanked = blanked(bytes)
        return blanked == bytes ? text : String(decoding: blanked, as: UTF8.self)
    }

    /// The bytes without secrets, and without parts of them where they were cut.
    func blanked(
        _ bytes: [UInt8],
        isCutAtStart: Bool = false,
        isCutAtEnd: Bool = false
    ) -> [UInt8] {
        search?.replacing(
            in: bytes,
            with: Array(Self.mark.utf8),
            isCutAtStart: isCutAtStart,
            isCutAtEnd: isCutAtEnd
        ) ?? bytes
    }

    /// The output without secrets, in files too.
    package func blanked(_ output: PhaseOutput) -> PhaseOutput {
        guard search != nil else { return output }
        let files = output.files.map { file in
            PhaseOutput.File(
                path: blanked(file.path),
                bytes: blanked(file.bytes),
                isExecutable: file.isExecutable
            )
        }
        return PhaseOutput(
            text: blanked(output.text),
            files: files,
            response: output.response.map(blanked),
            exitStatus: output.exitStatus
        )
    }

    /// The response without secrets.
    package func blanked(_ response: PhaseOutput.Response) -> PhaseOutput.Response {
        PhaseOutput.Response(
            status: response.status,
            body: blanked(response.body),
            port: response.port
        )
    }

    /// The failure without secrets.
    package func blanked(_ failure: OperationFailure) -> OperationFailure {
        guard search != nil else { return failure }
        var failure = failure
        failure.kind = blanked(failure.kind)
        failure.message = blanked(failure.message)
        return failure
    }
}
