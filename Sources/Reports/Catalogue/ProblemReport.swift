internal import JSON
internal import Scenarios
package import Shapes
internal import Workflows

/// The mistakes of scenario files, for a person or for a program.
package enum ProblemReport {
    /// One line per mistake.
    package static func text(_ problems: [Problem]) -> String {
        problems.map { "\($0)\n" }.joined()
    }

    /// One JSON object; `files` is the number of files that were checked, notes are not mistakes.
    package static func json(_ problems: [Problem], notes: [String], files: Int) -> [UInt8] {
        let list = problems.map { problem in
            JSONValue.object([
                "file": .text(problem.location.file),
                "line": .number(JSONNumber(problem.location.line)),
                "column": .number(JSONNumber(problem.location.column)),
                "path": .text(problem.path),
                "message": .text(problem.message),
            ])
        }
        let object = JSONValue.object([
            "schema": .number(1), "files": .number(JSONNumber(files)), "problems": .list(list),
            "notes": .list(notes.map(JSONValue.text)),
        ])
        return Array("\(object.text)\n".utf8)
    }
}
