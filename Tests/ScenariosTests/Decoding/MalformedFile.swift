import Testing

/// A scenario file with mistakes, and the lines that a user is shown.
struct MalformedFile: Sendable, CustomTestStringConvertible {
    let title: String
    let text: String
    let lines: [String]

    var testDescription: String { title }

    /// Two phases in four lines, of which a case replaces some; what it adds begins on line 5.
    init(
        _ title: String,
        name: String = "name: x",
        workflow: String = "workflow: {phases: [{name: a}, {name: b, needs: [a]}]}",
        agents: String = "agents: {a: {simulated: {output: hi}}, b: {simulated: {}}}",
        runs: String = "runs: [{name: one}, {name: two}]",
        _ more: String = "",
        says lines: String...
    ) {
        self.title = title
        text = [name, workflow, agents, runs, more].joined(separator: "\n") + "\n"
        self.lines = lines.map { "x.yaml:" + $0 }
    }
}
