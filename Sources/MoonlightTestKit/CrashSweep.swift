public import MoonlightEngine

/// What came of one crash of a run, and of resuming it.
public struct CrashReport: Sendable, CustomStringConvertible {
    /// Where the process died: `crash after plan`, `crash before the commit of plan`.
    public let crash: String
    /// The run when its process had died.
    public let interrupted: RunResult
    /// The same run, resumed.
    public let resumed: RunResult
    /// What is wrong with them; nothing where the crash made no difference.
    public let problems: [String]

    /// The crash, and what is wrong.
    public var description: String {
        problems.isEmpty
            ? "\(crash): no difference" : "\(crash): " + problems.joined(separator: "; ")
    }
}

/// Lets a run of a workflow die before and after the commit of each of its phases, one after the other, and resumes it.
///
/// Each crash has an engine of its own on a virtual clock, with this seed and these faults. A report has problems where
/// the resumed run does not end like one that nobody disturbed, with the same outputs, where a committed phase was
/// executed again, or where an invariant does not hold. So the agents have to be functions of their requests.
///
/// Crashes that never come, because their phase never commits, have no report.
public func crashSweep(
    of workflow: Workflow,
    requirements: String = "",
    seed: UInt64 = 0,
    faults: [Fault] = []
) async throws(EngineError) -> [CrashReport] {
    let calm = try await TestBench(seed: seed, faults: faults)
        .run(workflow, requirements: requirements, id: "sweep")
    var reports: [CrashReport] = []
    for phase in workflow.phases {
        for crash in [Fault.crash(beforeCommitOf: phase.name), .crash(after: phase.name)] {
            let bench = TestBench(seed: seed, faults: faults + [crash])
            // Where nothing was recorded when it died, the run is not known, and begins again.
            let execute = { () async throws(EngineError) in
                try await bench.runOrResume(workflow, requirements: requirements, id: "sweep")
            }
            let interrupted = try await execute()
            guard interrupted.status == .interrupted else { continue }
            let resumed = try await execute()
            let lost = lostCommits(of: interrupted, in: resumed)
            var problems = bench.violations.map(\.description)
            if resumed.status != calm.status {
                problems.append("ends as \(resumed.status), expected \(calm.status)")
            }
            for phase in Set(calm.outputs.keys).union(resumed.outputs.keys).sorted()
            where calm.outputs[phase] != resumed.outputs[phase] {
                problems.append("the output of \(phase) differs")
            }
            problems += lost.sorted().map { "\($0) was committed, and executed again" }
            reports.append(
                CrashReport(
                    crash: crash.description,
                    interrupted: interrupted,
                    resumed: resumed,
                    problems: problems
                )
            )
        }
    }
    return reports
}

/// The phases whose results counted before the crash, and that were executed again although nothing had discarded or
/// undone them.
private func lostCommits(of interrupted: RunResult, in resumed: RunResult) -> Set<String> {
    var counting = Set(interrupted.outputs.keys)
    var lost: Set<String> = []
    for event in resumed.events {
        guard let phase = event.phase else { continue }
        switch event.kind {
        case .phaseDiscarded, .compensationStarted: counting.remove(phase)
        case .attemptStarted where counting.contains(phase): lost.insert(phase)
        default: break
        }
    }
    return lost
}
