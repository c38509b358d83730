package import Workflows

/// One call of an agent in a run, or a result that a phase got without one.
package struct RunStep: Sendable, Equatable {
    /// By what a step of one run is found in another.
    package struct Key: Sendable, Hashable {
        /// The phase.
        package let phase: PhaseID
        /// Whether the phase was executed or undone.
        package let role: Site.Role
        /// Which execution of the phase it belongs to, from 1: each time its work is discarded another one begins. A
        /// resume continues the one that it finds.
        package let visit: Int
        /// Its place among the steps of its visit, from 1.
        package let attempt: Int

        /// Names a step.
        package init(phase: PhaseID, role: Site.Role = .execute, visit: Int = 1, attempt: Int = 1) {
            self.phase = phase
            self.role = role
            self.visit = visit
            self.attempt = attempt
        }
    }

    /// How a step ended.
    package enum Outcome: String, Sendable, CaseIterable {
        /// An agent answered, or undid a phase.
        case succeeded
        /// An agent answered, and a validator refused the answer.
        case rejected
        /// A call failed, or a phase did without one.
        case failed
        /// It was cancelled.
        case cancelled
        /// Nothing is recorded of its end.
        case unfinished
        /// The result came from the cache.
        case cached
        /// The result counts since before what is recorded.
        case restored
        /// The phase was left out by configuration.
        case skipped
        /// The phase took its fallback.
        case degraded
        /// The phase paused before an agent was called.
        case paused
        /// The phase's work was discarded before an agent was called.
        case discarded

        /// Whether what it gave was the phase's result, for a time at least.
        var isResult: Bool {
            switch self {
            case .succeeded, .cached, .restored, .degraded: true
            case .rejected, .failed, .cancelled, .unfinished, .skipped, .paused, .discarded: false
            }
        }
    }

    /// By what it is found in another run.
    package let key: Key
    /// The number of the attempt as events have it, which counts on over all visits; 0 where no agent was called.
    package let number: Int
    /// When it began, by the clock of its execution.
    package let start: Duration
    /// When it ended, by the same clock; `nil` where that is not recorded.
    package internal(set) var end: Duration?
    /// The delay before it, after the failure of the one before.
    package internal(set) var waited = Duration.zero
    /// How it ended.
    package internal(set) var outcome = Outcome.unfinished
    /// The kind of its failure; `nil` where there is none.
    package internal(set) var cause: String?
    /// The digest of what it gave; `nil` where it gave nothing.
    package internal(set) var digest: Digest?
    /// The tokens that it used; `nil` where nobody said.
    package internal(set) var tokens: Int?
    /// What it cost, in millionths; `nil` where nobody said.
    package internal(set) var costMicros: Int?

    init(_ key: Key, number: Int = 0, start: Duration) {
        self.key = key
        self.number = number
        self.start = start
    }

    /// How long it took; `nil` where no end is recorded.
    package var duration: Duration? { end.map { $0 - start } }
}

extension Site.Role {
    /// The name in reports.
    package var name: String {
        switch self {
        case .execute: "execute"
        case .undo: "undo"
        }
    }
}
