/// The keys and indices that lead from a file's root to one of its nodes.
package struct NodePath: Hashable, Sendable, CustomStringConvertible {
    /// The path as messages show it: `agents.coder.latency`, `faults[0].when`, empty at the root.
    package private(set) var description = ""

    /// The path of the root.
    package init() {}

    /// The path that a text shows.
    package init(_ description: String) {
        self.description = description
    }

    /// The path of the value under a key.
    ///
    /// A key that is not a plain word is shown quoted, so that a dot in it can't be taken for a step.
    package func key(_ name: String) -> NodePath {
        let isWord =
            !name.isEmpty
            && name.utf8.allSatisfy { $0.isWordByte || $0 == UInt8(ascii: "$") }
        var path = self
        if isWord {
            path.description += (description.isEmpty ? "" : ".") + name.shortened
        } else {
            path.description += "[\(name.quoted)]"
        }
        return path
    }

    /// The path of an item in a list, counted from zero.
    package func index(_ position: Int) -> NodePath {
        var path = self
        path.description += "[\(position)]"
        return path
    }
}

extension UInt8 {
    /// Whether the byte is an ASCII letter or digit, `-` or `_`, as in anchors and plain keys.
    package var isWordByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
