internal import Suites
internal import Scenarios
internal import Workflows

/// Words for hooks that failed; they fail no run, and somebody relies on what they do.
enum HookText {
    /// A line such as `run cold: the after hook of coder failed: exit 3`, with a hook's own lines below it.
    static func lines(_ run: RunResult) -> [String] {
        run.hookFailures.flatMap { hook in
            let title =
                "run \(PlainText.oneLine(hook.run)): the \(hook.hook.rawValue) hook of "
                + "\(PlainText.oneLine(hook.phase.name)) failed: "
            let lines = PlainText.lines(hook.failure.message)
            return (lines.isEmpty ? [hook.failure.kind] : lines).enumerated().map { index, line in
                index == 0 ? title + line : "  \(FailureText.gutter)\(line)"
            }
        }
    }
}
