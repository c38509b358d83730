internal import ArgumentParser
internal import Benchmarks

/// The options of `bench` that say how much is measured, and what is done around it.
struct BenchOptions: ParsableArguments {
    @Option(
        help:
            "How many samples are taken of each; with --width the most. Default: 10, with --width 200."
    )
    var pairs: Int?

    @Option(
        help: "Measure until the interval is so narrow, as a share of the estimate, such as 5%."
    )
    var width: ShareArgument?

    @Option(help: "Begin nothing after so long, such as 30s.")
    var timeLimit: DurationArgument?

    @Option(help: "How often each is executed before measuring.")
    var warmup = 0

    @Option(
        help: "The seed of the first sample, in place of each scenario's own; draws the order too."
    )
    var seed: UInt64?

    @Flag(help: "Measure each against itself: a difference is a false alarm.")
    var control = false

    @Flag(help: "Judge and succeed although executions failed.")
    var allowFailures = false

    func validate() throws {
        if let pairs, !SamplingPlan.allowedPairs.contains(pairs) {
            let range = SamplingPlan.allowedPairs
            throw ValidationError(
                "--pairs: expected \(range.lowerBound) to \(range.upperBound), found \(pairs)"
            )
        }
        if let width, width.share == 0 {
            throw ValidationError("--width: expected a share above 0, such as 5%, found 0")
        }
        guard (0...SamplingPlan.allowedPairs.upperBound).contains(warmup) else {
            throw ValidationError(
                "--warmup: expected 0 to \(SamplingPlan.allowedPairs.upperBound), found \(warmup)"
            )
        }
    }

    /// How much is measured.
    var plan: SamplingPlan {
        let usual = width == nil ? SamplingPlan.defaultPairs : SamplingPlan.defaultCap
        var plan = SamplingPlan(pairs: pairs ?? usual, seed: seed ?? 0)
        plan.width = width?.share
        plan.timeLimit = timeLimit?.duration
        plan.warmup = warmup
        return plan
    }
}

/// The options of `bench` for commands.
struct BenchCommands: ParsableArguments {
    @Option(
        name: .customLong("command"),
        help:
            "A command line to measure, executed by /bin/sh; may be repeated, the first is the baseline."
    )
    var lines: [String] = []

    @Option(help: "A command that is executed once before everything.")
    var setup: String?

    @Option(
        help:
            "A command that is executed before each execution; once for all commands, or once for each."
    )
    var prepare: [String] = []

    @Option(help: "A command that is executed once after everything, whatever happened.")
    var cleanup: String?

    func validate() throws {
        if lines.isEmpty {
            let options = [
                ("--setup", setup != nil), ("--prepare", !prepare.isEmpty),
                ("--cleanup", cleanup != nil),
            ]
            if let given = options.first(where: \.1) {
                throw ValidationError("\(given.0): expected a --command that it belongs to")
            }
        }
        if prepare.count > 1, prepare.count != lines.count {
            throw ValidationError(
                "--prepare: expected one for all commands or one for each of \(lines.count), "
                    + "found \(prepare.count)"
            )
        }
        let texts =
            lines.map { ("--command", $0) } + prepare.map { ("--prepare", $0) }
            + [("--setup", setup), ("--cleanup", cleanup)].compactMap { name, text in
                text.map { (name, $0) }
            }
        for (name, text) in texts {
            if text.allSatisfy(\.isWhitespace) {
                throw ValidationError("\(name): expected a command, found nothing")
            }
        }
        for (index, line) in lines.enumerated() where lines[..<index].contains(line) {
            throw ValidationError(
                "--command: expected different commands, found \"\(line)\" twice; --control measures one against itself"
            )
        }
    }

    /// The commands with what is done around them.
    var measured: [MeasuredCommand] {
        lines.enumerated().map { index, line in
            MeasuredCommand(
                line,
                setup: setup,
                prepare: prepare.count == 1 ? prepare.first : prepare.dropFirst(index).first,
                cleanup: cleanup
            )
        }
    }
}
