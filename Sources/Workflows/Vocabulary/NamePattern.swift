/// One name of a path, and what it meets. Patterns and names are lists of characters: Unicode scalars, and bytes that are no
/// UTF-8.
enum NamePattern {
    /// A character, as a number.
    typealias Symbol = UInt32

    /// The characters of a name. A byte that is not UTF-8 is a character, above all scalars: only wildcards match it.
    static func characters(of name: some Collection<UInt8>) -> [Symbol] {
        var characters: [Symbol] = []
        characters.reserveCapacity(name.count)
        var rest = name[...]
        while let first = rest.first {
            if first < 0x80 {
                characters.append(Symbol(first))
                rest = rest.dropFirst()
                continue
            }
            var parser = Unicode.UTF8.ForwardParser()
            var bytes = rest.makeIterator()
            if case .valid(let scalar) = parser.parseScalar(from: &bytes) {
                characters.append(Unicode.UTF8.decode(scalar).value)
                rest = rest.dropFirst(scalar.count)
            } else {
                characters.append(noScalar + Symbol(first))
                rest = rest.dropFirst()
            }
        }
        return characters
    }

    private static let noScalar: Symbol = 0x11_0000
    private static let dot = Symbol(UInt8(ascii: "."))
    private static let star = Symbol(UInt8(ascii: "*"))
    private static let mark = Symbol(UInt8(ascii: "?"))
    private static let opening = Symbol(UInt8(ascii: "["))
    private static let closing = Symbol(UInt8(ascii: "]"))
    private static let not = Symbol(UInt8(ascii: "!"))
    private static let dash = Symbol(UInt8(ascii: "-"))

    static let anyFolders = [star, star]

    static func isSpecial(_ character: Symbol) -> Bool {
        character == star || character == mark || character == opening
    }

    static func isHidden(_ name: [Symbol]) -> Bool { name.first == dot }

    static func matches(_ part: [Symbol], _ name: [Symbol]) -> Bool {
        if isHidden(name), !isHidden(part) { return false }
        var (place, at) = (0, 0)
        // Where to continue after the latest star took one character more: earlier stars need not be retried.
        var latest: (place: Int, at: Int)?
        while at < name.count {
            if place < part.count, part[place] == star {
                latest = (place + 1, at)
                place += 1
            } else if let width = width(of: part, at: place, meeting: name[at]) {
                place += width
                at += 1
            } else if let last = latest {
                latest = (last.place, last.at + 1)
                (place, at) = (last.place, last.at + 1)
            } else {
                return false
            }
        }
        return part[place...].allSatisfy { $0 == star }
    }

    /// How many characters of the pattern match this one of the name; `nil` if they do not.
    private static func width(
        of part: [Symbol],
        at place: Int,
        meeting character: Symbol
    ) -> Int? {
        guard place < part.count else { return nil }
        switch part[place] {
        case mark: return 1
        case opening:
            guard let end = end(ofListIn: part, from: place + 1) else {
                return character == opening ? 1 : nil
            }
            let isMet = isIn(part[(place + 1)..<end], character)
            return isMet ? end - place + 1 : nil
        case character: return 1
        default: return nil
        }
    }

    /// Where a list is closed; a bracket that comes first in it is one of its characters.
    private static func end(ofListIn part: [Symbol], from start: Int) -> Int? {
        let isNegated = start < part.count && part[start] == not
        return part[start...].dropFirst(isNegated ? 2 : 1).firstIndex(of: closing)
    }

    /// Whether a character is one of a list such as `a-z_`, or is not one where the list begins with `!`.
    private static func isIn(_ list: ArraySlice<Symbol>, _ character: Symbol) -> Bool {
        let isNegated = list.first == not
        var rest = isNegated ? list.dropFirst() : list
        var isFound = false
        while let low = rest.popFirst() {
            if rest.count >= 2, rest.first == dash {
                let high = rest[rest.startIndex + 1]
                if low <= character, character <= high { isFound = true }
                rest = rest.dropFirst(2)
            } else if low == character {
                isFound = true
            }
        }
        return isFound != isNegated
    }
}
