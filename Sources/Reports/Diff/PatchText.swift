internal import EscapeCodes
internal import Workflows

/// The lines of a patch as a person reads them: nothing in them acts, and no two that differ look the same.
enum PatchText {
    private static let maxBytes = 500

    /// Each line with its mark and what it is there for.
    static func lines(_ patch: PatchLines) -> [(kind: PatchLines.Line.Kind, text: String)] {
        let twins = twins(in: patch)
        return patch.lines.map { line in
            guard case .line(let change) = line.kind else {
                return (line.kind, PlainText.oneLine(line.text, limit: maxBytes))
            }
            let isTwin = change != .same && twins.contains(looks(of: line.text))
            let text = isTwin ? HiddenCharacters.revealed(in: line.text) : line.text
            let shown = PlainText.oneLine(text.replacing("\t", with: "    "), orElse: "")
            return (line.kind, "\(change.rawValue)\(PlainText.cut(shown, to: maxBytes))")
        }
    }

    /// What lines look like of which one was removed and another was added.
    private static func twins(in patch: PatchLines) -> Set<String> {
        func looks(_ change: LineDiff.Change) -> Set<String> {
            Set(patch.lines.filter { $0.kind == .line(change) }.map { self.looks(of: $0.text) })
        }
        return looks(.removed).intersection(looks(.added))
    }

    private static func looks(of line: String) -> String { HiddenCharacters.removed(from: line) }
}
