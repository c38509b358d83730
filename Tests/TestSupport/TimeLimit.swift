/// A limit of real time that a test lets something run into.
package struct TimeLimit: Sendable {
    package let duration: Duration
    /// As messages say it.
    package let text: String

    /// The shortest is enough on a machine at rest; a busy one takes longer even to start a program.
    package static let all = [
        TimeLimit(duration: .milliseconds(400), text: "400ms"),
        TimeLimit(duration: .seconds(3), text: "3s"),
        TimeLimit(duration: .seconds(20), text: "20s"),
    ]

    /// What came of the first limit that left the time for what has to happen before it, as `isFarEnough` says; else of
    /// the last.
    ///
    /// So a test neither waits long for its limit, nor depends on how soon a program starts.
    package static func first<Outcome>(
        of limits: [TimeLimit] = all,
        where isFarEnough: (Outcome) -> Bool,
        _ perform: (TimeLimit) async throws -> Outcome
    ) async throws -> (outcome: Outcome, limit: TimeLimit) {
        var last: (Outcome, TimeLimit)?
        for limit in limits {
            let outcome = try await perform(limit)
            last = (outcome, limit)
            if isFarEnough(outcome) { break }
        }
        guard let last else { throw NoLimit() }
        return last
    }

    private struct NoLimit: Error {}
}
