/// What a result depends on, as named parts and as one digest over them.
package struct CacheKey: Sendable, Equatable {
    /// One thing that the result depends on.
    package struct Part: Sendable, Equatable {
        /// What a person calls it: `requirements`, `agent`, `input coder`.
        package let name: String
        /// The digest of its value.
        package let digest: Digest

        /// Names a part. Keys outlive outputs: the digest keeps none in memory.
        package init(_ name: String, _ digest: Digest) {
            self.name = name
            self.digest = digest.settled
        }
    }

    /// The phase whose result this is the key of.
    package let phase: PhaseID
    /// Those that are the same in every run of a plan, and the rest.
    private let common: [Part]
    private let others: [Part]
    /// The parts, in the order in which the digest covers them.
    package var parts: [Part] { common + others }
    /// Equal where phase and all parts are, those that belong to the plan apart from the rest.
    package let digest: Digest

    /// Digests the parts.
    package init(phase: PhaseID, parts: [Part]) {
        self = Beginning(phase: phase, parts: parts, more: 0).whole
    }

    private init(phase: PhaseID, _ common: [Part], _ others: [Part], _ digest: Digest) {
        self.phase = phase
        self.common = common
        self.others = others
        self.digest = digest
    }

    package static func == (left: CacheKey, right: CacheKey) -> Bool {
        left.digest == right.digest && left.phase == right.phase && left.parts == right.parts
    }

    /// The parts of a key that are known before the others, hashed once for many keys.
    package final class Beginning: Sendable {
        private let phase: PhaseID
        let parts: [Part]
        private let builder: DigestBuilder
        /// The key where no part follows.
        let whole: CacheKey

        /// Hashes the first parts of keys that have so many more.
        init(phase: PhaseID, parts: [Part], more: Int) {
            self.phase = phase
            self.parts = parts
            var builder = DigestBuilder("cache-key/2", expecting: 64 * parts.count)
            builder.add(phase.name)
            builder.add(parts.count)
            builder.add(more)
            for part in parts { builder.add(part) }
            if more > 0 { builder.seal() }
            self.builder = builder
            whole = CacheKey(phase: phase, parts, [], builder.digest)
        }

        /// The key with these further parts, as many as were announced.
        func followed(by more: [Part]) -> CacheKey {
            guard !more.isEmpty else { return whole }
            var builder = builder
            for part in more { builder.add(part) }
            return CacheKey(phase: phase, parts, more, builder.digest)
        }
    }

    /// The names of the parts that differ from another key of the same phase, those of either side included.
    package func differences(from other: CacheKey) -> [String] {
        let theirs = Dictionary(other.parts.map { ($0.name, $0.digest) }) { first, _ in first }
        let mine = Set(parts.map(\.name))
        return parts.filter { theirs[$0.name] != $0.digest }.map(\.name)
            + other.parts.map(\.name).filter { !mine.contains($0) }
    }
}

extension DigestBuilder {
    fileprivate mutating func add(_ part: CacheKey.Part) {
        add(part.name)
        add(part.digest)
    }
}
