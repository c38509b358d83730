import Workflows

/// An entry of a journal, read by the description of its bytes alone: a mistake of the codec's would hide itself.
struct RawEntry {
    private let records: [ArraySlice<UInt8>]

    /// Reads an entry; `nil` where it is not whole.
    init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        guard rest.prefix(3).elementsEqual("ML1".utf8) else { return nil }
        rest = rest.dropFirst(3)
        var records: [ArraySlice<UInt8>] = []
        while let length = Self.number(&rest), let sum = Self.number(&rest) {
            let content = rest.prefix(Int(length))
            guard content.count == Int(length), Self.checksum(content) == sum else { return nil }
            rest = rest.dropFirst(content.count)
            if content.first == 0 {
                guard rest.isEmpty else { return nil }
                self.records = records
                return
            }
            records.append(content)
        }
        return nil
    }

    /// Whether an entry begins with a record that is whole, and of a kind that nobody knows.
    static func isUnknown(_ bytes: [UInt8]) -> Bool {
        var rest = bytes.dropFirst(3)
        guard let length = number(&rest), let sum = number(&rest) else { return false }
        let content = rest.prefix(Int(length))
        guard content.count == Int(length), checksum(content) == sum else { return false }
        return content.first.map { $0 > 9 } ?? false
    }

    /// The phase whose result it holds, by what that result says.
    func phase(among outputs: [PhaseID: PhaseOutput]) -> PhaseID? {
        guard let commit = records.first(where: { $0.first == 2 }) else { return nil }
        let text = String(decoding: commit, as: UTF8.self)
        return outputs.first { text.contains($0.value.text) }?.key
    }

    private static func number(_ bytes: inout ArraySlice<UInt8>) -> UInt32? {
        guard bytes.count >= 4 else { return nil }
        defer { bytes = bytes.dropFirst(4) }
        return bytes.prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// CRC-32C (Castagnoli).
    private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in
            table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ sum >> 8
        }
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 0 ? sum >> 1 : sum >> 1 ^ 0x82F6_3B78 }
    }
}
