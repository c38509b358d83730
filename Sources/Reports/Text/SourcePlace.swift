/// A place that somebody can open: a file and a line.
struct SourcePlace: Equatable {
    /// The file's path.
    let file: String
    /// The line, from 1; none where the place is a whole file.
    let line: Int?

    /// A line of a file.
    init(file: String, line: Int?) {
        self.file = PlainText.oneLine(file)
        self.line = line
    }

    /// Reads `file:line`; an empty text is the fallback's file.
    init(_ location: String, orElse fallback: String) {
        let text = location.isEmpty ? fallback : location
        if let colon = text.lastIndex(of: ":"),
            let line = Int(text[text.index(after: colon)...]), line > 0
        {
            file = PlainText.oneLine(String(text[..<colon]))
            self.line = line
        } else {
            file = PlainText.oneLine(text)
            line = nil
        }
    }

    /// `file:line`, with line 1 for a whole file.
    var text: String { "\(file):\(line ?? 1)" }
}
