import Scenarios
import Shapes

/// Reads a text as the file `x.yaml`.
func readYAML(_ text: String) throws(Problems) -> SourceNode {
    try YAMLReader.read(bytes: Array(text.utf8), file: "x.yaml")
}

/// The lines that a user sees for a text: mistakes of reading, else those against the shape.
func complaints(about text: String, against shape: Shape = .any) -> [String] {
    complaints(about: Array(text.utf8), against: shape)
}

/// As above, for bytes that may be no text.
func complaints(about bytes: [UInt8], against shape: Shape = .any) -> [String] {
    do throws(Problems) {
        try Checker.check(YAMLReader.read(bytes: bytes, file: "x.yaml"), against: shape)
        return []
    } catch {
        return error.list.map(\.description)
    }
}
