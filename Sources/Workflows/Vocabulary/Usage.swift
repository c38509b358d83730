internal import Quantities

/// The usage of an agent's call; what nobody reported is unknown.
package struct Usage: Sendable, Equatable {
    private struct Amounts: Sendable, Equatable {
        var tokens: Int?
        var costMicros: Int?
        var calls: Int?
        var memoryBytes: Int?
        var isMemoryShared: Bool
    }

    private final class Content: Sendable {
        let amounts: Amounts

        init(_ amounts: Amounts) {
            self.amounts = amounts
        }
    }

    /// Most calls say nothing, and every event has room for this: a reference takes the least.
    private let content: Content?

    /// Nothing is known.
    package static let unknown = Usage()

    /// Describes the usage of a call.
    package init(
        tokens: Int? = nil,
        costMicros: Int? = nil,
        calls: Int? = nil,
        memoryBytes: Int? = nil,
        isMemoryShared: Bool = false
    ) {
        let isKnown =
            tokens != nil || costMicros != nil || calls != nil || memoryBytes != nil
            || isMemoryShared
        content =
            isKnown
            ? Content(
                Amounts(
                    tokens: tokens,
                    costMicros: costMicros,
                    calls: calls,
                    memoryBytes: memoryBytes,
                    isMemoryShared: isMemoryShared
                )
            ) : nil
    }

    /// Tokens.
    package var tokens: Int? { content?.amounts.tokens }
    /// Millionths of the user's currency unit.
    package var costMicros: Int? { content?.amounts.costMicros }
    /// How many calls the agent itself made, if not one.
    package var calls: Int? { content?.amounts.calls }
    /// The most memory that it held at a time, in bytes.
    package var memoryBytes: Int? { content?.amounts.memoryBytes }
    /// Whether others were at work in the same process at the same time, so that nobody can say whose memory it was.
    package var isMemoryShared: Bool { content?.amounts.isMemoryShared ?? false }

    /// What is known of its memory.
    package var memory: MemoryUse? { isMemoryShared ? .shared : memoryBytes.map { .bytes($0) } }

    /// The usage of a call that held so many bytes more.
    package func holding(_ bytes: Int) -> Usage {
        guard bytes > 0 else { return self }
        let sum = (memoryBytes ?? 0).addingClamped(bytes)
        return with(memoryBytes: sum, isShared: isMemoryShared)
    }

    /// The usage of a call whose memory was measured, besides what it is known to have held.
    package func measured(_ memory: MemoryUse) -> Usage {
        switch memory {
        case .bytes(let bytes) where bytes > 0: holding(bytes)
        case .bytes: with(memoryBytes: memoryBytes ?? 0, isShared: isMemoryShared)
        case .shared: with(memoryBytes: memoryBytes, isShared: true)
        }
    }

    private func with(memoryBytes: Int?, isShared: Bool) -> Usage {
        Usage(
            tokens: tokens,
            costMicros: costMicros,
            calls: calls,
            memoryBytes: memoryBytes,
            isMemoryShared: isShared
        )
    }

    package static func == (left: Usage, right: Usage) -> Bool {
        left.content === right.content || left.content?.amounts == right.content?.amounts
    }
}

/// An amount of the user's currency, kept in millionths.
package enum CostText {
    /// The amount as a user writes it: `4.25`, without zeros at its end.
    package static func text(_ micros: Int) -> String {
        let unit: UInt = 1_000_000
        let whole = String(micros.magnitude / unit)
        let rest = micros.magnitude % unit
        let sign = micros < 0 ? "-" : ""
        guard rest > 0 else { return sign + whole }
        let digits = String(unit + rest).dropFirst()
        let last = digits.lastIndex { $0 != "0" } ?? digits.startIndex
        return "\(sign)\(whole).\(digits[...last])"
    }

    /// An amount in millionths; `nil` if it is not one, or too large.
    package static func micros(_ amount: Double) -> Int? {
        Int(exactly: (amount * 1_000_000).rounded())
    }
}
