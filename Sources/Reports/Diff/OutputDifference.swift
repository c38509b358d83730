package import Workflows

/// What differs between what a phase gave in one run and in another.
package struct OutputDifference: Sendable, Equatable {
    /// The phase.
    package let phase: PhaseID
    /// The first run's digest.
    package let first: Digest
    /// The second run's digest.
    package let second: Digest
    /// The lines that differ; `nil` where an output itself is not recorded, as of an answer that was refused.
    package let patch: PatchLines?

    /// The most lines of a patch.
    package static let mostLines = 200

    init(
        phase: PhaseID,
        first: Digest,
        second: Digest,
        outputs: (first: PhaseOutput?, second: PhaseOutput?)
    ) {
        self.phase = phase
        self.first = first
        self.second = second
        if let old = outputs.first, let new = outputs.second {
            patch = Self.patch(from: old, to: new)
        } else {
            patch = nil
        }
    }

    private static func patch(from old: PhaseOutput, to new: PhaseOutput) -> PatchLines {
        var patch = PatchLines(limit: mostLines)
        if old.response?.status != new.response?.status {
            patch.append(from: status(old), to: status(new), file: "status of the response")
        }
        if old.exitStatus != new.exitStatus {
            patch.append(
                from: String(old.exitStatus),
                to: String(new.exitStatus),
                file: "exit status"
            )
        }
        patch.append(from: old.text, to: new.text)
        let (before, after) = (byPath(old), byPath(new))
        for path in Set(before.keys).union(after.keys).sorted() {
            append(before[path], after[path], path, to: &patch)
        }
        return patch
    }

    private static func status(_ output: PhaseOutput) -> String {
        output.response.map { String($0.status) } ?? ""
    }

    private static func byPath(_ output: PhaseOutput) -> [String: PhaseOutput.File] {
        Dictionary(output.files.map { ($0.path, $0) }) { first, _ in first }
    }

    private static func append(
        _ old: PhaseOutput.File?,
        _ new: PhaseOutput.File?,
        _ path: String,
        to patch: inout PatchLines
    ) {
        guard old != new else { return }
        if (old?.bytes ?? []) == (new?.bytes ?? []), old != nil, new != nil {
            let isProgram = new?.isExecutable ?? false
            let remark = isProgram ? "is a program now" : "is no program any more"
            return patch.append(remark: remark, file: path)
        }
        let name =
            old == nil
            ? "\(path), only in the second run"
            : new == nil ? "\(path), only in the first run" : path
        let texts = [old, new].map { String(validating: $0?.bytes ?? [], as: UTF8.self) }
        if let before = texts[0], let after = texts[1], before != after {
            patch.append(from: before, to: after, file: name)
        } else {
            let sizes = [old, new].map { "\($0?.bytes.count ?? 0) bytes" }
            let remark = texts.contains(nil) ? "no text" : "empty"
            patch.append(
                remark: "\(remark), \(sizes.joined(separator: " and "))",
                file: name
            )
        }
    }
}
