/// What a result depends on, as named parts and as one digest over them.
package struct CacheKey: Sendable, Equatable {
    /// One thing that the result depends on.
    package struct Part: Sendable, Equatable {
        /// What a person calls it: `requirements`, `agent`, `input coder`.
        package let name: String
        /// The digest of its value.
        package let digest: Digest

        /// Names a part.
        package init(_ name: String, _ digest: Digest) {
            self.name = name
            self.digest = digest
        }
    }

    /// The phase whose result this is the key of.
    package let phase: PhaseID
    /// The parts, in the order in which the digest covers them.
    package let parts: [Part]
    /// Equal where phase and all parts are.
    package let digest: Digest

    /// Digests the parts.
    package init(phase: PhaseID, parts: [Part]) {
        self.phase = phase
        self.parts = parts
        var builder = DigestBuilder("cache-key/1")
        builder.add(phase.name)
        builder.add(parts.count)
        for part in parts {
            builder.add(part.name)
            builder.add(part.digest)
        }
        digest = builder.digest
    }

    /// The names of the parts that differ from another key of the same phase, those of either side included.
    package func differences(from other: CacheKey) -> [String] {
        let theirs = Dictionary(other.parts.map { ($0.name, $0.digest) }) { first, _ in first }
        let mine = Set(parts.map(\.name))
        return parts.filter { theirs[$0.name] != $0.digest }.map(\.name)
            + other.parts.map(\.name).filter { !mine.contains($0) }
    }
}
