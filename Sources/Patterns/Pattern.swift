/// A regular expression that is matched in time linear in the text, whatever the text is.
///
/// Its verdict is the same on every machine: nothing in it depends on time. `Docs/guide.md` has the dialect; what
/// only backtracking could match, such as references to groups and look-around, is refused when it is read.
package struct Pattern: Sendable, Equatable, CustomStringConvertible {
    /// The most instructions that a pattern may take once its counts are written out.
    package static let mostInstructions = 10_000

    /// The pattern as it was written.
    package let source: String
    private let program: PatternProgram

    /// Reads a pattern, or says why it is not valid and where.
    package init(_ source: String) throws(PatternProblem) {
        var parser = PatternParser(source)
        let node = try parser.parse()
        guard node.size < Self.mostInstructions else {
            throw PatternProblem(
                at: 1,
                "with its counts written out it has more than \(Self.mostInstructions) steps"
            )
        }
        self.source = source
        program = PatternProgram(node)
    }

    /// Whether it matches somewhere in the text; `nil` where the steps don't suffice to say.
    package func isFound(in text: String, steps: inout PatternSteps) -> Bool? {
        var matcher = PatternMatcher(program, steps: steps)
        return matcher.search(text, &steps)
    }

    package static func == (left: Pattern, right: Pattern) -> Bool { left.source == right.source }

    package var description: String { source }
}
