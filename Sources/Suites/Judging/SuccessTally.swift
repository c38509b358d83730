internal import Scenarios
internal import Shapes

/// Counts the executions of a run of which all holds that is expected, where not all of them must.
struct SuccessTally {
    /// How many failing executions are named.
    private static let mostNamed = 5

    private let bound: ShareBound
    private let location: SourceLocation
    private var total = 0
    private var held = 0
    private var named: [ExpectationFailure] = []

    /// `nil` where every execution must hold.
    init?(_ run: ScenarioRun) {
        guard let success = run.success else { return nil }
        (bound, location) = success
    }

    /// Takes up what did not hold of the next execution.
    mutating func take(_ failures: [ExpectationFailure]) {
        total += 1
        guard let first = failures.first else {
            held += 1
            return
        }
        if named.count < Self.mostNamed { named.append(first) }
    }

    /// What did not hold of all of them together, of the execution that failed first.
    func failure(orOf run: String, _ seed: UInt64) -> ExpectationFailure? {
        guard !bound.contains(held, of: total) else { return nil }
        var lines = ["\(held) of \(total) (\(percentage))"]
        lines += named.map { "\($0.run): \($0.message)" }
        let rest = total - held - named.count
        if rest > 0 { lines.append("… \(rest) more") }
        let first = named.first
        return ExpectationFailure(
            expected: "success \(bound.text)",
            found: lines.joined(separator: "\n"),
            location: "\(location.file):\(location.line)",
            run: first?.run ?? run,
            repetition: first?.repetition ?? 0,
            seed: first?.seed ?? seed,
            storedID: first?.storedID
        )
    }

    /// The share to a tenth of a percent, never rounded up to what it is not.
    private var percentage: String {
        guard total > 0 else { return "100 %" }
        // A run has at most a million executions.
        let share = held * 1_000 / total
        return "\(share / 10)" + (share % 10 == 0 ? "" : ".\(share % 10)") + " %"
    }
}
