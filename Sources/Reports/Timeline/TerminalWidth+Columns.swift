internal import Shapes

// Texts in columns of a terminal.
extension TerminalWidth {
    /// How many columns a text takes.
    static func columns(of text: String) -> Int {
        text.reduce(0) { sum, character in
            let text = String(character)
            return sum + (cut(text, to: 1) == text ? 1 : 2)
        }
    }

    /// The text with blanks after it, or before it, up to the width; cut where it is wider.
    static func padded(_ text: String, to width: Int, isRight: Bool = false) -> String {
        let text = cut(text, to: width)
        let blanks = String(repeating: " ", count: max(0, width - columns(of: text)))
        return isRight ? blanks + text : text + blanks
    }

    /// The text in lines of at most `width` columns, broken at blanks; a word that is wider is cut, and so is the last
    /// line where there would be more than `limit`.
    static func wrapped(_ text: String, to width: Int, limit: Int = .max) -> [String] {
        let lines = joined(text.split(separator: " ").map { cut(String($0), to: width) }, to: width)
        guard lines.count > limit, let last = lines.prefix(limit).last else { return lines }
        return lines.prefix(limit - 1) + [shortened(last, to: width - 2) + " …"]
    }

    /// As many whole words as fit; the first is cut where it does not.
    private static func shortened(_ line: String, to width: Int) -> String {
        guard columns(of: line) > width else { return line }
        let words = line.split(separator: " ").map(String.init)
        return joined(words.prefix(1).map { cut($0, to: width) } + words.dropFirst(), to: width)
            .first
            ?? ""
    }

    /// The pieces in lines of at most `width` columns; one is broken only where it is wider than a line.
    static func wrapped(_ pieces: [String], to width: Int) -> [String] {
        let words = pieces.flatMap { piece in
            columns(of: piece) <= width ? [piece] : wrapped(piece, to: width)
        }
        return joined(words, to: width)
    }

    private static func joined(_ pieces: [String], to width: Int) -> [String] {
        var lines: [String] = []
        var room = 0
        for piece in pieces {
            let columns = columns(of: piece)
            if let last = lines.indices.last, columns < room {
                lines[last] += " " + piece
                room -= columns + 1
            } else {
                lines.append(piece)
                room = width - columns
            }
        }
        return lines
    }
}
