/// An escape sequence of terminals (ECMA-48): what a reader sees nothing of.
package struct EscapeSequence<Bytes: Collection<UInt8>> {
    /// What it is for.
    package enum Kind: Sendable {
        /// A control sequence (CSI), such as a colour.
        case control
        /// A command to the operating system (OSC), such as a title.
        case command
        /// Another one, such as `ESC ( B`.
        case other
    }

    /// What it is for.
    package let kind: Kind
    /// The place behind it.
    package let end: Bytes.Index

    /// The whole sequence that bytes of UTF-8 begin with; `nil` where they begin with none.
    package init?(in bytes: Bytes) {
        guard let first = bytes.first else { return nil }
        let rest = bytes.dropFirst()
        let found: (Kind, Bytes.Index?)
        switch (first, rest.first) {
        case (0x1B, UInt8(ascii: "[")): found = (.control, Self.endOfControl(rest.dropFirst()))
        // The control character of the same meaning.
        case (0xC2, 0x9B): found = (.control, Self.endOfControl(rest.dropFirst()))
        case (0x1B, UInt8(ascii: "]")): found = (.command, Self.endOfCommand(rest.dropFirst()))
        case (0x1B, (0x20...0x7E)?): found = (.other, Self.endOfOther(rest))
        default: return nil
        }
        guard let end = found.1 else { return nil }
        kind = found.0
        self.end = end
    }

    /// Parameter bytes, then intermediate bytes, then one final byte.
    private static func endOfControl(_ bytes: Bytes.SubSequence) -> Bytes.Index? {
        let rest = bytes.drop { (0x30...0x3F).contains($0) }.drop { (0x20...0x2F).contains($0) }
        guard let final = rest.first, (0x40...0x7E).contains(final) else { return nil }
        return rest.index(after: rest.startIndex)
    }

    /// Up to BEL or ESC \; another control character shows that the command was never ended.
    private static func endOfCommand(_ bytes: Bytes.SubSequence) -> Bytes.Index? {
        let rest = bytes.drop { $0 >= 0x20 }
        switch (rest.first, rest.dropFirst().first) {
        case (0x07, _): return rest.index(after: rest.startIndex)
        case (0x1B, 0x5C): return rest.index(rest.startIndex, offsetBy: 2)
        default: return nil
        }
    }

    /// Intermediate bytes and one final byte.
    private static func endOfOther(_ bytes: Bytes.SubSequence) -> Bytes.Index? {
        let rest = bytes.drop { (0x20...0x2F).contains($0) }
        guard let final = rest.first, (0x30...0x7E).contains(final) else { return nil }
        return rest.index(after: rest.startIndex)
    }
}

extension EscapeSequence where Bytes == ArraySlice<UInt8> {
    /// Where in the bytes no escape sequence is; `nil` if there is none at all.
    package static func visiblePlaces(in bytes: [UInt8]) -> [Int]? {
        guard bytes.contains(where: { $0 == 0x1B || $0 == 0x9B }) else { return nil }
        var places: [Int] = []
        places.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let mayBegin = bytes[index] == 0x1B || bytes[index] == 0xC2
            if mayBegin, let sequence = EscapeSequence(in: bytes[index...]) {
                index = sequence.end
            } else {
                places.append(index)
                index += 1
            }
        }
        return places
    }
}
