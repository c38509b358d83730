internal import JSON
internal import Quantities
internal import Shapes

// Parameters that are times, which can be bisected.
extension FaultSample {
    /// The parameters that are times.
    private static let names = ["by", "for", "retry_after"]

    /// The time among its parameters; `nil` where none is one.
    var time: Duration? {
        guard let name, case .text(let text)? = JSONValue(parsing: parameters)?.value(at: name)
        else { return nil }
        return DurationSyntax.parse(text).flatMap { $0 > .zero ? $0 : nil }
    }

    /// The same with another time.
    func replacing(time: Duration) throws(Problems) -> FaultSample? {
        guard let name,
            let changed = JSONValue(parsing: parameters)?
                .replacing(name, with: .text(DurationText.text(time)))
        else { return nil }
        return try replacing(parameters: changed.text)
    }

    /// The path of the time.
    private var name: String? {
        guard case .object(let members)? = JSONValue(parsing: parameters) else { return nil }
        return Self.names.first { members[$0] != nil }.map { "$.\($0)" }
    }
}

extension Duration {
    /// As files have it.
    var words: String { DurationText.text(self) }

    /// Without what is shorter than a millisecond.
    var roundedToMilliseconds: Duration {
        let (seconds, attoseconds) = components
        return .seconds(seconds) + .milliseconds(attoseconds / 1_000_000_000_000_000)
    }
}
