internal import Shapes
internal import Workflows

/// What `expect` may hold. Each condition declares its own key, in a file next to this one.
enum ExpectationKeys {
    /// Every key, in the order of the reference.
    static let all = [
        status,
        executed,
        cached,
        skipped,
        degraded,
        attempts,
        duration,
        output,
        files,
        command,
        response,
        error,
        faults,
        events,
        rollbacks,
        patterns,
        anomalies,
        cache,
        tokens,
        cost,
        requests,
        effects,
        sameOutput,
        success,
    ]

    /// The keys that say something of one execution alone, whatever its run: not of other runs, of all executions together
    /// or of the declared faults. A program that looks into a workspace has one on a real clock alone.
    static let always =
        [anyStatus]
        + all.filter { key in
            ![status, faults, command, sameOutput, success]
                .contains { $0.field.key == key.field.key }
        }

    static let shape = Shape.object(all.fields())
    static let alwaysShape = Shape.object(always.fields())

    /// What a file expects of a run, in the file's order.
    static func decode(
        _ node: SourceNode,
        at path: String,
        in context: ExpectationContext,
        _ problems: inout ProblemList
    ) -> [Expectation] {
        for entry in node.entries {
            checkNotEmpty(entry.value, "\(path).\(entry.key)", &problems)
        }
        return all.decode(node, at: path, in: context, &problems)
    }

    /// What a file expects of every execution that ended, in the file's order.
    static func decodeAlways(
        _ node: SourceNode,
        at path: String,
        in context: ExpectationContext,
        _ problems: inout ProblemList
    ) -> [Expectation] {
        checkNotEmpty(node, path, &problems)
        return always.decode(node, at: path, in: context, &problems)
    }

    /// An empty mapping expects nothing, and so would hold whatever happens.
    private static func checkNotEmpty(
        _ node: SourceNode,
        _ path: String,
        _ problems: inout ProblemList
    ) {
        guard case .mapping(let entries) = node.content else { return }
        if entries.isEmpty { problems.add(node, path, nothing) }
        for entry in entries {
            let path = "\(path).\(entry.key)"
            if entry.key != OutputCheckKeys.json.field.key {
                checkNotEmpty(entry.value, path, &problems)
            } else if case .mapping(let values) = entry.value.content, values.isEmpty {
                // What JSON is expected to be may well be an empty object; that it is something may not be left out.
                problems.add(entry.value, path, nothing)
            }
        }
    }

    private static let nothing = "expected at least one entry, found none"
}
