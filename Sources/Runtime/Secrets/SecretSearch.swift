internal import EscapeCodes

/// Finds secrets in bytes, even with escape sequences inside them, in one pass.
struct SecretSearch: Sendable {
    /// From this length on the part of a secret at the end of a cut text is blanked too.
    private static let shortestPart = 4

    /// By their first byte, the longest first.
    private let secrets: [[[UInt8]]]

    /// A search for these, none of which is empty.
    init(_ forms: Set<[UInt8]>) {
        var secrets = [[[UInt8]]](repeating: [], count: 256)
        for form in forms {
            guard let first = form.first else { continue }
            secrets[Int(first)].append(form)
        }
        self.secrets = secrets.map { $0.sorted { $0.count > $1.count } }
    }

    /// The bytes with a mark in place of every secret; a cut text also loses the part of one at its end.
    func replacing(
        in bytes: [UInt8],
        with mark: [UInt8],
        isCutAtStart: Bool,
        isCutAtEnd: Bool
    ) -> [UInt8] {
        var found = ranges(in: bytes, isCutAtStart, isCutAtEnd)
        if let places = EscapeSequence.visiblePlaces(in: bytes) {
            // A sequence may also take the first byte of what follows it: both readings count.
            found += ranges(in: places.map { bytes[$0] }, isCutAtStart, isCutAtEnd)
                .compactMap { range in
                    range.last.map { places[range.lowerBound]..<places[$0] + 1 }
                }
        }
        guard !found.isEmpty else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var end = 0
        for range in Self.merged(found) {
            result += bytes[end..<range.lowerBound]
            result += mark
            end = range.upperBound
        }
        return result + bytes[end...]
    }

    private func ranges(
        in bytes: [UInt8],
        _ isCutAtStart: Bool,
        _ isCutAtEnd: Bool
    ) -> [Range<Int>] {
        var found = ranges(in: bytes)
        if isCutAtStart, let length = partAtStart(of: bytes) { found.append(0..<length) }
        if isCutAtEnd, let length = partAtEnd(of: bytes) {
            found.append(bytes.count - length..<bytes.count)
        }
        return found
    }

    private func ranges(in bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for (index, byte) in bytes.enumerated() {
            let candidates = secrets[Int(byte)]
            guard !candidates.isEmpty else { continue }
            let rest = bytes[index...]
            if let secret = candidates.first(where: { rest.starts(with: $0) }) {
                found.append(index..<index + secret.count)
            }
        }
        return found
    }

    /// Ranges that overlap as one: neither secret is left in part. Those that only touch stay apart.
    private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var merged: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound < last.upperBound {
                let end = max(last.upperBound, range.upperBound)
                merged[merged.count - 1] = last.lowerBound..<end
            } else {
                merged.append(range)
            }
        }
        return merged
    }

    /// How much of a secret's end the bytes begin with.
    private func partAtStart(of bytes: [UInt8]) -> Int? {
        secrets.joined().compactMap { secret in
            Self.lengths(of: secret, in: bytes).last { bytes.starts(with: secret.suffix($0)) }
        }.max()
    }

    /// How much of a secret's beginning the bytes end with.
    private func partAtEnd(of bytes: [UInt8]) -> Int? {
        secrets.joined().compactMap { secret in
            Self.lengths(of: secret, in: bytes).last {
                bytes.suffix($0).elementsEqual(secret.prefix($0))
            }
        }.max()
    }

    private static func lengths(of secret: [UInt8], in bytes: [UInt8]) -> Range<Int> {
        let most = min(secret.count, bytes.count + 1)
        return min(shortestPart, most)..<most
    }
}
