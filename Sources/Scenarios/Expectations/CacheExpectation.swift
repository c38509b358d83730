internal import Shapes
package import Workflows

/// The cache was used so often.
package struct CacheCountExpectation: RunCondition {
    /// What is counted.
    package enum Count: String, Sendable, CaseIterable {
        /// Look-ups that found a result.
        case hits
        /// Look-ups that found none.
        case misses
        /// Results that had to go to make room for those of the run.
        case evicted
    }

    /// What is counted.
    package let what: Count
    /// How often.
    package let count: Int

    /// Expects so many of them.
    package init(_ what: Count, _ count: Int) {
        self.what = what
        self.count = count
    }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? {
        let found =
            switch what {
            case .hits: evidence.record.hits
            case .misses: evidence.record.misses
            case .evicted: evidence.trace.evicted
            }
        return found == count ? nil : ("\(count) cache \(what.rawValue)", String(found))
    }
}

/// The phase's last miss named at least these parts of its key.
package struct MissExpectation: RunCondition {
    /// The phase.
    package let phase: PhaseID
    /// The parts of the key.
    package let parts: [String]

    /// Expects a miss because of these parts.
    package init(_ phase: PhaseID, _ parts: [String]) {
        self.phase = phase
        self.parts = parts
    }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? {
        let expected = "\(phase) missed because \(parts.joined(separator: ", "))"
        guard let found = evidence.record.missedBecause[phase] else { return (expected, "no miss") }
        guard !parts.allSatisfy(found.contains) else { return nil }
        return (
            expected,
            found.isEmpty ? "no stored key of the phase" : found.joined(separator: ", ")
        )
    }
}

extension ExpectationKeys {
    static let cache = ExpectationKey(
        "cache",
        .object(cacheKeys.fields()),
        doc: "What the cache did for the run."
    ) { entry, context, problems in
        cacheKeys.decode(entry.node, at: entry.path, in: context, &problems)
    }

    private static let cacheKeys =
        CacheCountExpectation.Count.allCases.map { what in
            ExpectationKey(
                what.rawValue,
                .integer(0...1_000_000_000),
                doc: summary(of: what)
            ) { count, place in
                Expectation(CacheCountExpectation(what, count), at: place)
            }
        } + [
            ExpectationKey(
                "missed_because",
                .map(of: .singleOrList(.text), keyName: "phase"),
                doc: "Parts of the key that a phase's last miss named, such as requirements."
            ) { entry, context, problems in
                context.byPhase(entry, &problems).map { phase, item in
                    let parts = item.node.itemsOrSelf.compactMap(\.text)
                    return Expectation(MissExpectation(phase, parts), at: item.place)
                }
            }
        ]

    private static func summary(of count: CacheCountExpectation.Count) -> String {
        switch count {
        case .hits: "How many look-ups found a result."
        case .misses: "How many look-ups found none."
        case .evicted: "How many results had to make room for those of the run."
        }
    }
}
