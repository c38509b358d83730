/// Escape sequences of terminals (ECMA-48), which reports take away: what they stand in is one text to a reader.
enum ANSICode {
    /// Where in the bytes no escape sequence is; `nil` where there is none at all.
    static func visiblePlaces(in bytes: [UInt8]) -> [Int]? {
        guard bytes.contains(where: { $0 == 0x1B || $0 == 0x9B }) else { return nil }
        var places: [Int] = []
        places.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if let end = end(in: bytes, from: index) {
                index = end
            } else {
                places.append(index)
                index += 1
            }
        }
        return places
    }

    /// The end of the sequence that begins here; `nil` where none does.
    private static func end(in bytes: [UInt8], from start: Int) -> Int? {
        switch (bytes[start], start + 1 < bytes.count ? bytes[start + 1] : 0) {
        case (0x1B, UInt8(ascii: "[")): return endOfControl(in: bytes, from: start + 2)
        // The control character of the same meaning, in UTF-8.
        case (0xC2, 0x9B): return endOfControl(in: bytes, from: start + 2)
        case (0x1B, UInt8(ascii: "]")): return endOfCommand(in: bytes, from: start + 2)
        case (0x1B, 0x20...0x7E): return endOfEscape(in: bytes, from: start + 1)
        default: return nil
        }
    }

    /// Parameter bytes, then intermediate bytes, then one final byte.
    private static func endOfControl(in bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index < bytes.count, (0x30...0x3F).contains(bytes[index]) { index += 1 }
        while index < bytes.count, (0x20...0x2F).contains(bytes[index]) { index += 1 }
        guard index < bytes.count, (0x40...0x7E).contains(bytes[index]) else { return nil }
        return index + 1
    }

    /// Up to BEL or ESC \; another control character shows that the command was never ended.
    private static func endOfCommand(in bytes: [UInt8], from start: Int) -> Int? {
        guard let end = bytes[start...].firstIndex(where: { $0 < 0x20 }) else { return nil }
        if bytes[end] == 0x07 { return end + 1 }
        let isEnd = bytes[end] == 0x1B && end + 1 < bytes.count && bytes[end + 1] == 0x5C
        return isEnd ? end + 2 : nil
    }

    /// Intermediate bytes and one final byte, such as `ESC ( B`.
    private static func endOfEscape(in bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index < bytes.count, (0x20...0x2F).contains(bytes[index]) { index += 1 }
        guard index < bytes.count, (0x30...0x7E).contains(bytes[index]) else { return nil }
        return index + 1
    }
}
