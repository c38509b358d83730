internal import Quantities
internal import Shapes

// Measured times, a line each.
extension NamedFiles {
    /// The largest file of times.
    private static let maximumBytes = 1 << 20
    /// How many mistakes of one file are reported.
    private static let toldMistakes = 10

    /// The times in the file that a node names; `nil` where it has none, or mistakes, which are added with their places in
    /// that file.
    func durations(
        _ node: SourceNode,
        at path: String,
        into mistakes: inout ProblemList
    ) -> [Duration]? {
        switch read(node) {
        case .failure(let mistake):
            mistakes.add(node, path, mistake.message)
            return nil
        case .success(let file):
            guard file.bytes.count <= Self.maximumBytes else {
                mistakes.add(
                    node,
                    path,
                    "expected at most \(Self.maximumBytes) bytes, found \(file.bytes.count) in "
                        + file.name
                )
                return nil
            }
            return Self.durations(file, into: &mistakes)
        }
    }

    private static func durations(_ file: File, into mistakes: inout ProblemList) -> [Duration]? {
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            mistakes.add(at: place(1, in: file), "", "expected text in UTF-8, found other bytes")
            return nil
        }
        var durations: [Duration] = []
        var wrong = 0
        var mayHaveHeading = true
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (number, line) in lines.enumerated() {
            // A byte order mark is no part of the first line.
            let cut = line.drop { $0 == "\u{FEFF}" || $0 == " " || $0 == "\t" }
            let content = String(cut.prefix(upTo: end(of: cut)))
            if content.isEmpty || content.hasPrefix("#") { continue }
            defer { mayHaveHeading = false }
            if mayHaveHeading, isHeading(content) { continue }
            if let duration = duration(content) {
                durations.append(duration)
                continue
            }
            wrong += 1
            guard wrong <= toldMistakes else { continue }
            let found = String(content.prefix(40))
            mistakes.add(
                at: place(number + 1, in: file),
                "",
                "expected one number of seconds, such as 2.5, found \"\(found)\""
            )
        }
        if wrong > toldMistakes {
            let rest = wrong - toldMistakes
            mistakes.add(
                at: place(lines.count, in: file),
                "",
                "expected numbers of seconds, found \(rest) more \(rest == 1 ? "line" : "lines") "
                    + "without"
            )
        }
        if durations.isEmpty, wrong == 0 {
            let message = "expected one number of seconds a line, found none"
            mistakes.add(at: place(1, in: file), "", message)
        }
        return wrong == 0 && !durations.isEmpty ? durations : nil
    }

    private static func end(of line: Substring) -> Substring.Index {
        line.lastIndex { $0 != " " && $0 != "\t" }.map(line.index(after:)) ?? line.startIndex
    }

    /// A column's name: it has no digit, as every number has.
    private static func isHeading(_ line: String) -> Bool {
        line.contains(where: \.isLetter) && !line.contains(where: \.isNumber)
            && !line.contains(",")
    }

    /// A number of seconds, or a duration with its unit; what is finer than a microsecond is rounded.
    private static func duration(_ text: String) -> Duration? {
        if let duration = DurationSyntax.parse(text) { return duration }
        // A decimal number, with an exponent at most: no sign, no name such as inf, nothing hexadecimal.
        guard text.utf8.first.map({ (0x30...0x39).contains($0) || $0 == 0x2E }) == true,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || ".eE+-".utf8.contains($0) }),
            let seconds = Double(text),
            seconds <= Double(DurationSyntax.longest.components.seconds)
        else { return nil }
        return .microseconds(Int64((seconds * 1_000_000).rounded()))
    }

    private static func place(_ line: Int, in file: File) -> SourceLocation {
        SourceLocation(file: file.name, line: line, column: 1)
    }
}
