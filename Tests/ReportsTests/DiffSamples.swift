import Workflows

@testable import Reports

/// Runs to compare; between them they have everything that a comparison shows.
enum DiffSamples {
    static var all: [RunComparison] { [faulted, cached, hostile, binary] }

    private static let plan: [(name: PhaseID, needs: [Int])] = [
        ("planner", []), ("coder", [0]), ("reviewer", [1]), ("docs", [0]),
    ]

    private static func code(_ body: String, files: [PhaseOutput.File] = []) -> PhaseOutput {
        PhaseOutput(
            text:
                "def hello():\n\t# one endpoint\n\(body)\n\nif __name__ == '__main__':\n    serve()\n",
            files: files
        )
    }

    private static let plain = PhaseOutput(text: "the plan")

    /// Refused twice, sent back by a review and documented by a fallback, and the same without faults.
    static var faulted: RunComparison {
        var first = EventScript(plan)
        first.at(0, .started)
        first.commit("planner", from: 0, to: 19, output: plain, usage: Usage(tokens: 900))
        first.at(19, .phaseStarted("coder"), .attempt("coder", 1))
        first.at(19, .failed("coder", 1, "rate_limit"), .retry("coder", 2, after: 1))
        first.at(20, .attempt("coder", 2), .phaseStarted("docs"), .attempt("docs", 1))
        first.at(21, .failed("docs", 1, "server_error"))
        first.at(21, .phaseDegraded("docs", digest: Event.Kind.digest, cause: "server_error"))
        first.at(21, .over("docs", .degraded))
        first.finish(
            "coder",
            at: 57,
            attempt: 2,
            output: code("    return 404"),
            usage: Usage(tokens: 4000, costMicros: 1_250_000)
        )
        first.at(57, .phaseStarted("reviewer"), .attempt("reviewer", 1))
        first.at(60, .succeeded("reviewer", 1))
        let finding = ValidationFinding(named: "contains", message: "no error path")
        first.at(60, .validationFailed("reviewer", attempt: 1, finding: finding))
        first.at(60, .over("reviewer", .discarded))
        first.at(60, .phaseDiscarded("coder", digest: Event.Kind.digest))
        first.commit("coder", from: 60, to: 97, attempt: 3, output: code("    return hi"))
        first.commit("reviewer", from: 97, to: 99, attempt: 2, output: plain)
        first.at(99, .runEnded(status: .degraded, error: nil))

        var second = EventScript(plan)
        second.at(0, .started)
        second.commit("planner", from: 0, to: 19, output: plain, usage: Usage(tokens: 912))
        second.at(19, .phaseStarted("docs"), .attempt("docs", 1))
        let handler = PhaseOutput.File(path: "handler.py", text: "404\n")
        second.commit(
            "coder",
            from: 19,
            to: 50.5,
            output: code("    # the handler knows\n    return handler", files: [handler]),
            usage: Usage(tokens: 3500, costMicros: 1_000_000)
        )
        second.finish("docs", at: 51, output: PhaseOutput(text: "the docs"))
        second.commit("reviewer", from: 51, to: 53, output: plain)
        second.at(53, .runEnded(status: .succeeded, error: nil))
        return RunComparison(
            first.compared("faulted", status: "degraded"),
            second.compared("plain")
        )
    }

    /// Executed, and from the cache.
    static var cached: RunComparison {
        var cold = EventScript(plan)
        cold.at(0, .started)
        cold.commit("planner", from: 0, to: 19, output: plain)
        cold.commit("coder", from: 19, to: 56, output: code("    return hi"))
        cold.at(56, .runEnded(status: .succeeded, error: nil))
        var warm = EventScript(plan)
        warm.at(0, .started)
        warm.hit("planner", at: 0, output: plain)
        warm.hit("coder", at: 0, output: code("    return hi"))
        warm.at(0, .runEnded(status: .succeeded, error: nil))
        return RunComparison(cold.compared("cold"), warm.compared("warm"))
    }

    /// Names and outputs that try to act on who reads them; two lines differ in nothing that can be seen.
    static var hostile: RunComparison {
        let nasty = NastyScenario.text
        let phase = PhaseID(nasty)
        func run(_ text: String) -> ComparedRun {
            var script = EventScript([(phase, [])])
            script.at(0, .started)
            script.commit(
                phase,
                from: 0,
                to: 1,
                output: PhaseOutput(
                    text: text,
                    files: [.init(path: "<b>\(nasty).txt", text: "\(text)\u{1B}[1m")]
                )
            )
            script.at(1, .phaseStarted("b"), .attempt("b", 1), .failed("b", 1, nasty, nasty))
            script.at(1, .over("b", .failed))
            return script.compared(nasty, status: nasty)
        }
        return RunComparison(
            run("ok now\n</script><script>alert(1)</script>\n\(nasty)"),
            run("\u{1B}[32mok\u{1B}[0m now\n</pre><img src=x onerror=alert(1)>\n\(nasty)")
        )
    }

    /// Files that are no text, and one that one run lacks.
    static var binary: RunComparison {
        func run(_ name: String, _ files: [PhaseOutput.File], exit: Int) -> ComparedRun {
            var script = EventScript([("a", [])])
            script.at(0, .started)
            script.commit(
                "a",
                from: 0,
                to: 1,
                output: PhaseOutput(text: "", files: files, exitStatus: exit)
            )
            script.at(1, .runEnded(status: .succeeded, error: nil))
            return script.compared(name)
        }
        let program: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 0xFF]
        return RunComparison(
            run(
                "first",
                [.init(path: "a.out", bytes: program), .init(path: "b.txt", text: "b")],
                exit: 0
            ),
            run(
                "second",
                [
                    .init(path: "a.out", bytes: program + [1]),
                    .init(path: "b.txt", bytes: Array("b".utf8), isExecutable: true),
                    .init(path: "empty", bytes: []),
                ],
                exit: 3
            )
        )
    }
}
