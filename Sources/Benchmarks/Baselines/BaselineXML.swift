package import XML

/// Baselines as XML files.
///
/// Each sample list is on its own line, and series have a stable order, so that two files
/// can be compared line by line.
package enum BaselineXML {
    /// Writes a file, which appears whole or not at all, and is valid.
    ///
    /// - Throws: `XMLProblem`; `invalid` where the baseline holds what a file may not.
    package static func write(_ baseline: Baseline, to path: String) throws {
        let schema = try BaselineSchema.compiled.get()
        try XMLFile.write(to: path, validatedBy: schema) { writer in
            try write(baseline, into: &writer)
        }
    }

    /// Reads a file that is valid; the first mistake is thrown with its place.
    ///
    /// - Throws: `XMLProblem`; `io` with `ENOENT` where there is no such file.
    package static func read(file path: String) throws(XMLProblem) -> Baseline {
        do throws(XMLProblem) {
            try BaselineSchema.compiled.get().validate(file: path)
        } catch {
            throw error.kind == .invalid ? worded(error, path) : error
        }
        var reader = try BaselineReader(file: path)
        return try reader.read()
    }

    /// The same mistake in the reader's words, where it has some: a schema's name its own types.
    private static func worded(_ problem: XMLProblem, _ path: String) -> XMLProblem {
        do throws(XMLProblem) {
            var reader = try BaselineReader(file: path)
            _ = try reader.read()
            return problem
        } catch {
            return error.kind == .invalid && error.line <= problem.line ? error : problem
        }
    }

    private static func write(
        _ baseline: Baseline,
        into writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        try writer.start("baseline")
        try writer.attribute("schema", "1")
        try writer.attribute("name", baseline.name)
        try writer.attribute("tool", baseline.toolVersion)
        try writer.attribute("created", baseline.createdAt)
        if let load = baseline.load {
            try writer.attribute("runnable", load.runnableText)
            try writer.attribute("steal", load.stealText)
        }
        let environment = baseline.environment
        try writer.element(
            "environment",
            attributes: [
                ("cpu", environment.cpu), ("cores", "\(environment.cores)"),
                ("kernel", environment.kernel), ("os", environment.os),
                ("toolchain", environment.toolchain),
                ("configuration", environment.configuration.rawValue),
            ]
        )
        for series in baseline.series { try write(series, into: &writer) }
        try writer.end()
    }

    private static func write(
        _ series: Series,
        into writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        try writer.start("series")
        let attributes = [
            ("file", series.file), ("scenario", series.scenario),
            ("digest", series.scenarioDigest), ("workflow", series.workflow),
            ("workflow-digest", series.workflowDigest), ("run", series.run),
            ("metric", series.metric.rawValue), ("unit", series.metric.unit),
            ("clock", series.isSimulated ? "virtual" : "real"), ("seed", "\(series.seed)"),
        ]
        for (name, value) in attributes { try writer.attribute(name, value) }
        let failed = list(series.failed)
        let optional = [
            ("failed", failed.isEmpty ? nil : failed), ("call", series.call),
            ("command", series.command?.line), ("setup", series.command?.setup),
            ("prepare", series.command?.prepare), ("cleanup", series.command?.cleanup),
        ]
        for case (let name, let value?) in optional { try writer.attribute(name, value) }
        try writer.element("samples", text: list(series.samples))
        for phase in series.phases {
            try writer.element(
                "phase",
                attributes: [("name", phase.name)],
                text: list(phase.samples)
            )
        }
        try writer.end()
    }

    private static func list(_ samples: [Int]) -> String {
        samples.lazy.map(String.init).joined(separator: " ")
    }
}
