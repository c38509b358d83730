package import Benchmarks
internal import Scenarios
internal import Shapes
internal import Suites

// The verdicts on claims, each as a case of its scenario.
extension JUnitReport {
    /// Writes verdicts as `run` writes runs, and returns the paths of what was written.
    ///
    /// A refuted claim is a failure; one without a verdict an error, or skipped where it is passed over.
    ///
    /// - Throws: `XMLProblem`.
    package static func write(
        _ verdicts: [ClaimVerdict],
        inconclusive: InconclusivePolicy,
        profile: JUnitProfile = .rich,
        to path: String,
        isFolder: Bool = false,
        surroundings: ReportEnvironment
    ) throws -> [String] {
        var names = UniqueNames()
        let suites = VerdictReport.byScenario(verdicts).compactMap { group in
            group.first.map { first in
                JUnitSuite(
                    claims: group,
                    of: first,
                    className: names.claim(
                        PlainText.oneLine(Scenario.className(ofPath: first.file))
                    ),
                    inconclusive: inconclusive,
                    toolVersion: surroundings.toolVersion
                )
            }
        }
        return try write(
            suites,
            profile: profile,
            to: path,
            isFolder: isFolder,
            surroundings: surroundings
        )
    }
}

extension JUnitSuite {
    fileprivate init(
        claims: [ClaimVerdict],
        of first: ClaimVerdict,
        className: String,
        inconclusive: InconclusivePolicy,
        toolVersion: String
    ) {
        var names = UniqueNames()
        scenario = .verified(
            named: first.scenario,
            file: first.file,
            status: inconclusive.exitCode(of: claims) == 0 ? .passed : .failed,
            seed: first.seed,
            isVirtual: first.isSimulated
        )
        self.className = className
        name = className
        cases = claims.map { claim in
            JUnitCase(
                name: names.claim("claim \(PlainText.oneLine(claim.claim))"),
                place: SourcePlace(file: claim.location.file, line: claim.location.line),
                time: .zero,
                outcome: .init(of: claim, inconclusive: inconclusive),
                output: VerdictReport.paragraph(claim).joined(separator: "\n")
            )
        }
        properties = [
            ("seed", String(first.seed)), ("clock", first.isSimulated ? "virtual" : "real"),
            ("replay", scenario.replayCommand()), ("tool", "moonlight \(toolVersion)"),
        ]
        .map { ($0, PlainText.oneLine($1)) }
    }
}

extension JUnitCase.Outcome {
    fileprivate init(of claim: ClaimVerdict, inconclusive: InconclusivePolicy) {
        let reason = claim.reason ?? "no verdict"
        switch claim.verdict {
        case .holds: self = .passed
        case .skipped: self = .skipped(reason)
        case .inconclusive where inconclusive == .skip: self = .skipped(reason)
        case .inconclusive:
            let text = VerdictReport.paragraph(claim).joined(separator: "\n")
            let message = PlainText.oneLine("no verdict: \(reason)", limit: 4096)
            self = .broken(message: message, text: text, wasCancelled: false)
        case .refuted:
            let found = [claim.estimate == nil ? nil : VerdictReport.finding(claim), claim.reason]
            self = .failed([
                .refuted(
                    VerdictReport.statement(claim),
                    found: found.compactMap(\.self).joined(separator: ": "),
                    location: "\(claim.location.file):\(claim.location.line)",
                    run: claim.candidate,
                    seed: claim.seed
                )
            ])
        }
    }
}
