internal import Workflows

extension DiffReport {
    /// The comparison as one line of JSON in UTF-8, ended by a line feed.
    ///
    /// A step that both runs have is two rows, the first run's before the second's. `outputs` has the lines that differ, as
    /// a patch has them.
    package static func json(_ comparison: RunComparison) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("schema", 1)
            writer.key("first")
            run(&writer, comparison.first)
            writer.key("second")
            run(&writer, comparison.second)
            let rows = comparison.alignment.rows.flatMap { row in
                [row.first.map { ($0, "first") }, row.second.map { ($0, "second") }]
                    .compactMap(\.self)
            }
            writer.member("rows", rows) { writer, row in step(&writer, row.0, side: row.1) }
            writer.member("outputs", comparison.outputs, output)
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private static func run(_ writer: inout JSONWriter, _ run: ComparedRun) {
        writer.object { writer in
            writer.member("id", run.id)
            writer.member("scenario", run.scenario)
            writer.member("run", run.run)
            writer.member("file", run.file)
            writer.member("seed", run.seed)
            writer.member("status", run.status)
            writer.member("duration_s", seconds: run.duration)
            usage(&writer, run.tokens, run.costMicros)
        }
    }

    private static func step(_ writer: inout JSONWriter, _ step: RunStep, side: String) {
        writer.object { writer in
            writer.member("phase", step.key.phase.name)
            writer.member("role", step.key.role.name)
            writer.member("visit", step.key.visit)
            writer.member("attempt", step.key.attempt)
            writer.member("side", side)
            writer.member("duration_s", seconds: step.duration)
            usage(&writer, step.tokens, step.costMicros)
            writer.member("outcome", step.outcome.rawValue)
            writer.member("digest", orNull: step.digest?.description)
            writer.member("cause", orNull: step.cause)
            writer.member("waited_s", seconds: step.waited)
        }
    }

    private static func usage(_ writer: inout JSONWriter, _ tokens: Int?, _ cost: Int?) {
        writer.key("tokens")
        writer.literal(tokens.map { String($0) } ?? "null")
        writer.key("cost")
        writer.literal(cost.map(CostText.text) ?? "null")
    }

    private static func output(_ writer: inout JSONWriter, _ output: OutputDifference) {
        writer.object { writer in
            writer.member("phase", output.phase.name)
            writer.member("first", output.first.description)
            writer.member("second", output.second.description)
            guard let patch = output.patch else {
                writer.key("lines")
                writer.literal("null")
                return
            }
            writer.member("lines", patch.lines) { $0.text($1.marked) }
            writer.member("left_out", patch.leftOut)
        }
    }
}
