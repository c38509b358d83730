/// How many columns of a terminal a text takes.
enum TerminalWidth {
    /// As much of a line as fits, with `…` in the last column where it was cut.
    static func cut(_ line: String, to width: Int) -> String {
        guard line.reduce(0, { $0 + columns($1) }) > width else { return line }
        var room = width - 1
        guard room >= 0 else { return "" }
        let kept = line.prefix { character in
            room -= columns(character)
            return room >= 0
        }
        return kept + "…"
    }

    /// Two for wide East Asian characters and for emoji, else one (Unicode Annex 11).
    private static func columns(_ character: Character) -> Int {
        let isWide = character.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE0F,
                0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF,
                0x20000...0x3FFFD:
                true
            default: false
            }
        }
        return isWide ? 2 : 1
    }
}
