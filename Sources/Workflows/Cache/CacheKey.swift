/// What a result depends on, as named parts and as one digest over them. It never changes, and many hands pass it on.
package final class CacheKey: Sendable, Equatable {
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
    /// All parts up to the inputs, which come last; in a plan's keys, what is the same in all its runs.
    private let planned: [Part]
    private let inputs: [Part]
    /// The parts, in the order in which the digest covers them.
    package var parts: [Part] { planned + inputs }
    /// Equal where phase and all parts are.
    package let digest: Digest

    /// Digests the parts.
    package convenience init(phase: PhaseID, parts: [Part]) {
        let end = (parts.lastIndex { $0.field != .inputs } ?? -1) + 1
        let beginning = Beginning(
            phase: phase,
            parts: Array(parts[..<end]),
            inputs: parts.count - end
        )
        self.init(beginning, Array(parts[end...]))
    }

    private init(_ beginning: Beginning, _ inputs: [Part]) {
        phase = beginning.phase
        planned = beginning.parts
        self.inputs = inputs
        var builder = beginning.builder
        for part in inputs { builder.add(part) }
        digest = beginning.digest ?? builder.digest
    }

    package static func == (left: CacheKey, right: CacheKey) -> Bool {
        left.digest == right.digest && left.phase == right.phase && left.parts == right.parts
    }

    /// The parts of a key that a plan knows, hashed once for many keys.
    package final class Beginning: Sendable {
        fileprivate let phase: PhaseID
        let parts: [Part]
        fileprivate let builder: DigestBuilder
        private let inputs: Int
        /// That of the key where no input follows.
        fileprivate let digest: Digest?

        /// Hashes the first parts of keys with so many inputs, which begin a block of the hash: one input whose name
        /// has nine bytes or fewer takes no other.
        init(phase: PhaseID, parts: [Part], inputs: Int) {
            self.phase = phase
            self.parts = parts
            var builder = DigestBuilder("cache-key/2", expecting: 64 * parts.count)
            builder.add(phase.name)
            builder.add(parts.count)
            builder.add(inputs)
            for part in parts { builder.add(part) }
            builder.seal()
            self.builder = builder
            self.inputs = inputs
            digest = inputs == 0 ? builder.digest : nil
        }

        /// The key with these inputs, as many as were announced.
        func followed(by inputs: [Part]) -> CacheKey {
            precondition(
                inputs.count == self.inputs,
                "a key must have the inputs that it was begun for"
            )
            return CacheKey(self, inputs)
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
