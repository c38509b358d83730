internal import Shapes
package import Workflows

/// Lets a phase's cache key leave something out that its results depend on.
package struct OmittedKeyField: Injection {
    /// What is left out.
    package let field: CacheKey.Field

    /// Declares the fault.
    package init(_ field: CacheKey.Field) {
        self.field = field
    }

    package func apply(to store: inout StorePassage, chance: Chance) {
        guard store.covered.contains(field) else { return }
        store.omitted.insert(field)
    }
}

extension OmittedKeyField {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "key_omits",
        places: [.cacheWrite: .both],
        parameters: "field: \(CacheKey.Field.allCases.map(\.rawValue).joined(separator: " | "))",
        shape: .object([omitted.field]),
        summary: "From then on the phase's key leaves this out, for look-ups and stores alike.",
        imitates: "a key that forgets an input: the classic cause of stale results",
        source: "https://portswigger.net/web-security/web-cache-poisoning (unkeyed inputs)",
        remedy: "validate what comes back, cached or not",
        samples: [#"{"field":"inputs"}"#, #"{"field":"requirements"}"#],
        decode: { node, _, _ in node[omitted].map(OmittedKeyField.init) }
    )

    private static let omitted = Key<CacheKey.Field>(
        "field",
        .choice(),
        required: true,
        example: "inputs",
        doc: "What the key leaves out, as in cache.key."
    )
}

extension FaultType {
    /// Narrows keys; see `OmittedKeyField`.
    package static let keyOmits = OmittedKeyField.type
}
