/// The first thing on a page: what came of it, and the command that does it again.
struct PageHead {
    /// The sign before the verdict: `✓`, `✗`, `~`, `?`.
    var mark: String
    /// The class that colours it.
    var tone: String
    /// The verdict in a few words.
    var verdict: String
    /// What else there is to say, each in a line; HTML.
    var facts: [String]
    /// What the command does, and the command itself.
    var command: (purpose: String, line: String)?

    /// The element.
    var html: String {
        var html = "<a class=\"skip\" href=\"#content\">Skip to the results</a>\n<header>\n"
        html += "<h1><span class=\"mark \(tone)\" aria-hidden=\"true\">\(mark)</span> "
        html += "\(HTMLText.line(verdict))</h1>\n"
        html += facts.map { "<p class=\"facts\">\($0)</p>\n" }.joined()
        if let command { html += Self.commandLine(command.line, purpose: command.purpose) }
        return html + "</header>\n"
    }

    /// A command that can be copied.
    static func commandLine(_ line: String, purpose: String) -> String {
        """
        <p class="command"><span>\(HTMLText.line(purpose))</span> \
        <code>\(HTMLText.line(line))</code></p>

        """
    }
}
