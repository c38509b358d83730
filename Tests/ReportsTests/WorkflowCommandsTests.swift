import Testing

@testable import Reports

@Suite("What GitHub's runner might obey")
struct WorkflowCommandsTests {
    /// What the runner does with a line (actions/runner, `ActionCommand.cs`): both notations, as long as it knows the name.
    private func isObeyed(_ line: Substring) -> Bool {
        line.drop { $0.isWhitespace }.hasPrefix("::") || line.contains("##[")
    }

    private func lines(of text: String) -> [Substring] {
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
    }

    private static let nasty = [
        "::error::x", "  ::error::x", "\t::add-mask::a", "a\n::x::", "a\r::x::", "a\r\n ::x::",
        "\u{A0}::x::", "\u{2003}::x::", "##[error]x", "a ##[error]x", "###[group]",
        "x\n##[a]\n::b::",
    ]

    @Test("nothing in a text is obeyed, and all of it is still there to read", arguments: nasty)
    func text(nasty: String) {
        #expect(lines(of: nasty).contains(where: isObeyed))
        let disarmed = WorkflowCommands.disarmed(nasty)
        #expect(!lines(of: disarmed).contains(where: isObeyed), "\(disarmed)")
        #expect(disarmed.replacing("| ::", with: "::").replacing("#x5B", with: "[") == nasty)
    }

    @Test(
        "what nobody obeys stays as it is",
        arguments: [
            "", "a::b", "a: ::b", "# [x]", "#[x]", "## a [b]", "| ::error::", ":", "#", "a\n:",
        ]
    )
    func harmless(text: String) {
        #expect(WorkflowCommands.disarmed(text) == text)
    }

    @Test("JSON means the same as before")
    func json() {
        let json = Array("{\"a\":\"##[error]x [1] #[\",\"b\":[1]}".utf8)
        let disarmed = WorkflowCommands.disarmed(json: json)
        #expect(
            String(decoding: disarmed, as: UTF8.self)
                == "{\"a\":\"##\\u005berror]x [1] #[\",\"b\":[1]}"
        )
    }

    @Test("XML means the same as before")
    func xml() {
        let xml = Array("<a>\n::x::\n  ##[b]</a>".utf8)
        let disarmed = WorkflowCommands.disarmed(xml: xml)
        #expect(String(decoding: disarmed, as: UTF8.self) == "<a>\n&#58;:x::\n  ##&#91;b]</a>")
    }

    @Test("no line of a report is obeyed but for names with brackets, which the streams disarm")
    func reports() {
        let suite = NastyScenario.suite
        for style in [ConsoleStyle(), ConsoleStyle(isQuiet: true)] {
            let text = ConsoleReport.text(suite, style: style)
            #expect(text.contains("::error::no"))
            for line in lines(of: text) {
                #expect(!line.drop { $0.isWhitespace }.hasPrefix("::"), "\(line)")
            }
        }
        for line in lines(of: SummaryMarkdown.text(suite)) {
            #expect(!line.drop { $0.isWhitespace }.hasPrefix("::"), "\(line)")
        }
    }
}
