package import Shapes

/// Reads a YAML file into a tree of located values, within limits that no input can exceed.
package enum YAMLReader {
    /// The largest file that is read, in bytes.
    package static let maximumBytes = YAMLLimits.maximumBytes
    /// The most nodes that a file may expand to, keys included and every alias counted in full.
    package static let maximumNodes = YAMLLimits.maximumNodes
    /// The deepest that lists and mappings may lie in one another.
    package static let maximumDepth = YAMLLimits.maximumDepth

    /// The tree of a file that holds exactly one document in UTF-8.
    ///
    /// - Parameter file: The name that locations show; nothing is read from it.
    /// - Throws: A syntax mistake or an exceeded limit alone, since nothing after it can be trusted;
    ///   otherwise all repeated keys, keys that are not text, unknown aliases and unknown tags at
    ///   once.
    package static func read(bytes: [UInt8], file: String) throws(Problems) -> SourceNode {
        let outcome: (root: SourceNode, problems: [Problem])
        do throws(Problem) {
            outcome = try compose(bytes, file: file)
        } catch {
            throw Problems([error])
        }
        guard outcome.problems.isEmpty else { throw Problems(outcome.problems) }
        return outcome.root
    }

    private static func compose(
        _ bytes: [UInt8],
        file: String
    ) throws(Problem) -> (root: SourceNode, problems: [Problem]) {
        guard bytes.count <= maximumBytes else {
            throw Problem(
                location: SourceLocation(file: file, line: 1, column: 1),
                message: "expected a file of at most \(maximumBytes) bytes, found \(bytes.count)"
            )
        }
        let text = try AliasMask(YAMLText.decode(bytes, file: file), file: file)
        var composer = try NodeComposer(YAMLParser(text, file: file))
        let root = try composer.compose()
        return (root, composer.problems)
    }
}
