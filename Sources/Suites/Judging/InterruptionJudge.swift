internal import Scenarios
internal import Workflows

/// Judges whether what a run says of interruptions came to pass: one that does nothing tests nothing.
struct InterruptionJudge {
    private let run: ScenarioRun
    /// Whether nothing happened in the scenario before the run.
    private let isFirst: Bool
    /// Whether nothing is expected of interruptions.
    private let isVoid: Bool
    private var isInterrupted = false
    private var latest: ExecutedRun?
    /// How the run that is resumed had ended, where nothing was left to do.
    private var nothingLeft: RunStatus?

    init(_ run: ScenarioRun, isFirst: Bool, isVoid: Bool = false) {
        self.run = run
        self.isVoid = isVoid
        self.isFirst = isFirst
    }

    /// Whether there is anything to judge.
    var isNeeded: Bool {
        !isVoid
            && (run.interruption != nil || run.resumes != nil || (run.isRestarted && isFirst))
    }

    /// Takes up the next repetition.
    mutating func take(_ execution: ExecutedRun) {
        guard isNeeded else { return }
        latest = execution
        if let ending = execution.nothingLeft { nothingLeft = ending }
        guard let interruption = run.interruption, !isInterrupted else { return }
        let trace = execution.trace
        isInterrupted =
            interruption.isDeath
            ? trace.hasDied : trace.status == .cancelled || trace.wasCancelledWhileUndone
    }

    /// What did nothing in all repetitions: what was expected of it, and what was found.
    var failures: [(expected: String, found: String)] {
        guard !isVoid else { return [] }
        var failures: [(String, String)] = []
        if let nothingLeft, let earlier = run.resumes {
            failures.append(
                (
                    "resume: \(earlier), with something left to do",
                    "it has ended \(nothingLeft.rawValue): nothing is left to do"
                )
            )
        }
        if run.isRestarted, isFirst {
            failures.append(
                ("restart: true, after something that it loses", "nothing was executed before it")
            )
        }
        if let interruption = run.interruption, !isInterrupted, let latest {
            failures.append((interruption.words, interruption.silence(in: latest)))
        }
        return failures
    }
}
