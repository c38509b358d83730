package import Agents
internal import Shapes
package import Workflows

/// A program ends with 0 in the run's workspace when the run is over.
package struct CommandExpectation: RunCondition {
    /// How long it may take.
    package static let timeout = Duration.seconds(30)

    /// The program, without a request and without a probe.
    package let program: ProcessAgent

    /// Expects a program to end with 0.
    package init(_ program: ProcessAgent) {
        self.program = program
    }

    package var question: WorkspaceQuestion? { .command(program) }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? {
        let expected = "exit code 0 of \(program.command)"
        switch evidence.trace.workspace?.verdicts[program.command] {
        case .held?: return nil
        case .failed(let failure)?: return (expected, failure.message)
        case nil: return (expected, "it was not run; \(evidence.ending)")
        }
    }
}

extension ExpectationKeys {
    static let command = ExpectationKey(
        "command",
        .list(.scalar, min: 1),
        doc: "A program and its arguments: it ends with 0, within 30 s, in the workspace after the "
            + "run. It needs a real clock."
    ) { entry, context, problems in
        var decoder = ProcessDecoder(files: context.files)
        let words = decoder.words(entry.node, at: entry.path)
        problems.add(contentsOf: decoder.problems.list)
        let files = context.files.relative(to: entry.node)
        let program = ProcessAgent(
            command: words,
            timeout: CommandExpectation.timeout,
            answer: .text,
            scenarioDirectory: files.directory,
            repository: files.repository
        )
        return [Expectation(CommandExpectation(program), at: entry.place)]
    }
}

// Which worlds have a workspace when a run is over.
extension ScenarioDecoder {
    /// The same of what is expected of every execution.
    mutating func checkQuestions(
        _ always: [Expectation],
        _ runs: [ScenarioRun],
        _ clock: Scenario.Clock
    ) {
        guard clock != .virtual, runs.contains(where: { $0.interruption?.isDeath == true }) else {
            return
        }
        for expectation in always where expectation.condition.question != nil {
            problems.add(
                at: expectation.location,
                "always.files",
                "expected no run that is killed: on a real clock its workspace is lost with its process"
            )
        }
    }

    /// What has to look into a workspace is a mistake where there will be none.
    mutating func checkQuestions(_ runs: [ScenarioRun], on clock: Scenario.Clock) {
        for (index, run) in runs.enumerated() {
            for expectation in run.expectations {
                guard let question = expectation.condition.question else { continue }
                let key = if case .command = question { "command" } else { "files" }
                let path = "runs[\(index)].expect.\(key)"
                if clock == .virtual, case .command = question {
                    problems.add(
                        at: expectation.location,
                        path,
                        "expected a real clock, on which there is a workspace to run it in, found "
                            + "a virtual one"
                    )
                } else if clock != .virtual, run.interruption?.isDeath == true {
                    problems.add(
                        at: expectation.location,
                        path,
                        "expected a run that is not killed: on a real clock its workspace is lost "
                            + "with its process"
                    )
                }
            }
        }
    }
}
