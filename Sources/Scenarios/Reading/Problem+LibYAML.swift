internal import CYaml
internal import Shapes

extension Problem {
    /// What is said where libyaml has no words for what went wrong.
    static func unreadable(in file: String) -> Problem {
        Problem(
            location: SourceLocation(file: file, line: 1, column: 1),
            message: "cannot be read as YAML"
        )
    }

    /// A mistake that libyaml found in the syntax, as a located line in our wording.
    init(_ parser: yaml_parser_t, text: AliasMask, file: String) {
        guard let problem = unsafe parser.problem.map({ unsafe String(cString: $0) }) else {
            self = .unreadable(in: file)
            return
        }
        switch unsafe parser.error {
        case YAML_SCANNER_ERROR, YAML_PARSER_ERROR:
            self.init(
                location: unsafe parser.problem_mark.location(in: file),
                message: unsafe Self.explain(problem, parser, text: text)
            )
        case YAML_READER_ERROR:
            self.init(location: SourceLocation(file: file, line: 1, column: 1), message: problem)
        default:
            self = .unreadable(in: file)
        }
    }

    private static func explain(
        _ problem: String,
        _ parser: yaml_parser_t,
        text: AliasMask
    ) -> String {
        let mark = unsafe parser.problem_mark
        if problem.hasPrefix("Maximum nesting level") { return NodeComposer.tooDeep }
        if problem.hasPrefix("found character that cannot start") {
            switch text.character(at: mark.index) {
            case "\t": return "a tab cannot indent or start a value; use spaces"
            case let character?:
                return "\(String(character).quoted) cannot start a value; put the text in quotes"
            case nil: break
            }
        }
        guard let context = unsafe parser.context.map({ unsafe String(cString: $0) }) else {
            return problem
        }
        let start = unsafe parser.context_mark
        // A context that starts where the mistake is says nothing more.
        let isSame = start.line == mark.line && start.column == mark.column
        let place = isSame ? "" : " from \(start.shownLine):\(start.shownColumn)"
        return "\(context)\(place): \(problem)"
    }
}

extension yaml_mark_t {
    fileprivate var shownLine: Int { line + 1 }
    fileprivate var shownColumn: Int { column + 1 }

    /// The place as users count: from 1, columns in characters.
    func location(in file: String) -> SourceLocation {
        SourceLocation(file: file, line: shownLine, column: shownColumn)
    }
}
