/// What to write to a terminal so that lines replace those written before.
package enum TerminalLines {
    /// Goes up over the `previous` lines and writes these instead.
    package static func redrawn(_ lines: [String], over previous: Int) -> String {
        erased(previous) + lines.map { "\($0)\n" }.joined()
    }

    /// Goes up over the `previous` lines and clears the screen from there on.
    package static func erased(_ previous: Int) -> String {
        // CUU (cursor up), then ED (erase to the end of the screen); ECMA-48, 8.3.22 and 8.3.39.
        previous > 0 ? "\u{1B}[\(previous)A\r\u{1B}[J" : ""
    }
}
