internal import Workflows

extension PhaseOutput {
    /// The same output with another text; a server's response has it as its body.
    func saying(_ text: String) -> PhaseOutput {
        PhaseOutput(
            text: text,
            files: files,
            response: response.map { Response(status: $0.status, body: text, port: $0.port) },
            exitStatus: exitStatus
        )
    }

    /// The same output with other files.
    func carrying(_ files: [File]) -> PhaseOutput {
        PhaseOutput(text: text, files: files, response: response, exitStatus: exitStatus)
    }
}
