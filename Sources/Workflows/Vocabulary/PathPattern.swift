/// A pattern of paths below a folder, as in a list of files to keep: `dist`, `build/*.bin`, `src/**/*.py`.
///
/// `*` stands for any characters of one name, `?` for one, `[a-z]` for one of these, `**` for any number of folders. A
/// pattern that is met by a folder is met by all that lies in it. As in a shell, a name that begins with a dot has to be
/// asked for with one. Matching takes time that is linear in the path for each part of the pattern.
package struct PathPattern: Sendable, Hashable {
    /// What is written.
    package let text: String
    private let parts: [[UInt8]]

    /// Reads a pattern; `nil` where it would leave the folder or means nothing: it is empty, begins with a slash, or has
    /// parts that are empty, `.` or `..`.
    package init?(_ text: String) {
        let trimmed = text.hasSuffix("/") ? text.dropLast() : text[...]
        guard WorkspacePath.isContained(String(trimmed)) else { return nil }
        self.text = text
        parts = trimmed.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }
    }

    /// The folders that every match lies in, outermost first: the parts before the first with a wildcard.
    package var folders: [String] {
        parts.dropLast().prefix { !$0.contains(where: Self.isSpecial) }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether a path is met, or a folder that it lies in.
    package func matches(_ path: some Collection<some Collection<UInt8>>) -> Bool {
        // Which parts of the pattern may come next, after each name of the path.
        var open = Set([0])
        for name in path {
            var next: Set<Int> = []
            for place in skippingFolders(open) {
                guard parts.indices.contains(place) else { return true }
                if parts[place] == Self.anyFolders {
                    if name.first != UInt8(ascii: ".") { next.insert(place) }
                } else if Self.matches(parts[place], name) {
                    next.insert(place + 1)
                }
            }
            if next.contains(parts.count) { return true }
            open = next
            if open.isEmpty { return false }
        }
        // `**` at the end is met by whatever lies there.
        return open.contains(parts.count - 1) && parts.last == Self.anyFolders
    }

    /// The same for a path as text.
    package func matches(_ path: String) -> Bool {
        matches(path.utf8.split(separator: UInt8(ascii: "/")))
    }

    private static let anyFolders: [UInt8] = Array("**".utf8)

    /// `**` may stand for no folder.
    private func skippingFolders(_ places: Set<Int>) -> Set<Int> {
        var all = places
        for place in places {
            var next = place
            while parts.indices.contains(next), parts[next] == Self.anyFolders,
                next + 1 < parts.count
            {
                next += 1
                all.insert(next)
            }
        }
        return all
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "[")
    }
}

// One name.
extension PathPattern {
    private static func matches(_ part: [UInt8], _ name: some Collection<UInt8>) -> Bool {
        let name = Array(name)
        if name.first == UInt8(ascii: "."), part.first != UInt8(ascii: ".") { return false }
        var (place, at) = (0, 0)
        // Where to go on after the latest star took one byte more: earlier stars need not be tried again.
        var star: (place: Int, at: Int)?
        while at < name.count {
            if place < part.count, part[place] == UInt8(ascii: "*") {
                star = (place + 1, at)
                place += 1
            } else if let width = width(of: part, at: place, meeting: name[at]) {
                place += width
                at += 1
            } else if let last = star {
                star = (last.place, last.at + 1)
                (place, at) = (last.place, last.at + 1)
            } else {
                return false
            }
        }
        return part[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    /// How many bytes of the pattern stand for this one of the name; `nil` where they do not.
    private static func width(of part: [UInt8], at place: Int, meeting byte: UInt8) -> Int? {
        guard place < part.count else { return nil }
        switch part[place] {
        case UInt8(ascii: "?"): return 1
        case UInt8(ascii: "["):
            guard let end = part[place...].dropFirst(2).firstIndex(of: UInt8(ascii: "]")) else {
                return byte == UInt8(ascii: "[") ? 1 : nil
            }
            let isMet = isIn(part[(place + 1)..<end], byte)
            return isMet ? end - place + 1 : nil
        case byte: return 1
        default: return nil
        }
    }

    /// Whether a byte is one of a list such as `a-z_`, or is none where the list begins with `!`.
    private static func isIn(_ list: ArraySlice<UInt8>, _ byte: UInt8) -> Bool {
        let isNegated = list.first == UInt8(ascii: "!")
        var rest = isNegated ? list.dropFirst() : list
        var isFound = false
        while let low = rest.popFirst() {
            if rest.count >= 2, rest.first == UInt8(ascii: "-") {
                let high = rest[rest.startIndex + 1]
                if low <= byte, byte <= high { isFound = true }
                rest = rest.dropFirst(2)
            } else if low == byte {
                isFound = true
            }
        }
        return isFound != isNegated
    }
}
