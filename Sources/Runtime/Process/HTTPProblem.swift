/// Why a response is malformed.
struct HTTPProblem: Error {
    let message: String

    init(_ message: String) { self.message = message }
}
