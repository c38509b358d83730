internal import Synchronization

/// Which declared keys decoders ask for: what a test holds against those that shapes allow.
package final class KeyReads: Sendable {
    @TaskLocal private static var current: KeyReads?

    private let fields = Mutex<Set<String>>([])

    private init() {}

    /// The keys that a piece of work asks for, as `identity(of:)` gives them.
    package static func during(_ work: () throws -> Void) rethrows -> Set<String> {
        let reads = KeyReads()
        try $current.withValue(reads, operation: work)
        return reads.fields.withLock { $0 }
    }

    /// What tells a declaration from others of its name: what it is documented to do.
    package static func identity(of field: Field) -> String { "\(field.key): \(field.doc)" }

    /// Notes that a key is asked for; does nothing unless somebody listens.
    static func note(_ field: Field) {
        guard let current else { return }
        current.fields.withLock { _ = $0.insert(identity(of: field)) }
    }
}
