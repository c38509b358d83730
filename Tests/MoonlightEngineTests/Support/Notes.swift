import MoonlightEngine
import Locks

/// What agents and hooks did, in order.
final class Notes: Sendable {
    private let list = Guarded<[String]>([])

    var all: [String] { list.withLock { $0 } }

    /// Adds a note; says how many there are of it now.
    @discardableResult
    func add(_ note: String) -> Int {
        list.withLock { list in
            list.append(note)
            return list.count { $0 == note }
        }
    }
}

/// Something that opens once, and that many can wait for; a cancelled task waits no longer.
final class Gate: Sendable {
    private let opened: AsyncStream<Void>
    private let opening: AsyncStream<Void>.Continuation

    init() {
        (opened, opening) = AsyncStream.makeStream()
    }

    func open() { opening.finish() }

    func wait() async {
        for await _ in opened {}
    }
}

/// An error that is nobody's.
struct Mishap: Error, CustomStringConvertible {
    let description: String
}

extension RunResult {
    /// The events as kind and phase.
    var story: [String] {
        events.map { ([$0.kind.rawValue] + ($0.phase.map { [$0] } ?? [])).joined(separator: " ") }
    }

    func events(_ kind: RunEvent.Kind) -> [RunEvent] {
        events.filter { $0.kind == kind }
    }

    func text(_ phase: String) -> String? { outputs[phase]?.text }
}

extension RetryPolicy {
    /// So many attempts without delays.
    static func attempts(_ count: Int) -> RetryPolicy {
        var policy = RetryPolicy()
        policy.initial = .zero
        policy.maxAttempts = count
        return policy
    }
}

extension Workflow {
    /// A workflow for tests.
    static func of(_ phases: Phase...) -> Workflow { Workflow("test", phases: phases) }
}

extension Engine {
    /// Runs phases with requirements that do not matter.
    func run(_ phases: Phase..., id: String = "main") async throws(EngineError) -> RunResult {
        try await run(Workflow("test", phases: phases), requirements: "a parser", id: id)
    }
}
