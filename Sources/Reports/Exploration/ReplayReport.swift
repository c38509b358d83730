package import Exploration
internal import Quantities
internal import Workflows

/// A saved failure that was executed once more, for people: what happened, what it did to the world, what does not hold.
package enum ReplayReport {
    /// The report.
    ///
    /// - Parameters:
    ///   - promise: What did not hold when it was saved.
    ///   - tool: The version that saved it, where it is not this one.
    package static func text(
        _ replay: Replay,
        of file: String,
        promise: String,
        recorded: [UInt8]?,
        tool: String? = nil,
        style: ConsoleStyle = ConsoleStyle()
    ) -> String {
        var lines: [String] = []
        for run in replay.runs { lines += timeline(run) }
        let effects = replay.runs.flatMap { run in
            EffectText.lines(of: run.effects).map { "\(run.run.id): \($0)" }
        }
        if !effects.isEmpty { lines += ["effects"] + effects.map { "  \($0)" } }
        if let tool { lines.append("it was found by moonlight \(tool)") }
        lines += replay.missing.map { "the site of \($0) is gone" }
        if let recorded, let change = replay.difference(from: recorded) {
            lines.append("event line \(change.line) is not as it was")
            lines += ["  was \(change.was)", "  is  \(change.is)"]
        }
        let isBroken = replay.breaks(promise)
        for violation in replay.violations {
            lines.append(
                "\(violation.promise.name): \(ExplorationReport.place(violation)): \(violation.message)"
            )
        }
        let verdict =
            isBroken
            ? style.painted("it fails again", .red) : style.painted("it holds now", .green)
        let text = lines.map { PlainText.oneLine($0, limit: 4096) + "\n" }.joined()
        return text + "\(PlainText.oneLine(file)): \(promise): \(verdict)\n"
    }

    private static func timeline(_ run: RunTrace) -> [String] {
        ["\(run.run.id) \(run.status.rawValue)"]
            + run.events.map { event in
                var words = ["  \(DurationText.clock(event.time))"]
                event.forEachField { name, value in
                    let name = "\(name)"
                    guard !["seq", "t_us", "run", "version"].contains(name) else { return }
                    let value: String =
                        switch value {
                        case .text(let text): text
                        case .integer(let number): String(number)
                        }
                    words.append(name == "kind" ? value : "\(name)=\(value)")
                }
                return words.joined(separator: " ")
            }
    }
}
