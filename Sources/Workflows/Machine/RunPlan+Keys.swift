// What a phase's result depends on, given the outputs of its inputs.
extension RunPlan.Phase {
    private static let absent = Digest(of: "a skipped phase gives nothing")

    /// The key of a result. Feedback and history of a run never enter it.
    package func cacheKey(_ outputs: (Int) -> Digest?) -> CacheKey {
        key.followed(by: hasInputsInKey ? inputParts(outputs) : [])
    }

    /// Covers everything that a result depends on, also what the key was narrowed to leave out.
    package func basis(_ outputs: (Int) -> Digest?) -> Digest {
        guard configuration.keyFields != nil else { return cacheKey(outputs).digest }
        return CacheKey(phase: id, parts: identity + inputParts(outputs)).digest
    }

    /// The key of a result that depends on files of the agent's too.
    package func cacheKey(
        files: [CacheKey.Part],
        _ outputs: (Int) -> Digest?
    ) -> CacheKey {
        let fields = configuration.keyFields
        let counted = files.filter { fields?.contains($0.field) ?? true }
        return CacheKey(
            phase: id,
            parts: keyParts + counted + (hasInputsInKey ? inputParts(outputs) : [])
        )
    }

    /// Covers everything that such a result depends on.
    func basis(files: [CacheKey.Part], _ outputs: (Int) -> Digest?) -> Digest {
        CacheKey(phase: id, parts: identity + files + inputParts(outputs)).digest
    }

    private func inputParts(_ outputs: (Int) -> Digest?) -> [CacheKey.Part] {
        zip(inputs, inputPartNames).map { input, name in
            .init(name, outputs(input) ?? Self.absent)
        }
    }
}
