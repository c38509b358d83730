/// One name in a folder, as the system has it: bytes that need not be UTF-8.
package struct FileName: Hashable, Comparable, Sendable {
    /// The bytes, ended by a zero.
    private let terminated: [UInt8]

    /// A name from its bytes, with no zero among them.
    package init(_ bytes: some Sequence<UInt8>) {
        terminated = bytes.filter { $0 != 0 } + [0]
    }

    /// A name from its text.
    package init(_ text: some StringProtocol) {
        self.init(text.utf8)
    }

    /// The bytes.
    package var bytes: ArraySlice<UInt8> { terminated.dropLast() }

    /// Whether it is hidden by custom.
    package var isHidden: Bool { terminated.first == UInt8(ascii: ".") }

    package static func < (left: FileName, right: FileName) -> Bool {
        left.terminated.lexicographicallyPrecedes(right.terminated)
    }

    /// Lends the name to a call of the system.
    package func withPointer<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        terminated.withUnsafeBytes { bytes in
            // There is always the zero.
            body(bytes.assumingMemoryBound(to: CChar.self).baseAddress.unsafelyUnwrapped)
        }
    }
}

/// A path below some folder, name by name.
package struct RelativePath: Hashable, Comparable, Sendable {
    /// The names, outermost first.
    package let names: [FileName]

    /// A path from its names.
    package init(_ names: [FileName]) {
        self.names = names
    }

    /// A path from a text with slashes.
    package init(_ text: String) {
        names = text.utf8.split(separator: UInt8(ascii: "/")).map { FileName($0) }
    }

    /// The text; `nil` where the path is not UTF-8.
    package var text: String? {
        String(validating: joined, as: UTF8.self)
    }

    /// The text for people: what is not UTF-8 is marked.
    package var shown: String { String(decoding: joined, as: UTF8.self) }

    private var joined: [UInt8] {
        Array(names.map(\.bytes).joined(separator: [UInt8(ascii: "/")]))
    }

    /// The path of something in the folder at this path.
    package func appending(_ name: FileName) -> RelativePath { RelativePath(names + [name]) }

    package static func < (left: RelativePath, right: RelativePath) -> Bool {
        left.names.lexicographicallyPrecedes(right.names)
    }
}
