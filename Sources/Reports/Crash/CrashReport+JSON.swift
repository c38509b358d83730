package import Exploration
internal import Suites
internal import Workflows

extension CrashReport {
    /// What was found as one line of JSON in UTF-8, ended by a line feed.
    ///
    /// A row is a boundary that was judged; `resumes` says in how many further executions its resume was killed too. What has
    /// no verdict is in `skipped`, with its reason.
    package static func json(_ results: [CrashResult]) -> [UInt8] {
        let rows = results.flatMap { result in result.rows.map { (result, $0) } }
        let skipped = results.flatMap { result in result.skipped.map { (result, $0) } }
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("schema", 1)
            writer.member("boundaries", rows.count)
            writer.member("differences", rows.count { $0.1.difference != nil })
            writer.member("resumes", results.reduce(0) { $0 + $1.killedResumes })
            writer.member(
                "stopped",
                orNull: results.lazy.compactMap(\.stopped).first?.rawValue
            )
            writer.member("rows", rows) { writer, each in write(each.1, of: each.0, to: &writer) }
            writer.member("skipped", skipped) { writer, each in
                let (result, (skip, boundaries)) = each
                writer.object { writer in
                    writer.member("scenario", result.scenario)
                    writer.member("file", result.file)
                    writer.member("run", orNull: skip.run)
                    writer.member("boundaries", boundaries)
                    writer.member("reason", skip.reason)
                }
            }
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private static func write(
        _ row: CrashRow,
        of result: CrashResult,
        to writer: inout JSONWriter
    ) {
        writer.object { writer in
            writer.member("scenario", result.scenario)
            writer.member("file", result.file)
            writer.member("run", row.run)
            writer.member("event", row.event)
            writer.member("kind", row.kind.name)
            writer.member("phase", orNull: row.phase?.name)
            writer.key("same")
            writer.literal(row.difference == nil ? "true" : "false")
            writer.member("resumes", row.killedResumes)
            guard let difference = row.difference else { return }
            writer.key("difference")
            writer.object { writer in
                writer.member("what", difference.disparity.aspect.rawValue)
                writer.member("message", difference.disparity.message)
                writer.member("run", difference.run)
                writer.key("resume_event")
                writer.literal(difference.resumeEvent.map(String.init) ?? "null")
            }
        }
    }
}
