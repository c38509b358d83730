package import Agents
internal import Shapes
package import Workflows

/// The run's workspace has this file at the end, and it satisfies this.
///
/// On a virtual clock it has the files that agents answered with, and that still count.
package struct FilesExpectation: RunCondition {
    /// The file's path in the workspace.
    package let path: String
    /// What it satisfies; `nil` where it is enough that it is there.
    package let check: OutputCheck?

    /// Expects something of a file.
    package init(_ path: String, _ check: OutputCheck? = nil) {
        self.path = path
        self.check = check
    }

    package var question: WorkspaceQuestion? { .file(path) }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? {
        let workspace = evidence.trace.workspaceAtEnd
        let expected = check.map { "\(path) \($0.text)" } ?? "the file \(path)"
        switch workspace.files[path] {
        case nil: return (expected, "the files \(workspace.list); \(evidence.ending)")
        case .failure(let failure)?: return (expected, failure.message)
        case .success(let bytes)?:
            if case .equals(bytes, _)? = check { return nil }
            let text = String(decoding: bytes, as: UTF8.self)
            return check?.mismatch(in: PhaseOutput(text: text)).map { (expected, $0) }
        }
    }
}

extension ExpectationKeys {
    private static let fileChecks = OutputCheckKeys.text + [OutputCheckKeys.equalsFile]

    static let files = ExpectationKey(
        "files",
        .anyOf(
            description: "a list of files, or what each of them satisfies",
            [.list(.text, min: 1), .map(of: .object(fileChecks.fields()), keyName: "file")]
        ),
        doc: "The files that the workspace has at the end of the run, or what they satisfy; on a "
            + "virtual clock those that agents answered with."
    ) { entry, context, problems in
        guard entry.node.entries.isEmpty else {
            return entry.node.entries.flatMap { item -> [Expectation] in
                let path = NodePath(entry.path).key(item.key).description
                guard isFile(item.key, at: item.keyLocation, path, &problems) else { return [] }
                return fileChecks.decode(item.value, at: path, in: context, &problems)
                    .map { Expectation(FilesExpectation(item.key, $0.check), at: $0.place) }
            }
        }
        return entry.node.items.enumerated().compactMap { index, item in
            let path = "\(entry.path)[\(index)]"
            guard let name = item.text, isFile(name, at: item.location, path, &problems) else {
                return nil
            }
            return Expectation(FilesExpectation(name), at: item.location)
        }
    }

    private static func isFile(
        _ name: String,
        at place: SourceLocation,
        _ path: String,
        _ problems: inout ProblemList
    ) -> Bool {
        guard !WorkspacePath.isContained(name) else { return true }
        problems.add(
            at: place,
            path,
            "expected a path in the workspace, such as dist/app.py, found \"\(name)\""
        )
        return false
    }
}
