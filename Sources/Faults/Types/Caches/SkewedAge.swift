internal import Quantities
internal import Shapes
package import Workflows

/// Lets a look-up take results for older or younger than they are.
package struct SkewedAge: Injection {
    /// How far the look-up's clock is ahead; below zero it is behind.
    package let time: Duration

    /// Declares the fault.
    package init(by time: Duration) {
        self.time = time
    }

    package func apply(to lookUp: inout LookUpPassage, chance: Chance) {
        guard lookUp.held.hasEntry, lookUp.held.ages else { return }
        lookUp.skew = min(max(lookUp.skew + time, .zero - .longest), .longest)
    }
}

extension SkewedAge {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "ttl_skew",
        places: [.cacheRead: .both],
        parameters: "by: DURATION or -DURATION",
        shape: .object([by.field]),
        summary:
            "The clock by which the look-up judges a result's age is this far ahead, or behind.",
        imitates: "machines of one shared cache whose clocks differ",
        source: "RFC 9111, section 4.2.3 (calculating age)",
        remedy: "allow for the difference in every ttl, and validate what comes back",
        samples: [#"{"by":"1h"}"#, #"{"by":"-1h"}"#],
        decode: decode
    )

    private static let by = Key(
        "by",
        .part(.text),
        required: true,
        example: "-40m",
        doc: "How far the clock is ahead, such as 5m; -40m is behind."
    )

    @Sendable private static func decode(
        _ node: SourceNode,
        _ path: String,
        _ mistakes: inout ProblemList
    ) -> (any Injection)? {
        guard let place = node.node(by), let text = place.text else { return nil }
        let isBehind = text.hasPrefix("-")
        guard let time = DurationSyntax.parse(isBehind ? String(text.dropFirst()) : text),
            time > .zero
        else {
            mistakes.add(
                place,
                "\(path).by",
                "expected a duration above 0 such as \"5m\" or \"-40m\", found \"\(text)\""
            )
            return nil
        }
        return SkewedAge(by: isBehind ? .zero - time : time)
    }
}

extension FaultType {
    /// Lets look-ups misjudge ages; see `SkewedAge`.
    package static let ttlSkew = SkewedAge.type
}
