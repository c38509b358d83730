package import Benchmarks
internal import XML

/// A comparison of two baselines as XML.
package enum ComparisonXML {
    /// A document `comparison` with an element `row` for each row; what is unknown or infinite is left out.
    ///
    /// - Throws: `XMLProblem`.
    package static func bytes(_ rows: [ComparisonRow]) throws -> [UInt8] {
        var writer = try XMLStreamWriter(memory: "comparison.xml")
        try writer.start("comparison")
        try writer.attribute("schema", "1")
        for row in rows { try write(row, into: &writer) }
        try writer.end()
        try writer.finish()
        return writer.bytes
    }

    private static func write(
        _ row: ComparisonRow,
        into writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        try writer.start("row")
        let attributes: [(String, String?)] = [
            ("name", row.name), ("metric", row.metric), ("unit", row.unit),
            ("baseline", number(row.baseline)), ("candidate", number(row.candidate)),
            ("ratio", number(row.ratio)), ("low", number(row.low)), ("high", number(row.high)),
            ("p", number(row.p)), ("verdict", row.verdict.rawValue),
            ("method", row.method?.rawValue), ("pairs", "\(row.pairs)"),
        ]
        for case (let name, let value?) in attributes {
            try writer.attribute(name, XMLText.sanitised(value))
        }
        if let blame = row.blame {
            try writer.element(
                "phase",
                attributes: [
                    ("name", XMLText.sanitised(blame.phase)), ("change", "\(blame.change)"),
                    ("total", "\(blame.total)"),
                ]
            )
        }
        if let reason = row.reason {
            try writer.element("reason", text: XMLText.sanitised(reason))
        }
        try writer.end()
    }

    private static func number(_ value: Double?) -> String? {
        value.flatMap { $0.isFinite ? "\($0)" : nil }
    }
}
