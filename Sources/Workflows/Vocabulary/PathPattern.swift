/// A pattern of paths below a folder, as in a list of files to keep: `dist`, `build/*.bin`, `src/**/*.py`.
///
/// `*` is any characters of one name, `?` is one, `[a-z]` one of these, `[!a-z]` one that is not one of
/// these, `**` any number of folders. A pattern that is met by a folder is met by all that lies in it. As in a shell,
/// a name that begins with a dot has to be asked for with one.
///
/// A character is a Unicode scalar, as it is written in the path; two spellings of an `é` are different. A byte that is no
/// UTF-8 is a character, which only wildcards match. Matching takes time that is linear in the path for each
/// part of the pattern.
package struct PathPattern: Sendable, Hashable {
    /// What is written.
    package let text: String
    private let parts: [[NamePattern.Symbol]]

    /// Reads a pattern; `nil` where it would leave the folder or means nothing: it is empty, begins with a slash, or has
    /// parts that are empty, `.` or `..`.
    package init?(_ text: String) {
        let trimmed = text.hasSuffix("/") ? text.dropLast() : text[...]
        guard WorkspacePath.isContained(String(trimmed)) else { return nil }
        self.text = text
        parts = trimmed.utf8.split(separator: UInt8(ascii: "/")).map {
            NamePattern.characters(of: $0)
        }
    }

    /// The folders that every match lies in, outermost first: the parts before the first with a wildcard.
    package var folders: [String] {
        parts.dropLast().prefix { !$0.contains(where: NamePattern.isSpecial) }
            .map { String(String.UnicodeScalarView($0.compactMap(Unicode.Scalar.init))) }
    }

    /// Whether a path is met, or a folder that it lies in.
    package func matches(_ path: some Collection<some Collection<UInt8>>) -> Bool {
        // Which parts of the pattern may come next, after each name of the path.
        var open = Set([0])
        for bytes in path {
            let name = NamePattern.characters(of: bytes)
            var next: Set<Int> = []
            for place in skippingFolders(open) {
                guard parts.indices.contains(place) else { return true }
                if parts[place] == NamePattern.anyFolders {
                    if !NamePattern.isHidden(name) { next.insert(place) }
                } else if NamePattern.matches(parts[place], name) {
                    next.insert(place + 1)
                }
            }
            if next.contains(parts.count) { return true }
            open = next
            if open.isEmpty { return false }
        }
        // `**` at the end is met by whatever lies there.
        return open.contains(parts.count - 1) && parts.last == NamePattern.anyFolders
    }

    /// The same for a path as text.
    package func matches(_ path: String) -> Bool {
        matches(path.utf8.split(separator: UInt8(ascii: "/")))
    }

    /// `**` may match no folder.
    private func skippingFolders(_ places: Set<Int>) -> Set<Int> {
        var all = places
        for place in places {
            var next = place
            while parts.indices.contains(next), parts[next] == NamePattern.anyFolders,
                next + 1 < parts.count
            {
                next += 1
                all.insert(next)
            }
        }
        return all
    }
}
