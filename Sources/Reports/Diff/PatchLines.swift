internal import XML

/// A line diff as the lines of a patch: what changed, with a little of what is around it.
package struct PatchLines: Sendable, Equatable {
    /// One line, without its mark.
    package struct Line: Sendable, Equatable {
        /// What a line is there for.
        package enum Kind: Sendable, Equatable {
            /// Names the file that follows.
            case file
            /// Says which lines of both sides follow, such as `@@ -3,4 +3,5 @@`.
            case place
            /// A line of one side, or of both.
            case line(LineDiff.Change)
        }

        /// What it is there for.
        package let kind: Kind
        /// The text, as it is but for its length: it may be an agent's.
        package let text: String

        /// The line as a patch has it.
        package var marked: String {
            if case .line(let change) = kind { return "\(change.rawValue)\(text)" }
            return text
        }
    }

    /// How many unchanged lines are shown before and after a change.
    private static let context = 3
    /// How many bytes of a line are kept.
    private static let mostBytes = 65_536

    /// The lines.
    package private(set) var lines: [Line] = []
    /// How many more there are.
    package private(set) var leftOut = 0
    /// How many lines were removed.
    package private(set) var removed = 0
    /// How many lines were added.
    package private(set) var added = 0
    private let limit: Int

    /// At most so many lines; the rest is counted.
    init(limit: Int) {
        self.limit = limit
    }

    /// Appends what differs between two texts; `file` names them where they are files.
    mutating func append(from old: String, to new: String, file: String? = nil) {
        guard !old.utf8.elementsEqual(new.utf8) else { return }
        if let file { append(Line(kind: .file, text: "*** \(file)")) }
        let diff = LineDiff(from: LineDiff.lines(of: old), to: LineDiff.lines(of: new))
        for hunk in Self.hunks(diff.lines) { append(hunk, of: diff.lines) }
    }

    /// Appends a remark in place of lines, such as that a file is not text.
    mutating func append(remark: String, file: String) {
        append(Line(kind: .file, text: "*** \(file): \(remark)"))
    }

    private mutating func append(_ hunk: Range<Int>, of all: [LineDiff.Line]) {
        let before = all[..<hunk.lowerBound]
        let (old, new) = (Self.counts(before), Self.counts(all[hunk]))
        append(
            Line(
                kind: .place,
                text: "@@ -\(old.old + 1),\(new.old) +\(old.new + 1),\(new.new) @@"
            )
        )
        for line in all[hunk] {
            append(Line(kind: .line(line.change), text: line.text))
            if line.change == .removed { removed += 1 }
            if line.change == .added { added += 1 }
        }
    }

    private mutating func append(_ line: Line) {
        guard lines.count < limit else {
            leftOut += 1
            return
        }
        lines.append(Line(kind: line.kind, text: XMLText.cut(line.text, toBytes: Self.mostBytes)))
    }

    /// How many lines each side has.
    private static func counts(_ lines: ArraySlice<LineDiff.Line>) -> (old: Int, new: Int) {
        lines.reduce(into: (old: 0, new: 0)) { counts, line in
            if line.change != .added { counts.old += 1 }
            if line.change != .removed { counts.new += 1 }
        }
    }

    /// The stretches that are shown; those that touch are one.
    private static func hunks(_ lines: [LineDiff.Line]) -> [Range<Int>] {
        var hunks: [Range<Int>] = []
        for (place, line) in lines.enumerated() where line.change != .same {
            let start = max(0, place - context)
            let end = min(lines.count, place + context + 1)
            if let last = hunks.indices.last, start <= hunks[last].upperBound {
                hunks[last] = hunks[last].lowerBound..<end
            } else {
                hunks.append(start..<end)
            }
        }
        return hunks
    }
}
